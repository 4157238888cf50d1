import type { Waiting } from "#engine/ahead.ts";
import { compile } from "#engine/compile.ts";
import { disclosureFor } from "#engine/house.ts";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { firstPart, type Post } from "#engine/post.ts";
import { type Ruling, rulingsOf } from "#engine/rules.ts";
import type { Result } from "#engine/run.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { checkCron } from "../time/cron.ts";
import { accountReader } from "../inbox/account.ts";
import { spender } from "../inbox/spending.ts";
import { type CheckRequest, checkSource } from "../inbox/check.ts";
import type { SourceServices } from "../inbox/context.ts";
import { oldestFirst } from "../inbox/capped.ts";
import { itemView, storedItems } from "../inbox/items.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { knownTo } from "../maps/check.ts";
import { linkRule } from "../links/rule.ts";
import { sampled } from "../links/shorten.ts";
import type { Services } from "../ports.ts";
import { costsOf } from "../rules/costs.ts";
import { houseRules } from "../rules/house.ts";
import { type SecretReader, secretReader } from "../vault/secrets.ts";
import { passedOn } from "./reposts.ts";
import { rehearse, type Rehearsed, type SourceView } from "./rehearse.ts";
import { shownToAll } from "./seen.ts";
import { fitter, limitsOf } from "./fit.ts";
import { type Fetched, nothingFetched, withFetched } from "./fetched.ts";
import { madeBy } from "./asked.ts";
import { showPictures } from "./pictures.ts";
import { troubled } from "./troubled.ts";
import { sayUnhad, unhadOf } from "./unhad.ts";

type View = Reply<"preview">;

/** Of each source: what a feed usually lists. */
const itemsPerSource = 50;
const shownItems = 20;
const shownDrops = 20;
const shownPosts = 200;
/** Of so many it is said what they would cost. */
const pricedPosts = 5000;
const readAtOnce = 8;
/** What a preview waits for, milliseconds and pages; what comes later is there at the next one. */
const waiting = { patience: 10_000, pages: 40 };
/** Words that a machine is asked for, where somebody wants to see them: each costs money. */
const mostAsked = 10;

/**
 * What a draft would post of what its sources list now, and what the ledger would let go, because an account has it. Publishes nothing,
 * and stores nothing but what is true of stored items for every map (events.ts). A draft with errors gives its problems, and still its sources' items.
 */
export async function preview(
  services: Services,
  workspaceId: string,
  document: unknown,
  { ask = false }: { ask?: boolean } = {},
): Promise<View> {
  const known = await knownTo(services.db, workspaceId);
  const { plan, document: checked, problems } = compile(document, services.nodes, { ...known, checkCron });
  const sources = checked === null ? [] : await readDraft(services, workspaceId, readable(services, checked));
  const view = { problems, sources: sources.map(({ node, items, error }) => ({ node, items: items.length, error })) };
  if (plan === null) return { ...view, edges: {}, steps: sourceSteps(sources), posts: [], postCount: 0, costs: [] };
  const ledger = { db: services.db, workspaceId };
  const fetched = nothingFetched();
  const rehearsed = await withFetched(
    services,
    workspaceId,
    fetched,
    () => rehearse(services, plan, sources, known.accounts, ledger, fetched),
    { ...waiting, asks: { most: ask ? mostAsked : 0, beyond: "unasked" } },
  );
  return { ...view, ...(await show(services, workspaceId, plan, rehearsed, fetched)) };
}

/** What the sources of a draft list: of those that are read already what is stored of them. Its settings must parse. */
export function readDraft(services: Services, workspaceId: string, draft: MapDocument): Promise<SourceView[]> {
  return readSources(services, draft, {
    secret: secretReader(services, workspaceId),
    account: accountReader(services, workspaceId),
    spend: spender(services, workspaceId),
    stored: (key) => storedItems(services.db, workspaceId, key, itemsPerSource),
  });
}

/** Reads the sources of a map, several at a time; each once, however many nodes read it. */
export async function readSources(
  services: SourceServices,
  document: MapDocument,
  from: Pick<CheckRequest, "account" | "spend"> & {
    secret: SecretReader;
    /** Newest first. */
    stored?: (key: string) => Promise<Item[]>;
    limit?: number;
  },
): Promise<SourceView[]> {
  const nodes = sourceNodes(services.nodes, document);
  const found = new Map<string, Promise<{ items: Item[]; error: Text | null }>>();
  const queue = nodes.values();
  const work = async () => {
    for (const { key, type, config } of queue) {
      if (found.has(key)) continue;
      const items = readOne(
        services,
        {
          type,
          config,
          secret: from.secret,
          sourceId: key,
          ...(from.account === undefined ? {} : { account: from.account }),
          ...(from.spend === undefined ? {} : { spend: from.spend }),
        },
        () => from.stored?.(key) ?? Promise.resolve([]),
        from.limit ?? itemsPerSource,
      );
      found.set(key, items);
      await items;
    }
  };
  await Promise.all(Array.from({ length: Math.min(readAtOnce, nodes.length) }, work));
  return Promise.all(nodes.map(async ({ node, key }) => ({ node, source: key, ...(await found.get(key)!) })));
}

async function readOne(
  services: SourceServices,
  request: CheckRequest,
  stored: () => Promise<Item[]>,
  limit: number,
): Promise<{ items: Item[]; error: Text | null }> {
  const known = await stored();
  if (known.length > 0) return { items: known.toReversed(), error: null };
  const { items, error } = await checkSource(services, request);
  return { items: oldestFirst(items).slice(-limit), error };
}

