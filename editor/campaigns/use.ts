import type { Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { dayWords } from "../calendar/range.ts";
import type { Key } from "../messages/catalogue.ts";
import type { Tone } from "../ui/tag.tsx";

export type Campaign = Reply<"getCampaign">;
export type Row = Reply<"listCampaigns">["rows"][number];

/** What changes with a campaign. */
export const stale = ["listCampaigns", "getCampaign", "listEntries", "readCalendar"] as const;

/** A day of a campaign, with its year where that is not this one. */
export const dayOf = (day: string, language: Language): string =>
  dayWords(day, language, {
    day: "numeric",
    month: "long",
    ...(day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? {} : { year: "numeric" }),
  });

/** How it stands, in a word: what is started has its days, too. */
export function standing({ state, runs, firstDay, lastDay }: Row): { tone: Tone; key: Key; day: string } {
  const today = new Date().toISOString().slice(0, 10);
  if (state !== "started" || runs)
    return {
      tone: { draft: "plain", started: "live", paused: "warn", stopped: "calm" }[state] as Tone,
      key: `campaign.state.${state}`,
      day: firstDay,
    };
  return firstDay > today
    ? { tone: "good", key: "campaign.state.soon", day: firstDay }
    : { tone: "calm", key: "campaign.state.over", day: lastDay };
}
