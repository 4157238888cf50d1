import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest, Port } from "#engine/node.ts";
import { manifests } from "../../nodes.ts";
import { copy, paste, type Piece } from "../../drawing/clipboard.ts";
import {
  addNode,
  chain,
  connect,
  moveNodes,
  newNode,
  remove,
  type Change,
  type End,
  type Point,
} from "../../drawing/draft.ts";
import { addWired, apart, card, free, insertOn, type Asked } from "../../drawing/inserting.ts";
import { noteKey } from "../../drawing/marks.ts";
import type { Canvas } from "./store.ts";
import { outputsOf, refusal, type Refusal } from "../../drawing/wiring.ts";

/** What the palette, the keys and the outline do to the drawing. Each is one undoable step. */

/** A type as steps of it begin in this map: their days and hours by the clocks that its schedule names, else by the company's. */
export function homed({ document, get }: Pick<Canvas, "document" | "get">, manifest: Manifest): Manifest {
  const { schedule } = document();
  const zone = schedule.kind === "cron" ? schedule.zone : get().zone;
  const defaults = manifest.defaults as Record<string, unknown>;
  if (zone === null || typeof defaults["zone"] !== "string") return manifest;
  return { ...manifest, defaults: { ...defaults, zone } };
}

/** Adds a node at a place and chooses it. */
export function addAt(canvas: Canvas, manifest: Manifest, position: Point): string {
  const node = newNode(canvas.document(), homed(canvas, manifest), position);
  canvas.edit(addNode(node));
  canvas.choose([node.id]);
  return node.id;
}

/** A step's first way out that leads nowhere yet, else its first. */
function wayOut(document: MapDocument, node: MapNode): Port | undefined {
  const outputs = outputsOf(manifests.get(node.type), node);
  const used = new Set(document.edges.flatMap(({ from }) => (from.node === node.id ? [from.port] : [])));
  return outputs.find(({ id }) => !used.has(id)) ?? outputs[0];
}

/** Where the next step is wanted: after the one that is chosen, else at a place by itself; null where nothing follows the chosen one. */
export function nextOf(canvas: Canvas, middle: Point): Asked | null {
  const document = canvas.document();
  const [only, ...others] = document.nodes.filter((node) => canvas.get().chosen.has(node.id));
  if (!only || others.length > 0) return { at: middle, from: null, to: null };
  const port = wayOut(document, only);
  const at = { x: only.position.x + apart, y: only.position.y + card.port };
  return port ? { at, from: { node: only.id, port: port.id }, to: null } : null;
}

/** Adds a node after the chosen one, wired to its first free way out where that is legal; else at `fallback`. */
export function addNext(canvas: Canvas, manifest: Manifest, fallback: Point): string {
  const document = canvas.document();
  const [only, ...others] = document.nodes.filter((node) => canvas.get().chosen.has(node.id));
  if (!only || others.length > 0 || manifest.inputs.length === 0)
    return addAt(canvas, manifest, free(canvas.document(), fallback));
  const port = wayOut(document, only);
  const node = newNode(
    document,
    homed(canvas, manifest),
    free(document, { x: only.position.x + apart, y: only.position.y }),
  );
  const changes: Change[] = [addNode(node)];
  const into = manifest.inputs[0];
  if (port && into) changes.push(connect({ node: only.id, port: port.id }, { node: node.id, port: into.id }));
  canvas.edit(chain(...changes));
  canvas.choose([node.id]);
  return node.id;
}

/** Puts a step into a wire and chooses it; beside it where it may not stand there. */
export function insertInto(canvas: Canvas, manifest: Manifest, wire: string, place: Point): string {
  const inserted = insertOn(canvas.document(), homed(canvas, manifest), wire, place);
  if (inserted === null) return addAt(canvas, manifest, place);
  canvas.edit(inserted.change);
  canvas.choose([inserted.id]);
  return inserted.id;
}