/** A draft's source nodes whose settings are complete: the others have nothing to read yet, and are among the problems. */
function readable(services: Pick<Services, "nodes">, document: MapDocument): MapDocument {
  const nodes = document.nodes.filter(
    (node) => services.nodes.manifests.get(node.type)?.config.safeParse(node.config).success,
  );
  return { ...document, nodes };
}

/** What a step would keep, and until when: the first that go on. */
const waitsOf = (list: readonly Waiting[]) => ({
  count: list.length,
  first: list
    .toSorted((a, b) => a.until - b.until)
    .slice(0, shownItems)
    .map(({ title, until }) => ({ title, until: new Date(until).toISOString() })),
});

/** Shown the newest first, as people read lists. */
const newest = (items: Item[]) => items.slice(-shownItems).toReversed().map(itemView);

function sourceSteps(sources: SourceView[]): View["steps"] {
  return sources.map(({ node, items }) => ({
    node,
    itemsIn: items.length,
    items: newest(items),
    drops: [],
    dropCount: 0,
    waits: waitsOf([]),
    note: null,
    made: [],
    unasked: 0,
  }));
}

async function show(
  services: Services,
  workspaceId: string,
  plan: Plan,
  { result, letGo, at, waits }: Rehearsed,
  fetched: Fetched,
): Promise<Pick<View, "edges" | "steps" | "posts" | "postCount" | "costs">> {
  const { networks } = services.nodes;
  const house = await houseRules(services.db, workspaceId);
  const postFor = fitter(networks, house);
  // As long as the short link will be, and no code is spent on a preview.
  const asSaid = sampled(services.settings.publicUrl, await linkRule(services.db, workspaceId, plan.document));
  const ruled = (account: Publisher, post: Post): Ruling[] => {
    const network = networks.get(account.network);
    const limits = limitsOf(network, account);
    if (network === undefined || limits === null) return [];
    const kind = account.terms?.kind ?? "person";
    return rulingsOf(network.card, post, { kind, mode: account.mode, limits, ...disclosureFor(house) });
  };
  const drops = Map.groupBy(result.drops, ({ node }) => node);
  // What would go comes before what would not, which is shown all the same: it says how a post looks.
  const goes = result.wanted.filter((one) => !letGo.has(one));
  const stays = result.wanted.filter((one) => letGo.has(one));
  const wanted = [...goes.toReversed(), ...stays.toReversed()].slice(0, shownPosts);
  const shownWith = await picturesOf(services, workspaceId, wanted, fetched);
  const avatars = await avatarsOf(services, workspaceId, [...new Set(wanted.map(({ account }) => account.id))]);
  const priced = ({ account, item, shape }: (typeof goes)[number]) => ({
    network: account.network,
    parts: postFor(account, asSaid(item), [], shape).post.parts,
  });
  return {
    edges: result.edges,
    steps: result.steps.map((step) => ({
      node: step.node,
      itemsIn: step.itemsIn,
      items: newest(step.items),
      drops: (drops.get(step.node) ?? []).slice(-shownDrops).map(({ item, reason }) => ({ title: item.title, reason })),
      dropCount: step.drops,
      waits: waitsOf(waits.get(step.node) ?? []),
      note: sayUnhad(unhadOf(step, fetched), "preview"),
      ...madeBy(step, fetched),
    })),
    posts: wanted.map((one) => {
      const { node, account, item, shape } = one;
      const { media, trouble } = shownWith(one);
      const said = (lead: typeof one) => firstPart(postFor(lead.account, asSaid(item), [], lead.shape).post).text;
      const { post } =
        passedOn(one, result, said) ?? postFor(account, asSaid(item), media, shape, one.picture?.describe);
      const [part, ...rest] = [firstPart(post), ...post.parts.slice(1)];
      const once = [...new Map(ruled(account, post).map((ruling) => [ruling.code, ruling])).values()];
      return {
        account: account.ref,
        ...{ accountName: account.name, avatar: avatars.get(account.id) ?? null },
        ...{ node, network: account.network, mode: account.mode, machine: item.machine !== undefined },
        text: part.text,
        link: part.kind === "repost" || rest.some(({ kind }) => kind === "comment") ? null : asSaid(item).link,
        media: part.media ?? [],
        card: part.card ?? null,
        cardless: part.cardless === true,
        ...{ warning: part.warning ?? null, visibility: part.visibility ?? null },
        original: part.original ?? null,
        rest: rest.map(({ kind, text }) => ({ kind, text })),
        item: item.title,
        at: at.has(one) ? new Date(at.get(one)!).toISOString() : null,
        letGo: letGo.get(one) ?? null,
        problems: [...once, ...shownToAll(part, shape), ...troubled(trouble, one.picture, media)].map((ruling) => ({
          ...ruling,
          node,
        })),
      };
    }),
    postCount: goes.length,
    costs: costsOf(
      networks,
      house,
      goes.slice(0, pricedPosts).map((one) => priced(one)),
    ),
  };
}

/** The pictures that would go with posts, as far as they can be had while somebody waits for the preview. */
function picturesOf(services: Services, workspaceId: string, wanted: Result["wanted"], fetched: Fetched) {
  const show = () => showPictures(services.db, services, workspaceId, wanted, fetched, false);
  return withFetched(services, workspaceId, fetched, show, waiting);
}

async function avatarsOf(services: Services, workspaceId: string, ids: string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await services.db
    .selectFrom("account")
    .select(["id", "avatar"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map(({ id, avatar }) => [id, avatar]));
}
