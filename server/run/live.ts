import { type Brand, branded } from "#engine/brand.ts";
import { compile, type Compiled } from "#engine/compile.ts";
import { graphOf, reach } from "#engine/graph.ts";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { brandOfMap } from "../campaigns/now.ts";
import { itemView } from "../inbox/items.ts";
import { knownTo } from "../maps/check.ts";
import type { Services } from "../ports.ts";
import { checkCron } from "../time/cron.ts";
import { nothingFetched, withFetched } from "./fetched.ts";
import { type Carried, memoryOf } from "./carried.ts";
import { countedBy } from "./counted.ts";
import { type Listed, readable, readDraft } from "./preview.ts";
import { passAhead, rehearse, type Rehearsed } from "./rehearse.ts";

/** Rows of one wire, and letters of a text that is shown before and after. */
const [mostRows, longest] = [10_000, 600];
/** Whoever draws waits for no page and no machine: what is known of them counts. */
const atOnce = { patience: 0, pages: 0, asks: { most: 0, beyond: "unasked" } } as const;

type Passed = Compiled & { part: Plan; rehearsed: Rehearsed };
type Known = Awaited<ReturnType<typeof knownTo>> & { brand: Brand | null };

/** `map`: whose drawing it is, and so by which marks its campaign knows its posts; null where it is no map yet. */
async function knownOf({ db }: Services, workspaceId: string, map: string | null): Promise<Known> {
  const [known, brand] = await Promise.all([
    knownTo(db, workspaceId),
    map === null ? null : brandOfMap(db, workspaceId, map),
  ]);
  return { ...known, brand };
}

/** As much of a drawing as can run, and what its sources list, each of them read once for all drawings of a question; null where nothing can run. */
async function draw(services: Services, workspaceId: string, known: Known, document: unknown, read: Read) {
  const compiled = compile(document, services.nodes, { ...known, checkCron, part: true });
  const { part, document: checked } = compiled;
  if (part === null || checked === null) return null;
  return {
    ...{ ...compiled, part },
    sources: await readDraft(services, workspaceId, readable(services, checked), read),
  };
}
type Read = Map<string, Promise<Listed>>;
type Drawn = NonNullable<Awaited<ReturnType<typeof draw>>>;

/** Sends the newest items through it, and asks the ledger what accounts have. */
async function passThrough(services: Services, workspaceId: string, known: Known, drawn: Drawn): Promise<Passed> {
  const fetched = nothingFetched();
  const ledger = { db: services.db, workspaceId };
  const work = () => rehearse(services, drawn.part, drawn.sources, known.accounts, ledger, fetched);
  return { ...drawn, rehearsed: await withFetched(services, workspaceId, fetched, work, atOnce) };
}

/** What a drawing carries over its wires: nothing that an account has makes a difference there. */
async function carriedBy(services: Services, workspaceId: string, known: Known, { part, sources }: Drawn) {
  const fetched = nothingFetched();
  const ledger = { db: services.db, workspaceId };
  const work = () => passAhead(services, part, sources, known.accounts, ledger, fetched);
  return (await withFetched(services, workspaceId, fetched, work, atOnce)).result;
}

const keysOf = (items: readonly Item[] = []): Set<string> => new Set(items.map(({ key }) => key));
/** How many of the one are not among the other. */
const besides = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((key) => !other.has(key)).length;

