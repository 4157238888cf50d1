import type { Item } from "./item.ts";
import type { Ask } from "./machine.ts";
import type { Schedule } from "./map.ts";
import type { Plan } from "./plan.ts";
import { execute, type Drop, type Input, type Result, type Step, type Wanted } from "./run.ts";
import { type DueOptions, next } from "./schedule.ts";
import { type Go, openStore } from "./standing.ts";

/** What came to a source. `at`: when it was there (milliseconds). */
export type Arrival = { at: number; source: string; item: Item };

export type BacktestInput<Came extends Arrival = Arrival> = Omit<
  Input,
  "feeds" | "now" | "states" | "kept" | "given" | "sample"
> & {
  /** In the order in which they came. */
  arrivals: readonly Came[];
  /** By source, the plan's nodes that read it. */
  readers: ReadonlyMap<string, readonly string[]>;
  /** When a run would have taken what came (see `runTimes`). */
  runAt: (arrival: Came) => number;
  /** No run after it. */
  until: number;
  /** Items that go through the plan together, and posts from which on a part of a run is written: as in a run. */
  batch: number;
  part: number;
};

/** One part of a run, before its posts are written. `from`: what it was made of; of what a step kept, as it was when it came. */
export type Part<Came extends Arrival = Arrival> = {
  run: number;
  now: number;
  wanted: readonly Wanted[];
  from: ReadonlyMap<string, Came>;
};

/** Who looks on. */
export type Onlooker<Came extends Arrival = Arrival> = {
  /** What one pass through the plan gave, before it counts: may be changed in place; `count` counts what of it is let go besides. */
  pass?: (result: Result, count: (node: string) => void) => void;
  /** Writes a part, as the ledger does; gives what of it got a delivery. */
  write: (part: Part<Came>) => readonly Wanted[];
  drop: (drop: Drop) => void;
  /** Told between two runs how many items are through, and when that was; false ends it there. */
  go?: (done: number, now: number) => boolean;
};

type Sum = Pick<Step, "node" | "itemsIn" | "itemsOut" | "drops" | "back" | "kept" | "made" | "error">;

export type Backtest = {
  runs: number;
  /** Items that runs took, and those whose run is still to come. */
  items: number;
  waiting: number;
  steps: Map<string, Sum>;
  edges: Record<string, number>;
  /** Of each step, how many it still keeps at the end. */
  keeps: Map<string, number>;
  /** What steps asked for and nobody had: the result may be another with it. */
  pages: Set<string>;
  asks: Map<string, Ask>;
};

/** So late a source may be read after its map's time, milliseconds: what came by then was brought by that very run. */
const grace = 120_000;
/** Runs that one moment may have: a step that wants something back at once, over and over, is asked again a minute later. */
const mostAtOnce = 50;

/**
 * When a map's schedule takes what came: at its next time, or at once where it was brought to a source (`brought`) and the map keeps no hours of
 * its own. A map that runs by hand does as if somebody had started it a moment after something came, by `until` at the latest.
 */
export function runTimes(
  schedule: Schedule,
  times: Pick<DueOptions, "cronNext" | "place">,
  { brought = new Set(), until = Infinity }: { brought?: ReadonlySet<string>; until?: number } = {},
): (arrival: Pick<Arrival, "at" | "source">) => number {
  let [from, slot] = [Infinity, -Infinity];
  return ({ at, source }) => {
    if (schedule.kind === "manual") return (slot = at > slot ? Math.min(at + grace, until) : slot);
    if (schedule.kind === "interval" && brought.has(source)) return at;
    const since = at - grace - 1;
    if (since >= from && since < slot) return slot;
    [from, slot] = [since, next(schedule, since, times) ?? Infinity];
    return slot;
  };
}

/**
 * Sends what came in a while through a plan, run by run as the plan's schedule would have made them: the same code as those runs, with what
 * steps remember and keep carried from each to the next, and what accounts are given told to the next. It begins with nothing: as if the map
 * had gone live with the first of it. Accounts are as they are today; whoever is asked says yes at once. Pure, and the same each time.
 */
export function backtest<Came extends Arrival>(
  plan: Plan,
  input: BacktestInput<Came>,
  onlooker: Onlooker<Came>,
): Backtest {
  const { arrivals, until } = input;
  const due = arrivals.map((arrival) => input.runAt(arrival));
  const times = [...new Set(due)].filter((time) => time <= until).toSorted((a, b) => a - b);
  const course = openCourse(plan, input, onlooker);
  const { store } = course;
  let [taken, last, repeats] = [0, -Infinity, 0];
  /** What steps keep comes back at its own times. */
  const keptUntil = (end: number): void => {
    for (let time = store.next(); time <= end; time = store.next()) {
      repeats = time <= last ? repeats + 1 : 0;
      const at = repeats > mostAtOnce ? last + 60_000 : Math.max(time, last);
      if (at > end) break;
      last = at;
      course.run(last, []);
    }
  };
  for (const time of times) {
    keptUntil(time - 1);
    const begun = taken;
    while (taken < arrivals.length && (arrivals[taken]!.at <= time || due[taken]! <= time)) taken += 1;
    if (taken === begun) continue;
    last = Math.max(time, last, arrivals[taken - 1]!.at);
    course.run(last, arrivals.slice(begun, taken));
    if (onlooker.go?.(taken, last) === false) return course.end(arrivals.length - taken);
  }
  keptUntil(until);
  return course.end(arrivals.length - taken);
}

