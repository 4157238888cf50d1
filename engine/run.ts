import { allot, type Given, whyWordless } from "./allotment.ts";
import { dresser } from "./brand.ts";
import { bareLink, isBare, showsItself } from "./bare.ts";
import type { Item } from "./item.ts";
import { keepAll, settleKept, type Standing } from "./keeping.ts";
import type { Keeping } from "./kept.ts";
import { type Asks, contextOf, type MachineInput } from "./machine-context.ts";
import type { Dropped, Expand, Outcome, Process, Publisher } from "./node.ts";
import type { MediaWish } from "./media-wish.ts";
import type { Offered } from "./offer.ts";
import { passOff } from "./idle.ts";
import { enforce, failure, mute, type Passed, unique } from "./outcome.ts";
import { authorOf, isAuthor, isForOneself, isOthers, othersWords, ownPost } from "./own.ts";
import { lookAt, type PageFacts } from "./page.ts";
import type { Plan, PlanNode } from "./plan.ts";
import type { Pass } from "./repost.ts";
import { rewriteAll } from "./rewording.ts";
import type { Text } from "./text.ts";
import { plainShape, type Shape } from "./thread.ts";
import type { Timed } from "./written.ts";

export type Input = MachineInput & {
  /** What each source node brings, in the order in which it is to be posted. */
  feeds: Readonly<Record<string, readonly Item[]>>;
  /** Milliseconds since the epoch: the time of the run. */
  now: number;
  /** What each node returned as `state` in the previous run or batch. */
  states: Readonly<Record<string, unknown>>;
  /** What nodes get back of what they kept, and how much they keep besides; absent: nothing. */
  kept?: Readonly<Record<string, Keeping>>;
  /** The map, for the keys of what its nodes make. */
  map?: string;
  /** The accounts that can publish. */
  accounts: readonly Publisher[];
  process: (type: string) => Process<unknown>;
  expand: (type: string) => Expand<unknown>;
  /** Wordings that accounts were given of these items before: those are theirs. */
  given?: Given;
  /** What is known of pages behind links: null of one that cannot be had, undefined of one that nobody has read yet (see `Step.pages`). */
  page?: (address: string) => PageFacts | null | undefined;
  /** Milliseconds, for `steps[].ms` alone; the result does not depend on it. */
  clock?: () => number;
  /** Keeps this many of each node's items in its step, for previews. */
  sample?: number;
};

/** An item for an account. The post's text is `compose(item.text, item.link)`. */
export type Wanted = {
  node: string;
  account: Publisher;
  item: Item;
  /** Under which consent is asked; "" = any. */ topic: string;
  /** With the item's picture. */ picture: MediaWish | null;
  /** How its post is made. */ shape: Shape;
  /** Which of its item's wordings it is, where there are several; and the item with all of them. */
  wording?: string;
  whole?: Item;
  /** What may go in its place (settled after the run). */ pass?: Pass;
  /** Somebody wrote it for a time. */ timed?: Timed;
};

/** `account` is set where one person was left out, and others perhaps were not. */
export type Drop = { node: string; item: Item; account: Publisher | null; code: string; reason: Text };

export type Step = {
  node: string;
  itemsIn: number;
  /** By port. An item that leaves on two ports counts on both. */
  itemsOut: Record<string, number>;
  drops: number;
  /** Of a node that keeps: given back to it, kept by it from now on, and made by it. in + back + made = out + drops + kept. */
  back: number;
  kept: number;
  made: number;
  ms: number;
  /** Set where the node failed; its items are then drops, and its state is as it was. */
  error: Text | null;
  /** The first `sample` items as they left the node; of a target, as they arrived. */
  items: Item[];
  /** Pages that the node asked for, and words of a machine, by name. Whoever has one of them read or answered executes the plan again: the result may be another. */
  pages?: string[];
  asks?: Asks;
};

export type Result = {
  wanted: Wanted[];
  drops: Drop[];
  /** What targets put before people, whoever of them was asked. */
  offers: Offered[];
  /** Items that went over each edge, before copies that came by several ways were made one. */
  edges: Record<string, number>;
  /** The same items as they went, by edge. */
  carried: ReadonlyMap<string, readonly Item[]>;
  steps: Step[];
  /** For each target: wanted + drops. */
  targets: Record<string, number>;
  states: Record<string, unknown>;
  /** What nodes keep from now on; `from`: of what they were given back, as it was. */
  kept: (Standing & { node: string })[];
  /** Nodes that want all they keep back at once. */
  recalls: string[];
};