/** What a draft makes of the newest items of its sources, wire by wire, and what a change of it changes there. Publishes and stores nothing. */
export async function liveWires(
  services: Services,
  workspaceId: string,
  {
    document,
    before,
    pin,
    map = null,
  }: { document: unknown; before?: unknown; pin: string | null; map?: string | null },
): Promise<Reply<"liveWires">> {
  const known = await knownOf(services, workspaceId, map);
  const read: Read = new Map();
  const drawn = await draw(services, workspaceId, known, document, read);
  if (drawn === null) return { items: 0, dropped: 0, messages: 0, edges: {}, steps: {}, broken: [], way: null };
  const now = await passThrough(services, workspaceId, known, drawn);
  const { wanted, carried } = now.rehearsed.result;
  const weight = [...carried.values()].reduce((sum, { length }) => sum + length, wanted.length);
  countedBy<Passed>(services, workspaceId, { document, map }).keep(now, weight);
  const remembers = memoryOf(services, workspaceId);
  const passed = remembers.keep(document, drawn.sources, now.rehearsed.result);
  const earlier = before === undefined ? null : await earlierOf();
  const { part, rehearsed, document: checked } = now;
  const { result, letGo } = rehearsed;
  const edges = [...passed].map(([id, own]) => {
    // A wire that is new says nothing of what changed.
    const was = earlier?.get(id) ?? own;
    const count = own.size;
    return [id, { count, more: besides(own, was), fewer: besides(was, own) }] as const;
  });
  const listed = result.steps.filter(({ node }) => part.sources.some(({ id }) => id === node));
  const there = new Set(part.nodes.map(({ id }) => id));
  return {
    items: keysOf(listed.length === 0 ? [] : part.sources.flatMap(({ id }) => sourceItems(now, id))).size,
    dropped: keysOf(result.drops.flatMap(({ account, item }) => (account === null ? [item] : []))).size,
    messages: result.wanted.length - letGo.size,
    edges: Object.fromEntries(edges),
    steps: Object.fromEntries(result.steps.map(({ node, itemsIn, drops }) => [node, { in: itemsIn, drops }])),
    broken: (checked?.nodes ?? []).flatMap(({ id }) => (there.has(id) ? [] : [id])),
    way: pin === null ? null : wayOf(now, pin),
  };

  /** Mostly it was asked about a moment ago, before the change. */
  async function earlierOf(): Promise<Carried | null> {
    const old = await draw(services, workspaceId, known, before, read);
    if (old === null) return null;
    const remembered = remembers.find(before, old.sources);
    return remembered ?? remembers.keep(before, old.sources, await carriedBy(services, workspaceId, known, old));
  }
}

/** What left a source, on whatever wire; of one that leads nowhere what its step has. */
function sourceItems({ part, rehearsed: { result } }: Passed, node: string): readonly Item[] {
  const wires = part.nodes.find(({ id }) => id === node)?.wires;
  const [first] = [...(wires?.values() ?? [])].flat();
  return first === undefined
    ? (result.steps.find((step) => step.node === node)?.items ?? [])
    : (result.carried.get(first.id) ?? []);
}

type Step = NonNullable<Reply<"liveWires">["way"]>["steps"][string];