function openCourse<Came extends Arrival>(plan: Plan, input: BacktestInput<Came>, onlooker: Onlooker<Came>) {
  const { arrivals: _all, readers, runAt: _at, until: _until, batch, part, ...told } = input;
  const store = openStore<Came>(plan);
  const sum: Backtest = {
    ...{ runs: 0, items: 0, waiting: 0, steps: new Map(), edges: {}, keeps: new Map() },
    ...{ pages: new Set(), asks: new Map() },
  };
  const given = new Map<string, Map<string, readonly string[]>>();
  let states: Readonly<Record<string, unknown>> = {};
  /** What the part under way has so far. */
  let wanted: Wanted[] = [];
  let from = new Map<string, Came>();

  const count = (node: string, kept = 0): void => {
    const step = sum.steps.get(node);
    if (step === undefined) return;
    step.drops += 1;
    step.kept += kept;
  };
  const pass = (now: number, some: readonly Came[], go: Go<Came> | null, later: readonly Go<Came>[]): void => {
    const result = execute(plan, {
      ...told,
      feeds: feedsOf(plan, readers, some),
      now,
      states,
      ...(plan.keepers.length === 0 ? {} : { kept: store.given(go, later) }),
      given,
    });
    ({ states } = result);
    add(sum, result);
    onlooker.pass?.(result, (node) => count(node));
    for (const drop of result.drops) onlooker.drop(drop);
    // As in a run: what several sources brought is of the first of them by name.
    for (const one of some) if (one.source < (from.get(one.item.key)?.source ?? "\uffff")) from.set(one.item.key, one);
    if (go !== null) for (const [key, one] of go.from) from.set(key, one);
    for (const drop of store.put(result, now, from, go)) {
      count(drop.node, -1);
      onlooker.drop(drop);
    }
    store.recall(result.recalls, now);
    for (const one of result.wanted) wanted.push(one);
  };
  const write = (now: number): void => {
    if (wanted.length > 0)
      for (const one of onlooker.write({ run: sum.runs, now, wanted, from }))
        if (one.wording !== undefined) give(given, one);
    wanted = [];
    from = new Map();
  };
  const run = (now: number, some: readonly Came[]): void => {
    sum.runs += 1;
    sum.items += some.length;
    // A step that has just asked for all it keeps gets it in the same run.
    for (let round = 0; round < mostAtOnce && (round === 0 || store.next() <= now); round += 1) {
      const gos = store.take(now, batch);
      for (const [index, go] of gos.entries()) {
        pass(now, [], go, gos.slice(index + 1));
        if (wanted.length >= part) write(now);
      }
      for (let start = 0; round === 0 && start < some.length; start += batch) {
        pass(now, some.slice(start, start + batch), null, []);
        if (wanted.length >= part) write(now);
      }
      write(now);
    }
  };
  const end = (waiting: number): Backtest => ({ ...sum, waiting, keeps: store.counts() });
  return { store, run, end };
}

function feedsOf(plan: Plan, readers: BacktestInput["readers"], some: readonly Arrival[]): Record<string, Item[]> {
  const feeds: Record<string, Item[]> = Object.fromEntries(plan.sources.map(({ id }) => [id, []]));
  for (const { source, item } of some) for (const node of readers.get(source) ?? []) feeds[node]?.push(item);
  return feeds;
}

function add(sum: Backtest, result: Result): void {
  for (const [edge, count] of Object.entries(result.edges)) sum.edges[edge] = (sum.edges[edge] ?? 0) + count;
  for (const step of result.steps) {
    for (const address of step.pages ?? []) sum.pages.add(address);
    for (const [name, ask] of step.asks ?? []) sum.asks.set(name, ask);
    const known = sum.steps.get(step.node);
    if (known === undefined) {
      const { node, itemsIn, itemsOut, drops, back, kept, made, error } = step;
      sum.steps.set(node, { node, itemsIn, itemsOut, drops, back, kept, made, error });
      continue;
    }
    known.itemsIn += step.itemsIn;
    known.drops += step.drops;
    known.back += step.back;
    known.kept += step.kept;
    known.made += step.made;
    known.error ??= step.error;
    for (const [port, count] of Object.entries(step.itemsOut))
      known.itemsOut[port] = (known.itemsOut[port] ?? 0) + count;
  }
}

/** A later run knows which wordings an earlier one gave whom. */
function give(given: Map<string, Map<string, readonly string[]>>, { item, account, wording }: Wanted): void {
  const known = given.get(item.key) ?? new Map<string, readonly string[]>();
  given.set(item.key, known);
  known.set(account.id, [...(known.get(account.id) ?? []), wording!]);
}
