import { flowing } from "./idle.ts";
import { reach } from "./graph.ts";
import type { MapDocument } from "./map.ts";
import type { Manifest } from "./node.ts";
import { type ReadNode, readNode } from "./read-node.ts";

/** A source of a map, and the targets that its own items come to. */
export type Way = { source: ReadNode; targets: readonly ReadNode[] };

const nobodyKnown = { accounts: null, secrets: null };

/**
 * Where the items of a map's sources go, as far as its steps are on and can be read. What a step makes of many items (a digest) is an item of
 * its own: behind it nothing of a source's items arrives. At most the map's size times its sources.
 */
export function waysOf({ nodes, edges }: MapDocument, manifests: ReadonlyMap<string, Manifest>): Way[] {
  const read = new Map(nodes.map((node) => [node.id, readNode(node, manifests, nobodyKnown)]));
  const open = flowing(read, edges);
  const gathers = ({ upgraded: { type }, off }: ReadNode) =>
    off === null && manifests.get(type)?.keeps?.gathers === true;
  const next = new Map(
    [...open.graph.next].map(([id, after]) => [id, gathers(open.nodes.get(id)!) ? ([] as string[]) : after]),
  );
  return [...open.nodes.values()].flatMap((source) => {
    if (source.kind !== "source" || source.config === null) return [];
    const targets = [...reach([source.id], next)]
      .map((id) => open.nodes.get(id)!)
      .filter(({ kind, config }) => kind === "target" && config !== null);
    return targets.length === 0 ? [] : [{ source, targets }];
  });
}
