import type { Item } from "#engine/item.ts";
import type { Kept } from "#engine/kept.ts";
import type { Process } from "#engine/node.ts";
import { isOpen, nextOpen } from "#engine/opening.ts";
import type { Config } from "./node.ts";

/**
 * `last`: the slot of what went on last; `tail`: the last slot that was given. Milliseconds since the epoch.
 *
 * It keeps items, and does not set the earliest times of their deliveries: what waits here stays the map's. It can be paused, counted,
 * digested or let go by the steps behind, and goes by the settings of the day on which it leaves; a delivery would be frozen.
 */
type State = { last: number | null; tail: number | null };

/** So much of the gap a run may be late, milliseconds at most: beyond it the gaps are counted from when it really went. */
const slack = { share: 0.1, most: 60_000 };

export const process: Process<Config> = (items, config, { now, state, back = [], holding = 0 }) => {
  const gap = config.minutes * 60_000;
  const before = read(state, now);
  // The clock went back: slots that were given by it are worth nothing.
  const wrong = before.last !== null && before.last !== (state as State).last;
  const waiting = [...back.map(({ item }) => item), ...items];
  if (wrong && holding > 0) return again(waiting, now, before);
  if (waiting.length === 0) return { out: { out: [] }, drops: [], state: before };
  const first = back[0];
  if (holding === 0 || first === undefined) return plan(waiting, holding === 0, before, now, config);
  // Others wait for slots of their own: only what is on time leaves those as they are.
  const onTime = back.length === 1 && now - first.until <= Math.min(slack.most, gap * slack.share);
  const apart = before.last === null || first.until - before.last >= gap;
  if (!onTime || !apart || !isOpen(config, now)) return again(waiting, now, before);
  const rest = plan(items, false, { ...before, last: first.until }, now, config);
  return { ...rest, out: { out: [first.item] } };
};

/** Has all that waits brought back, to give it slots anew. */
function again(waiting: readonly Item[], now: number, state: State) {
  const kept = waiting.map((item): Kept => ({ item, until: now }));
  return { out: { out: [] }, drops: [], kept, recall: true, state };
}

/** Gives slots to items in their order, behind all that have one (`all`: nothing else waits). Whose slot is now goes on. */
function plan(items: readonly Item[], all: boolean, { last, tail }: State, now: number, config: Config) {
  const gap = config.minutes * 60_000;
  const out: Item[] = [];
  const kept: Kept[] = [];
  const behind = all ? last : Math.max(last ?? -Infinity, tail ?? -Infinity);
  let next = behind === null ? now : Math.max(now, behind + gap);
  const state: State = { last, tail: all ? null : tail };
  for (const item of items) {
    const slot = nextOpen(config, next);
    if (slot <= now) {
      out.push(item);
      state.last = slot;
    } else {
      kept.push({ item, until: slot });
      state.tail = slot;
    }
    next = slot + gap;
  }
  return { out: { out }, drops: [], kept, state };
}

/** What a clock that went back left in the future is as good as now. */
function read(state: unknown, now: number): State {
  const { last = null, tail = null } = (state ?? {}) as Partial<State>;
  return { last: last === null ? null : Math.min(last, now), tail };
}
