import { compile } from "#engine/compile.ts";
import type { Item } from "#engine/item.ts";
import type { Answer, Back, Keeping } from "#engine/kept.ts";
import type { Manifest, Process } from "#engine/node.ts";
import { execute, type Result } from "#engine/run.ts";
import { drawing, expand, process, publisher, typesWith } from "./toys.ts";

export type Life = {
  /** What left the step, and when it did. */
  left: { key: string; at: number; item: Item }[];
  dropped: { key: string; code: string; at: number }[];
  /** What it keeps at the end, in order. */
  keeps: { key: string; until: number }[];
};

/**
 * The life of a step that keeps items, between a spring and a well, run by run as the engine runs it: what came, at its times, and what the
 * step asked to be given back at the times it said, late by so much. Throws where the step's sum does not come out even.
 */
export function lifeOf<Config>(
  manifest: Manifest<Config>,
  run: Process<Config>,
  config: Config,
  story: {
    arrivals: { at: number; items: Item[] }[];
    end: number;
    late?: (round: number) => number;
    answer?: (item: Item, at: number) => Answer | null;
    /** Times at which the map is published again. */
    published?: number[];
  },
): Life {
  const map = drawing(
    { a: ["spring"], k: [manifest.type, config as Record<string, unknown>], z: ["well", { account: "x:lea" }] },
    ["a>k", "k>z"],
  );
  map.nodes[1]!.version = manifest.version;
  const { plan, problems } = compile(map, typesWith(manifest));
  if (plan === null) throw new Error(JSON.stringify(problems));
  const life: Life = { left: [], dropped: [], keeps: [] };
  let states: Record<string, unknown> = {};
  let kept: (Result["kept"][number] & { since: number; place: number })[] = [];
  let place = 0;
  const go = (now: number, items: Item[], back: typeof kept): boolean => {
    const rest = kept.filter((one) => !back.includes(one));
    const given = back.map(({ item, since, until }): Back => ({
      item,
      since,
      until,
      answer: story.answer?.(item, now) ?? null,
    }));
    const rows = new Map(given.map((one, index) => [one, back[index]!]));
    const keeping: Keeping = { back: given, holding: rest.length };
    const result = execute(plan, {
      feeds: { a: items },
      now,
      states,
      kept: { k: keeping },
      map: "m",
      accounts: [publisher("x:lea")],
      expand,
      process: (type) => (type === manifest.type ? (run as Process<unknown>) : process(type)),
    });
    const step = result.steps[1]!;
    const out = Object.values(step.itemsOut).reduce((sum, count) => sum + count, 0);
    if (step.error !== null) throw new Error(step.error.en);
    if (step.itemsIn + step.back + step.made !== out + step.drops + step.kept) throw new Error(JSON.stringify(step));
    if (result.drops.some(({ code }) => code === "lost")) throw new Error("the step lost an item");
    states = JSON.parse(JSON.stringify(result.states)) as typeof states;
    for (const { item } of result.wanted) life.left.push({ key: item.key, at: now, item });
    for (const { item, code } of result.drops) life.dropped.push({ key: item.key, code, at: now });
    const recall = result.recalls.includes("k");
    const anew = result.kept.map((one) => {
      const row = one.from === null ? undefined : rows.get(one.from);
      return { ...one, since: row?.since ?? now, place: row?.place ?? (place += 1) };
    });
    kept = [...rest, ...anew].toSorted((a, b) => a.place - b.place);
    if (recall) kept = kept.map((one) => ({ ...one, until: now }));
    return recall;
  };
  const arrivals = story.arrivals.toSorted((a, b) => a.at - b.at);
  const published = [...(story.published ?? [])];
  let clock = -Infinity;
  for (let round = 0; round < 10_000; round += 1) {
    const due = Math.min(...kept.map(({ until }) => until), ...published);
    const wake = due + (story.late?.(round) ?? 0);
    const next = arrivals[0];
    // A late run holds up what is due meanwhile; it does not turn the clock back.
    const now = Math.max(clock, Math.min(wake, next?.at ?? Infinity));
    if (now > story.end) break;
    clock = now;
    if (published.length > 0 && published[0]! <= now) {
      published.shift();
      kept = kept.map((one) => ({ ...one, until: Math.min(one.until, now) }));
    }
    // As a run does: what is due first, all of it where the step wants it back, then what is new.
    let again = go(
      now,
      [],
      kept.filter(({ until }) => until <= now),
    );
    if (next !== undefined && next.at <= now) {
      arrivals.shift();
      again = go(now, next.items, []) || again;
    }
    if (again)
      go(
        now,
        [],
        kept.filter(({ until }) => until <= now),
      );
  }
  life.keeps = kept.map(({ item, until }) => ({ key: item.key, until }));
  return life;
}
