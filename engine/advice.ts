import type { Text } from "./text.ts";

/** What people of a network like to read, and one beginning said badly and well: a screen of the lesson about good posts (server/training). */
export type Advice = { text: readonly Text[]; avoid: Text; rather: Text };