/** The way of one item through the drawing. */
function wayOf({ part, rehearsed }: Passed, pin: string): Reply<"liveWires">["way"] {
  const { result, letGo, waits } = rehearsed;
  const on = new Map(
    [...result.carried].flatMap(([id, items]) => {
      const found = items.find(({ key }) => key === pin);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
  const starts = part.sources
    .flatMap(({ id }) => sourceItems({ part, rehearsed } as Passed, id))
    .find(({ key }) => key === pin);
  if (starts === undefined) return null;
  const steps = part.nodes.flatMap((node): [string, Step][] => {
    const came = node.inputs.map(({ id }) => on.get(id)).find((one) => one !== undefined);
    const left = [...node.wires.values()]
      .flat()
      .map(({ id }) => on.get(id))
      .find((one) => one !== undefined);
    if (came === undefined && left === undefined) return [];
    const drop = result.drops.find((each) => each.node === node.id && each.item.key === pin && each.account === null);
    const until = waits.get(node.id)?.find(({ key }) => key === pin)?.until;
    const posts = result.wanted.filter((one) => one.node === node.id && one.item.key === pin && !letGo.has(one)).length;
    const said =
      node.kind === "rewrite" ? left : node.kind === "target" && came !== undefined ? saidAt(part, came) : undefined;
    const text = said === undefined ? null : cut(wordsOf(said));
    return [
      [
        node.id,
        {
          text,
          drop: drop === undefined || left !== undefined ? null : plainly(drop.reason),
          until: until === undefined ? null : new Date(until).toISOString(),
          posts: node.kind === "target" ? posts : null,
        },
      ],
    ];
  });
  return { title: starts.title || starts.text.slice(0, 200), edges: [...on.keys()], steps: Object.fromEntries(steps) };
}

const plainly = ({ en, fr }: Text): Text => ({ en, fr });
/** What a target sends of an item: its campaign, if it has one, adds what its posts are known by. */
const saidAt = ({ brand }: Plan, item: Item): Item => (brand === undefined ? item : branded(item, brand));
const wordsOf = (item: Item): string => item.wordings?.list[0]?.text ?? item.text;
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** The items on one wire, newest first, with what happens to each behind it. None where the drawing has no such wire that items can go over. */
export async function liveItems(
  services: Services,
  workspaceId: string,
  {
    document,
    before,
    edge: wanted,
    map = null,
  }: { document: unknown; before?: unknown; edge: string; map?: string | null },
): Promise<Reply<"liveItems">> {
  const known = await knownOf(services, workspaceId, map);
  const read: Read = new Map();
  const now = countedBy<Passed>(services, workspaceId, { document, map }).find() ?? (await passAnew());
  const wasDrawn = before === undefined ? null : await draw(services, workspaceId, known, before, read);
  const earlier = wasDrawn === null ? null : await carriedBy(services, workspaceId, known, wasDrawn);
  const wires = now?.part.nodes.flatMap((node) => [...node.wires.values()].flat()) ?? [];
  const edge = wires.find(({ id }) => id === wanted);
  const items = now?.rehearsed.result.carried.get(wanted);
  if (now === null || edge === undefined || items === undefined) return { count: 0, more: false, rows: [] };
  const { part, rehearsed } = now;
  const { result, letGo, waits } = rehearsed;
  const graph = graphOf(
    part.nodes.map(({ id }) => id),
    wires.map(({ from, to }) => ({ from: from.node, to: to.node })),
  );
  const behind = reach([edge.to.node], graph.next);
  const next = part.nodes.find(({ id }) => id === edge.to.node);
  const made = new Map(
    [...(next?.wires.values() ?? [])]
      .flat()
      .flatMap(({ id }) => (result.carried.get(id) ?? []).map((item) => [item.key, item] as const)),
  );
  const drops = Map.groupBy(
    result.drops.filter(({ node }) => behind.has(node)),
    ({ item }) => item.key,
  );
  const posts = Map.groupBy(
    result.wanted.filter((one) => behind.has(one.node) && !letGo.has(one)),
    ({ item }) => item.key,
  );
  const kept = new Map(
    [...behind].flatMap((node) => (waits.get(node) ?? []).map(({ key, until }) => [key, until] as const)),
  );
  const decides = (node: string, code: string): string | null =>
    services.nodes.manifests.get(part.nodes.find(({ id }) => id === node)?.type ?? "")?.decides?.[code] ?? null;
  const old = earlier?.carried.get(wanted);
  const [own, was] = [keysOf(items), keysOf(old ?? items)];
  const row = (item: Item, turn: "new" | "gone" | null): Reply<"liveItems">["rows"][number] => {
    const { key, title, published, picture } = itemView(item);
    const ends = (drops.get(key) ?? []).toReversed();
    const whole = ends.find(({ account }) => account === null);
    const goes = posts.get(key)?.length ?? 0;
    const until = kept.get(key);
    const after = next?.kind === "rewrite" ? made.get(key) : next?.kind === "target" ? saidAt(part, item) : undefined;
    const changed = after !== undefined && wordsOf(after) !== wordsOf(item);
    // What reached somebody went on; what nobody got ends where it was let go last.
    const end = goes > 0 || until !== undefined || turn === "gone" ? undefined : (whole ?? ends[0]);
    return {
      ...{ key, title: title || cut(item.text), published, picture, turn, posts: turn === "gone" ? 0 : goes },
      before: changed ? cut(wordsOf(item)) : null,
      after: changed ? cut(wordsOf(after)) : null,
      drop:
        end === undefined ? null : { node: end.node, field: decides(end.node, end.code), reason: plainly(end.reason) },
      until: until === undefined ? null : new Date(until).toISOString(),
      left: new Set(ends.flatMap(({ account }) => account?.id ?? [])).size,
    };
  };
  const each = [...new Map(items.map((item) => [item.key, item])).values()].toReversed();
  const gone = (old ?? []).filter(({ key }) => !own.has(key)).toReversed();
  const rows = [
    ...gone.map((item) => row(item, "gone")),
    ...each.map((item) => row(item, was.has(item.key) ? null : "new")),
  ];
  return { count: own.size, more: rows.length > mostRows, rows: rows.slice(0, mostRows) };

  async function passAnew(): Promise<Passed | null> {
    const drawn = await draw(services, workspaceId, known, document, read);
    return drawn === null ? null : passThrough(services, workspaceId, known, drawn);
  }
}
