import { type Graph, graphOf, reach } from "./graph.ts";
import type { Item } from "./item.ts";
import type { MapEdge } from "./map.ts";
import type { NodeKind } from "./node.ts";
import { enforce, type Passed } from "./outcome.ts";
import type { PlanNode } from "./plan.ts";
import { type Problem, warning } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import type { Text } from "./text.ts";

/** Why an item ends at a step that is off. */
const offReason: { code: string; reason: Text } = {
  code: "off",
  reason: { en: "This step is switched off.", fr: "Cette étape est désactivée." },
};

/** What a step that is off lets through, and what ends at it. */
export function passOff(node: PlanNode, items: readonly Item[]): Passed {
  const [port = ""] = node.outputs;
  if (node.off === "passes") return enforce(node, items, { out: { [port]: [...items] }, drops: [] });
  return { out: {}, drops: items.map((item) => ({ item, ...offReason })) };
}

/**
 * The drawing as items go through it: without the steps at which they stop, and without what those that they pass would have done. All
 * that is said of what a map does is said of this.
 */
export function flowing(
  nodes: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
): { nodes: ReadonlyMap<string, ReadNode>; edges: readonly MapEdge[]; graph: Graph } {
  const seen = new Map(
    [...nodes].flatMap(([id, node]): [string, ReadNode][] =>
      node.off === "stops" ? [] : [[id, node.off === null ? node : { ...node, config: null }]],
    ),
  );
  const open = edges.filter(({ from, to }) => seen.has(from.node) && seen.has(to.node));
  const joins = open.map(({ from, to }) => ({ from: from.node, to: to.node }));
  return { nodes: seen, edges: open, graph: graphOf(seen.keys(), joins) };
}

/** Says of each step that is off what that means, and where nothing arrives for that reason alone. `graph`: as if all were on. */
export function checkOff(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  seen: { graph: Graph; nodes: ReadonlyMap<string, ReadNode> },
): Problem[] {
  const off = [...nodes.values()].filter((node) => node.off !== null);
  if (off.length === 0) return [];
  const begins = (some: ReadonlyMap<string, ReadNode>) =>
    [...some.values()].filter(({ kind }) => kind === "source" || kind === null).map(({ id }) => id);
  const [could, does] = [reach(begins(nodes), graph.next), reach(begins(seen.nodes), seen.graph.next)];
  const targets = [...seen.nodes.values()].filter(({ kind }) => kind === "target" || kind === null);
  const idle = targets.filter(({ id, kind }) => kind === "target" && could.has(id) && !does.has(id));
  const works = targets.some(({ id }) => does.has(id));
  return [
    ...off.map(said),
    ...idle.map(({ id, title: { en, fr } }) =>
      warning(
        "behind-off",
        `Nothing reaches “${en}” while a step before it is off.`,
        `Rien n’arrive à « ${fr} » tant qu’une étape qui précède est désactivée.`,
        { node: id },
      ),
    ),
    ...(works
      ? []
      : [
          warning(
            "all-off",
            "Too much is off: no way leads from a source to a target any more, and this map posts nothing.",
            "Trop d’étapes sont désactivées : plus aucun chemin ne mène d’une source à une cible, et cette carte ne publie rien.",
          ),
        ]),
  ];
}

function said({ id, title: { en, fr }, kind, off, asks }: ReadNode): Problem {
  const words = off === "stops" && kind !== "source" && kind !== "target" ? stopped(asks) : passing[kind ?? "flow"];
  return warning("step-off", `“${en}” is off: ${words.en}`, `« ${fr} » : étape désactivée, ${words.fr}`, { node: id });
}

const stopped = (asks: boolean): Text =>
  asks
    ? { en: "nobody is asked, and nothing passes.", fr: "personne n’est consulté, et rien ne passe." }
    : { en: "nothing passes.", fr: "rien ne passe." };

const passing: Record<NodeKind, Text> = {
  source: { en: "it is not read.", fr: "elle n’est pas lue." },
  filter: { en: "everything passes.", fr: "tout passe." },
  rewrite: { en: "texts pass as they are.", fr: "les textes passent tels quels." },
  flow: { en: "everything passes as it comes.", fr: "tout passe comme il vient." },
  target: { en: "nothing goes there.", fr: "rien n’y part." },
};
