import type { Item } from "./item.ts";
import type { Dropped, Outcome } from "./node.ts";
import type { PlanNode } from "./plan.ts";
import type { Text } from "./text.ts";

/** What leaves a node, by port, each item at most once a port; and what is let go, by the node or because no wire takes it. */
export type Passed = { out: Record<string, readonly Item[]>; drops: readonly Dropped[] };

/**
 * Holds a node to its contract: every item that came in leaves on a wired port or as a drop. Lost items and items on a port
 * without a wire become drops; invented ones, copies and drops of items that went on are taken away. Throws where the
 * outcome is none.
 */
export function enforce(node: PlanNode, items: readonly Item[], outcome: Outcome): Passed {
  if (node.outputs.length === 1) {
    const port = node.outputs[0] ?? "";
    const leaving = outcome.out[port] ?? [];
    if (node.wires.has(port) && balanced(items, leaving, outcome.drops))
      return { out: { [port]: leaving }, drops: outcome.drops };
  }
  return check(node, items, outcome);
}

/** True where the items went on or were dropped in the order in which they came, each once. Most nodes work like that. */
function balanced(items: readonly Item[], leaving: readonly Item[], drops: readonly Dropped[]): boolean {
  if (leaving.length + drops.length !== items.length) return false;
  let on = 0;
  let off = 0;
  for (const { key } of items) {
    if (on < leaving.length && leaving[on]?.key === key) on += 1;
    else if (off < drops.length && drops[off]?.item.key === key) off += 1;
    else return false;
  }
  return true;
}

/** For each item: still to be accounted for, seen on a port without a wire, on its way, let go by the node. */
const open = 0;
const unwired = 1;
const gone = 2;
const dropped = 3;

function check(node: PlanNode, items: readonly Item[], outcome: Outcome): Passed {
  const fate = new Map<string, number>();
  for (const { key } of items) fate.set(key, open);
  const out: Record<string, Item[]> = {};
  for (const port of node.outputs) {
    const wired = node.wires.has(port);
    const seen = new Set<string>();
    out[port] = (outcome.out[port] ?? []).filter(({ key }) => {
      const before = fate.get(key);
      if (before === undefined || seen.has(key)) return false;
      seen.add(key);
      fate.set(key, wired ? gone : Math.max(before, unwired));
      return true;
    });
  }
  const drops = outcome.drops.filter(({ item: { key } }) => {
    const before = fate.get(key);
    if (before !== open && before !== unwired) return false;
    fate.set(key, dropped);
    return true;
  });
  for (const item of items) {
    const last = fate.get(item.key);
    if (last === unwired) drops.push({ item, ...reasons.unwired });
    if (last === open) drops.push({ item, ...reasons.lost });
  }
  return { out, drops };
}

/** Why the items of a node that failed were let go. */
export function failure({ title }: PlanNode, cause: unknown): Text {
  const what = cause instanceof Error ? cause.message.slice(0, 300) : "?";
  return {
    en: `"${title.en}" failed (${what}). Check its settings; its items were let go.`,
    fr: `« ${title.fr} » a échoué (${what}). Vérifiez ses réglages ; ses nouvelles ont été abandonnées.`,
  };
}

/** Of a target that says nothing of an item. */
export const mute = {
  code: "lost",
  reason: { en: "The target named neither an account nor a reason.", fr: "La cible n’a donné ni compte ni raison." },
};

const reasons = {
  unwired: {
    code: "unwired",
    reason: { en: "Nothing is wired to where it left the step.", fr: "Rien n’est relié à la sortie qu’il a prise." },
  },
  lost: {
    code: "lost",
    reason: {
      en: "The step neither passed it on nor gave a reason. This is a fault of the step.",
      fr: "L’étape ne l’a ni transmis ni motivé. C’est un défaut de l’étape.",
    },
  },
};

/** Items that come by several ways, each once: the first to bring a key wins. */
export function unique(ways: readonly (readonly Item[])[]): Item[] {
  const items = new Map<string, Item>();
  for (const way of ways) {
    for (const item of way) if (!items.has(item.key)) items.set(item.key, item);
  }
  return [...items.values()];
}
