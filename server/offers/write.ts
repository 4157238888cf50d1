import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { ellipsis } from "#engine/cut.ts";
import { writeItem } from "#engine/item.ts";
import type { Offered } from "#engine/offer.ts";
import { topicWord } from "#engine/topic.ts";
import { fold } from "#engine/words.ts";
import { hashColumn, type Story, storyOf } from "../ledger/story.ts";
import { addressWords } from "../ledger/told.ts";
import type { Trx } from "../ports.ts";
import { cardsFor, marksOf } from "./cards.ts";

/** Where an item is from: the inbox's number, its source, how that calls it; and whether a person is to look at it first. */
type From = { seq: number | null; source: string | null; item?: { title: string } };
export type Given = {
  run: { workspaceId: string; id: string; mapId: string };
  version: number;
  /** The run's time, ISO 8601. */
  now: string;
  offers: readonly Offered[];
  from: ReadonlyMap<string, From>;
  /** Held by the flood protection: not before anybody sees it. */
  waits: (key: string) => boolean;
};

/** Letters that a list shows and a search looks through. */
const [longestTitle, longestSummary, longestWords] = [500, 400, 2000];
/** Rows in one statement. */
const rowsAtOnce = 1000;

/**
 * Writes what a batch puts before people, in the run's own transaction: one row for each target and item, whatever is written again. An
 * offer whose time is over makes room for a new one, which stands first again; one that still holds stays as it is.
 */
export async function writeOffers(trx: Trx, given: Given): Promise<void> {
  const { run, version, now } = given;
  const offers = given.offers.filter(({ item }) => !given.waits(item.key));
  for (let start = 0; start < offers.length; start += rowsAtOnce) {
    const some = offers.slice(start, start + rowsAtOnce).map((one) => {
      const from = given.from.get(one.item.key);
      return { one, from, key: clean(one.item.key), story: toldBy(one, from) };
    });
    const cards = await cardsFor(trx, run.workspaceId, now, some);
    const json = JSON.stringify(
      some.map(({ one, from, story }, at) => rowOf(one, from, { story, card: cards[at]!, at })),
      plain,
    );
    await sql`delete from offer o using json_to_recordset(${json}::json) as x(n text, k text)
      where o.workspace_id = ${run.workspaceId} and o.map_id = ${run.mapId} and o.node_id = x.n and o.item_key = x.k
        and o.expires_at <= ${now}::timestamptz`.execute(trx);
    await sql`
      with x as materialized (
        select * from json_to_recordset(${json}::json) as x(n text, k text, q bigint, f uuid, s text, g bigint, t text, m text, w text, l text, y text,
          z text, c jsonb, o text[], v text[], r text[], p timestamptz, d int, i jsonb, h jsonb, b jsonb, at int, pg text, pr bigint, a bigint[])
      ), made as (
        insert into offer (workspace_id, map_id, node_id, version, run_id, item_key, item_seq, source_id, story, head, title, summary, words, link, kind,
          source, picture, topics, networks, published_at, page, print, offered_at, expires_at)
        select ${run.workspaceId}::uuid, ${run.mapId}::uuid, x.n, ${version}::int, ${run.id}::uuid, x.k, x.q, x.f, x.s, x.g, x.t, x.m, x.w, x.l, x.y,
          x.z, x.c, x.o, x.v, x.p, x.pg, x.pr, ${now}::timestamptz, ${now}::timestamptz + make_interval(days => x.d)
        from x order by x.at
        on conflict (workspace_id, map_id, node_id, item_key) do nothing returning id, node_id, item_key
      ), topics as (
        insert into offer_topic (workspace_id, topic, offer_id)
        select distinct ${run.workspaceId}::uuid, topic, made.id from made join x on x.n = made.node_id and x.k = made.item_key, unnest(x.r) as topic
      ), marks as (
        insert into offer_mark (workspace_id, mark, offer_id)
        select distinct ${run.workspaceId}::uuid, mark, made.id from made join x on x.n = made.node_id and x.k = made.item_key, unnest(x.a) as mark
      )
      insert into offer_item (workspace_id, offer_id, item, shape, picture)
      select ${run.workspaceId}::uuid, made.id, x.i, x.h, x.b from made join x on x.n = made.node_id and x.k = made.item_key`.execute(
      trx,
    );
  }
}

/** By what its story is recognised: its item as the source says it. */
function toldBy({ item }: Offered, from: From | undefined): Story {
  const told = { link: item.link, title: from?.item?.title ?? item.title, source: from?.source ?? null };
  return storyOf(item.anchored === true ? { ...told, anchored: true } : told);
}

type Place = { story: Story; card: string; at: number };

function rowOf(offered: Offered, from: From | undefined, { story, card, at }: Place) {
  const { node, item, topics, networks, days, picture, shape } = offered;
  const shown = ellipsis(item.title === "" ? item.text : item.title, longestTitle);
  const summary = ellipsis(item.summary, longestSummary);
  return {
    ...{
      n: node,
      k: clean(item.key),
      q: from?.seq ?? null,
      f: story.source,
      s: card,
      g: hashColumn(story.head),
    },
    ...{
      t: shown,
      m: summary,
      w: wordsOf([shown, item.tags.join(" "), summary], item.link),
      l: item.link,
      y: item.kind,
    },
    ...{ z: item.source, c: item.media.find(({ kind }) => kind === "picture") ?? null, at },
    ...{ o: topics, r: [...new Set(topics.map(topicWord))], v: networks, p: item.published, d: days },
    ...{ pg: story.link, pr: hashColumn(story.print), a: marksOf(story) },
    ...{ i: writeItem(item), h: shape, b: picture },
  };
}

/** What a step may have cut in two the database refuses to store. */
const plain = (_name: string, value: unknown) => (typeof value === "string" ? clean(value) : value);

const wordsOf = (texts: readonly string[], link: string | null): string =>
  [fold(texts.join(" ").slice(0, longestWords)), addressWords(link)].filter(Boolean).join(" ");
