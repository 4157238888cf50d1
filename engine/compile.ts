import type { Brand } from "./brand.ts";
import { readDocument } from "./document.ts";
import { graphOf, topological } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { type HouseRules, noHouseRules } from "./house.ts";
import type { MapDocument, MapEdge } from "./map.ts";
import type { Manifest, Publisher } from "./node.ts";
import { checkOwn } from "./own.ts";
import type { checkNetworks } from "./network-checks.ts";
import { checkOff, flowing } from "./idle.ts";
import { readNode } from "./read-node.ts";
import type { Known, ReadNode } from "./read-node.ts";
import type { Plan, PlanEdge, PlanNode } from "./plan.ts";
import { error, warning } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { plainSecrets } from "./secret.ts";
import type { Text } from "./text.ts";
import { checkCycles, checkWays } from "./ways.ts";
import { checkEdges } from "./wiring.ts";
import type { Sites } from "./wording.ts";

/** The node types there are; the server's registry and the editor's both fit. */
export type Types = {
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** The networks, and what says what their rules find unwise; absent in the editor: the server tells it. */
  readonly sites?: Sites;
  readonly rules?: typeof checkNetworks;
};

export type CompileOptions = {
  /** The accounts that can publish. Where given, a target that names another is a problem. */
  accounts?: readonly Publisher[];
  /** Names of the secrets that are stored. Where given, a node that refers to another is a problem. */
  secrets?: ReadonlySet<string>;
  /** The workspace's own rules; none where absent. */
  house?: HouseRules;
  /** Milliseconds since the epoch, for permissions that end: nothing is said of those where absent. */
  now?: number;
  /** Asks for as much of a map with errors as can run, too: for whoever draws. Never for a run. */
  part?: boolean;
  /** By which posts of the map's campaign are known; none where absent. */
  brand?: Brand | null;
  /** Says what is wrong with a cron expression, null for a good one. Without it expressions are taken as they are. */
  checkCron?: (expression: string, zone: string) => Text | null;
};

/**
 * `plan` is null exactly where `problems` holds an error. `document` is the map as it was understood: defaults filled in
 * and configs upgraded; null where its shape is wrong, or where a secret stands in it: such a document is never stored.
 */
export type Compiled = {
  plan: Plan | null;
  document: MapDocument | null;
  problems: Problem[];
  /** The plan, or, where it was asked for, one of the steps and wires in which no error sits; null where there is none. */
  part: Plan | null;
};

const maxProblems = 500;

/**
 * Turns a map into a plan, or says everything that is wrong with it at once. Takes any value and never throws. Linear in
 * the size of the map.
 *
 * Errors (a plan is refused): a wrong document or config, unknown types and ports, cycles, doubled ids or wires, a target
 * that nothing can reach, no way from any source to any target, an unknown account, an account that would get its own posts back,
 * a wrong schedule.
 * Warnings (the map runs, some items end as recorded drops or a node stays idle): a way that ends before a target, a node
 * that nothing reaches, an unwired port, a schedule by hand only, words that a network's rules advise against, a step that is switched off.
 */
