import type { Schedule } from "./map.ts";

/** The next time of a cron expression strictly after `after`, in milliseconds; null where there is none. */
export type CronNext = (expression: string, zone: string, after: number) => number | null;

export type DueOptions = {
  /** Of the map: what happens with slots that passed while the engine was down. */
  missed: "skip" | "latest";
  cronNext: CronNext;
  /** How late a slot may be taken up and still count as on time, in milliseconds (60,000 unless given). */
  grace?: number;
  /** The map's place within its interval; see `placeOf`. */
  place?: number;
  /** A time that was set for the map: a slot too, also where it is none of the schedule's (before an upgrade, or another schedule). */
  set?: number;
};

/** `run` is the slot to run now, null for none; `missed` says that other slots passed without a run. */
export type Due = { run: number | null; missed: boolean };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The place of a map within its interval, in milliseconds: always the same for a map, and spread evenly over maps, so that those that
 * share an interval do not all start in one second. Whole seconds. Calendars are kept to the letter and have none.
 */
export function placeOf(id: string, schedule: Schedule): number {
  if (schedule.kind !== "interval") return 0;
  // FNV-1a, its bits mixed once more (murmur3): ids may differ in one letter alone.
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) % (schedule.minutes * 60)) * 1000;
}

/**
 * The slot that is due in (after, until], all times in milliseconds since the epoch. At most one: a run reads everything
 * that is new, so that catching up on each missed slot would only repeat it. With `skip`, a slot older than the grace is
 * let go; with `latest` it runs, however late.
 *
 * Intervals lie on multiples of their length since the epoch, moved by the map's place, so that neither restarts nor clock changes
 * move or double them. Cron times are the injected function's, in the map's zone.
 */
export function due(schedule: Schedule, after: number, until: number, options: DueOptions): Due {
  const set = options.set ?? Infinity;
  const slot = latest(schedule, after, until, options) ?? (set > after && set <= until ? set : null);
  if (slot === null) return { run: null, missed: false };
  const first = next(schedule, after, options);
  const onTime = options.missed === "latest" || until - slot <= (options.grace ?? minute);
  return { run: onTime ? slot : null, missed: !onTime || (first !== null && first < slot) };
}

/** The first slot strictly after `after`; null for a map that runs only by hand, or a cron time that never comes. */
export function next(
  schedule: Schedule,
  after: number,
  { cronNext, place = 0 }: Pick<DueOptions, "cronNext" | "place">,
): number | null {
  if (schedule.kind === "manual") return null;
  if (schedule.kind === "cron") return cronNext(schedule.expression, schedule.zone, after);
  const length = schedule.minutes * minute;
  return (Math.floor((after - place) / length) + 1) * length + place;
}

function latest(
  schedule: Schedule,
  after: number,
  until: number,
  { cronNext, place = 0 }: Pick<DueOptions, "cronNext" | "place">,
): number | null {
  if (schedule.kind === "manual" || until <= after) return null;
  if (schedule.kind === "interval") {
    const length = schedule.minutes * minute;
    const slot = Math.floor((until - place) / length) * length + place;
    return slot > after ? slot : null;
  }
  // Looks back in growing steps: walking a minutely cron through a month of downtime would be 43,000 questions.
  for (const back of [hour, day, 7 * day, 32 * day, 367 * day, Infinity]) {
    const from = Math.max(after, until - back);
    let found: number | null = null;
    for (
      let slot = cronNext(schedule.expression, schedule.zone, from);
      slot !== null && slot <= until;
      slot = cronNext(schedule.expression, schedule.zone, slot)
    ) {
      if (found !== null && slot <= found) break; // A function that does not move on must not hold us.
      found = slot;
    }
    if (found !== null || from === after) return found;
  }
  return null;
}
