import type { Reply } from "#server/api.ts";

export type Topic = Reply<"listTopics">["rows"][number];
export type Team = Reply<"listTopics">["teams"][number];
export type Use = Reply<"topicUse">;

/** What changes with topics and teams. */
export const stale = ["listTopics", "topicUse", "listAccounts", "myTopics"] as const;
