import type { NodeKind } from "#engine/node.ts";
import { summaryOf, titleOf } from "../drawing/describe.ts";
import { order } from "../drawing/order.ts";
import { useWords } from "../language.tsx";
import { useManifests } from "../nodes.ts";
import { useReply } from "../replies.ts";

/** A map often has several of these, which only what they are set to tells apart. */
const ambiguous = new Set<NodeKind | undefined>(["source", "target"]);

/** Names of a map's nodes as its draft or its live version calls them, and their places in the order in which items pass. */
export function useNodeNames(mapId: string): { nameOf: (node: string) => string; placeOf: (node: string) => number } {
  const { text } = useWords();
  const { data } = useReply("getMap", { params: { id: mapId } });
  const documents = data ? [data.document, ...(data.live ? [data.live.document] : [])] : [];
  const names = new Map<string, string>();
  const nodes = documents.flatMap(order);
  const manifests = useManifests(nodes.map(({ type }) => type));
  const places = new Map(nodes.map((node, place) => [node.id, place]));
  for (const node of nodes) {
    const manifest = manifests.get(node.type);
    const summary = ambiguous.has(manifest?.kind) && !node.title ? summaryOf(node, manifest) : null;
    names.set(node.id, summary ? `${titleOf(node, manifest, text)} · ${text(summary)}` : titleOf(node, manifest, text));
  }
  return { nameOf: (node) => names.get(node) ?? node, placeOf: (node) => places.get(node) ?? nodes.length };
}
