import { titleOf } from "../canvas/describe.ts";
import { useWords } from "../language.tsx";
import { manifests } from "../nodes.ts";
import { useReply } from "../replies.ts";

/** Names of a map's nodes, as its draft or its live version calls them. */
export function useNodeNames(mapId: string): (node: string) => string {
  const { text } = useWords();
  const { data } = useReply("getMap", { params: { id: mapId } });
  const nodes = [...(data?.document.nodes ?? []), ...(data?.live?.document.nodes ?? [])];
  const names = new Map(nodes.map((node) => [node.id, titleOf(node, manifests.get(node.type), text)]));
  return (node) => names.get(node) ?? node;
}