const maxState = 64_000;

/**
 * Sends items through a plan. Pure: the same plan, items and states give the same result, so that preview, backtest and a
 * real run are one code. Never throws for what a node does: a node that fails lets its items go, with the reason.
 *
 * Nothing disappears and nothing doubles: an item that enters a node leaves it on a wire or as a drop. An item that reaches
 * a node by several ways (a diamond, two sources with one story) goes on once: as it came over the wire that stands first
 * among the document's edges. The same item wanted for one account by two target nodes is left to the ledger.
 */
export function execute(plan: Plan, input: Input): Result {
  const carried = new Map<string, readonly Item[]>();
  const lists = { wanted: [], drops: [], offers: [], steps: [], kept: [], recalls: [] };
  const result: Result = { ...lists, edges: {}, carried, targets: {}, states: {} };
  const dress = dresser();
  for (const node of plan.nodes) {
    const begun = input.clock?.() ?? 0;
    const items = arrivals(node, input, carried);
    const before = result.drops.length;
    const step: Step = { ...emptyStep, node: node.id, itemsIn: items.length, itemsOut: {}, items: [] };
    if (node.off === undefined && node.kind === "target") {
      aim(node, plan.brand === undefined ? items : items.map(dress(plan.brand)), input, result, step);
    } else {
      const out = (node.off === undefined ? pass : rest)(node, items, input, result, step);
      for (const port of node.outputs) {
        const leaving = out[port] ?? [];
        step.itemsOut[port] = leaving.length;
        if (input.sample !== undefined) step.items.push(...leaving.slice(0, input.sample - step.items.length));
        for (const edge of node.wires.get(port) ?? []) {
          carried.set(edge.id, leaving);
          result.edges[edge.id] = leaving.length;
        }
      }
    }
    step.drops = result.drops.length - before;
    step.ms = (input.clock?.() ?? 0) - begun;
    result.steps.push(step);
  }
  if (result.wanted.some(({ item }) => item.wordings !== undefined)) word(input, result);
  return result;
}

/** Gives each account its wording, over all targets together. Who is left without one is let go at the target. */
function word({ accounts, given }: Input, result: Result): void {
  const steps = new Map(result.steps.map((step) => [step.node, step]));
  result.wanted = allot(result.wanted, accounts, given).flatMap(({ one, item, wording }) => {
    if (item !== null) return [wording === null ? { ...one, item } : { ...one, item, wording, whole: one.item }];
    const { node, account } = one;
    result.drops.push({ node, item: one.item, account, ...whyWordless(one.item) });
    const step = steps.get(node);
    if (step !== undefined) step.drops += 1;
    return [];
  });
}

const emptyStep = { drops: 0, back: 0, kept: 0, made: 0, ms: 0, error: null };

/** What reaches a node, each item once: by the order of its wires, the first to bring a key wins. */
function arrivals(node: PlanNode, input: Input, carried: ReadonlyMap<string, readonly Item[]>): readonly Item[] {
  if (node.kind === "source") return node.off === undefined ? unique([input.feeds[node.id] ?? []]) : [];
  const ways = node.inputs.map((edge) => carried.get(edge.id) ?? []).filter((items) => items.length > 0);
  // What leaves on one port is unique already: `enforce` sees to it.
  return ways.length === 1 ? (ways[0] ?? []) : unique(ways);
}

/** Sources, filters, rewrites and flow: what leaves on each port. */
function pass(
  node: PlanNode,
  items: readonly Item[],
  input: Input,
  result: Result,
  step: Step,
): Record<string, readonly Item[]> {
  const state = input.states[node.id];
  const keeping = node.keeps === undefined ? null : (input.kept?.[node.id] ?? { back: [], holding: 0 });
  try {
    let outcome: Outcome;
    if (node.kind === "source") outcome = { out: { [node.outputs[0] ?? ""]: items as Item[] }, drops: [], state };
    else {
      const process = input.process(node.type);
      const self = `${input.map ?? ""}/${node.id}`;
      const { asked, page } = lookAt(input.page);
      const { asks, told } = contextOf(input, node.id);
      const context = { now: input.now, state, ...page, ...told, ...(keeping === null ? {} : { ...keeping, self }) };
      const work = (some: Item[]): Outcome => process(some, node.config, context);
      outcome = node.kind === "rewrite" ? rewriteAll(items, work) : work(items as Item[]);
      if (asked.size > 0) step.pages = [...asked];
      if (asks.size > 0) step.asks = asks;
    }
    const passed =
      keeping === null ? enforce(node, items, outcome) : keep(node, items, keeping, outcome, { input, result, step });
    keepState(node, outcome.state ?? state, result, outcome.state === undefined ? undefined : outcome.size);
    record(result, node, passed.drops);
    return passed.out;
  } catch (cause) {
    if (state !== undefined) result.states[node.id] = state;
    if (keeping !== null) note(node, keepAll(keeping, input.now), keeping, result, step);
    fail(node, items, cause, result, step);
    return {};
  }
}

