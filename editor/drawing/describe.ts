import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

/** A node's name for people: its own, else its type's. */
export const titleOf = (
  node: MapNode,
  manifest: Pick<Manifest, "title"> | undefined,
  text: (text: Text) => string,
): string => node.title || (manifest ? text(manifest.title) : node.type);

/** The one line of what a node does; null while its config does not parse. */
export function summaryOf(node: MapNode, manifest: Manifest | undefined): Text | null {
  const parsed = manifest?.config.safeParse(node.config);
  return manifest && parsed?.success ? manifest.summary(parsed.data) : null;
}
