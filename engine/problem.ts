import type { Text } from "./text.ts";

/** Where in a map a problem sits. Absent parts mean the whole map. */
export type Place = { node?: string; edge?: string; field?: string };

/**
 * Something that is wrong with a map, as data. `code` is stable and machine-readable,
 * `message` tells the person what is wrong and what to do about it.
 * Errors forbid publishing; warnings do not.
 */
export type Problem = { code: string; severity: "error" | "warning"; message: Text } & Place;
