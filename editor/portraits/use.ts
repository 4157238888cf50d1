import type { Reply } from "#server/api.ts";
import type { Tone } from "../ui/tag.tsx";

export type Portrait = Reply<"getPortrait">;
export type Own = Reply<"myPortrait">;

/** What changes with a portrait. */
export const stale = ["listPortraits", "getPortrait"] as const;
export const staleOwn = ["myPortraits", "myPortrait"] as const;

export const tones: Record<Portrait["state"], Tone> = {
  asked: "plain",
  answered: "warn",
  proposed: "calm",
  agreed: "good",
  withdrawn: "bad",
};
