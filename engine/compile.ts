import { readDocument } from "./document.ts";
import { cycles, graphOf, reach, topological } from "./graph.ts";
import type { Graph } from "./graph.ts";
import type { MapDocument, MapEdge } from "./map.ts";
import { nearest } from "./nearest.ts";
import type { Manifest, Publisher } from "./node.ts";
import { readNode } from "./reading.ts";
import type { ReadNode } from "./reading.ts";
import type { Plan, PlanEdge, PlanNode } from "./plan.ts";
import type { Place, Problem } from "./problem.ts";
import type { Text } from "./text.ts";

/** The node types there are; the server's registry and the editor's both fit. */
export type Types = { readonly manifests: ReadonlyMap<string, Manifest> };

export type CompileOptions = {
  /** The accounts that can publish. Where given, a target that names another is a problem. */
  accounts?: readonly Publisher[];
  /** Says what is wrong with a cron expression, null for a good one. Without it expressions are taken as they are. */
  checkCron?: (expression: string, zone: string) => Text | null;
};

/**
 * `plan` is null exactly where `problems` holds an error. `document` is the map as it was understood: defaults filled in
 * and configs upgraded; null where its shape is wrong.
 */
export type Compiled = { plan: Plan | null; document: MapDocument | null; problems: Problem[] };

const maxProblems = 500;
const maxCycles = 20;

/**
 * Turns a map into a plan, or says everything that is wrong with it at once. Takes any value and never throws. Linear in
 * the size of the map.
 *
 * Errors (a plan is refused): a wrong document or config, unknown types and ports, cycles, doubled ids or wires, a target
 * that nothing can reach, no way from any source to any target, an unknown account, a wrong schedule.
 * Warnings (the map runs, some items end as recorded drops or a node stays idle): a way that ends before a target, a node
 * that nothing reaches, an unwired port, a schedule by hand only.
 */
export function compile(value: unknown, types: Types, options: CompileOptions = {}): Compiled {
  const draft = readDocument(value);
  const problems = [...draft.problems];
  if (draft.rest === null) return { plan: null, document: null, problems };
  const nodes = readNodes(draft.rest, types, options, problems);
  const edges = checkEdges(draft.rest.edges, nodes, draft.unread, problems);
  // Nodes that could not be read may do anything, so that nothing is said about ways that lead through them.
  const whole = draft.unread.size === 0 && draft.problems.length === 0;
  const graph = graphOf(nodes.keys(), edges.map(joinOf));
  checkCycles(graph, nodes, edges, problems);
  if (whole) checkWays(graph, nodes, edges, problems);
  checkSchedule(draft.rest, options, problems);

  const document = draft.document === null ? null : { ...draft.document, nodes: [...draft.document.nodes] };
  if (document !== null) document.nodes = document.nodes.map((node) => nodes.get(node.id)?.upgraded ?? node);
  const failed = problems.some((problem) => problem.severity === "error");
  const plan = failed || document === null ? null : planOf(document, graph, nodes, edges);
  return { plan, document, problems: cap(problems) };
}

function readNodes(
  document: MapDocument,
  types: Types,
  options: CompileOptions,
  problems: Problem[],
): Map<string, ReadNode> {
  const nodes = new Map<string, ReadNode>();
  const refs = options.accounts === undefined ? null : new Set(options.accounts.map((account) => account.ref));
  for (const node of document.nodes) {
    if (nodes.has(node.id)) {
      problems.push(
        error(
          "duplicate-id",
          `Two nodes have the id "${node.id}"; give one of them another.`,
          `Deux nœuds ont l’identifiant « ${node.id} » ; changez-en un.`,
          { node: node.id },
        ),
      );
      continue;
    }
    const read = readNode(node, types.manifests, refs);
    problems.push(...read.problems);
    nodes.set(node.id, read);
  }
  if (document.nodes.length === 0) {
    problems.push(
      error(
        "empty-map",
        "The map is empty. Begin with a source, such as an RSS feed.",
        "La carte est vide. Commencez par une source, par exemple un flux RSS.",
      ),
    );
  }
  return nodes;
}

/** Names what is wrong with edges, and gives those that join two nodes, if perhaps at a wrong port. */
function checkEdges(
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
          `This wire ends at the node "${end}", which does not exist${near === null ? "" : ` (is "${near}" meant?)`}. Remove the wire or add the node.`,
          `Ce lien mène au nœud « ${end} », qui n’existe pas${near === null ? "" : ` (s’agit-il de « ${near} » ?)`}. Supprimez le lien ou ajoutez le nœud.`,
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
  const gives = from.outputs?.get(edge.from.port)?.carries;
  const takes = to.inputs?.get(edge.to.port)?.carries;
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

function checkCycles(
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
        `These nodes go round in a circle: ${path("en")}. Remove one of the wires.`,
        `Ces nœuds tournent en rond : ${path("fr")}. Supprimez un des liens.`,
        {
          node: first,
          ...(closing === undefined ? {} : { edge: closing.id }),
        },
      ),
    );
  }
}

