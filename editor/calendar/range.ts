import { addDays, type Day, daysBetween, firstOf, mondayOf } from "#engine/days.ts";
import { french } from "../language.tsx";
import type { Language } from "#engine/text.ts";

export const views = ["month", "week", "day", "list"] as const;
export type View = (typeof views)[number];
/** Days from one to before another. */
export type Range = { from: Day; to: Day };

/** What a view shows around a day: whole weeks, so that a month begins on a Monday. A list goes four weeks on from its day. */
export function rangeOf(view: View, day: Day): Range {
  if (view === "day") return { from: day, to: addDays(day, 1) };
  if (view === "week") return { from: mondayOf(day), to: addDays(mondayOf(day), 7) };
  if (view === "list") return { from: day, to: addDays(day, 28) };
  const last = addDays(firstOf(day, 1), -1);
  return { from: mondayOf(firstOf(day)), to: addDays(mondayOf(last), 7) };
}

/** The day that a view turns to: `turn` 1 the next, -1 the one before. */
export function turned(view: View, day: Day, turn: 1 | -1): Day {
  if (view === "month") return firstOf(day, turn);
  return addDays(day, turn * { day: 1, week: 7, list: 28 }[view]);
}

const localeOf = (language: Language): string => (language === "fr" ? "fr-FR" : "en-GB");
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);
const format = (language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });

/** A day in words. */
export const dayWords = (day: Day, language: Language, options: Intl.DateTimeFormatOptions): string =>
  polished(format(language, options).format(noon(day)), language);
const polished = (words: string, language: Language): string => (language === "fr" ? french(words) : words);

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** "23 – 29 November", "November 2026", "Thursday 26 November"; the year where it is not this one. */
export function titleOf(view: View, day: Day, language: Language, today: Day): string {
  const { from, to } = rangeOf(view, day);
  const year = from.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const);
  if (view === "month") return capital(dayWords(day, language, { month: "long", year: "numeric" }));
  if (view === "day")
    return capital(dayWords(day, language, { weekday: "long", day: "numeric", month: "long", ...year }));
  const end = addDays(to, -1);
  const months = from.slice(0, 7) === end.slice(0, 7);
  const first = dayWords(from, language, { day: "numeric", ...(months ? {} : { month: "long" }) });
  return `${first} – ${dayWords(end, language, { day: "numeric", month: "long", ...year })}`;
}

/** The weeks of a month's range, day by day. */
export const weeksOf = ({ from, to }: Range): Day[][] =>
  Array.from({ length: daysBetween(from, to) / 7 }, (_, week) =>
    Array.from({ length: 7 }, (_day, n) => addDays(from, week * 7 + n)),
  );
export const daysOf = ({ from, to }: Range): Day[] =>
  Array.from({ length: daysBetween(from, to) }, (_, n) => addDays(from, n));
