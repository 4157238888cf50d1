import "./words.ts";
import type { HindranceCode } from "#engine/hindrance.ts";
import { useWords, type Words } from "../../language.tsx";
import { useNow } from "../../ui/now.ts";
import { relative } from "../../ui/relative.ts";

export type Hindrance = { code: HindranceCode; until: string | null };
/** How a dot is drawn: each has a shape of its own, for who sees no colours. */
export type Tone = "good" | "warn" | "bad" | "plain";

export const toneOf = (hindrance: Hindrance | null): Tone =>
  hindrance === null ? "good" : hindrance.code === "reconnect" ? "bad" : "warn";

/** A time as it is said inside a sentence. */
export const timeIn = ({ t, language }: Words, now: number, at: string): string => {
  const time = Date.parse(at);
  return relative(time, now, language, "short") ?? t(time > now ? "sign.soon" : "sign.now");
};

/** What keeps things from an account, in words. */
export const saidOf = (words: Words, now: number, { code, until }: Hindrance): string =>
  code === "paused" && until !== null
    ? words.t("hindrance.pausedUntil", { until: timeIn(words, now, until) })
    : words.t(`hindrance.${code}`, { until: until === null ? "" : timeIn(words, now, until) });

export function useSaid(): { said: (hindrance: Hindrance) => string; time: (at: string) => string } {
  const words = useWords();
  const now = useNow();
  return { said: (hindrance) => saidOf(words, now, hindrance), time: (at) => timeIn(words, now, at) };
}
