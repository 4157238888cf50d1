import { jsonPlace } from "#engine/json-place.ts";
import { readJson } from "#engine/json.ts";
import { documentVersion, maxEdges, maxGroups, maxNodes, maxNotes, type MapDocument } from "#engine/map.ts";
import type { Problem } from "#engine/problem.ts";
import { salvage } from "#engine/salvage.ts";
import type { Piece } from "./clipboard.ts";
import type { Rect } from "./marks.ts";
import { usual } from "./marks.ts";

/** Bytes of what is pasted or dropped that are looked at; of what was copied here, a thousand steps with long texts. */
export const mostBytes = 200_000;
const mostOwn = 5_000_000;

/** What somebody pasted onto the canvas, or dropped there. */
export type Pasted =
  /** Steps; `name` of the map where it is a whole one. `problems`: what of it could not be read. */
  | { is: "steps"; piece: Piece; name: string | null; problems: readonly Problem[] }
  | { is: "address"; address: string }
  | { is: "nothing" }
  | { is: "large"; bytes: number }
  | { is: "broken"; line: number; column: number }
  /** A map, of which no step can be read; why not. */
  | { is: "refused"; problem: Problem }
  /** JSON of something else; words. */
  | { is: "data" }
  | { is: "words" };

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** An address with its scheme, one that was copied without, or somebody's name at a server. */
const address =
  /^(?:https?:\/\/[^\s<>"]+|(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,}(?::\d+)?(?:[/?#][^\s<>"]*)?|@[\p{L}\p{N}_.-]+@(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})$/iu;

/** What a text is. Whatever it is, it gives an answer and never an exception. */
export function readPasted(text: string): Pasted {
  const own = text.startsWith('{"relaymap":"piece"');
  // Letters are bytes at least: a huge text is not even measured.
  const bytes = text.length > mostOwn ? text.length : bytesOf(text);
  if (bytes > (own ? mostOwn : mostBytes)) return { is: "large", bytes };
  const bare = (text.startsWith("\uFEFF") ? text.slice(1) : text).trim();
  if (bare === "") return { is: "nothing" };
  if (!/^[{[]/u.test(bare)) return address.test(bare) ? { is: "address", address: bare } : { is: "words" };
  const value = readJson(bare);
  const place = value === undefined ? jsonPlace(text.startsWith("\uFEFF") ? text.slice(1) : text) : null;
  if (place !== null) return { is: "broken", ...place };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { is: "data" };
  if ("relaymap" in value && value.relaymap === "piece") {
    const { relaymap: _mark, ...parts } = value;
    return steps(JSON.stringify({ schema: documentVersion, name: "piece", ...parts }), true);
  }
  return "schema" in value && "nodes" in value ? steps(bare, false) : { is: "data" };
}

/** The steps, notes and groups of a map as far as they are right: a step that is not does not keep the others out. */
function steps(text: string, own: boolean): Pasted {
  const { document, problems } = salvage(text, "?");
  if (document === null) return problems[0] ? { is: "refused", problem: problems[0] } : { is: "data" };
  const { name, nodes, edges, notes, groups } = document;
  if (nodes.length + (notes?.length ?? 0) === 0)
    return problems[0] ? { is: "refused", problem: problems[0] } : { is: "nothing" };
  const marks = { ...(notes ? { notes } : {}), ...(groups ? { groups } : {}) };
  return { is: "steps", piece: { relaymap: "piece", nodes, edges, ...marks }, name: own ? null : name, problems };
}

/** Whether a map has room for a piece. */
export const hasRoom = (document: MapDocument, piece: Piece): boolean =>
  document.nodes.length + piece.nodes.length <= maxNodes &&
  document.edges.length + piece.edges.length <= maxEdges &&
  (document.notes ?? []).length + (piece.notes ?? []).length <= maxNotes &&
  (document.groups ?? []).length + (piece.groups ?? []).length <= maxGroups;

/** What a drawing takes up; null where it is empty. */
export function boundsOf({ nodes, notes = [] }: Pick<MapDocument, "nodes" | "notes">): Rect | null {
  const boxes = [
    ...nodes.map(({ position }) => ({ ...position, ...usual })),
    ...notes.map(({ position, size }) => ({ ...position, ...size })),
  ];
  if (boxes.length === 0) return null;
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
