import { summaryOf, titleOf } from "../canvas/describe.ts";
import { order } from "../canvas/order.ts";
import { useWords } from "../language.tsx";
import { manifests } from "../nodes.ts";
import { useReply } from "../replies.ts";

/** Names of a map's nodes as its draft or its live version calls them, and their places in the order in which items pass. */
export function useNodeNames(mapId: string): { nameOf: (node: string) => string; placeOf: (node: string) => number } {
  const { text } = useWords();
  const { data } = useReply("getMap", { params: { id: mapId } });
  const documents = data ? [data.document, ...(data.live ? [data.live.document] : [])] : [];
  const names = new Map<string, string>();
  const places = new Map<string, number>();
  for (const node of documents.flatMap(order)) {
    const manifest = manifests.get(node.type);
    const summary = manifest?.type === "account" && !node.title ? summaryOf(node, manifest) : null;
    names.set(node.id, summary ? `${titleOf(node, manifest, text)} · ${text(summary)}` : titleOf(node, manifest, text));
    places.set(node.id, places.size);
  }
  return { nameOf: (node) => names.get(node) ?? node, placeOf: (node) => places.get(node) ?? names.size };
}
