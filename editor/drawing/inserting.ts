import type { Face } from "#engine/face.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { addNode, chain, connect, moveNodes, newNode, type Change, type End, type Point } from "./draft.ts";
import { outputsOf } from "./wiring.ts";

/** From one card's left edge to that of the next one in its row. */
export const apart = 304;

/** A place where a step is wanted: nothing leads there, or a wire from a way out, or one towards a way in; `wire`: into one that is there. */
export type Asked = { at: Point; from: End | null; to: End | null; wire?: string };

/** Whether a step of a type may stand where one is wanted. A new step never closes a loop. */
export const mayStand = (face: Pick<Face, "ins" | "outs">, { from, to }: Pick<Asked, "from" | "to">): boolean =>
  (from === null || face.ins > 0) && (to === null || face.outs > 0);

/** A place near `wish` that no card covers; a card with its foot is up to 136 pixels high. */
export function free({ nodes }: MapDocument, wish: Point): Point {
  let place = wish;
  for (let tries = 0; tries < 40; tries += 1) {
    const covered = nodes.some(
      (node) => Math.abs(node.position.x - place.x) < 240 && Math.abs(node.position.y - place.y) < 136,
    );
    if (!covered) return place;
    place = { x: place.x, y: place.y + 144 };
  }
  return place;
}

/** Half a card, a whole one, and where its ways in and out are below its top. */
export const card = { half: 116, whole: 232, port: 34 };

/** Puts a step where it is wanted, its port at the wire's end, and wires it; without a wire it lies around the place. */
export function addWired(
  document: MapDocument,
  manifest: Manifest,
  { at, from, to }: Asked,
): { change: Change; id: string } {
  const left = from ? 0 : to ? card.whole : card.half;
  const node = newNode(document, manifest, free(document, { x: at.x - left, y: at.y - card.port }));
  const stands = (end: End | null): end is End => document.nodes.some(({ id }) => id === end?.node);
  const [into] = manifest.inputs;
  const [out] = outputsOf(manifest, node);
  const wires: Change[] = [];
  if (stands(from) && into) wires.push(connect(from, { node: node.id, port: into.id }));
  if (stands(to) && out) wires.push(connect({ node: node.id, port: out.id }, to));
  return { id: node.id, change: chain(addNode(node), ...wires) };
}

/** Whether a step of a type may stand in a wire: what comes in has one way in and one way out. */
export const passes = (face: Pick<Face, "ins" | "outs"> | undefined): boolean => face?.ins === 1 && face.outs === 1;

/**
 * Puts a step of a type into a wire: the wire becomes two. It stands where it was dropped as far as there is room between the two cards;
 * where there is not, everything from the wire's end on moves to the right, so that nothing comes to lie on anything. A wire that leads
 * back moves nothing. null where the wire is gone or the step does not pass things on; `id` is the new step's.
 */
export function insertOn(
  document: MapDocument,
  manifest: Manifest,
  wire: string,
  place: Point,
): { change: Change; id: string } | null {
  const edge = document.edges.find(({ id }) => id === wire);
  const before = document.nodes.find(({ id }) => id === edge?.from.node);
  const behind = document.nodes.find(({ id }) => id === edge?.to.node);
  const [into, ...ins] = manifest.inputs;
  if (!edge || !before || !behind || !into || ins.length > 0) return null;
  const start = before.position.x + apart;
  const onward = behind.position.x > before.position.x;
  const x = onward ? Math.max(start, Math.min(place.x, behind.position.x - apart)) : place.x;
  const node = newNode(document, manifest, { x, y: place.y });
  const [out, ...outs] = outputsOf(manifest, node);
  if (!out || outs.length > 0 || out.carries !== into.carries) return null;
  const shift = onward ? Math.max(0, node.position.x + apart - behind.position.x) : 0;
  const moved = document.nodes.filter(({ position }) => shift > 0 && position.x >= behind.position.x);
  return {
    id: node.id,
    change: chain(
      moveNodes(new Map(moved.map(({ id, position }) => [id, { x: position.x + shift, y: position.y }]))),
      addNode(node),
      // The first half stays the wire that it was, at its place among the others.
      (drawn) => ({
        ...drawn,
        edges: drawn.edges.map((each) => (each.id === wire ? { ...each, to: { node: node.id, port: into.id } } : each)),
      }),
      connect({ node: node.id, port: out.id }, edge.to),
    ),
  };
}
