import { offsetAt } from "./window.ts";

const minute = 60_000;
const day = 86_400_000;

/**
 * The instant (milliseconds) at which a clock of the zone shows this wall time, which is given as if it were UTC. A time that the clock leaves out
 * in spring is as much later as the clock jumped; one that it shows twice in autumn is the first.
 */
export function instantAt(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  // The earlier of two instants that both show it is the one by the larger offset.
  for (const offset of before >= after ? [before, after] : [after, before])
    if (offsetAt(zone, wall - offset) === offset) return wall - offset;
  return wall - before;
}

/** What a clock of the zone shows at an instant, as if it were UTC, in milliseconds. */
export const wallAt = (zone: string, at: number): number => at + offsetAt(zone, at);

/** ISO 8601 weekday, 1 Monday to 7 Sunday, of a wall time. */
const isoWeekday = (wall: number): number => ((Math.floor(wall / day) + 3) % 7) + 1;

/** A slot: every week at a wall time. `weekday` 1 Monday to 7 Sunday; `minute` after midnight. */
export type Weekly = { weekday: number; minute: number; zone: string };

/** Weeks that are looked through at once, at most. */
const mostWeeks = 60;

/** When a slot comes between two instants, the first included, the last not. */
export function comesAt({ weekday, minute: at, zone }: Weekly, from: number, to: number): number[] {
  const start = wallAt(zone, from);
  const monday = Math.floor(start / day) * day - (isoWeekday(start) - 1) * day;
  const found: number[] = [];
  for (let week = 0; week <= mostWeeks; week += 1) {
    const instant = instantAt(zone, monday + (week * 7 + weekday - 1) * day + at * minute);
    if (instant >= to) break;
    if (instant >= from) found.push(instant);
  }
  return found;
}
