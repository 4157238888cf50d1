import type { MapNode } from "#engine/map.ts";
import type { Manifest, NodeKind } from "#engine/node.ts";
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

/** A map often has several of these, which only what they are set to tells apart. */
const several: ReadonlySet<NodeKind> = new Set(["source", "target"]);

/** What a step is called where its card is not in sight: its own name; else its type's, of sources and targets with what they are set to. */
export function calledOf(node: MapNode, manifest: Manifest | undefined, text: (text: Text) => string): string {
  const title = titleOf(node, manifest, text);
  const summary = manifest && several.has(manifest.kind) && !node.title ? summaryOf(node, manifest) : null;
  return summary ? `${title} · ${text(summary)}` : title;
}
