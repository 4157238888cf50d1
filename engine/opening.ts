import { z } from "zod";
import { dayStart, nextMark, offsetAt } from "./window.ts";

/** Days of the week and hours of the day in which something may happen, by the clock of a place. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];
/** `from` > `to`: across midnight, as hours of the day on which they began; equal: the whole day. */
export type Opening = { days: readonly Weekday[]; from: string; to: string; zone: string };

export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);
export const Zone = z
  .string()
  .min(1)
  .max(64)
  .refine(isZone, {
    params: { text: { en: "there is no such time zone.", fr: "ce fuseau horaire n’existe pas." } },
  });

export const weekdayWords: Record<Weekday, { en: string; fr: string }> = {
  mon: { en: "Monday", fr: "lundi" },
  tue: { en: "Tuesday", fr: "mardi" },
  wed: { en: "Wednesday", fr: "mercredi" },
  thu: { en: "Thursday", fr: "jeudi" },
  fri: { en: "Friday", fr: "vendredi" },
  sat: { en: "Saturday", fr: "samedi" },
  sun: { en: "Sunday", fr: "dimanche" },
};

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes after midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const day = 86_400_000;

/** The day of the week and the minute of the day that the clocks of a place show. */
function wallAt(zone: string, at: number): { weekday: number; minute: number } {
  const wall = at + offsetAt(zone, at);
  // The epoch was a Thursday.
  return {
    weekday: (((Math.floor(wall / day) + 3) % 7) + 7) % 7,
    minute: Math.floor((((wall % day) + day) % day) / 60_000),
  };
}

export function isOpen({ days, from, to, zone }: Opening, at: number): boolean {
  const { weekday, minute } = wallAt(zone, at);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const on = (index: number) => days.includes(weekdays[(index + 7) % 7]!);
  if (start === end) return on(weekday);
  if (start < end) return on(weekday) && minute >= start && minute < end;
  return minute >= start ? on(weekday) : minute < end && on(weekday - 1);
}

/**
 * The first instant from `at` on at which it is open: exact also where the clocks are put forward (an hour that does not come that day
 * begins with the next that does) or back. Without a day there is none: a fortnight later.
 */
export function nextOpen(opening: Opening, at: number): number {
  const marks = [minutesOf(opening.from), minutesOf(opening.to)];
  let next = at;
  // Three marks a day for a week, and those of a clock that jumps.
  for (let steps = 0; steps < 48 && !isOpen(opening, next); steps += 1) next = nextMark(opening.zone, marks, next);
  return isOpen(opening, next) ? next : at + 14 * day;
}

/** The first instant strictly after `at` at which the clocks show `time` on one of the days; where they skip it, right after. */
export function nextTimeOfDay(
  { days, time, zone }: { days: readonly Weekday[]; time: string; zone: string },
  at: number,
): number {
  for (let start = dayStart(zone, at), steps = 0; steps < 16; steps += 1) {
    const { weekday } = wallAt(zone, start);
    const mark = minutesOf(time);
    let found = start;
    // Where the clocks jump there is a mark of its own.
    for (let marks = 0; marks < 4 && wallAt(zone, found).minute < mark; marks += 1)
      found = nextMark(zone, [mark], found);
    if (days.includes(weekdays[weekday]!) && found > at) return found;
    start = dayStart(zone, start + day + 3 * 3_600_000);
  }
  return at + 14 * day;
}
