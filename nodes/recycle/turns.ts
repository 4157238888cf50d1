import { nextTimeOfDay, weekdays } from "#engine/opening.ts";
import { offsetAt } from "#engine/window.ts";
import type { Config } from "./node.ts";

type Rhythm = Pick<Config, "unit" | "every" | "days" | "time" | "zone">;

const day = 86_400_000;

/** Days since the epoch, and weeks that begin on a Monday, by the clocks of a place. */
function dateAt(zone: string, at: number): { days: number; weeks: number; weekday: number } {
  const days = Math.floor((at + offsetAt(zone, at)) / day);
  // The epoch was a Thursday.
  const weeks = Math.floor((days + 3) / 7);
  return { days, weeks, weekday: days + 3 - weeks * 7 };
}

/**
 * The first turn strictly after `at` (milliseconds). Which days and weeks have turns hangs on the calendar alone, so that it stays the same
 * whenever a map is published, and whatever a clock did.
 */
export function nextTurn(rhythm: Rhythm, at: number): number {
  const { unit, every, time, zone } = rhythm;
  const place = { days: unit === "days" ? weekdays : rhythm.days, time, zone };
  let next = nextTimeOfDay(place, at);
  for (let steps = 0; steps < 4; steps += 1) {
    const { days, weeks, weekday } = dateAt(zone, next);
    const wait = unit === "days" ? away(days, every) : away(weeks, every) * 7;
    if (wait === 0) return next;
    // From the middle of the day before: days of 23 and 25 hours do not matter.
    next = nextTimeOfDay(place, next + (unit === "days" ? wait : wait - weekday) * day - day / 2);
  }
  return next;
}

const away = (number: number, every: number): number => (every - (((number % every) + every) % every)) % every;

/** The last turn in (after, until]; null where there is none. */
export function lastTurn(rhythm: Rhythm, after: number, until: number): number | null {
  const whole = (rhythm.unit === "days" ? rhythm.every + 1 : rhythm.every * 7 + 8) * day;
  let last: number | null = null;
  for (let at = nextTurn(rhythm, Math.max(after, until - whole)); at <= until; at = nextTurn(rhythm, at)) last = at;
  return last;
}
