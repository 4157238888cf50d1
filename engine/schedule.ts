import type { Schedule } from "./map.ts";

/** The next time of a cron expression strictly after `after`, in milliseconds; null where there is none. */
export type CronNext = (expression: string, zone: string, after: number) => number | null;

export type DueOptions = {
  /** Of the map: what happens with slots that passed while the engine was down. */
  missed: "skip" | "latest";
  cronNext: CronNext;
  /** How late a slot may be taken up and still count as on time, in milliseconds (60,000 unless given). */
  grace?: number;
};

/** `run` is the slot to run now, null for none; `missed` says that other slots passed without a run. */
export type Due = { run: number | null; missed: boolean };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The slot that is due in (after, until], all times in milliseconds since the epoch. At most one: a run reads everything
 * that is new, so that catching up on each missed slot would only repeat it. With `skip`, a slot older than the grace is
 * let go; with `latest` it runs, however late.
 *
 * Intervals lie on multiples of their length since the epoch, so that neither restarts nor clock changes move or double
 * them. Cron times are the injected function's, in the map's zone.
 */
export function due(schedule: Schedule, after: number, until: number, options: DueOptions): Due {
  const slot = latest(schedule, after, until, options.cronNext);
  if (slot === null) return { run: null, missed: false };
  const first = next(schedule, after, options);
  const onTime = options.missed === "latest" || until - slot <= (options.grace ?? minute);
  return { run: onTime ? slot : null, missed: !onTime || (first !== null && first < slot) };
}

/** The first slot strictly after `after`; null for a map that runs only by hand, or a cron time that never comes. */
export function next(schedule: Schedule, after: number, { cronNext }: { cronNext: CronNext }): number | null {
  if (schedule.kind === "manual") return null;
  if (schedule.kind === "cron") return cronNext(schedule.expression, schedule.zone, after);
  const length = schedule.minutes * minute;
  return (Math.floor(after / length) + 1) * length;
}

function latest(schedule: Schedule, after: number, until: number, cronNext: CronNext): number | null {
  if (schedule.kind === "manual" || until <= after) return null;
  if (schedule.kind === "interval") {
    const length = schedule.minutes * minute;
    const slot = Math.floor(until / length) * length;
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