export function compile(value: unknown, types: Types, options: CompileOptions = {}): Compiled {
  const draft = readDocument(value);
  const problems = [...draft.problems];
  if (draft.rest === null) return { plan: null, document: null, problems, part: null };
  const nodes = readNodes(draft.rest, types, options, problems);
  const edges = checkEdges(draft.rest.edges, nodes, draft.unread, problems);
  // Nodes that could not be read may do anything, so that nothing is said about ways that lead through them.
  const clear = draft.unread.size === 0 && draft.problems.length === 0;
  const { accounts = [] } = options;
  const graph = graphOf(nodes.keys(), edges.map(joinOf));
  checkCycles(graph, nodes, edges, problems);
  const seen = flowing(nodes, edges);
  if (clear) {
    checkWays(graph, nodes, edges, problems);
    problems.push(...checkOff(graph, nodes, seen));
  }
  problems.push(...checkOwn(seen.graph, seen.nodes, seen.edges, { ...types, accounts: options.accounts ?? null }));
  const { manifests, sites, rules } = types;
  const { house = noHouseRules, now = null } = options;
  if (sites !== undefined)
    problems.push(...(rules?.(seen.graph, seen.nodes, { manifests, sites, house, now }, accounts) ?? []));
  checkSchedule(draft.rest, options, problems);
  const plain = draft.rest.nodes.flatMap((node) => {
    const manifest = types.manifests.get(node.type);
    return manifest === undefined ? [] : plainSecrets(node, manifest);
  });
  problems.push(...plain);

  const whole = plain.length === 0 ? draft.document : null;
  const document = whole === null ? null : { ...whole, nodes: [...whole.nodes] };
  if (document !== null) document.nodes = document.nodes.map((node) => nodes.get(node.id)?.upgraded ?? node);
  const failed = problems.some((problem) => problem.severity === "error");
  const plan = failed || document === null ? null : planOf(document, graph, nodes, edges, manifests);
  const part =
    plan ?? (document === null || options.part !== true ? null : partOf(document, nodes, edges, problems, manifests));
  const known = (made: Plan | null) =>
    made === null || options.brand == null ? made : { ...made, brand: options.brand };
  return { plan: known(plan), document, problems: cap(problems), part: known(part) };
}

/** What is left without the steps and wires in which an error sits: a circle opens where its wire closes it. */
function partOf(
  document: MapDocument,
  read: ReadonlyMap<string, ReadNode>,
  edges: readonly MapEdge[],
  problems: readonly Problem[],
  manifests: Types["manifests"],
): Plan {
  const errors = problems.filter(({ severity }) => severity === "error");
  const cut = new Set(errors.flatMap(({ edge }) => edge ?? []));
  const out = new Set(errors.flatMap(({ edge, node }) => (edge === undefined ? (node ?? []) : [])));
  const left = new Map([...read].filter(([id, { kind }]) => kind !== null && !out.has(id)));
  const wires = edges.filter(({ id, from, to }) => !cut.has(id) && left.has(from.node) && left.has(to.node));
  return planOf(document, graphOf(left.keys(), wires.map(joinOf)), left, wires, manifests);
}

function readNodes(
  document: MapDocument,
  types: Types,
  options: CompileOptions,
  problems: Problem[],
): Map<string, ReadNode> {
  const nodes = new Map<string, ReadNode>();
  const known: Known = {
    accounts: options.accounts ?? null,
    secrets: options.secrets ?? null,
  };
  for (const node of document.nodes) {
    if (nodes.has(node.id)) {
      problems.push(
        error(
          "duplicate-id",
          `Two steps have the id "${node.id}"; give one of them another.`,
          `Deux étapes ont l’identifiant « ${node.id} » ; changez-en un.`,
          { node: node.id },
        ),
      );
      continue;
    }
    const read = readNode(node, types.manifests, known);
    problems.push(...read.problems);
    nodes.set(node.id, read);
  }
  if (document.nodes.length === 0) {
    problems.push({
      ...error(
        "empty-map",
        "The map is empty. Begin with a source, such as an RSS feed.",
        "La carte est vide. Commencez par une source, par exemple un flux RSS.",
      ),
      blank: true,
    });
  }
  return nodes;
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
  manifests: Types["manifests"],
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
        ...keepsOf(manifests.get(node.upgraded.type)),
        ...(node.off === null ? {} : { off: node.off }),
        outputs: Object.freeze([...(node.outputs?.keys() ?? [])]),
        inputs: Object.freeze(inputs.get(id) ?? []),
        wires: Map.groupBy(outputs.get(id) ?? [], (edge) => edge.from.port),
      }),
    ];
  });
  const kind = (wanted: PlanNode["kind"]) => Object.freeze(nodes.filter((node) => node.kind === wanted));
  return Object.freeze({
    document,
    nodes: Object.freeze(nodes),
    sources: kind("source"),
    targets: kind("target"),
    keepers: Object.freeze(nodes.filter(({ keeps, off }) => keeps !== undefined && off === undefined)),
  });
}

const keepsOf = (manifest: Manifest | undefined) => (manifest?.keeps === undefined ? {} : { keeps: manifest.keeps });

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
