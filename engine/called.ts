import type { MapNode } from "./map.ts";
import type { Manifest, NodeKind } from "./node.ts";
import type { Text } from "./text.ts";

/** The one line of what a step does; null while its settings do not parse. */
export function summaryOf(node: MapNode, manifest: Manifest | undefined): Text | null {
  const parsed = manifest?.config.safeParse(node.config);
  return manifest && parsed?.success ? manifest.summary(parsed.data) : null;
}

/** A map often has several of these, which only what they are set to tells apart. */
const several: ReadonlySet<NodeKind> = new Set(["source", "target"]);

/** What a step is called where its card is not in sight: its own name; else its type's, of sources and targets with what they are set to. */
export function calledAs(node: MapNode, manifest: Manifest | undefined): Text {
  if (node.title || manifest === undefined) return both(node.title || node.type);
  const summary = several.has(manifest.kind) ? summaryOf(node, manifest) : null;
  const { en, fr } = manifest.title;
  return summary ? { en: `${en} · ${summary.en}`, fr: `${fr} · ${summary.fr}` } : manifest.title;
}

const both = (words: string): Text => ({ en: words, fr: words });
