import { postsTo } from "../accounts/posts-to.ts";
import { calledOf } from "../drawing/describe.ts";
import { order } from "../drawing/order.ts";
import { useWords } from "../language.tsx";
import { useManifests } from "../nodes.ts";
import { useReply } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";

/** Names of a map's nodes as its draft or its live version calls them, and their places in the order in which items pass. */
export function useNodeNames(mapId: string): { nameOf: (node: string) => string; placeOf: (node: string) => number } {
  const { text } = useWords();
  const { data } = useReply("getMap", { params: { id: mapId } });
  const documents = data ? [data.document, ...(data.live ? [data.live.document] : [])] : [];
  const names = new Map<string, string>();
  const nodes = documents.flatMap(order);
  const manifests = useManifests(nodes.map(({ type }) => type));
  const places = new Map(nodes.map((node, place) => [node.id, place]));
  const accounts = useReply("listAccounts", { query: { limit: 200 } }).data?.rows ?? [];
  for (const node of nodes) {
    const account = postsTo(node, manifests.get(node.type), accounts);
    const called =
      account === null
        ? calledOf(node, manifests.get(node.type), text)
        : `${account.name || account.handle} · ${networkTitle(account.network)}`;
    names.set(node.id, called);
  }
  return { nameOf: (node) => names.get(node) ?? node, placeOf: (node) => places.get(node) ?? nodes.length };
}
