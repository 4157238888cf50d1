import { calledAs } from "#engine/called.ts";
import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

/** A node's name for people: its own, else its type's. */
export const titleOf = (
  node: MapNode,
  manifest: Pick<Manifest, "title"> | undefined,
  text: (text: Text) => string,
): string => node.title || (manifest ? text(manifest.title) : node.type);

/** What a step is called where its card is not in sight, for the reader. */
export const calledOf = (node: MapNode, manifest: Manifest | undefined, text: (text: Text) => string): string =>
  text(calledAs(node, manifest));
