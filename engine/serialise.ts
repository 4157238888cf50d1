import { readDocument } from "./document.ts";
import { jsonPlace } from "./json-place.ts";
import type { MapDocument } from "./map.ts";
import type { Problem } from "./problem.ts";

/** 1,000 nodes with long templates stay below; a larger text is refused before it is parsed. */
const maxText = 5_000_000;

/** The order in which a reader looks for them; other names follow in alphabetical order. */
const order = [
  "$schema",
  "schema",
  "name",
  "description",
  "id",
  "type",
  "kind",
  "version",
  "title",
  "disabled",
  "text",
  "color",
  "node",
  "port",
  "from",
  "to",
  "config",
  "position",
  "size",
].concat([
  "nodes",
  "edges",
  "notes",
  "groups",
  "schedule",
  "missed",
  "first",
  "limits",
  "stories",
  "links",
  "accounts",
]);
const rank = new Map(order.map((name, index) => [name, index]));

/**
 * The map as text: the same map gives the same bytes, whatever order its keys had, so that it can live in git. Nodes and
 * edges keep their order, which has a meaning. Two spaces, a newline at the end.
 */
export function serialise(document: MapDocument): string {
  return `${JSON.stringify(arrange(document), null, 2)}\n`;
}

/** Reads a map from text. Anything that is not a map gives problems, never an exception. */
export function parse(text: string): { document: MapDocument | null; problems: Problem[] } {
  const read = readText(text);
  if ("problems" in read) return { document: null, problems: read.problems };
  const { document, problems } = readDocument(read.value);
  return { document, problems };
}

/** Reads JSON from text, or says why that cannot be. */
export function readText(text: string): { value: unknown } | { problems: Problem[] } {
  if (text.length > maxText) {
    return refused(
      "too-large",
      `The file has ${text.length} characters; a map has at most ${maxText}.`,
      `Le fichier a ${text.length} caractères ; une carte en a au plus ${maxText}.`,
    );
  }
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return { value: JSON.parse(whole) as unknown };
  } catch {
    const at = jsonPlace(whole);
    return refused(
      "not-json",
      `This is not JSON${at === null ? "" : ` (line ${at.line}, column ${at.column})`}. Check commas, quotes and brackets.`,
      `Ce n’est pas du JSON${at === null ? "" : ` (ligne ${at.line}, colonne ${at.column})`}. Vérifiez les virgules, les guillemets et les accolades.`,
    );
  }
}

function arrange(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(arrange);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  entries.sort(
    ([a], [b]) => (rank.get(a) ?? order.length) - (rank.get(b) ?? order.length) || (a < b ? -1 : a > b ? 1 : 0),
  );
  return Object.fromEntries(entries.map(([name, child]) => [name, arrange(child)]));
}

const refused = (code: string, en: string, fr: string) => ({
  problems: [{ code, severity: "error" as const, message: { en, fr } }],
});