/** Which nodes items reach, and which ways end before a target. A node of unknown kind may be either end. */
function checkWays(
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
      error(
        "no-way",
        "No way leads from a source to a target. Wire a source through to an account.",
        "Aucun chemin ne mène d’une source à une cible. Reliez une source jusqu’à un compte.",
      ),
    );
  }
  const wired = new Set(edges.map((edge) => portKey(edge.from.node, edge.from.port)));
  for (const node of all) {
    const place = { node: node.id };
    const { en, fr } = node.title;
    if (node.kind === "target" && !reached.has(node.id)) {
      problems.push(
        error(
          "unreached-target",
          `Nothing ever reaches "${en}". Wire something into it, or remove it.`,
          `Rien n’arrive jamais à « ${fr} ». Reliez-le, ou supprimez-le.`,
          place,
        ),
      );
    } else if (node.kind !== null && !reached.has(node.id)) {
      problems.push(
        warning(
          "unreachable",
          `No source leads to "${en}", so it does nothing. Wire something into it, or remove it.`,
          `Aucune source ne mène à « ${fr} » : ce nœud ne fait rien. Reliez-le, ou supprimez-le.`,
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
            `Rien n’est relié à « ${port.title.fr} » de « ${fr} » : ces éléments sont abandonnés.`,
            place,
          ),
        );
      }
    }
  }
}

function checkSchedule({ schedule }: MapDocument, { checkCron }: CompileOptions, problems: Problem[]): void {
  const place = { field: "schedule" };
  if (schedule.kind === "manual") {
    problems.push(
      warning(
        "manual-schedule",
        "This map runs only when somebody presses Run now. Set a schedule if it should run by itself.",
        "Cette carte ne s’exécute que sur demande. Choisissez un horaire si elle doit s’exécuter seule.",
        place,
      ),
    );
  } else if (schedule.kind === "cron") {
    const wrong = checkCron?.(schedule.expression, schedule.zone) ?? null;
    if (wrong !== null) problems.push({ code: "bad-schedule", severity: "error", message: wrong, ...place });
  }
}

function planOf(
  document: MapDocument,
  graph: Graph,
  read: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
): Plan {
  const inputs = Map.groupBy(edges as readonly PlanEdge[], (edge) => edge.to.node);
  const outputs = Map.groupBy(edges as readonly PlanEdge[], (edge) => edge.from.node);
  const nodes = topological(graph).flatMap((id): PlanNode[] => {
    const node = read.get(id);
    if (node?.kind == null) return [];
    return [
      Object.freeze({
        id,
        type: node.upgraded.type,
        kind: node.kind,
        title: node.title,
        config: node.config,
        outputs: Object.freeze([...(node.outputs?.keys() ?? [])]),
        inputs: Object.freeze(inputs.get(id) ?? []),
        wires: Map.groupBy(outputs.get(id) ?? [], (edge) => edge.from.port),
      }),
    ];
  });
  const kind = (wanted: PlanNode["kind"]) => Object.freeze(nodes.filter((node) => node.kind === wanted));
  return Object.freeze({ document, nodes: Object.freeze(nodes), sources: kind("source"), targets: kind("target") });
}

function cap(problems: Problem[]): Problem[] {
  if (problems.length <= maxProblems) return problems;
  // The errors first, so that none of the kinds that forbid publishing is cut off by warnings.
  const first = problems
    .toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"))
    .slice(0, maxProblems);
  const more = problems.length - maxProblems;
  return [
    ...first,
    warning(
      "more-problems",
      `${more} more problems are not listed. Mend these first.`,
      `${more} autres problèmes ne sont pas affichés. Corrigez d’abord ceux-ci.`,
    ),
  ];
}

const joinOf = (edge: MapEdge) => ({ from: edge.from.node, to: edge.to.node });
const idOf = (node: ReadNode) => node.id;
const portKey = (node: string, port: string) => `${node} ${port}`;
const error = (code: string, en: string, fr: string, place: Place = {}): Problem => ({
  code,
  severity: "error",
  message: { en, fr },
  ...place,
});
const warning = (code: string, en: string, fr: string, place: Place = {}): Problem => ({
  code,
  severity: "warning",
  message: { en, fr },
  ...place,
});
