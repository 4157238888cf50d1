import type { z } from "zod";
import { explain } from "./issue.ts";
import { documentVersion, MapDocument, MapEdge, MapNode, maxEdges, maxNodes } from "./map.ts";
import { error } from "./problem.ts";
import type { Problem } from "./problem.ts";
import type { Text } from "./text.ts";

/** Deeper than any config; a hostile document must not exhaust the stack. */
const maxDepth = 32;
const maxValues = 400_000;

/**
 * What could be read of a document. `document` is null where anything is wrong with its shape; `rest` then still holds the
 * nodes and edges that are right, so that the compiler can name every other problem too, and `unread` the ids of the nodes
 * that are not.
 */
export type Draft = {
  document: MapDocument | null;
  rest: MapDocument | null;
  unread: ReadonlySet<string>;
  problems: Problem[];
};

/** Reads any value as a map document: every problem of its shape, each at its place, and never an exception. */
export function readDocument(value: unknown): Draft {
  const refused = hostile(value) ?? oversized(value) ?? foreign(value);
  if (refused !== null) return { document: null, rest: null, unread: new Set(), problems: [refused] };
  const { nodes: rawNodes, edges: rawEdges, ...frame } = value as { nodes?: unknown; edges?: unknown };
  const problems: Problem[] = [];
  const head = Frame.safeParse(frame, reported);
  if (!head.success) problems.push(...head.error.issues.map((issue) => shapeProblem(issue, Frame, {})));
  const unread = new Set<string>();
  const nodes = list(rawNodes, "nodes", problems).flatMap((raw) => {
    const read = MapNode.safeParse(raw, reported);
    if (read.success) return [read.data];
    const id = idOf(raw);
    if (id !== null) unread.add(id);
    problems.push(...read.error.issues.map((issue) => shapeProblem(issue, MapNode, id === null ? {} : { node: id })));
    return [];
  });
  const edges = list(rawEdges, "edges", problems).flatMap((raw) => {
    const read = MapEdge.safeParse(raw, reported);
    if (read.success) return [read.data];
    const id = idOf(raw);
    problems.push(...read.error.issues.map((issue) => shapeProblem(issue, MapEdge, id === null ? {} : { edge: id })));
    return [];
  });
  // A broken frame (name, schedule, …) is replaced only to go on looking; such a document is never handed out.
  const base = head.success ? head.data : Frame.parse({ schema: documentVersion, name: "?" });
  const rest: MapDocument = { ...base, nodes, edges };
  return { document: problems.length === 0 ? rest : null, rest, unread, problems };
}

/** So that a missing value can be told from a wrong one. */
const reported = { reportInput: true };
const Frame = MapDocument.omit({ nodes: true, edges: true });

function shapeProblem(issue: z.core.$ZodIssue, schema: z.ZodType, place: { node?: string; edge?: string }): Problem {
  const field = issue.path.map(String).join(".");
  const words = explain(issue, schema);
  const message: Text = field === "" ? words : { en: `"${field}": ${words.en}`, fr: `« ${field} » : ${words.fr}` };
  return { code: "bad-document", severity: "error", message, ...place, ...(field === "" ? {} : { field }) };
}

function list(raw: unknown, name: string, problems: Problem[]): unknown[] {
  if (raw === undefined) return [];
  if (Array.isArray(raw)) return raw;
  problems.push({
    code: "bad-document",
    severity: "error",
    field: name,
    message: { en: `"${name}" must be a list.`, fr: `« ${name} » doit être une liste.` },
  });
  return [];
}

/** Refuses what is no JSON, what poisons prototypes and what would exhaust us, before anything walks it recursively. */
function hostile(root: unknown): Problem | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let seen = 0, top = waiting.pop(); top !== undefined; top = waiting.pop(), seen += 1) {
    const { value, depth } = top;
    if (typeof value !== "object" || value === null) continue;
    const children = Array.isArray(value) ? value : Object.values(value);
    if (depth >= maxDepth || seen + waiting.length + children.length > maxValues) {
      return error(
        "too-large",
        "This document is too deep or too large for a map.",
        "Ce document est trop profond ou trop grand pour une carte.",
      );
    }
    if (Object.hasOwn(value, "__proto__")) {
      return error(
        "bad-document",
        'The name "__proto__" is not allowed in a map; remove it.',
        "Le nom « __proto__ » n’est pas permis dans une carte ; supprimez-le.",
      );
    }
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
  return null;
}

function oversized(value: unknown): Problem | null {
  const count = (name: string) => {
    const raw = (value as Record<string, unknown> | null)?.[name];
    return Array.isArray(raw) ? raw.length : 0;
  };
  if (count("nodes") > maxNodes) {
    return error(
      "too-many-nodes",
      `The map has ${count("nodes")} steps; ${maxNodes} are allowed. Split it into several maps.`,
      `La carte a ${count("nodes")} étapes ; ${maxNodes} sont permises. Divisez-la en plusieurs cartes.`,
    );
  }
  if (count("edges") > maxEdges) {
    return error(
      "too-many-edges",
      `The map has ${count("edges")} wires; ${maxEdges} are allowed. Split it into several maps.`,
      `La carte a ${count("edges")} liens ; ${maxEdges} sont permis. Divisez-la en plusieurs cartes.`,
    );
  }
  return null;
}

/** Something else than a map. */
export const foreignDocument = (): Problem =>
  error(
    "bad-document",
    "A map is a JSON object with a name, steps (nodes) and wires (edges).",
    "Une carte est un objet JSON avec un nom, des étapes (nodes) et des liens (edges).",
  );

function foreign(value: unknown): Problem | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return foreignDocument();
  }
  const schema = (value as Record<string, unknown>)["schema"];
  if (typeof schema === "number" && schema > documentVersion) {
    return error(
      "newer-document",
      `This map was made with a newer Relaymap (form ${schema}, known up to ${documentVersion}). Update this server to open it.`,
      `Cette carte vient d’un Relaymap plus récent (forme ${schema}, connue jusqu’à ${documentVersion}). Mettez ce serveur à jour pour l’ouvrir.`,
    );
  }
  return null;
}

function idOf(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : null;
  return typeof id === "string" && id.length <= 64 ? id : null;
}
