import { IconFileText, IconMessages, IconSparkles, IconVideo, type Icon } from "@tabler/icons-react";
import type { Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { dayWords } from "../calendar/range.ts";
import type { Key } from "../messages/catalogue.ts";
import type { Tone } from "../ui/tag.tsx";

export type Brief = Reply<"getBrief">;
export type Row = Reply<"listBriefs">["rows"][number];
export type Offer = Brief["offers"][number];
export type Asked = Reply<"getAsked">;
export type AskedRow = Reply<"listAsked">["rows"][number];
export type Post = Asked["posts"][number];

/** What changes with a brief, and with one's own answer. */
export const stale = ["listBriefs", "getBrief", "today"] as const;
export const staleAsked = ["listAsked", "getAsked", "today"] as const;

export const signs: Record<Row["kind"], Icon> = {
  chat: IconMessages,
  article: IconFileText,
  film: IconVideo,
  other: IconSparkles,
};

/** A day, with its year where that is not this one. */
export const dayOf = (day: string, language: Language): string =>
  dayWords(day, language, {
    day: "numeric",
    month: "long",
    ...(day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? {} : { year: "numeric" }),
  });

export const standing = ({ state, over }: Pick<Row, "state" | "over">): { tone: Tone; key: Key } =>
  state === "draft"
    ? { tone: "plain", key: "brief.state.draft" }
    : state === "closed"
      ? { tone: "calm", key: "brief.state.closed" }
      : over
        ? { tone: "warn", key: "brief.state.over" }
        : { tone: "live", key: "brief.state.open" };

export const tones: Record<Offer["state"], Tone> = {
  offered: "warn",
  agreed: "good",
  done: "live",
  thanked: "plain",
  ended: "plain",
};

/** How a brief stands for who is asked, in a word. */
export const askedStanding = ({ state, open }: Pick<Asked, "state" | "open">): { tone: Tone; key: Key } => {
  if ((state === "asked" || state === "no") && !open) return { tone: "plain", key: "asked.state.closed" };
  const tone: Tone = state === "asked" ? "warn" : state === "no" ? "plain" : tones[state];
  return { tone: state === "offered" ? "calm" : tone, key: `asked.state.${state}` };
};
