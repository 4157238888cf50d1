import { sql } from "kysely";
import type { z } from "zod";
import { type PutOff, turnsOf } from "#engine/pacing.ts";
import { entryOf } from "#engine/written.ts";
import type { CalendarPost } from "../api/calendar.ts";
import { type Lane, lanesOf } from "../ledger/forecast.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import type { Db } from "../ports.ts";

/** As a calendar shows it, and which item it shows: its picture is read only of those that are shown. */
export type Placed = Omit<z.infer<typeof CalendarPost>, "picture"> & {
  seq: number | null;
  /** A picture that is stored here. */
  medium?: { url: string; alt: string | null } | null;
};
export type Span = { workspaceId: string; from: number; to: number; now: number };

/** Of one account: posts of a span that are looked at, at most. */
const mostPosts = 2000;
/** And of those that went wrong, in the whole workspace, the newest. */
const mostWrong = 2000;

export const iso = (at: number): string => new Date(at).toISOString();

type Row = {
  item: string;
  id: number;
  account: string;
  state: string;
  reason: string | null;
  at: string;
  title: string;
  topic: string;
  seq: number | null;
  url: string | null;
};
type Waiting = Row & { ends: string; fresh: boolean };

/** What waits for a yes that a hold lets nobody give says so. */
const reason = sql`case when ${waitsForOwner("d.")} and exists (select from crisis k where k.workspace_id = d.workspace_id and k.number = d.crisis and k.ended_at is null)
  then 'crisis' else d.reason_code end`;
const columns = sql`d.id, d.account_id as account, d.item_key as item, d.state, ${reason} as reason, d.item_title as title, d.topic, d.item_seq as seq, d.remote_url as url`;

/** All posts of accounts (ids), whose time the reader decides, in a span: what went out, what is to by its lane, and what is kept or went wrong. */
export async function postsOf(db: Db, span: Span, ids: string[]): Promise<Placed[]> {
  if (ids.length === 0) return [];
  const [gone, coming, kept] = await Promise.all([
    outOf(db, span, ids),
    comingOf(db, span, ids),
    keptOf(db, span, ids),
  ]);
  const lanes = await lanesOf(db, span.workspaceId, ids, span.now);
  return [
    ...gone.map((row) => placed(row, "out")),
    ...forecast(coming, lanes, span).map(({ row, at, why }) => ({
      ...placed(row, "planned"),
      at: iso(at),
      why,
      movable: row.fresh,
    })),
    ...kept.map((row) => placed(row, row.state === "held" ? "waits" : row.state === "unknown" ? "check" : "refused")),
  ];
}

const placed = ({ id, account, item, reason, at, title, topic, seq, url }: Row, state: Placed["state"]): Placed => ({
  ...{
    key: `delivery/${id}`,
    delivery: id,
    entry: entryOf(item),
    revision: null,
    account,
    state,
    at,
    due: at,
    why: [],
  },
  ...{ reason: state === "out" || state === "planned" ? null : reason, title, topic, url, movable: false, seq },
});

/** What went out: as results know it, and what was settled since they were counted last. */
async function outOf(db: Db, { workspaceId, from, to }: Span, ids: string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with known as materialized (
      select p.delivery_id as id from unnest(${ids}::uuid[]) x(id) cross join lateral (
        select delivery_id from post_out p where p.workspace_id = ${workspaceId} and p.account_id = x.id
          and p.published_at >= ${iso(from)}::timestamptz and p.published_at < ${iso(to)}::timestamptz
        order by p.published_at desc limit ${mostPosts}) p),
    fresh as materialized (
      select d.id from delivery d where d.workspace_id = ${workspaceId} and d.state = 'published' and d.account_id = any(${ids}::uuid[])
        and d.settled_at > now() - interval '1 hour' and d.published_at >= ${iso(from)}::timestamptz and d.published_at < ${iso(to)}::timestamptz
      order by d.id desc limit ${mostPosts})
    select ${columns}, d.published_at as at from (select id from known union select id from fresh) k
    cross join lateral (select * from delivery d where d.workspace_id = ${workspaceId} and d.id = k.id limit 1) d`.execute(
    db,
  );
  return rows;
}

/** What waits in lanes and may leave before the span is over: what is due before it may be put off into it. */
async function comingOf(db: Db, { workspaceId, to }: Span, ids: string[]): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select ${columns}, d.due_at as at, d.expires_at as ends, d.state = 'ready' and d.attempts = 0 and d.part = 0 as fresh
    from unnest(${ids}::uuid[]) x(id) cross join lateral (
      select * from delivery d where d.workspace_id = ${workspaceId} and d.account_id = x.id and d.state in ('ready','retry_wait')
        and d.due_at < ${iso(to)}::timestamptz order by d.due_at, d.id limit ${mostPosts}) d order by d.account_id, d.due_at, d.id`.execute(
    db,
  );
  return rows;
}

/** What is kept by something, at the time that it has; and what went wrong, when it did. */
async function keptOf(db: Db, { workspaceId, from, to }: Span, ids: string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${columns}, d.due_at as at from unnest(${ids}::uuid[]) x(id) cross join lateral (
      select * from delivery d where d.workspace_id = ${workspaceId} and d.account_id = x.id and d.state = 'held' order by d.id desc limit ${mostPosts}) d
    where d.due_at >= ${iso(from)}::timestamptz and d.due_at < ${iso(to)}::timestamptz
    union all
    select ${columns}, coalesce(d.gated_at, d.due_at) as at from (
      select * from delivery d where d.workspace_id = ${workspaceId} and d.state in ('unknown','rejected') order by d.id desc limit ${mostWrong}) d
    where d.account_id = any(${ids}::uuid[]) and coalesce(d.gated_at, d.due_at) >= ${iso(from)}::timestamptz and coalesce(d.gated_at, d.due_at) < ${iso(to)}::timestamptz`.execute(
    db,
  );
  return rows;
}

/** When what waits will leave, each lane thought ahead (engine/pacing.ts): those that will in the span. Rows by account, as they are due. Pure. */
export function forecast<R extends { account: string; at: string; ends: string }>(
  rows: readonly R[],
  lanes: ReadonlyMap<string, Lane>,
  { from, to, now }: Omit<Span, "workspaceId">,
): { row: R; at: number; why: PutOff[] }[] {
  return [...Map.groupBy(rows, ({ account }) => account)].flatMap(([account, queued]) => {
    const lane = lanes.get(account);
    if (lane === undefined) return [];
    const dues = queued.map(({ at }) => Math.max(Date.parse(at), now));
    const ends = queued.map((row) => Date.parse(row.ends));
    return turnsOf(dues, lane.pace, lane.past, ends).flatMap(({ at, why }, n) =>
      at >= from && at < to && at <= ends[n]! ? [{ row: queued[n]!, at, why }] : [],
    );
  });
}
