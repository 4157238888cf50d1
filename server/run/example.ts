import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import { newestOf } from "../inbox/signs.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { itemView } from "../inbox/items.ts";
import type { Services } from "../ports.ts";
import { passing } from "./passing.ts";

/** Items that are looked at, of each source and of all, and those that are shown: a few tell what a setting does. */
const [mostOfOne, mostOfAll, mostShown] = [24, 120, 24];
/** Letters of a text: more than any network takes of one post, and a panel shows. */
const longest = 4_000;

/**
 * What a step of a draft makes of the newest stored items, the newest first. Reads nothing from outside and stores nothing, so that it can be
 * asked for while somebody sets the step; sources that nobody has read yet have nothing to show.
 */
export async function stepExample(
  services: Pick<Services, "db" | "nodes" | "clock">,
  workspaceId: string,
  { document, node }: { document: MapDocument; node: string },
): Promise<Reply<"stepExample">> {
  const { nodes } = services;
  const parsing = document.nodes.filter(
    ({ type, config }) => nodes.manifests.get(type)?.config.safeParse(config).success,
  );
  const draft: MapDocument = { ...document, nodes: parsing };
  const reads = sourceNodes(nodes, draft);
  const keys = [...new Set(reads.map(({ key }) => key))].slice(0, mostOfAll);
  const each = Math.max(1, Math.min(mostOfOne, Math.floor(mostOfAll / Math.max(1, keys.length))));
  const items = keys.length === 0 ? new Map<string, Item[]>() : await newestOf(services, workspaceId, keys, each);
  const found = passing(services, draft, new Map(reads.map((read) => [read.node, items.get(read.key) ?? []]))).get(
    node,
  );
  if (found === undefined) return { rows: [] };
  const dropped = new Map(found.drops.map(({ item: { key }, reason }) => [key, reason]));
  const left = Object.entries(found.out ?? {}).flatMap(([port, list]) => list.map((item) => ({ port, item })));
  const byKey = Map.groupBy(left, ({ item }) => item.key);
  return {
    rows: found.came
      .toReversed()
      .slice(0, mostShown)
      .map((item) => ({
        item: {
          ...itemView(item),
          text: item.text.slice(0, longest),
          tags: item.tags.slice(0, 50),
          language: item.language,
        },
        left: (byKey.get(item.key) ?? []).map(({ port, item: made }) => ({
          port,
          text: (made.wordings?.list[0]?.text ?? made.text).slice(0, longest),
          link: made.link,
        })),
        dropped: dropped.get(item.key) ?? null,
      })),
  };
}
