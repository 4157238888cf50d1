import { z } from "zod";
import { addDays, type Day, dayAt, startOf, weekday } from "./days.ts";
import { instantAt, wallAt } from "./wall.ts";

/** An entry that comes back: how far apart, in which months, until when. Pure; the server and the page have this one code. */
export const Returning = z.strictObject({
  /** Days of the workspace's calendar between two outings on one account, at least. */
  gap: z.int().min(7).max(1000),
  /** 1 January to 12; none: all the year. */
  months: z.array(z.int().min(1).max(12)).max(12),
  /** The last day on which it may go out. */
  ends: z.iso.date().nullable(),
});
export type Returning = z.infer<typeof Returning>;

/** Days that are looked through for a next time: a gap, and a season after it. */
const farthest = 1500;

/**
 * When it goes out next, in milliseconds: on the weekday and at the minute of its clock at which it went out before (`at`), `gap` days after it was
 * last out, tomorrow at the earliest, in its season. null: it does not come back. A day is one of the calendar, whatever a clock does on it.
 */
export function nextReturn(
  { gap, months, ends }: Returning,
  zone: string,
  { last, at, now, isFree = () => true }: { last: number; at: number; now: number; isFree?: (at: number) => boolean },
): number | null {
  const wall = wallAt(zone, at);
  const minute = Math.floor((wall % 86_400_000) / 60_000);
  const wanted = weekday(dayAt(zone, at));
  const [rested, tomorrow] = [addDays(dayAt(zone, last), gap), addDays(dayAt(zone, now), 1)];
  let day = rested > tomorrow ? rested : tomorrow;
  day = addDays(day, (wanted - weekday(day) + 7) % 7);
  for (let days = 0; days < farthest; days += 7, day = addDays(day, 7)) {
    if (ends !== null && day > ends) return null;
    if (!isInSeason(months, day)) continue;
    const next = instantAt(zone, Date.parse(`${day}T00:00:00Z`) + minute * 60_000);
    if (isFree(next)) return next;
  }
  return null;
}

export const isInSeason = (months: readonly number[], day: Day): boolean =>
  months.length === 0 || months.includes(Number(day.slice(5, 7)));

/** The instant at which it is over; Infinity: never. */
export const endOf = ({ ends }: Pick<Returning, "ends">, zone: string): number =>
  ends === null ? Infinity : startOf(zone, addDays(ends, 1));

/** A text as it is compared with another one: links, letters' case and blanks make no other text of it. */
export const bareText = (text: string): string =>
  text
    .replace(/https?:\/\/\S+/giu, "")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();

/**
 * Which of these words a post says: it begins with them, and what stands behind is none of them (its link, a campaign's hashtags). Where some words
 * begin others, the longer ones; null: none of them.
 */
export function wordsSaid(text: string, words: readonly string[]): string | null {
  const bare = bareText(text);
  const said = words.filter((one) => bare.startsWith(bareText(one)));
  return said.toSorted((a, b) => bareText(b).length - bareText(a).length)[0] ?? null;
}
