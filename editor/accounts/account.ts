import type { Reply } from "#server/api.ts";

/** An account as the reader may see it. */
export type Account = Reply<"listAccounts">["rows"][number];
