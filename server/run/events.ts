import { sql } from "kysely";
import { eventDays, commonAt, eventsAmong, eventWords, rarity, sameEvent, type Sort, weightIn } from "#engine/event.ts";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import type { Db, Registry, Trx } from "../ports.ts";

/** An item as it is stored. */
export type Stored = { seq: number; source: string; item: Item };

/** Items whose words are looked up together: bounds what one statement reads. */
const atOnce = 50;
/** Of an item, the ones most like it are looked at. */
const nearest = 10;
/** Counting further would change no weight that matters. */
const countedItems = 20_000;

/** Whether a step of the plan wants to know which items report the same event. */
export const asksForEvents = (nodes: Pick<Registry, "manifests">, plan: Plan): boolean =>
  plan.nodes.some(({ type, config, off }) => off === undefined && nodes.manifests.get(type)?.events?.(config) === true);

/**
 * Says of stored items which event they report: each gets the number of the first item of its event. What was found once stays, for every
 * map. Only items of other sources are compared: one that reports an event twice means both. An item costs as many looks into one index as
 * it has words, each bounded, however many items are stored.
 */
export async function markEvents<One extends Stored>(
  trx: Trx,
  workspaceId: string,
  batch: readonly One[],
): Promise<One[]> {
  const events = await knownEvents(trx, workspaceId, batch);
  const fresh = batch.filter(({ seq }) => !events.has(seq)).toSorted((a, b) => a.seq - b.seq);
  const counted = fresh.length === 0 ? 0 : await countItems(trx, workspaceId);
  for (let at = 0; at < fresh.length; at += atOnce) {
    const some = fresh.slice(at, at + atOnce);
    const mine = await claim(trx, workspaceId, some);
    const found = await findEvents(
      trx,
      workspaceId,
      some.filter(({ seq }) => mine.has(seq)),
      counted,
    );
    // What another run found in the meantime has ended with it: the claim waited for that.
    const theirs = await knownEvents(
      trx,
      workspaceId,
      some.filter(({ seq }) => !mine.has(seq)),
    );
    for (const [seq, event] of [...found, ...theirs]) events.set(seq, event);
  }
  return batch.map((one) => ({ ...one, item: { ...one.item, event: String(events.get(one.seq) ?? one.seq) } }));
}

/** Two maps may read one item at the same time: whoever is first finds its event. Always in the order of numbers, so that none waits for each other. */
async function claim(trx: Trx, workspaceId: string, items: readonly Stored[]): Promise<Set<number>> {
  const { rows } = await sql<{ seq: number }>`
    insert into item_event (workspace_id, item_seq, event, length, sort)
    select ${workspaceId}, seq, seq, 0, 'report' from unnest(${items.map(({ seq }) => seq)}::bigint[]) as asked(seq) order by seq
    on conflict do nothing returning item_seq as seq`.execute(trx);
  return new Set(rows.map(({ seq }) => seq));
}

/**
 * What a preview's sources list, told of their events where the plan asks: those that are stored as a run would find them, the others
 * among themselves. `stored` null: there is no database.
 */
export async function feedsTold(
  nodes: Pick<Registry, "manifests">,
  plan: Plan,
  sources: readonly { node: string; source: string; items: readonly Item[] }[],
  stored: { db: Db; workspaceId: string } | null,
): Promise<Record<string, readonly Item[]>> {
  const feeds = (events: ReadonlyMap<Item, string> | null) =>
    Object.fromEntries(
      sources.map(({ node, items }) => [
        node,
        events === null ? items : items.map((item) => ({ ...item, event: events.get(item) ?? item.key })),
      ]),
    );
  if (!asksForEvents(nodes, plan)) return feeds(null);
  const bySource = new Map(sources.map(({ source, items }) => [source, items]));
  const all = [...bySource].flatMap(([source, items]) => items.map((item) => ({ source, item })));
  const events = new Map<Item, string>();
  if (stored !== null) {
    const { db, workspaceId } = stored;
    const rows = await storedOf(db, workspaceId, all);
    await db.transaction().execute(async (trx) => {
      for (const [index, { item }] of (await markEvents(trx, workspaceId, rows)).entries())
        events.set(rows[index]!.item, item.event!);
    });
  }
  const others = all
    .filter(({ item }) => !events.has(item))
    .map(({ source, item }) => ({ ...item, item, from: source }));
  for (const [place, first] of eventsAmong(others).entries())
    events.set(others[place]!.item, `${others[first]!.from} ${others[first]!.key}`.slice(0, 40));
  return feeds(events);
}

