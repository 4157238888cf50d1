import { sql } from "kysely";
import type { Answer, Ask } from "#engine/kept.ts";
import { clean } from "#engine/clean.ts";
import type { Trx } from "../ports.ts";

/** What one step keeps: how many, the last place, and whether anything is due. */
export type KeptOf = { node: string; count: number; last: number; due: boolean };

export type Taken = {
  node: string;
  key: string;
  place: number;
  title: string;
  item: unknown;
  seq: number | null;
  source: string | null;
  review: boolean;
  since: string;
  due: string;
  answer: Answer | null;
  approval: number | null;
  asked: Ask | null;
  askedUntil: string | null;
  gone: boolean;
};

/** As `putKept` spells what is put down (keep.ts). */
export type Laid = {
  n: string;
  k: string;
  p: number;
  t: string;
  i: unknown;
  q: number | null;
  s: string | null;
  r: boolean;
  b: string;
  d: string;
  a: Answer | undefined;
  u: number | undefined;
  w: Ask | undefined;
  l: string | undefined;
};

/** `there`: it is kept now; `kept`: it was so before, under the same key. */
export type Fate = { node: string; key: string; there: boolean; kept: boolean };

/** Where the steps of a map keep their items. A run writes them down; a rehearsal takes and puts only in its mind. */
export type KeptRows = {
  look: (now: string) => Promise<KeptOf[]>;
  /** `until` null: all that the step keeps. */
  take: (node: string, until: string | null) => Promise<Taken[]>;
  put: (rows: Laid[]) => Promise<Fate[]>;
};

type Key = { workspaceId: string; mapId: string };

const columns = sql`k.node_id as node, k.item_key as key, k.place, k.title, k.item, k.item_seq as seq, k.source_id as source, k.review, k.since,
  k.due_at as due, k.answer, k.approval_id as approval, k.asked, k.asked_until as "askedUntil", item.gone_at is not null as gone`;
const withItem = sql`left join item on item.workspace_id = k.workspace_id and item.seq = k.item_seq`;

/** The table itself, in the transaction of a run. */
export const writtenKept = (trx: Trx, run: Key): KeptRows => ({
  look: async (now) => {
    const { rows } = await sql<KeptOf>`
      select node_id as node, count(*)::int as count, max(place) as last, min(due_at) <= ${now}::timestamptz as due from kept
      where workspace_id = ${run.workspaceId} and map_id = ${run.mapId} group by node_id order by node_id`.execute(trx);
    return rows;
  },
  take: async (node, until) => {
    const { rows } = await sql<Taken>`
      with k as (
        delete from kept where workspace_id = ${run.workspaceId} and map_id = ${run.mapId} and node_id = ${node}
          and (${until}::timestamptz is null or due_at <= ${until}::timestamptz) returning *)
      select ${columns} from k ${withItem} order by k.place`.execute(trx);
    return rows;
  },
  put: (rows) => layDown(trx, run, rows),
});

/** Of what a map keeps, so much is looked at. */
const mostForeseen = 20_000;
const isDue = ({ due }: Pick<Taken, "due">, at: string): boolean => Date.parse(due) <= Date.parse(at);
const nameOf = ({ node, key }: { node: string; key: string }): string => `${node} ${clean(key)}`;

/**
 * What a run would find there, take and put; nothing is written. `anew`: the map would be published first, so that each step decides anew about what
 * has no answer yet (`askAgain`). `recall`: as `recallKept`. `all`: what is kept from then on; `laid`: what of it was put there.
 */
