import type { Card } from "./card.ts";

/** One planned reading of a post: which it is, from 0, and when, milliseconds since the epoch. */
export type PlannedReading = { step: number; at: number };

/** Seconds after which the demo reads, before the network's own plan: whoever looks around in it does not stay for an hour. */
const early = [120, 600, 1800];

/** When a network's posts are read: seconds after they went out, rising. */
export const planOf = ({ readings }: Pick<Card, "readings">, demo: boolean): readonly number[] =>
  readings === null ? [] : demo ? [...early, ...readings.after] : readings.after;

/**
 * The next reading of a post after `step` (null: none was made yet). Readings that are long past are left out, so that a server that was
 * off for a week makes one reading and not five; the newest one that is past is still made, now. Null where the plan is at its end.
 */
export function nextReading(
  after: readonly number[],
  publishedAt: number,
  step: number | null,
  now: number,
): PlannedReading | null {
  const first = step === null ? 0 : step + 1;
  const times = after.map((seconds) => publishedAt + seconds * 1000);
  const past = times.findLastIndex((at) => at <= now);
  const chosen = Math.max(first, past);
  const at = times[chosen];
  return at === undefined || chosen < first ? null : { step: chosen, at };
}

/** Whether and why (not) a post that is out is measured; what each means stands where it is found (`server/measures/state.ts`). */
export const measuredStates = [
  "due",
  "soon",
  "done",
  "off",
  "none",
  "account",
  "unnamed",
  "before",
  "private",
] as const;

/** Whether a network's readings are made: never where it has none, and paid ones only where they were switched on. */
export const isRead = ({ name, readings }: Pick<Card, "name" | "readings">, paid: readonly string[]): boolean =>
  readings !== null && (!readings.paid || paid.includes(name));
