import type { Reply } from "#server/api.ts";

export type Standing = Reply<"readCrisis">["standing"][number];
export type Kept = Standing["kept"];

/** What changes when a hold begins or ends. */
export const stale = [
  "readCrisis",
  "listStories",
  "countStories",
  "listDeliveries",
  "readCalendar",
  "listProposals",
  "me",
] as const;

/** How people are told of beside the company's accounts: how many, that they are too few to be told, or not at all. */
export const groupOf = ({ people }: Pick<Kept, "people">): "some" | "few" | "none" =>
  people === null ? "few" : people === 0 ? "none" : "some";
