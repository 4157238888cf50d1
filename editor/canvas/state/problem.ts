import type { Reply } from "#server/api.ts";

/** A problem as the server tells it; what the compiler in the browser finds has the same shape. */
export type Problem = Reply<"getMap">["problems"][number];