function keep(
  node: PlanNode,
  items: readonly Item[],
  keeping: Keeping,
  outcome: Outcome,
  { input, result, step }: { input: Input; result: Result; step: Step },
) {
  const settled = settleKept({ ...node, keeps: node.keeps! }, items, keeping, outcome, input.now);
  step.made = settled.made;
  note(node, settled.kept, keeping, result, step);
  if (outcome.recall === true && keeping.holding + settled.kept.length > 0) result.recalls.push(node.id);
  return settled;
}

function note(node: PlanNode, kept: readonly Standing[], keeping: Keeping, result: Result, step: Step): void {
  step.back = keeping.back.length;
  step.kept = kept.length;
  for (const one of kept) result.kept.push({ ...one, node: node.id });
}

/** A step that is switched off. What it remembers stays as it is. */
function rest(node: PlanNode, items: readonly Item[], input: Input, result: Result): Passed["out"] {
  keepState(node, input.states[node.id], result);
  const { out, drops } = passOff(node, items);
  record(result, node, drops);
  if (node.kind === "target") result.targets[node.id] = drops.length;
  return out;
}

/** A target: who is wanted for each item. */
function aim(
  node: PlanNode,
  items: readonly Item[],
  { accounts, expand, sample }: Input,
  result: Result,
  step: Step,
): void {
  const first = result.wanted.length;
  const before = result.drops.length;
  const offered = result.offers.length;
  try {
    const choose = expand(node.type);
    for (const item of items) {
      const { wanted: chosen, drops: left, offer } = choose(item, node.config, accounts);
      // With its picture an item without words is a post, without it is a bare address.
      const bare = isBare(item);
      const wanted =
        bare && !showsItself(item)
          ? []
          : chosen.filter(({ picture, shape }) => !bare || picture != null || (shape?.share ?? "own") !== "own");
      const drops = wanted.length < chosen.length ? [...left, { account: null, ...bareLink }] : left;
      if (offer !== undefined && !isForOneself(item) && (!bare || showsItself(item)))
        result.offers.push({ ...offer, node: node.id, item });
      const author = authorOf(item);
      for (const { account, topic, picture = null, shape = plainShape, timed } of wanted)
        if (author !== null && isAuthor(author, account))
          result.drops.push({ node: node.id, item, account, ...ownPost(account) });
        else if (isOthers(item, account)) result.drops.push({ node: node.id, item, account, ...othersWords });
        else {
          const one = { node: node.id, account, item, topic, picture, shape };
          result.wanted.push(timed === undefined ? one : { ...one, timed });
        }
      for (const drop of drops) result.drops.push({ node: node.id, item, ...drop });
      if (wanted.length + drops.length === 0) result.drops.push({ node: node.id, item, account: null, ...mute });
    }
  } catch (cause) {
    // All or nothing: half a target's posts would be a surprise that nobody could explain.
    result.wanted.length = first;
    result.drops.length = before;
    result.offers.length = offered;
    fail(node, items, cause, result, step);
  }
  result.targets[node.id] = result.wanted.length - first + result.drops.length - before;
  if (sample !== undefined) step.items = items.slice(0, sample);
}

function keepState(node: PlanNode, state: unknown, result: Result, told?: number): void {
  if (state === undefined) return;
  const size = told ?? JSON.stringify(state).length;
  if (size > maxState) throw new Error(`its memory of ${size} characters is larger than ${maxState}`);
  result.states[node.id] = state;
}

function fail(node: PlanNode, items: readonly Item[], cause: unknown, result: Result, step: Step): void {
  const reason = (step.error = failure(node, cause));
  record(
    result,
    node,
    items.map((item) => ({ item, code: "failed", reason })),
  );
}

function record(result: Result, node: PlanNode, drops: readonly Dropped[]): void {
  for (const { item, code, reason } of drops) result.drops.push({ node: node.id, item, account: null, code, reason });
}
