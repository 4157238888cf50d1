import type { Face } from "#engine/face.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { addNode, chain, connect, moveNodes, newNode, type Change, type Point } from "./draft.ts";
import { outputsOf } from "./wiring.ts";

/** From one card's left edge to that of the next one in its row. */
export const apart = 304;

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
