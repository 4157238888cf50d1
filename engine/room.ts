import { aimedAt } from "./aims.ts";
import type { Limits } from "./card.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { Plan } from "./plan.ts";

/** Characters that are left for a link, and a number that a network counts otherwise than we do. */
const aside = 40;
const least = 80;

/**
 * How long words may be that a machine makes at a step: as the narrowest account that it leads to takes them, with a link behind. Of such steps
 * alone; none is named whose accounts nobody knows.
 */
export function roomBehind(
  plan: Plan,
  manifests: ReadonlyMap<string, Manifest>,
  accounts: readonly Publisher[],
  limitsOf: (account: Publisher) => Limits | null,
): ReadonlyMap<string, number> {
  const rooms = new Map<string, number>();
  const steps = plan.nodes.filter(({ type, off }) => off === undefined && manifests.get(type)?.machine === true);
  if (steps.length === 0) return rooms;
  const narrowest = new Map<string, number>();
  // The last first: what follows a node is known when its turn comes.
  for (const node of plan.nodes.toReversed()) {
    const manifest = manifests.get(node.type);
    const found =
      node.off === "stops"
        ? []
        : node.kind === "target" && manifest !== undefined
          ? aimedAt(node, manifest, accounts).flatMap((account) => limitsOf(account)?.text ?? [])
          : [...node.wires.values()].flat().flatMap(({ to }) => narrowest.get(to.node) ?? []);
    if (found.length > 0) narrowest.set(node.id, Math.min(...found));
  }
  for (const { id } of steps) {
    const most = narrowest.get(id);
    if (most !== undefined) rooms.set(id, Math.max(least, most - aside));
  }
  return rooms;
}
