import type { Reply } from "#server/api.ts";

/** What came of everything that went out in some days. */
export type Results = Reply<"results">;
