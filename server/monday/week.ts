import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import type { Reply } from "../api.ts";
import { itemView } from "../inbox/items.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Services } from "../ports.ts";
import { secondLives } from "../recycling/proposals.ts";

type Monday = Reply<"monday">;

/** Of each list so many are shown; among so many of the newest news those are sought that nobody speaks of yet. */
const [shown, looked] = [12, 200];
const stories = 6;
/** Days that news are news, by their own date. */
const newest = 14;
/** Days in which a topic is to be spoken of. */
const quiet = 14;

/** What one needs to plan the week that stands before one, each part one statement on an index. `after`: the next week instead of this one. */
export async function readMonday(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  after: boolean,
): Promise<Monday> {
  const now = clock.now();
  const week = await weekOf(db, workspaceId, after);
  const tells = await tellsOfPeople(db, workspaceId);
  const second = await secondLives(db, workspaceId);
  const said = await saidIn(db, workspaceId);
  return {
    ...week,
    rest: second.rest,
    news: await newsOf(db, workspaceId, now, said),
    second: second.rows.filter((one) => !said(one)).slice(0, stories),
    planned: await plannedIn(db, workspaceId, week),
    topics: await topicDays(db, workspaceId, week),
    people: await roomOf(db, workspaceId, week, tells),
    tells,
  };
}

type Week = Pick<Monday, "first" | "last" | "zone" | "number">;

/** The days of this week, or of the next one. */
export async function weekOf(db: Db, workspaceId: string, after: boolean): Promise<Week> {
  const { rows } = await sql<Week>`
    select to_char(f.first, 'YYYY-MM-DD') as first, to_char(f.first + 6, 'YYYY-MM-DD') as last, w.zone, extract(week from f.first)::int as number
    from workspace w cross join lateral (select date_trunc('week', now() at time zone w.zone)::date + ${after ? 7 : 0}::int as first) f where w.id = ${workspaceId}`.execute(
    db,
  );
  return rows[0]!;
}

type Said = (story: { title: string; link: string | null }) => boolean;

/** Whether an entry that is planned, or went out lately, says a story already: a Monday writes its headline and its link. */
async function saidIn(db: Db, workspaceId: string): Promise<Said> {
  const { rows } = await sql<{ link: string | null; text: string | null }>`
    select written->>'link' as link, written->'words'->0->>'text' as text from entry
    where workspace_id = ${workspaceId} and owner_id is null and state <> 'draft' and at > now() - make_interval(days => ${newest}::int)
    order by at desc limit ${looked}`.execute(db);
  const told = new Set(rows.flatMap(({ link, text }) => [link, text]));
  return ({ title, link }) => told.has(title) || (link !== null && told.has(link));
}

/** What came in the last seven days and is in no delivery and no entry that is planned: what maps took, or a Monday, is on its way already. */
async function newsOf(db: Db, workspaceId: string, now: number, said: Said): Promise<Monday["news"]> {
  const { rows } = await sql<{ data: unknown }>`
    select i.data from (select * from item where workspace_id = ${workspaceId} order by seq desc limit ${looked}) i
    where i.received_at > now() - interval '7 days' and i.gone_at is null and i.key not like 'entry:%'
      and not exists (select from delivery d where d.workspace_id = ${workspaceId} and d.item_key = i.key)
    order by i.seq desc limit ${shown * 3}`.execute(db);
  const found = rows.map(({ data }) => itemView(readItem(data))).filter((item) => !said(item));
  const since = now - newest * 86_400_000;
  // What a feed listed for months is new to us alone. One address in several sources is one piece of news.
  return [
    ...new Map(
      found
        .filter(({ published }) => published === null || Date.parse(published) > since)
        .map((item) => [item.link ?? item.key, item]),
    ).values(),
  ].slice(0, shown);
}

async function plannedIn(db: Db, workspaceId: string, { first, zone }: Week): Promise<Monday["planned"]> {
  const { rows } = await sql<Monday["planned"][number]>`
    select e.id, e.at, e.title, t.name as topic from entry e left join topic t on t.workspace_id = e.workspace_id and t.id = e.topic_id
    where e.workspace_id = ${workspaceId} and e.owner_id is null and e.state <> 'draft'
      and e.at >= ${first}::date::timestamp at time zone ${zone} and e.at < (${first}::date + 7)::timestamp at time zone ${zone}
    order by e.at, e.id limit ${looked}`.execute(db);
  return rows;
}

/** Each topic's week: what is planned by hand on which day; and whether it was spoken of lately. */
async function topicDays(db: Db, workspaceId: string, { first }: Week): Promise<Monday["topics"]> {
  const { rows } = await sql<Monday["topics"][number]>`
    select t.id, t.key, t.name, t.colour, exists (select from topic_day o where o.workspace_id = ${workspaceId} and o.topic = t.key
        and o.day > current_date - ${quiet}::int) as spoken,
      (select json_agg(coalesce(e.n, 0) order by d.day) from generate_series(0, 6) d(day)
        left join (select (at at time zone w.zone)::date - ${first}::date as day, count(*)::int as n from entry
          where workspace_id = ${workspaceId} and owner_id is null and state <> 'draft' and topic_id = t.id
            and at >= ${first}::date::timestamp at time zone w.zone and at < (${first}::date + 7)::timestamp at time zone w.zone group by 1) e on e.day = d.day) as days
    from topic t join workspace w on w.id = t.workspace_id
    where t.workspace_id = ${workspaceId} and t.archived_at is null order by lower(t.name), t.id`.execute(db);
  return rows;
}

/**
 * Who said yes to speaking on a topic, in the order of their names and never of what they did; and, where figures about one person are told, how many
 * posts their week still takes, by the caps that they set themselves, and on how many days one of their accounts posts.
 */
async function roomOf(db: Db, workspaceId: string, { first, zone }: Week, tells: boolean): Promise<Monday["people"]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    topics: string[];
    cap: number | null;
    taken: number;
    off: number;
    accounts: number;
  }>`
    select m.id, m.name, s.topics, r.cap, r.taken, r.off, r.accounts from (
      select p.member_id, array_agg(t.name order by lower(t.name)) as topics from speaker p
      join topic t on t.workspace_id = p.workspace_id and t.id = p.topic_id and t.archived_at is null
      where p.workspace_id = ${workspaceId} and p.agrees group by 1) s
    join member m on m.workspace_id = ${workspaceId} and m.id = s.member_id and m.disabled_at is null
    cross join lateral (
      select sum(a.weekly_cap)::int as cap, count(*)::int as accounts, coalesce(bit_and(a.days_off), 0)::int as off, coalesce(sum((select count(*) from delivery d
        where d.workspace_id = a.workspace_id and d.account_id = a.id and d.state in ('ready','retry_wait')
          and d.due_at >= ${first}::date::timestamp at time zone ${zone} and d.due_at < (${first}::date + 7)::timestamp at time zone ${zone})), 0)::int as taken
      from account a where a.workspace_id = ${workspaceId} and a.member_id = m.id and a.state = 'connected') r
    order by lower(m.name), m.id limit 200`.execute(db);
  return rows.map(({ id, name, topics, cap, taken, off, accounts }) => ({
    id,
    name,
    topics,
    room: tells
      ? {
          accounts,
          left: cap === null ? null : Math.max(0, cap - taken),
          free: 7 - [...off.toString(2)].filter((bit) => bit === "1").length,
        }
      : null,
  }));
}