/** The same of items that were told of before (`markEvents`), and of others as if each were alone. */
export async function toldEvents<One extends Stored>(
  trx: Trx,
  workspaceId: string,
  batch: readonly One[],
): Promise<One[]> {
  const events = await knownEvents(trx, workspaceId, batch);
  return batch.map((one) => ({ ...one, item: { ...one.item, event: String(events.get(one.seq) ?? one.seq) } }));
}

/** Those of a preview's items that are stored, with their numbers. */
async function storedOf(
  db: Db,
  workspaceId: string,
  all: readonly { source: string; item: Item }[],
): Promise<Stored[]> {
  const { rows } = await sql<{ seq: number; place: number; source: string }>`
    select item.seq, asked.place::int, item.source_id as source
    from unnest(${all.map(({ source }) => source)}::text[], ${all.map(({ item }) => item.key)}::text[]) with ordinality as asked(source, key, place)
    join source on source.workspace_id = ${workspaceId} and source.key = asked.source
    join item on item.workspace_id = ${workspaceId} and item.source_id = source.id and item.key = asked.key`.execute(
    db,
  );
  return rows.map(({ seq, place, source }) => ({ seq, source, item: all[place - 1]!.item }));
}

async function knownEvents(trx: Trx, workspaceId: string, batch: readonly Stored[]): Promise<Map<number, number>> {
  const seqs = batch.map(({ seq }) => seq);
  const { rows } = await sql<{ seq: number; event: number }>`
    select item_seq as seq, event from item_event where workspace_id = ${workspaceId} and item_seq = any(${seqs}::bigint[])`.execute(
    trx,
  );
  return new Map(rows.map(({ seq, event }) => [seq, event]));
}