/** Puts a step before another one, onto every wire that leads into it, and chooses it. */
export function insertBefore(canvas: Canvas, manifest: Manifest, before: string): void {
  const document = canvas.document();
  const target = document.nodes.find(({ id }) => id === before);
  const into = manifest.inputs[0];
  const wires = document.edges.filter(({ to }) => to.node === before);
  const [wire] = wires;
  if (target === undefined || into === undefined || wire === undefined) return;
  const node = newNode(document, homed(canvas, manifest), target.position);
  const out = outputsOf(manifest, node)[0];
  if (out === undefined) return;
  // What stands there moves on to make room.
  const on = document.nodes.filter(({ position }) => position.x >= target.position.x);
  const moved = new Map(on.map(({ id, position }) => [id, { x: position.x + apart, y: position.y }]));
  const froms = [...new Map(wires.map(({ from }) => [`${from.node} ${from.port}`, from])).values()];
  canvas.edit(
    chain(
      moveNodes(moved),
      remove(new Set(wires.map(({ id }) => id))),
      addNode(node),
      ...froms.map((from) => connect(from, { node: node.id, port: into.id })),
      connect({ node: node.id, port: out.id }, wire.to),
    ),
  );
  canvas.choose([node.id]);
}

/** Adds a step where it was asked for, wired to the wire that waits for it, and chooses it. */
export function addThere(canvas: Canvas, manifest: Manifest, asked: Asked): string {
  const { x, y } = asked.at;
  if (asked.wire !== undefined) return insertInto(canvas, manifest, asked.wire, { x: x - card.half, y: y - card.port });
  const { change, id } = addWired(canvas.document(), homed(canvas, manifest), asked);
  canvas.edit(change);
  canvas.choose([id]);
  return id;
}

/**
 * Wires an end to another step, to the first of its ports that fits, free ones first, or to the one that is named; why not where none does.
 * `forward`: the end is a way out.
 */
export function join(canvas: Canvas, own: End, forward: boolean, other: string, named?: string): Refusal | null {
  const document = canvas.document();
  const node = document.nodes.find(({ id }) => id === other);
  if (!node) return "direction";
  const manifest = manifests.get(node.type);
  const used = new Set(document.edges.flatMap(({ from }) => (from.node === other ? [from.port] : [])));
  const ports = forward
    ? (manifest?.inputs ?? [])
    : outputsOf(manifest, node).toSorted((a, b) => Number(used.has(a.id)) - Number(used.has(b.id)));
  let reason: Refusal | null = null;
  for (const { id } of ports) {
    if (named !== undefined && id !== named) continue;
    const end = { node: other, port: id };
    const [from, to] = forward ? [own, end] : [end, own];
    const refused = refusal(document, manifests, from, to);
    if (refused === null) {
      canvas.edit(connect(from, to));
      return null;
    }
    reason ??= refused;
  }
  return reason ?? "direction";
}

/** Wires two nodes through their first fitting ports; false where no legal wire exists. */
export const wire = (canvas: Canvas, from: End, to: string): boolean => join(canvas, from, true, to) === null;

export function removeChosen(canvas: Canvas): void {
  const { chosen } = canvas.get();
  if (chosen.size > 0) canvas.edit(remove(chosen));
}

export function chooseAll(canvas: Canvas): void {
  const { nodes, edges, notes = [] } = canvas.document();
  canvas.choose([...nodes.map(({ id }) => id), ...edges.map(({ id }) => id), ...notes.map(({ id }) => noteKey(id))]);
}

/** `by`: where it lies instead of a little aside. */
export function insert(canvas: Canvas, piece: Piece, purpose: "paste" | "duplicate" = "paste", by?: Point): string[] {
  const { change, pasted } = paste(canvas.document(), piece, by);
  canvas.edit(change, null, purpose);
  canvas.choose(pasted);
  return pasted;
}

export function duplicate(canvas: Canvas): void {
  const piece = copy(canvas.document(), canvas.get().chosen);
  if (piece) insert(canvas, piece, "duplicate");
}
