import type { Reply } from "#server/api.ts";

/** What the server knows of a step beside its settings: how a source fares, how a text reads, who is reached. */
export type Sign = Reply<"mapSigns">["rows"][number];
