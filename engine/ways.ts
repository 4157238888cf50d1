import { cycles, reach } from "./graph.ts";
import type { Graph } from "./graph.ts";
import type { MapEdge } from "./map.ts";
import { error, warning } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import type { Text } from "./text.ts";

const maxCycles = 20;

/** Names each circle with its path, at the wire that closes it. */
export function checkCycles(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
  problems: Problem[],
): void {
  for (const cycle of cycles(graph, maxCycles)) {
    const first = cycle[0] ?? "";
    const last = cycle.at(-1);
    const closing = edges.find((edge) => edge.from.node === last && edge.to.node === first);
    const path = (language: keyof Text) =>
      [...cycle, first].map((id) => nodes.get(id)?.title[language] ?? id).join(" → ");
    problems.push(
      error(
        "cycle",
        `These steps go round in a circle: ${path("en")}. Remove one of the wires.`,
        `Ces étapes tournent en rond : ${path("fr")}. Supprimez un des liens.`,
        {
          node: first,
          ...(closing === undefined ? {} : { edge: closing.id }),
        },
      ),
    );
  }
}

/** Which nodes items reach, and which ways end before a target. A node of unknown kind may be either end. */
export function checkWays(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
  problems: Problem[],
): void {
  const all = [...nodes.values()];
  if (all.length === 0) return;
  const reached = reach(all.filter((node) => node.kind === "source" || node.kind === null).map(idOf), graph.next);
  const leading = reach(all.filter((node) => node.kind === "target" || node.kind === null).map(idOf), graph.previous);
  if (!all.some((node) => reached.has(node.id) && leading.has(node.id))) {
    problems.push(
      missing(
        error(
          "no-way",
          "No way leads from a source to a target. Wire a source through to an account.",
          "Aucun chemin ne mène d’une source à une cible. Reliez une source jusqu’à un compte.",
        ),
      ),
    );
  }
  const wired = new Set(edges.map((edge) => portKey(edge.from.node, edge.from.port)));
  for (const node of all) {
    const place = { node: node.id };
    const { en, fr } = node.title;
    // What a step that is off lacks is said when it is on.
    if (node.off !== null) continue;
    if (node.kind === "target" && !reached.has(node.id)) {
      const unreached = error(
        "unreached-target",
        `Nothing ever reaches "${en}". Wire something into it, or remove it.`,
        `Rien n’arrive jamais à « ${fr} ». Reliez-le, ou supprimez-le.`,
        place,
      );
      problems.push(edges.some(({ to }) => to.node === node.id) ? unreached : missing(unreached));
    } else if (node.kind !== null && !reached.has(node.id)) {
      problems.push(
        warning(
          "unreachable",
          `No source leads to "${en}", so it does nothing. Wire something into it, or remove it.`,
          `Aucune source ne mène à « ${fr} » : cette étape ne fait rien. Reliez-la, ou supprimez-la.`,
          place,
        ),
      );
    } else if (node.kind !== null && !leading.has(node.id)) {
      problems.push(
        warning(
          "dangling",
          `What leaves "${en}" reaches no target and is let go. Wire it on, or remove it.`,
          `Ce qui sort de « ${fr} » n’atteint aucune cible et est abandonné. Reliez la suite, ou supprimez-le.`,
          place,
        ),
      );
    } else {
      for (const port of node.outputs?.values() ?? []) {
        if (wired.has(portKey(node.id, port.id))) continue;
        problems.push(
          warning(
            "unwired-port",
            `Nothing is wired to "${port.title.en}" of "${en}": those items are let go.`,
            `Rien n’est relié à « ${port.title.fr} » de « ${fr} » : ces nouvelles sont abandonnées.`,
            place,
          ),
        );
      }
    }
  }
}

/** A drawing that is not finished yet is no wrong one. */
const missing = (problem: Problem): Problem => ({ ...problem, blank: true });
const idOf = (node: ReadNode) => node.id;
const portKey = (node: string, port: string) => `${node} ${port}`;
