import { sql } from "kysely";
import { conversionKinds } from "#engine/conversion.ts";
import type { Reply } from "../api.ts";
import { groupOf } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { fewest } from "./group.ts";
import { type Asked, byPerson, daysIn, movedIn, presentIn } from "./told.ts";

type Results = Reply<"results">;

/** Once an hour who could take part is written down for the day: a later day's people are not an earlier day's. */
export async function notePeople(db: Db): Promise<void> {
  await sql`
    insert into people_day (workspace_id, day, invited, connected)
    select w.id, (now() at time zone w.zone)::date, p.invited, p.connected from workspace w cross join lateral (
      select count(*)::int as invited, (count(*) filter (where exists (select from account a
        where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state = 'connected')))::int as connected
      from member m where m.workspace_id = w.id and m.disabled_at is null) p
    where extract(minute from now()) < 3 or not exists (
      select from people_day d where d.workspace_id = w.id and d.day = (now() at time zone w.zone)::date)
    on conflict (workspace_id, day) do update set invited = excluded.invited, connected = excluded.connected`.execute(
    db,
  );
}

/** Who could take part, and who published: each day by those who could that day. Fewer than five who published are not told. */
export async function personsOf(db: Db, asked: Asked): Promise<Results["persons"]> {
  const { workspaceId, period } = asked;
  const { rows } = await sql<{ day: string; invited: number; connected: number; active: number }>`
    with ${movedIn(workspaceId)}, ${daysIn(asked)}
    select to_char(p.day, 'YYYY-MM-DD') as day, p.invited, p.connected, coalesce(r.active, 0)::int as active from people_day p
    left join (select d.day, count(distinct x.member_id) as active from (${byPerson(asked, "network", sql`''`, { spans: true })}) x
      join days d on d.span = x.span and x.post_days & d.bit <> 0 group by 1) r on r.day = p.day
    where p.workspace_id = ${workspaceId} and p.day between ${period.since}::date and ${period.until}::date order by p.day`.execute(
    db,
  );
  const { rows: whole } = await sql<{ active: number }>`
    with ${movedIn(workspaceId)}
    select count(distinct a.member_id)::int as active from (${presentIn(asked, "network")}) p
    join account a on a.workspace_id = ${workspaceId} and a.id = p.account_id where p.post_days <> 0`.execute(db);
  const last = rows.at(-1);
  return {
    invited: last?.invited ?? 0,
    connected: last?.connected ?? 0,
    active: groupOf(whole[0]!.active, false),
    days: rows.map(({ day, connected, active }) => ({ day, connected, active: groupOf(active, false) })),
  };
}

/** What people answered to proposals in those days, one answer a post, and what waits for one now. */
export async function proposalsOf(db: Db, { workspaceId, period }: Asked): Promise<Results["proposals"]> {
  const { rows } = await sql<{ yes: number; no: number; people: number }>`
    select coalesce(sum(n.yes), 0)::int as yes, coalesce(sum(n.no), 0)::int as no, (count(*) filter (where n.yes + n.no > 0))::int as people
    from workspace w join member m on m.workspace_id = w.id cross join lateral (
      select count(*) filter (where answer = 'publish') as yes, count(*) filter (where answer = 'decline') as no from answer n
      where n.workspace_id = m.workspace_id and n.member_id = m.id and n.at >= ${period.since}::date::timestamp at time zone w.zone
        and n.at < (${period.until}::date + 1)::timestamp at time zone w.zone) n
    where w.id = ${workspaceId}`.execute(db);
  const { yes, no, people } = rows[0]!;
  if (people > 0 && people < fewest) return null;
  const { rows: now } = await sql<{ waiting: number; people: number }>`
    select count(*)::int as waiting, count(distinct a.member_id)::int as people from delivery d
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.state = 'held' and d.reason_code = 'consent' and a.member_id is not null`.execute(
    db,
  );
  const { waiting, people: asked } = now[0]!;
  return asked > 0 && asked < fewest ? null : { yes, no, waiting };
}

/** Posts that people say they made by their own hand. */
export async function claimsOf(db: Db, { workspaceId, period }: Asked): Promise<number | null> {
  const { rows } = await sql<{ claims: number; people: number }>`
    select count(*)::int as claims, count(distinct member_id)::int as people from offer_claim c join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and c.claimed_at >= ${period.since}::date::timestamp at time zone w.zone
      and c.claimed_at < (${period.until}::date + 1)::timestamp at time zone w.zone`.execute(db);
  const { claims, people } = rows[0]!;
  return groupOf(people, false) === null ? null : claims;
}

/** Followers of the accounts that published in those days, each once, as they were last read: the most that could see anything, if nobody followed two of them. */
export async function audienceOf(db: Db, asked: Asked): Promise<Results["audience"]> {
  const { workspaceId } = asked;
  const { rows } = await sql<{ company: boolean; followers: number; of: number; accounts: number; people: number }>`
    with ${movedIn(workspaceId)}
    select a.member_id is null and not a.former as company, coalesce(sum(f.followers), 0)::float8 as followers, count(f.followers)::int as of,
      count(*)::int as accounts, count(distinct a.member_id)::int as people
    from (select distinct p.account_id from (${presentIn(asked, "network")}) p where p.post_days <> 0) p
    join account a on a.workspace_id = ${workspaceId} and a.id = p.account_id
    left join lateral (select (b.counts->>'followers')::bigint as followers from reading b
      where b.workspace_id = ${workspaceId} and b.account_id = p.account_id and b.delivery_id is null and (b.until is null or b.until > now())
      order by b.at desc limit 1) f on true group by 1`.execute(db);
  const told = rows.filter(({ company, people }) => company || people >= fewest);
  return {
    followers: told.reduce((sum, { followers }) => sum + followers, 0),
    of: told.reduce((sum, { of }) => sum + of, 0),
    accounts: rows.reduce((sum, { accounts }) => sum + accounts, 0),
  };
}

/** What sites told without a post that is known here. */
export async function looseOf(db: Db, { workspaceId, period }: Asked): Promise<Results["loose"]> {
  const { rows } = await sql<{ kind: (typeof conversionKinds)[number]; n: number }>`
    select kind, count(*)::int as n from conversion where workspace_id = ${workspaceId} and delivery_id is null
      and day between ${period.since}::date and ${period.until}::date group by kind`.execute(db);
  const of = (kind: string): number => rows.find((row) => row.kind === kind)?.n ?? 0;
  return Object.fromEntries(conversionKinds.map((kind) => [kind, of(kind)])) as Results["loose"];
}
