import type { Manifest } from "#engine/node.ts";
import { manifests } from "../../nodes.ts";
import { copy, paste, type Piece } from "../../drawing/clipboard.ts";
import { addNode, chain, connect, moveNodes, newNode, remove, type Change, type Point } from "../../drawing/draft.ts";
import { apart, insertOn } from "../../drawing/inserting.ts";
import type { Canvas } from "./store.ts";
import { outputsOf, refusal } from "../../drawing/wiring.ts";

/** What the palette, the keys and the outline do to the drawing. Each is one undoable step. */

/** Adds a node at a place and chooses it. */
export function addAt(canvas: Canvas, manifest: Manifest, position: Point): string {
  const node = newNode(canvas.document(), manifest, position);
  canvas.edit(addNode(node), null, { did: "add", title: manifest.title });
  canvas.choose([node.id]);
  return node.id;
}

/** Adds a node after the chosen one, wired to its first free way out where that is legal; else at `fallback`. */
export function addNext(canvas: Canvas, manifest: Manifest, fallback: Point): string {
  const document = canvas.document();
  const [only, ...others] = document.nodes.filter((node) => canvas.get().chosen.has(node.id));
  if (!only || others.length > 0 || manifest.inputs.length === 0)
    return addAt(canvas, manifest, free(canvas, fallback));
  const outputs = outputsOf(manifests.get(only.type), only);
  const port =
    outputs.find((each) => !document.edges.some((edge) => edge.from.node === only.id && edge.from.port === each.id)) ??
    outputs[0];
  const node = newNode(document, manifest, free(canvas, { x: only.position.x + apart, y: only.position.y }));
  const changes: Change[] = [addNode(node)];
  const into = manifest.inputs[0];
  if (port && into) changes.push(connect({ node: only.id, port: port.id }, { node: node.id, port: into.id }));
  canvas.edit(chain(...changes), null, { did: "add", title: manifest.title });
  canvas.choose([node.id]);
  return node.id;
}

/** Puts a step into a wire and chooses it; beside it where it may not stand there. */
export function insertInto(canvas: Canvas, manifest: Manifest, wire: string, place: Point): string {
  const inserted = insertOn(canvas.document(), manifest, wire, place);
  if (inserted === null) return addAt(canvas, manifest, place);
  canvas.edit(inserted.change, null, { did: "insert", title: manifest.title });
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
  const node = newNode(document, manifest, target.position);
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
    null,
    { did: "insert", title: manifest.title },
  );
  canvas.choose([node.id]);
}

/** A place near `wish` that no card covers. */
function free(canvas: Canvas, wish: Point): Point {
  const { nodes } = canvas.document();
  let place = wish;
  for (let tries = 0; tries < 40; tries += 1) {
    const covered = nodes.some(
      (node) => Math.abs(node.position.x - place.x) < 240 && Math.abs(node.position.y - place.y) < 88,
    );
    if (!covered) return place;
    place = { x: place.x, y: place.y + 112 };
  }
  return place;
}

/** Wires two nodes through their first fitting ports; false where no legal wire exists. */
export function wire(canvas: Canvas, from: { node: string; port: string }, to: string): boolean {
  const document = canvas.document();
  const node = document.nodes.find((each) => each.id === to);
  for (const port of manifests.get(node?.type ?? "")?.inputs ?? []) {
    const end = { node: to, port: port.id };
    if (refusal(document, manifests, from, end) === null) {
      canvas.edit(connect(from, end));
      return true;
    }
  }
  return false;
}

export function removeChosen(canvas: Canvas): void {
  const { chosen } = canvas.get();
  if (chosen.size > 0) canvas.edit(remove(chosen));
}

export const chooseAll = (canvas: Canvas): void =>
  canvas.choose([...canvas.document().nodes.map((node) => node.id), ...canvas.document().edges.map((edge) => edge.id)]);

export function insert(canvas: Canvas, piece: Piece, offset?: number): void {
  const { change, pasted } = paste(canvas.document(), piece, offset);
  canvas.edit(change);
  canvas.choose(pasted);
}

export function duplicate(canvas: Canvas): void {
  const piece = copy(canvas.document(), canvas.get().chosen);
  if (piece) insert(canvas, piece);
}