export async function foreseenKept(
  trx: Trx,
  run: Key,
  { anew, now }: { anew: boolean; now: string },
): Promise<KeptRows & { recall: (nodes: readonly string[]) => void; all: () => Taken[]; laid: () => Taken[] }> {
  const { rows: found } = await sql<Taken>`select ${columns} from kept k ${withItem}
    where k.workspace_id = ${run.workspaceId} and k.map_id = ${run.mapId} order by k.node_id, k.place limit ${mostForeseen}`.execute(
    trx,
  );
  const sooner = (one: Taken): Taken => ({ ...one, due: isDue(one, now) ? one.due : now });
  let kept = new Map(found.map((one) => [nameOf(one), anew && one.answer === null ? sooner(one) : one]));
  const asked = new Set<string>();
  const fresh = new Set<string>();
  return {
    look: (at) =>
      Promise.resolve(
        [...Map.groupBy(kept.values(), ({ node }) => node)]
          .map(([node, own]): KeptOf => ({
            ...{ node, count: own.length, last: Math.max(...own.map(({ place }) => place)) },
            due: own.some((one) => isDue(one, at)),
          }))
          .toSorted((a, b) => (a.node < b.node ? -1 : 1)),
      ),
    take: (node, until) => {
      const own = [...kept.values()].filter((one) => one.node === node && (until === null || isDue(one, until)));
      const gone = new Set(own);
      kept = new Map([...kept].filter(([, one]) => !gone.has(one)));
      return Promise.resolve(own.toSorted((a, b) => a.place - b.place));
    },
    put: async (rows) => {
      const before = await askedOf(trx, run, rows);
      return rows.map((row): Fate => {
        const one = { node: row.n, key: clean(row.k) };
        const name = nameOf(one);
        const asks = row.w !== undefined && row.u === undefined;
        const there = !kept.has(name) && !(asks && (asked.has(name) || before.has(name)));
        const fate = { ...one, there, kept: kept.has(name) };
        if (asks) asked.add(name);
        if (there) kept.set(name, asTaken(row));
        if (there) fresh.add(name);
        return fate;
      });
    },
    recall: (nodes) => {
      kept = new Map([...kept].map(([name, one]) => [name, nodes.includes(one.node) ? sooner(one) : one]));
    },
    all: () => [...kept.values()],
    laid: () => [...fresh].flatMap((name) => kept.get(name) ?? []),
  };
}

/** As it would be read again. */
const asTaken = ({ n, k, p, t, i, q, s, r, b, d, a, u, w, l }: Laid): Taken => ({
  ...{ node: n, key: clean(k), place: p, title: t, item: i, seq: q, source: s, review: r, since: b, due: d },
  ...{
    answer: a ?? null,
    approval: u ?? (w === undefined ? null : 0),
    asked: w ?? null,
    askedUntil: l ?? null,
    gone: false,
  },
});

/** Which of them somebody was asked about before. */
async function askedOf(trx: Trx, run: Key, rows: readonly Laid[]): Promise<ReadonlySet<string>> {
  const asking = rows.filter(({ w, u }) => w !== undefined && u === undefined);
  if (asking.length === 0) return new Set();
  const { rows: found } = await sql<{ node: string; key: string }>`
    select node_id as node, item_key as key from approval where workspace_id = ${run.workspaceId} and map_id = ${run.mapId}
      and node_id = any(${[...new Set(asking.map(({ n }) => n))]}::text[])
      and item_key = any(${asking.map(({ k }) => clean(k))}::text[])`.execute(trx);
  return new Set(found.map(nameOf));
}

/** A step may have cut a letter in two, which the database refuses to store. */
const plain = (_name: string, value: unknown) => (typeof value === "string" ? clean(value) : value);

/** What is kept under its key already stays as it is; of each item one question is asked at most. */
async function layDown(trx: Trx, run: Key, rows: Laid[]): Promise<Fate[]> {
  const { rows: made } = await sql<Fate>`
      with entry as (
        select * from json_to_recordset(${JSON.stringify(rows, plain)}::json) as x(n text, k text, p bigint, t text, i jsonb, q bigint, s uuid,
          r boolean, b timestamptz, d timestamptz, a jsonb, u bigint, w jsonb, l timestamptz)
      ), question as (
        insert into approval (workspace_id, map_id, node_id, item_key)
        select ${run.workspaceId}::uuid, ${run.mapId}::uuid, n, k from entry where w is not null and u is null order by p on conflict do nothing
        returning node_id as n, item_key as k, id
      ), made as (
        insert into kept (workspace_id, map_id, node_id, item_key, place, title, item, item_seq, source_id, review, since, due_at, answer,
          approval_id, asked, asked_until)
        select ${run.workspaceId}::uuid, ${run.mapId}::uuid, n, k, p, t, i, q, s, r, b, d, a, coalesce(u, question.id), w, l
        from entry left join question using (n, k) where w is null or u is not null or question.id is not null
        on conflict do nothing returning node_id as n, item_key as k)
      select n as node, k as key, made.n is not null as there, exists (select from kept where workspace_id = ${run.workspaceId}
        and map_id = ${run.mapId} and node_id = n and item_key = k) as kept
      from entry left join made using (n, k)`.execute(trx);
  return made;
}
