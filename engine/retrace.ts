import type { Item } from "./item.ts";
import { passOff } from "./idle.ts";
import { contextOf, type MachineInput } from "./machine-context.ts";
import type { Dropped, Process } from "./node.ts";
import { enforce, type Passed } from "./outcome.ts";
import { lookAt, type PageFacts } from "./page.ts";
import type { Plan, PlanNode } from "./plan.ts";
import { rewriteAll } from "./rewording.ts";
import { follow, type Way } from "./trace.ts";

/** What one item met at a step. `after`: as it left; null where it ended there, was kept, or arrived at a target. */
export type Met = {
  node: PlanNode;
  before: Item;
  after: Item | null;
  /** Why the step lets it go, worked out again; null where it does not, or that cannot be said of one item alone. */
  drop: Pick<Dropped, "code" | "reason"> | null;
};

export type Retraced = {
  met: Met[];
  /** It was worked out as the run did it: over the same wires, saying the same. Null where the run's own way is not known. */
  same: boolean | null;
};

export type Again = MachineInput & {
  /** Milliseconds since the epoch: the time of the run. */
  now: number;
  process: (type: string) => Process<unknown>;
  page?: (address: string) => PageFacts | null | undefined;
  /** Types of steps whose work is left out: whoever made those words is not asked again. */
  leaves?: (type: string) => boolean;
};

/**
 * Sends one item through a plan once more, to say what each step made of it. `way`: which wires it went over then, which is what it is shown by:
 * a step that compares items, counts them or keeps them may decide otherwise about one that comes alone. Null: nobody wrote that down, and the way
 * is worked out, as far as it can be. `starts`: the steps at which it begins, where no wire tells. Pure, and never throws for what a step does.
 */
export function retrace(plan: Plan, item: Item, way: Way | null, starts: readonly string[], again: Again): Retraced {
  const places = new Map(plan.document.edges.map(({ id }, place) => [id, place]));
  const went = way === null ? null : new Set(way.wires);
  const crossed = (id: string): boolean => went?.has(places.get(id) ?? -1) === true;
  const carried = new Map<string, Item>();
  const met: Met[] = [];
  const print = follow(item);
  let strays = false;
  const begins = (node: PlanNode): boolean => {
    const out = [...node.wires.values()].flat().some(({ id }) => crossed(id));
    // What a step had kept begins there: it leaves, and nothing came.
    return went === null || went.size === 0
      ? starts.includes(node.id)
      : out && !node.inputs.some(({ id }) => crossed(id));
  };
  for (const node of plan.nodes) {
    const came = node.inputs.map(({ id }) => carried.get(id)).find((one) => one !== undefined);
    const before = came ?? (begins(node) ? item : undefined);
    if (before === undefined) continue;
    if (node.kind === "target" && node.off === undefined) {
      met.push({ node, before, after: null, drop: null });
      continue;
    }
    const { out, drops } = done(node, before, came === undefined, again);
    let after: Item | null = null;
    for (const port of node.outputs)
      for (const { id } of node.wires.get(port) ?? []) {
        const leaving = out[port]?.find(({ key }) => key === item.key);
        if (went === null ? leaving === undefined : !crossed(id)) continue;
        strays ||= leaving === undefined;
        const there = leaving ?? before;
        carried.set(id, there);
        print.over(places.get(id) ?? 0, there);
        after ??= there;
      }
    const [drop = null] = drops;
    strays ||= after === null && drop === null && node.keeps === undefined;
    met.push({ node, before, after, drop: drop && after === null ? { code: drop.code, reason: drop.reason } : null });
  }
  const same = way === null ? null : !strays && print.way().print === way.print;
  return { met, same };
}

/** `begun`: it is where it begins, as it came from there. */
function done(node: PlanNode, item: Item, begun: boolean, again: Again): Passed {
  const asItIs: Passed = { out: Object.fromEntries(node.outputs.map((port) => [port, [item]])), drops: [] };
  if (node.off !== undefined) return passOff(node, [item]);
  // What a step keeps waits for others, for a time or for a person: that is not worked out of one item.
  if (node.kind === "source" || begun || node.keeps !== undefined || again.leaves?.(node.type) === true) return asItIs;
  try {
    const process = again.process(node.type);
    const { page } = lookAt(again.page);
    const { told } = contextOf(again, node.id);
    const work = (some: Item[]) => process(some, node.config, { now: again.now, state: undefined, ...page, ...told });
    return enforce(node, [item], node.kind === "rewrite" ? rewriteAll([item], work) : work([item]));
  } catch {
    return { out: {}, drops: [] };
  }
}
