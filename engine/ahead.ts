import type { Answer, Back, Keeping } from "./kept.ts";
import type { Item } from "./item.ts";
import type { Publisher } from "./node.ts";
import type { Plan } from "./plan.ts";
import { execute, type Input, type Result, type Step } from "./run.ts";

/** What is looked at ahead: so far (milliseconds), and so many times at which a step is given something back. */
const farthest = 31 * 86_400_000;
const mostTimes = 300;

/** `at`: when what is wanted would go on, where a step keeps it until then. `waits`: what a step keeps, and until when; by node. */
export type Ahead = { result: Result; at: Map<Result["wanted"][number], number>; waits: Map<string, Waiting[]> };
export type Waiting = { key: string; title: string; until: number };

/** Somebody says yes at once: whoever asks what would be posted wants to see it. */
const yes = (at: number): Answer => ({ yes: true, text: null, word: "", by: "", at });

/**
 * Sends items through a plan as a run does, and then what its steps keep, at the times at which they would be given it back, as far as
 * anybody looks ahead: the same code as the runs of those days. What people are asked for is taken as granted. Pure.
 */
export function executeAhead(plan: Plan, input: Input): Ahead {
  const result = execute(plan, input);
  const given = new Map([...(input.given ?? [])].map(([key, each]) => [key, new Map(each)]));
  const ahead: Ahead = { result, at: new Map(), waits: new Map() };
  if (plan.keepers.length === 0) return ahead;
  let { now } = input;
  let kept: (Result["kept"][number] & { since: number })[] = [];
  const asks = new Set(plan.keepers.flatMap(({ id, keeps }) => (keeps?.asks === true ? [id] : [])));
  const put = (part: Result): void => {
    for (const { item, account, wording } of part.wanted)
      if (wording !== undefined) give(given, item, account, wording);
    for (const one of part.kept) {
      kept.push({ ...one, since: one.from?.since ?? now });
      if (one.from === null)
        push(ahead.waits, one.node, { key: one.item.key, title: one.item.title, until: one.until });
    }
    for (const node of part.recalls) kept = kept.map((one) => (one.node === node ? { ...one, until: now } : one));
  };
  put(result);
  const end = input.now + farthest;
  for (let times = 0; times < mostTimes && kept.length > 0; times += 1) {
    const next = Math.min(...kept.map(({ node, until }) => (asks.has(node) ? now : until)));
    if (next > end) break;
    now = Math.max(now, next);
    const isDue = ({ node, until }: (typeof kept)[number]) => asks.has(node) || until <= now;
    const due = kept.filter(isDue);
    kept = kept.filter((one) => !isDue(one));
    const part = execute(plan, {
      ...input,
      feeds: {},
      now,
      states: result.states,
      kept: givenBack(plan, due, kept, asks, now),
      given,
    });
    add(result, part);
    for (const one of part.wanted) ahead.at.set(one, now);
    put(part);
  }
  return ahead;
}

/** A later run knows what an earlier one gave whom. */
function give(
  given: Map<string, Map<string, readonly string[]>>,
  { key }: Item,
  { id }: Publisher,
  wording: string,
): void {
  const known = given.get(key) ?? new Map<string, readonly string[]>();
  given.set(key, known);
  known.set(id, [...(known.get(id) ?? []), wording]);
}

function givenBack(
  plan: Plan,
  due: readonly (Result["kept"][number] & { since: number })[],
  rest: readonly { node: string }[],
  asks: ReadonlySet<string>,
  now: number,
): Record<string, Keeping> {
  const ofNode = ({ id }: { id: string }): Keeping => ({
    back: due
      .filter(({ node }) => node === id)
      .map(({ item, since, until }): Back => ({ item, since, until, answer: asks.has(id) ? yes(now) : null })),
    holding: rest.filter(({ node }) => node === id).length,
  });
  return Object.fromEntries(plan.keepers.map((node) => [node.id, ofNode(node)]));
}

/** The sum of both, in the first. What was given back counts as kept once, however often a step thought again. */
function add(sum: Result, part: Result): void {
  sum.wanted.push(...part.wanted);
  sum.drops.push(...part.drops);
  sum.states = part.states;
  const carried = new Map(sum.carried);
  for (const [edge, items] of part.carried) carried.set(edge, [...(carried.get(edge) ?? []), ...items]);
  sum.carried = carried;
  more(sum.edges, part.edges);
  more(sum.targets, part.targets);
  const steps = new Map(part.steps.map((step) => [step.node, step]));
  for (const step of sum.steps) {
    const other = steps.get(step.node);
    if (other !== undefined) join(step, other);
  }
}

function join(step: Step, other: Step): void {
  step.itemsIn += other.itemsIn;
  step.drops += other.drops;
  step.back += other.back;
  step.kept += other.kept;
  step.made += other.made;
  step.ms += other.ms;
  if (other.pages !== undefined) step.pages = [...new Set([...(step.pages ?? []), ...other.pages])];
  if (other.asks !== undefined) step.asks = new Map([...(step.asks ?? []), ...other.asks]);
  step.error ??= other.error;
  more(step.itemsOut, other.itemsOut);
  step.items.push(...other.items);
}

function more(sum: Record<string, number>, part: Record<string, number>): void {
  for (const [key, count] of Object.entries(part)) sum[key] = (sum[key] ?? 0) + count;
}

function push<Each>(lists: Map<string, Each[]>, name: string, one: Each): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [one]);
  else list.push(one);
}
