import type { Reply } from "#server/api.ts";

export type Counted = Reply<"mapResults">["total"];
export type Figure = keyof Counted["figures"];

/** In the order in which they are shown. */
export const figures = ["views", "reach", "likes", "reposts", "replies"] as const satisfies readonly Figure[];
