import { sql } from "kysely";
import { brandOfMap } from "../campaigns/now.ts";
import { compile } from "#engine/compile.ts";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { checkCron } from "../time/cron.ts";
import { accountReader } from "../inbox/account.ts";
import { spender } from "../inbox/spending.ts";
import { type CheckRequest, checkSource } from "../inbox/check.ts";
import type { SourceServices } from "../inbox/context.ts";
import { oldestFirst } from "../inbox/capped.ts";
import { storedItems } from "../inbox/items.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { knownTo } from "../maps/check.ts";
import type { Services } from "../ports.ts";
import { type SecretReader, secretReader } from "../vault/secrets.ts";
import { foresee } from "./foresee.ts";
import { nothingFetched, withFetched } from "./fetched.ts";
import { readLately } from "./lately.ts";
import { rehearse, type SourceView } from "./rehearse.ts";
import { show, waiting } from "./shown.ts";
import { aheadOf } from "./told-ahead.ts";

type View = Reply<"preview">;

/** Of each source: what a feed usually lists, and more where they are few. Of one that nobody read yet all that the first run would find. */
const perSource = (sources: number): number => Math.max(50, Math.min(200, Math.floor(1000 / Math.max(1, sources))));
const mostListed = 1000;
const readAtOnce = 8;
/** Words that a machine is asked for, where somebody wants to see them: each costs money. */
const mostAsked = 10;

/**
 * What a draft would post of what its sources list now, and what the ledger would let go, because an account has it. Publishes nothing,
 * and stores nothing but what is true of stored items for every map (events.ts). A draft with errors gives its problems, and runs as far as it can.
 */
export async function preview(
  services: Services,
  workspaceId: string,
  document: unknown,
  { ask = false, map = null }: { ask?: boolean; map?: string | null } = {},
): Promise<View> {
  const known = await knownTo(services.db, workspaceId);
  const brand = map === null ? null : await brandOfMap(services.db, workspaceId, map);
  const {
    plan,
    part,
    document: checked,
    problems,
  } = compile(document, services.nodes, { ...known, checkCron, brand, part: true });
  const sources = checked === null ? [] : await readDraft(services, workspaceId, readable(services, checked));
  const view = { problems, sources: sources.map(({ node, items, error }) => ({ node, items: items.length, error })) };
  if (part === null) return { ...view, edges: {}, steps: [], ...nothingShown };
  const ledger = { db: services.db, workspaceId };
  const fetched = nothingFetched();
  // Words cost money: none are bought for what could not be published.
  const bounds = { ...waiting, asks: { most: ask && plan !== null ? mostAsked : 0, beyond: "unasked" } } as const;
  const asked = <T>(work: () => Promise<T>) => withFetched(services, workspaceId, fetched, work, bounds);
  const rehearsed = await asked(() => rehearse(services, part, sources, known.accounts, ledger, fetched));
  // What has errors cannot be published: nothing of it would run.
  const foreseen =
    plan === null ? null : await asked(() => foresee(services, workspaceId, { mapId: map, plan, sources, fetched }));
  return { ...view, ...(await show(services, workspaceId, part, rehearsed, { map, foreseen, sources, fetched })) };
}

/** What a run of a draft would do now, in numbers; null where it has errors. Publishes and stores nothing, as a preview. */
export async function runAhead(
  services: Services,
  workspaceId: string,
  { document, map }: { document: unknown; map: string },
): Promise<View["now"]> {
  const known = await knownTo(services.db, workspaceId);
  const brand = await brandOfMap(services.db, workspaceId, map);
  const { plan } = compile(document, services.nodes, { ...known, checkCron, brand });
  if (plan === null) return null;
  // What is stored is read by the run's own code: only what a source lists that was never read is wanted besides.
  const sources = await readDraft(
    services,
    workspaceId,
    plan.document,
    await begunIn(services, workspaceId, plan.document),
  );
  const fetched = nothingFetched();
  const work = () => foresee(services, workspaceId, { mapId: map, plan, sources, fetched });
  return aheadOf(
    await withFetched(services, workspaceId, fetched, work, { ...waiting, asks: { most: 0, beyond: "unasked" } }),
    sources,
  );
}

