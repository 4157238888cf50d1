import { sql } from "kysely";
import { lanesOf } from "../ledger/forecast.ts";
import { groupOf, smallestGroup } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { forecast, iso, type Span } from "./posts.ts";

/** So many posts that wait are thought ahead lane by lane; of more only what they are due is known. */
const mostAhead = 5000;
/** And so many of one person's account are counted. */
const mostOut = 2000;

type Moment = { who: string; at: number };
/** What went out on a day (1: the first): how many posts, from when to when, and of whom: five of them at most, as many as have to be told apart. */
type Gone = { day: number; posts: number; first: string; last: string; who: string[] };
export type PeopleDay = { posts: { out: number; planned: number; first: string | null; last: string | null } | null };

/**
 * What ambassadors say, by days (`starts`, and the end of the last): how many posts, and from when to when; nothing of whose. null where it is of too
 * few people to be told (mine/figures.ts). `except`: the reader, whose own posts they see anyway.
 */
export async function peopleDays(
  db: Db,
  span: Span,
  { starts, tells, except }: { starts: readonly number[]; tells: boolean; except: string },
): Promise<{ days: PeopleDay[]; more: boolean }> {
  const [gone, { moments, more }] = await Promise.all([
    outDays(db, span, { starts, except }),
    comingMoments(db, span, except),
  ]);
  const days = starts.slice(0, -1).map((start, n): PeopleDay => {
    const out = gone.find(({ day }) => day === n + 1);
    const coming = moments.filter(({ at }) => at >= start && at < starts[n + 1]!);
    const who = new Set([...(out?.who ?? []), ...coming.map((each) => each.who)]);
    if (groupOf(who.size, tells) === null) return { posts: null };
    const times = [
      ...coming.map(({ at }) => at),
      ...(out === undefined ? [] : [Date.parse(out.first), Date.parse(out.last)]),
    ];
    const [first, last] = times.length === 0 ? [null, null] : [least(times), -least(times.map((at) => -at))];
    return {
      posts: {
        ...{ out: out?.posts ?? 0, planned: coming.length },
        first: first === null ? null : iso(first),
        last: last === null ? null : iso(last),
      },
    };
  });
  return { days, more };
}

const least = (times: readonly number[]): number => times.reduce((a, b) => Math.min(a, b), Infinity);

/** How many ambassadors have an account. */
export async function countPeople(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct a.member_id)::int as n from account a
    where a.workspace_id = ${workspaceId} and a.member_id is not null and a.state <> 'disconnected'`.execute(db);
  return rows[0]!.n;
}

/** Of a person who left nobody knows who it was: each of their accounts is one. */
const others = (workspaceId: string, except: string) => sql`account a where a.workspace_id = ${workspaceId}
  and (a.member_id is not null or a.former) and a.member_id is distinct from ${except}`;

/** As results know it, and what was settled since they were counted last. Added up where it is: of a month there may be hundreds of thousands. */
async function outDays(
  db: Db,
  { workspaceId, from, to }: Span,
  { starts, except }: { starts: readonly number[]; except: string },
): Promise<Gone[]> {
  const day = sql`width_bucket(x.at, ${starts.map(iso)}::timestamptz[])`;
  const { rows } = await sql<Gone>`
    with person as materialized (select a.id, coalesce(a.member_id, a.id)::text as who from ${others(workspaceId, except)}),
    known as (
      select n.who, p.at from person n cross join lateral (
        select published_at as at from post_out p where p.workspace_id = ${workspaceId} and p.account_id = n.id
          and p.published_at >= ${iso(from)}::timestamptz and p.published_at < ${iso(to)}::timestamptz
        order by p.published_at desc limit ${mostOut}) p),
    fresh as (
      select n.who, d.published_at as at from delivery d join person n on n.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.state = 'published' and d.settled_at > now() - interval '1 hour'
        and d.published_at >= ${iso(from)}::timestamptz and d.published_at < ${iso(to)}::timestamptz
        and not exists (select from post_out p where p.workspace_id = d.workspace_id and p.delivery_id = d.id)),
    each as (select who, ${day} as day, count(*) as posts, min(at) as first, max(at) as last from (select * from known union all select * from fresh) x group by 1, 2)
    select day, sum(posts)::int as posts, min(first) as first, max(last) as last, (array_agg(distinct who))[1:${sql.lit(smallestGroup)}] as who
    from each group by day`.execute(db);
  return rows;
}

async function comingMoments(db: Db, span: Span, except: string): Promise<{ moments: Moment[]; more: boolean }> {
  const { workspaceId, from, to, now } = span;
  const { rows } = await sql<{ account: string; who: string; at: string; ends: string }>`
    select d.account_id as account, n.who, d.due_at as at, d.expires_at as ends
    from (select a.id, coalesce(a.member_id, a.id)::text as who from ${others(workspaceId, except)} offset 0) n cross join lateral (
      select * from delivery d where d.workspace_id = ${workspaceId} and d.account_id = n.id and d.state in ('ready','retry_wait')
        and d.due_at < ${iso(to)}::timestamptz order by d.due_at, d.id limit ${mostOut}) d
    order by d.account_id, d.due_at limit ${mostAhead + 1}`.execute(db);
  const more = rows.length > mostAhead;
  const ids = [...new Set(rows.map(({ account }) => account))];
  const turns = more
    ? rows.map((row) => ({ row, at: Math.max(Date.parse(row.at), now) })).filter(({ at }) => at >= from && at < to)
    : forecast(rows, await lanesOf(db, workspaceId, ids, now), span);
  return { moments: turns.map(({ row, at }) => ({ who: row.who, at })), more };
}
