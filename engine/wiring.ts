import type { MapEdge } from "./map.ts";
import { nearest } from "./nearest.ts";
import { error } from "./problem.ts";
import type { Place, Problem } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";

/** Names what is wrong with edges, and gives those that join two nodes, if perhaps at a wrong port. */
export function checkEdges(
  edges: readonly MapEdge[],
  nodes: ReadonlyMap<string, ReadNode>,
  unread: ReadonlySet<string>,
  problems: Problem[],
): MapEdge[] {
  const ids = new Set<string>();
  const joins = new Set<string>();
  return edges.filter((edge) => {
    const place = { edge: edge.id };
    if (ids.has(edge.id)) {
      problems.push(
        error(
          "duplicate-id",
          `Two wires have the id "${edge.id}"; give one of them another.`,
          `Deux liens ont l’identifiant « ${edge.id} » ; changez-en un.`,
          place,
        ),
      );
    }
    ids.add(edge.id);
    for (const end of [edge.from.node, edge.to.node]) {
      if (nodes.has(end) || unread.has(end)) continue;
      const near = nearest(end, nodes.keys());
      problems.push(
        error(
          "missing-node",
          `This wire ends at the step "${end}", which does not exist${near === null ? "" : ` (is "${near}" meant?)`}. Remove the wire or add the step.`,
          `Ce lien mène à l’étape « ${end} », qui n’existe pas${near === null ? "" : ` (s’agit-il de « ${near} » ?)`}. Supprimez le lien ou ajoutez l’étape.`,
          place,
        ),
      );
    }
    const from = nodes.get(edge.from.node);
    const to = nodes.get(edge.to.node);
    if (from === undefined || to === undefined) return false;
    problems.push(...checkPorts(edge, from, to));
    const join = JSON.stringify([edge.from, edge.to]);
    if (joins.has(join)) {
      problems.push(
        error(
          "duplicate-edge",
          `"${from.title.en}" and "${to.title.en}" are wired twice in the same way. Remove this wire.`,
          `« ${from.title.fr} » et « ${to.title.fr} » sont reliés deux fois de la même façon. Supprimez ce lien.`,
          place,
        ),
      );
    }
    joins.add(join);
    return true;
  });
}

function checkPorts(edge: MapEdge, from: ReadNode, to: ReadNode): Problem[] {
  const place = { edge: edge.id };
  const problems: Problem[] = [];
  if (from.kind === "target") {
    problems.push(
      error(
        "out-of-target",
        `"${from.title.en}" is a target: nothing leaves it. Remove this wire.`,
        `« ${from.title.fr} » est une cible : rien n’en sort. Supprimez ce lien.`,
        place,
      ),
    );
  } else if (from.outputs !== null && !from.outputs.has(edge.from.port)) {
    problems.push(noPort("out", edge.from.port, from, [...from.outputs.keys()], place));
  }
  if (to.kind === "source") {
    problems.push(
      error(
        "into-source",
        `"${to.title.en}" is a source: nothing goes into it. Remove this wire.`,
        `« ${to.title.fr} » est une source : rien n’y entre. Supprimez ce lien.`,
        place,
      ),
    );
  } else if (to.inputs !== null && !to.inputs.has(edge.to.port)) {
    problems.push(noPort("in", edge.to.port, to, [...to.inputs.keys()], place));
  }
  const gives: string | undefined = from.outputs?.get(edge.from.port)?.carries;
  const takes: string | undefined = to.inputs?.get(edge.to.port)?.carries;
  if (gives !== undefined && takes !== undefined && gives !== takes) {
    problems.push(
      error(
        "wrong-port",
        `"${from.title.en}" gives ${gives}, but "${to.title.en}" takes ${takes}. Wire other ports.`,
        `« ${from.title.fr} » donne ${gives}, mais « ${to.title.fr} » attend ${takes}. Reliez d’autres ports.`,
        place,
      ),
    );
  }
  return problems;
}

function noPort(way: "in" | "out", port: string, node: ReadNode, legal: string[], place: Place): Problem {
  const list = legal.slice(0, 20).join(", ");
  return error(
    "missing-port",
    `"${node.title.en}" has no ${way} port "${port}"; it has: ${list}. Wire it again.`,
    `« ${node.title.fr} » n’a pas de port ${way === "in" ? "d’entrée" : "de sortie"} « ${port} » ; il a : ${list}. Refaites le lien.`,
    place,
  );
}
