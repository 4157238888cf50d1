import { dayEnd, dayStart, offsetAt } from "./window.ts";

/** A day of a calendar, as `2026-03-29`: the same words in every zone. */
export type Day = string;

const length = 86_400_000;
const noon = length / 2;

const utcOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const written = (utc: number): Day => new Date(utc).toISOString().slice(0, 10);

/** So many days after a day; less than none: before. */
export const addDays = (day: Day, days: number): Day => written(utcOf(day) + days * length);
/** Whole days from one to another. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utcOf(to) - utcOf(from)) / length);
/** 0 Monday to 6 Sunday. */
export const weekday = (day: Day): number => (Math.floor(utcOf(day) / length) + 3) % 7;
/** The Monday that a day's week begins with. */
export const mondayOf = (day: Day): Day => addDays(day, -weekday(day));
/** The first of its month, and of the month so many after it. */
export const firstOf = (day: Day, months = 0): Day =>
  written(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));

/** The day that clocks of a zone show at an instant. */
export const dayAt = (zone: string, at: number): Day => written(at + offsetAt(zone, at));

/** The instant at which a day begins there: midnight, or what comes in its place where the clock jumps over it. */
export function startOf(zone: string, day: Day): number {
  const middle = utcOf(day) + noon;
  return dayStart(zone, middle - offsetAt(zone, middle));
}

/** When each of so many days begins, and when the last one ends. Days of 23 and of 25 hours follow one another without a gap. */
export function startsOf(zone: string, from: Day, days: number): number[] {
  const starts = Array.from({ length: days }, (_, n) => startOf(zone, addDays(from, n)));
  return [...starts, dayEnd(zone, starts.at(-1)!)];
}

/** Minutes after midnight that clocks of a zone show at an instant. */
export function wallMinute(zone: string, at: number): number {
  const wall = at + offsetAt(zone, at);
  return Math.floor((((wall % length) + length) % length) / 60_000);
}
