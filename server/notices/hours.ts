import { dayEnd, dayStart, isQuiet, offsetAt, windowAt } from "#engine/window.ts";

/** When somebody may be told something: not in their quiet hours, not on their days off (1 is Monday). */
export type Hours = { zone: string; quietFrom: number | null; quietTo: number | null; daysOff: readonly number[] };
/** When a digest goes: each day, or on one of the week, at a minute after midnight. */
export type Slots = { zone: string; every: "day" | "week"; day: number; minute: number };

const day = 86_400_000;

/** Of the local day, 1 is Monday. */
export const dayOf = (zone: string, at: number): number =>
  ((((Math.floor((at + offsetAt(zone, at)) / day) + 3) % 7) + 7) % 7) + 1;

/** `YYYY-MM-DD` of the local day. */
export const dateOf = (zone: string, at: number): string =>
  new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10);

/** The first instant from `at` on at which they may be told, milliseconds. */
export function openAt(hours: Hours, at: number): number {
  let open = at;
  // Seven days and their nights, and the two jumps of a year.
  for (let steps = 0; steps < 24; steps += 1)
    if (hours.daysOff.includes(dayOf(hours.zone, open))) open = dayEnd(hours.zone, open);
    else if (isQuiet(hours, open)) open = windowAt(hours, open).from;
    else return open;
  return open;
}

/** When the wall clock shows so many minutes after midnight on the local day that begins at `start`; an hour that a spring night skips is the one after. */
function minuteOf({ zone, minute }: Slots, start: number): number {
  const guess = start + minute * 60_000;
  return guess - (offsetAt(zone, guess) - offsetAt(zone, start));
}

const isSlot = (slots: Slots, start: number): boolean =>
  slots.every === "day" || dayOf(slots.zone, start) === slots.day;

/** The last slot up to `at`, and the first one after it. */
export function slotsAround(slots: Slots, at: number): { before: number; after: number } {
  let [before, after] = [at - 8 * day, at + 8 * day];
  let start = dayStart(slots.zone, at);
  for (let days = 0; days < 8; days += 1) {
    const slot = minuteOf(slots, start);
    if (isSlot(slots, start) && slot <= at) {
      before = slot;
      break;
    }
    start = dayStart(slots.zone, start - 1);
  }
  start = dayStart(slots.zone, at);
  for (let days = 0; days < 8; days += 1) {
    const slot = minuteOf(slots, start);
    if (isSlot(slots, start) && slot > at) {
      after = slot;
      break;
    }
    start = dayEnd(slots.zone, start);
  }
  return { before, after };
}
