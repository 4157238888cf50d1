const minute = 60_000;

/** Minutes between the tries of a call that was surely not sent; the last one repeats. */
export const backoffMinutes = [1, 5, 15, 60] as const;

/** Milliseconds to wait where a network limits us and does not say until when. */
const unsaidLimit = 15 * minute;

/** A reset that a network names is believed up to this far ahead: a wrong clock there must not freeze a lane for years. */
const maxLimit = 24 * 60 * minute;

/**
 * Milliseconds until the next try. `attempt` counts from 1; `random` is in [0, 1) and adds up to a fifth, so that lanes
 * that failed together do not come back together.
 */
export function backoff(attempt: number, random: number): number {
  const index = Math.min(Math.max(attempt, 1), backoffMinutes.length) - 1;
  const base = (backoffMinutes[index] ?? 60) * minute;
  return Math.round(base * (1 + random / 5));
}

/**
 * When a limited lane may go on, in milliseconds since the epoch: never before the reset that the network named, plus up
 * to 30 s. A reset in the past (its clock is behind ours) counts as one minute.
 */
export function limitedUntil(until: number | null, now: number, random: number): number {
  const said = until === null ? now + unsaidLimit : Math.min(until, now + maxLimit);
  const reset = said > now ? said : now + minute;
  return Math.ceil(reset + random * 30_000);
}
