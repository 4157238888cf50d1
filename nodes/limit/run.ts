import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { dayStart, offsetAt } from "#engine/window.ts";
import { amount, type Config } from "./node.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** What is remembered of a time further ahead than this was written by a clock that was wrong. */
const mostAhead = 35 * day;

/** The period in which something last went on, by its beginning, and how many it were. */
type Memory = { from: number; used: number };

/**
 * Lets so many items through in each period of the calendar. How many it were is the node's state, which is written with the run that let them
 * through, while the map's row is locked: runs of one map come one after the other, a run that broke off has let nothing through.
 * Where the clock went back, the period that had begun goes on: nobody gets a second allowance by that. What passes here counts, also where
 * an account has it already.
 */
export const process: Process<Config> = (items, config, { now, state }) => {
  const begun = startOf(config.zone, config.per, now);
  const memory = remembered(state, now);
  const { from, used } = memory !== null && memory.from >= begun ? memory : { from: begun, used: 0 };
  const left = Math.max(0, config.most - used);
  const chosen = config.wins === "first" || items.length <= left ? items.slice(0, left) : newest(items, left, now);
  const goes = new Set(chosen);
  const reason = used >= config.most || config.wins === "first" ? reached(config) : older(config);
  const drops = items.flatMap((item): Dropped[] => (goes.has(item) ? [] : [{ item, code: "over-limit", reason }]));
  const next: Memory = { from, used: used + goes.size };
  return { out: { out: items.filter((item) => goes.has(item)) }, drops, state: next };
};

/** By when they were published, by our clock at the latest; what has no date came now. Of one time the last to come is the newest. */
function newest(items: readonly Item[], count: number, now: number): Item[] {
  const timed = items.map((item, place) => {
    const published = item.published === null ? Number.NaN : Date.parse(item.published);
    return { item, place, time: Number.isNaN(published) ? now : Math.min(published, now) };
  });
  return timed
    .toSorted((a, b) => b.time - a.time || b.place - a.place)
    .slice(0, count)
    .map(({ item }) => item);
}

/** The instant at which the calendar's period of `at` began, in a time zone: hours, days and months there differ in length. */
export function startOf(zone: string, per: Config["per"], at: number): number {
  const wall = at + offsetAt(zone, at);
  if (per === "hour") return at - (((wall % hour) + hour) % hour);
  if (per === "day") return dayStart(zone, at);
  const date = new Date(wall);
  const first =
    per === "month"
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
      : Math.floor(wall / day) * day - ((date.getUTCDay() + 6) % 7) * day;
  // Noon is on the same date whatever the offset was then.
  return dayStart(zone, first + day / 2 - offsetAt(zone, at));
}

/** State that is not ours is forgotten rather than trusted. */
function remembered(state: unknown, now: number): Memory | null {
  if (typeof state !== "object" || state === null || !("from" in state) || !("used" in state)) return null;
  const { from, used } = state;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(used)) return null;
  const memory = { from: Number(from), used: Number(used) };
  return memory.used < 0 || memory.from > now + mostAhead ? null : memory;
}

const reached = ({ most, per }: Config) => {
  const { en, fr } = amount(most, per);
  return { en: `The limit of ${en} was reached before it.`, fr: `La limite de ${fr} était atteinte avant lui.` };
};
const older = ({ most, per }: Config) => {
  const { en, fr } = amount(most, per);
  return { en: `The limit of ${en} went to newer ones.`, fr: `La limite de ${fr} est allée à de plus récents.` };
};
