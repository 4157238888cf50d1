import { type Item, readItem } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { execute } from "#engine/run.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import type { Services } from "../ports.ts";
import { nothingFetched, pageOf, unread } from "../run/fetched.ts";
import { itemOf, type Waiting } from "./waiting.ts";

/**
 * What waits, by the words that its source says now: the steps before the one that asks are gone through again. What filters let through
 * once stays through, whatever they would say today; pages are not read anew. Where an item does not come that way any more it is as it
 * was when it was kept. By the questions' ids.
 */
export async function newestWords(
  services: Pick<Services, "nodes" | "pages">,
  workspaceId: string,
  plan: Plan | null,
  rows: readonly Waiting[],
): Promise<Map<number, Item>> {
  const found = new Map(rows.map((row) => [row.id, itemOf(row)]));
  if (plan === null) return found;
  const byStep = Map.groupBy(
    rows.filter(({ newer, stored }) => newer !== null && stored !== null),
    ({ node }) => node,
  );
  for (const [node, changed] of byStep) {
    const ids = new Map(changed.map(({ key, id }) => [key, id]));
    for (const item of await again(services, workspaceId, plan, node, changed)) {
      const id = ids.get(item.key);
      if (id !== undefined) found.set(id, item);
    }
  }
  return found;
}

/** What reaches a step of what sources say now. */
async function again(
  services: Pick<Services, "nodes" | "pages">,
  workspaceId: string,
  plan: Plan,
  step: string,
  rows: readonly Waiting[],
): Promise<Item[]> {
  const reading = Map.groupBy(sourceNodes(services.nodes, plan.document), ({ key }) => key);
  const feeds: Record<string, Item[]> = Object.fromEntries(plan.sources.map(({ id }) => [id, []]));
  for (const row of rows)
    for (const { node } of (row.source === null ? undefined : reading.get(row.source)) ?? [])
      feeds[node]?.push(corrected(row));
  const fetched = nothingFetched();
  const go = () =>
    execute(plan, {
      feeds,
      now: 0,
      states: {},
      map: "",
      accounts: [],
      process: (type) => letThrough(services, type, `/${step}`),
      expand: () => () => ({ wanted: [], drops: [] }),
      page: pageOf(fetched),
    });
  const asked = unread(go(), fetched);
  for (const [address, page] of asked.length === 0 ? [] : await services.pages.known(workspaceId, asked))
    fetched.pages.set(address, page);
  return go().kept.flatMap(({ node, item }) => (node === step ? [item] : []));
}

function corrected({ stored, newer }: Waiting): Item {
  const item = readItem(stored);
  const { title = item.title, link = item.link } = newer ?? {};
  return { ...item, title, link, text: item.text === item.title ? title : item.text };
}

/** A step's work as for items that have passed it: nothing is let go, and only the step that asks keeps. */
function letThrough({ nodes }: Pick<Services, "nodes">, type: string, asking: string): Process<unknown> {
  const manifest = nodes.manifests.get(type);
  return (items, config, context) => {
    const port = manifest?.outputs(config)[0]?.id ?? "";
    if (context.self === asking) return { out: {}, drops: [], kept: items.map((item) => ({ item, until: 0 })) };
    if (context.self !== undefined) return { out: { [port]: items }, drops: [] };
    const { out, drops } = nodes.process(type)(items, config, context);
    if (drops.length === 0) return { out, drops };
    return { out: { ...out, [port]: [...(out[port] ?? []), ...drops.map(({ item }) => item)] }, drops: [] };
  };
}