/** The sources of a draft that were read before, with nothing of what they list. */
async function begunIn(
  { db, nodes }: Services,
  workspaceId: string,
  draft: MapDocument,
): Promise<Map<string, Promise<Listed>>> {
  const keys = [...new Set(sourceNodes(nodes, draft).map(({ key }) => key))];
  const { rows } = await sql<{ key: string }>`select key from source
    where workspace_id = ${workspaceId} and key = any(${keys}::text[]) and baseline_at is not null`.execute(db);
  return new Map(rows.map(({ key }) => [key, Promise.resolve({ items: [], error: null })]));
}

const nothingShown = { now: null, accounts: [], posts: [], postCount: 0, costs: [] };

/**
 * What the sources of a draft list: of those that are read already what is stored of them. Its settings must parse. `found`: what was read for
 * another drawing, which is not read again.
 */
export async function readDraft(
  services: Services,
  workspaceId: string,
  draft: MapDocument,
  found: Map<string, Promise<Listed>> = new Map(),
): Promise<SourceView[]> {
  const nodes = sourceNodes(services.nodes, draft);
  const keys = [...new Set(nodes.map(({ key }) => key))].filter((key) => !found.has(key));
  const stored = await storedItems(services.db, workspaceId, keys, perSource(nodes.length));
  const from = {
    secret: secretReader(services, workspaceId),
    account: accountReader(services, workspaceId),
    spend: spender(services, workspaceId),
    lately: (key: string, read: () => Promise<Listed>) => readLately(services, `${workspaceId} ${key}`, read),
  };
  return readSources(services, draft, { ...from, stored }, found);
}

/** Reads the sources of a map, several at a time; each once, however many nodes read it. */
export async function readSources(
  services: SourceServices,
  document: MapDocument,
  from: Pick<CheckRequest, "account" | "spend"> & {
    secret: SecretReader;
    /** By key, newest first. */
    stored?: ReadonlyMap<string, readonly Item[]>;
    /** May answer what was read a moment ago. */
    lately?: (key: string, read: () => Promise<Listed>) => Promise<Listed>;
    limit?: number;
  },
  found: Map<string, Promise<Listed>> = new Map(),
): Promise<SourceView[]> {
  const nodes = sourceNodes(services.nodes, document);
  const { lately = (_, read) => read() } = from;
  const queue = nodes.values();
  const work = async () => {
    for (const { key, type, config } of queue) {
      if (found.has(key)) continue;
      const request = {
        type,
        config,
        secret: from.secret,
        sourceId: key,
        ...(from.account === undefined ? {} : { account: from.account }),
        ...(from.spend === undefined ? {} : { spend: from.spend }),
      };
      const items = readOne(from.stored?.get(key) ?? [], () =>
        lately(key, () => listed(services, request, from.limit ?? mostListed)),
      );
      found.set(key, items);
      await items;
    }
  };
  await Promise.all(Array.from({ length: Math.min(readAtOnce, nodes.length) }, work));
  return Promise.all(nodes.map(async ({ node, key }) => ({ node, source: key, ...(await found.get(key)!) })));
}

export type Listed = { items: Item[]; error: Text | null };

async function readOne(known: readonly Item[], read: () => Promise<Listed>): Promise<Listed> {
  return known.length > 0 ? { items: known.toReversed(), error: null } : await read();
}

async function listed(services: SourceServices, request: CheckRequest, limit: number): Promise<Listed> {
  const { items, error } = await checkSource(services, request);
  return { items: oldestFirst(items).slice(-limit), error };
}

/** A draft's source nodes whose settings are complete: the others have nothing to read yet, and are among the problems. */
export function readable(services: Pick<Services, "nodes">, document: MapDocument): MapDocument {
  const nodes = document.nodes.filter(
    (node) => services.nodes.manifests.get(node.type)?.config.safeParse(node.config).success,
  );
  return { ...document, nodes };
}
