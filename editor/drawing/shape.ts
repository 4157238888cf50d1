import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { usual } from "./marks.ts";
import { outputsOf } from "./wiring.ts";

/** More steps than this are drawn with care: only what is in view, without shadows, and what a key does not wait for after it. */
export const many = 150;

/**
 * What a card measures and where its ports lie, told from its step alone, in pixels: node-card.module.css draws it so. On a large map a card is
 * not drawn before it is in view, and yet its wires, its frame and the overview need its place. What stands at its foot comes later and is not in it.
 */
const head = 70;
const port = 26;
/** The line above several ports, and the air around them. */
const around = 11;
/** The middle of a card's own port, and of the first of several, below its upper edge; and how far a port's end lies beyond the card's side. */
const [own, first, beyond] = [35, 87, 5.5];

export function shapeOf(node: MapNode, manifest: Manifest | undefined) {
  const outputs = outputsOf(manifest, node);
  const several = outputs.length > 1;
  return {
    width: usual.width,
    height: several ? head + around + outputs.length * port : head,
    inputs: (manifest?.inputs ?? []).map(({ id }) => ({ id, x: -beyond, y: own })),
    outputs: outputs.map(({ id }, at) => ({
      id,
      x: usual.width + beyond,
      y: several ? first + at * port : own,
    })),
  };
}
export type Shape = ReturnType<typeof shapeOf>;
