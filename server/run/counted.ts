import { hash } from "node:crypto";
import type { Services } from "../ports.ts";

/** For so long a pass is kept, milliseconds, and so many items and posts of it at most. */
const [serves, most] = [60_000, 400_000];

/** One for all: whoever draws looks at one drawing. It goes when the node types do by which it was made. */
const last = new WeakMap<Services["nodes"], { name: string; until: number; passed: unknown; timer: NodeJS.Timeout }>();

/**
 * The pass by which the wires of a drawing were counted last: whoever opens one of them wants to see what was counted, and it need not be thought
 * through once more. A drawing that is asked about again is counted anew. Of very much nothing is kept.
 */
export function countedBy<Passed>(
  { nodes, clock }: Pick<Services, "nodes" | "clock">,
  workspaceId: string,
  { document, map }: { document: unknown; map: string | null },
) {
  const name = hash("sha256", JSON.stringify([workspaceId, map, document ?? null]));
  return {
    find: (): Passed | null => {
      const known = last.get(nodes);
      return known?.name === name && clock.now() < known.until ? (known.passed as Passed) : null;
    },
    keep: (passed: Passed, weight: number): void => {
      clearTimeout(last.get(nodes)?.timer);
      last.delete(nodes);
      if (weight > most) return;
      const timer = setTimeout(() => last.delete(nodes), serves).unref();
      last.set(nodes, { name, until: clock.now() + serves, passed, timer });
    },
  };
}