/** Items that were stored in the days looked back over, as far as it is counted. */
async function countItems(trx: Trx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from item where workspace_id = ${workspaceId} and received_at > now() - make_interval(days => ${eventDays}::int)
      limit ${countedItems}) recent`.execute(trx);
  return rows[0]?.count ?? 0;
}

type Doc = {
  seq: number;
  source: string;
  words: { word: number; lead: boolean; weight: number }[];
  length: number;
  sort: Sort;
};

async function findEvents(
  trx: Trx,
  workspaceId: string,
  items: readonly Stored[],
  counted: number,
): Promise<Map<number, number>> {
  if (items.length === 0) return new Map();
  const docs = items.map(({ seq, source, item }): Doc => {
    const { title, lead, sort } = eventWords(item.title, item.summary);
    const words = [
      ...title.map((word) => ({ word, lead: false, weight: 0 })),
      ...lead.map((word) => ({ word, lead: true, weight: 0 })),
    ];
    return { seq, source, words, length: 0, sort };
  });
  await keepWords(trx, workspaceId, docs);
  const counts = await countWords(trx, workspaceId, docs);
  for (const doc of docs) {
    for (const word of doc.words) word.weight = rarity(counts.get(word.word) ?? 0, counted) * weightIn(word.lead);
    doc.length = Math.hypot(...doc.words.map(({ weight }) => weight));
  }
  await sql`update item_event set length = doc.length, sort = doc.sort
    from unnest(${docs.map(({ seq }) => seq)}::bigint[], ${docs.map(({ length }) => length)}::real[],
      ${docs.map(({ sort }) => sort)}::text[]) as doc(seq, length, sort)
    where workspace_id = ${workspaceId} and item_seq = doc.seq`.execute(trx);
  return joinEvents(trx, workspaceId, docs);
}

type Word = Doc["words"][number];
const flat = <Value>(docs: readonly Doc[], of: (doc: Doc, word: Word) => Value): Value[] =>
  docs.flatMap((doc) => doc.words.map((word) => of(doc, word)));

async function keepWords(trx: Trx, workspaceId: string, docs: readonly Doc[]): Promise<void> {
  await sql`insert into item_word (workspace_id, word, item_seq, source_id, lead, at)
    select ${workspaceId}, doc.word, doc.seq, item.source_id, doc.lead, item.received_at
    from unnest(${flat(docs, ({ seq }) => seq)}::bigint[], ${flat(docs, (_doc, { word }) => word)}::int[],
      ${flat(docs, (_doc, { lead }) => lead)}::boolean[]) as doc(seq, word, lead)
    join item on item.workspace_id = ${workspaceId} and item.seq = doc.seq
    where item.received_at > now() - make_interval(days => ${eventDays}::int)
    order by doc.seq, doc.word on conflict do nothing`.execute(trx);
}

/** How many items have each word, as far as it is counted. */
async function countWords(trx: Trx, workspaceId: string, docs: readonly Doc[]): Promise<Map<number, number>> {
  const words = [...new Set(flat(docs, (_doc, { word }) => word))];
  const { rows } = await sql<{ word: number; count: number }>`
    select asked.word, found.count from unnest(${words}::int[]) as asked(word) cross join lateral (
      select count(*)::int as count from (
        select 1 from item_word where workspace_id = ${workspaceId} and item_word.word = asked.word
          and at > now() - make_interval(days => ${eventDays}::int)
        order by item_seq desc limit ${commonAt}) counted) found`.execute(trx);
  return new Map(rows.map(({ word, count }) => [word, count]));
}

/** Gives each item the event of the earlier one that it is most like, where it is like enough. */
async function joinEvents(trx: Trx, workspaceId: string, docs: readonly Doc[]): Promise<Map<number, number>> {
  const telling = <Value>(of: (doc: Doc, word: Word) => Value): Value[] =>
    docs.flatMap((doc) => doc.words.filter(({ weight }) => weight > 0).map((word) => of(doc, word)));
  const { rows } = await sql<{ seq: number; other: number; shared: number; length: number; sort: Sort; event: number }>`
    with asked as (
      select * from unnest(${telling(({ seq }) => seq)}::bigint[], ${telling(({ source }) => source)}::uuid[],
        ${telling((_doc, { word }) => word)}::int[], ${telling((_doc, { weight }) => weight)}::float8[],
        ${telling((_doc, { weight, lead }) => weight / weightIn(lead))}::float8[]) as asked(seq, source, word, weight, bare)),
    shared as (
      select asked.seq, other.item_seq as other,
        sum(asked.weight * asked.bare * case when other.lead then ${weightIn(true)}::float8 else 1 end) as shared
      from asked cross join lateral (
        select item_seq, lead, source_id from item_word where workspace_id = ${workspaceId} and item_word.word = asked.word and item_seq < asked.seq
          and at > now() - make_interval(days => ${eventDays}::int)
        order by item_seq desc limit ${commonAt}) other
      where other.source_id <> asked.source
      group by asked.seq, other.item_seq),
    near as (select *, row_number() over (partition by seq order by shared desc, other) as place from shared)
    select near.seq, near.other, near.shared, item_event.length, item_event.sort, item_event.event
    from near join item_event on item_event.workspace_id = ${workspaceId} and item_event.item_seq = near.other
    where near.place <= ${nearest} order by near.seq, near.place`.execute(trx);
  const found = Map.groupBy(rows, ({ seq }) => seq);
  const events = new Map<number, number>();
  for (const doc of docs) {
    // Those of this batch stand before: their events were found a moment ago.
    const like = found.get(doc.seq)?.find((one) => sameEvent(one.shared, doc, one));
    events.set(doc.seq, like === undefined ? doc.seq : (events.get(like.other) ?? like.event));
  }
  const joined = [...events].filter(([seq, event]) => seq !== event);
  if (joined.length > 0)
    await sql`update item_event set event = found.event
      from unnest(${joined.map(([seq]) => seq)}::bigint[], ${joined.map(([, event]) => event)}::bigint[]) as found(seq, event)
      where workspace_id = ${workspaceId} and item_seq = found.seq`.execute(trx);
  return events;
}
