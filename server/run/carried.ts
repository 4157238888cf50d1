import { hash } from "node:crypto";
import type { Item } from "#engine/item.ts";
import type { Result } from "#engine/run.ts";
import type { Services } from "../ports.ts";
import type { SourceView } from "./rehearse.ts";

/** Of each wire the keys of the items that went over it. */
export type Carried = ReadonlyMap<string, ReadonlySet<string>>;
type Kept = { until: number; weight: number; carried: Carried };

/** For so long it serves, milliseconds: some steps look at the clock. And keys remembered of all drawings, with each set of node types. */
const [serves, most] = [120_000, 400_000];

/** Goes when the node types do by which it was made. */
const memory = new WeakMap<Services["nodes"], Map<string, Kept>>();

/**
 * What drawings carried that were asked about a moment ago. Whoever changes a drawing asks what the change changed: the drawing before was the last
 * question, and need not be thought through once more. It answers for the very drawing and the very items only.
 */
export function memoryOf({ nodes, clock }: Pick<Services, "nodes" | "clock">, workspaceId: string) {
  const kept = memory.get(nodes) ?? new Map<string, Kept>();
  memory.set(nodes, kept);
  const nameOf = (document: unknown, sources: readonly SourceView[]): string =>
    hash(
      "sha256",
      JSON.stringify([workspaceId, document, sources.map(({ node, source, items }) => [node, source, printOf(items)])]),
    );
  return {
    find: (document: unknown, sources: readonly SourceView[]): Carried | null => {
      const known = kept.get(nameOf(document, sources));
      return known !== undefined && clock.now() < known.until ? known.carried : null;
    },
    keep: (document: unknown, sources: readonly SourceView[], { carried, steps }: Result): Carried => {
      const keys = new Map([...carried].map(([wire, items]) => [wire, new Set(items.map(({ key }) => key))]));
      // What a page or a machine says may be known in a moment.
      if (steps.some(({ pages, asks }) => pages !== undefined || asks !== undefined)) return keys;
      const name = nameOf(document, sources);
      const weight = [...keys.values()].reduce((sum, { size }) => sum + size, 0);
      kept.delete(name);
      kept.set(name, { until: clock.now() + serves, weight, carried: keys });
      shrink(kept);
      return keys;
    },
  };
}

/** Of a list that several drawings share it is made once. */
const prints = new WeakMap<readonly Item[], string>();
function printOf(items: readonly Item[]): string {
  const print = prints.get(items) ?? hash("sha256", JSON.stringify(items));
  prints.set(items, print);
  return print;
}

/** The oldest leave first. */
function shrink(kept: Map<string, Kept>): void {
  let all = [...kept.values()].reduce((sum, { weight }) => sum + weight, 0);
  for (const [name, { weight }] of kept) {
    if (all <= most) break;
    kept.delete(name);
    all -= weight;
  }
}
