import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { goesOutAt } from "../ledger/views.ts";
import { readRoom } from "../database/room.ts";
import type { Db, Services } from "../ports.ts";
import type { Who } from "../signoff/rule.ts";
import { sentBackTo, toSign } from "../signoff/today.ts";

type Today = Reply<"today">;
type Face = Today["out"]["rows"][number]["faces"][number];

/** How many of each list are shown, how many faces of a story, and how far is counted what is planned. */
const [shown, faces, farthest] = [4, 6, 1000];

const face = sql`json_build_object('id', a.id, 'network', a.network, 'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null)`;
/** The day as it is in the workspace's time zone, from its midnight to its next. */
const day = (workspaceId: string) => sql`(
  select d at time zone w.zone as starts, (d + interval '1 day') at time zone w.zone as ends
  from workspace w, date_trunc('day', now() at time zone w.zone) d where w.id = ${workspaceId}) t`;

/** What a manager finds in the morning; each part is one statement on an index. */
export async function readToday(services: Pick<Services, "db" | "settings">, who: Who): Promise<Today> {
  const { db } = services;
  const { workspaceId } = who;
  const [room, reconnect, unknown, sources, failing, out, planned, signOffs, sentBack] = await Promise.all([
    readRoom(services),
    toReconnect(db, workspaceId),
    countUnknown(db, workspaceId),
    readSources(db, workspaceId),
    failingSources(db, workspaceId),
    readOut(db, workspaceId),
    countPlanned(db, workspaceId),
    toSign(db, who),
    sentBackTo(db, who),
  ]);
  return { room, reconnect, unknown, sources, failing, out, planned, signOffs, sentBack };
}

async function toReconnect(db: Db, workspaceId: string): Promise<Today["reconnect"]> {
  const { rows } = await sql<{ face: Face; waiting: number; count: number }>`
    select ${face} as face, h.waiting, count(*) over ()::int as count from account a cross join lateral (
      select count(*)::int as waiting from delivery d
      where d.workspace_id = a.workspace_id and d.account_id = a.id and d.state = 'held' and d.reason_code = 'reconnect') h
    where a.workspace_id = ${workspaceId} and a.state = 'reconnect' order by h.waiting desc, a.name limit ${shown}`.execute(
    db,
  );
  return { count: rows[0]?.count ?? 0, rows: rows.map((row) => ({ ...row.face, waiting: row.waiting })) };
}

async function countUnknown(db: Db, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom("delivery")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "unknown")
    .executeTakeFirstOrThrow();
  return count;
}

async function readSources(db: Db, workspaceId: string): Promise<Today["sources"]> {
  const { rows } = await sql<Today["sources"]>`
    select count(*) filter (where error is null and ok_at is not null)::int as read,
      min(next_poll_at) filter (where next_poll_at > now()) as next
    from source where workspace_id = ${workspaceId} and not received`.execute(db);
  return rows[0] ?? { read: 0, next: null };
}

async function failingSources(db: Db, workspaceId: string): Promise<Today["failing"]> {
  type Row = Today["failing"]["rows"][number];
  const { rows } = await sql<Row & { count: number }>`
    select id, coalesce(nullif(title, ''), key) as title, error, count(*) over ()::int as count
    from source where workspace_id = ${workspaceId} and error is not null order by ok_at nulls first, title limit ${shown}`.execute(
    db,
  );
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ id, title, error }) => ({ id, title, error })) };
}

/** From the ledger itself, by when it settled what came of a call: what is counted for results is counted some minutes later. */
async function readOut(db: Db, workspaceId: string): Promise<Today["out"]> {
  type Row = {
    key: string;
    title: string;
    posts: number;
    voices: number;
    at: string;
    faces: Face[];
    all: number;
    stories: number;
  };
  const { rows } = await sql<Row>`
    with gone as materialized (
      select d.item_key, d.item_title, d.published_at, d.account_id, coalesce(a.member_id::text, a.name) as who from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.state = 'published' and d.published_at >= (select starts from ${day(workspaceId)})
        and d.settled_at >= (select starts from ${day(workspaceId)})),
    story as (
      select item_key as key, max(item_title) as title, count(*)::int as posts, count(distinct who)::int as voices, max(published_at) as at,
        sum(count(*)) over ()::int as all, count(*) over ()::int as stories
      from gone group by item_key order by max(published_at) desc limit ${shown})
    select s.*, (
      select coalesce(json_agg(${face} order by f.at desc), '[]') from (
        select max(account_id::text)::uuid as account_id, max(published_at) as at from gone where item_key = s.key
        group by who order by 2 desc limit ${faces}) f
      join account a on a.workspace_id = ${workspaceId} and a.id = f.account_id) as faces
    from story s order by s.at desc`.execute(db);
  return {
    posts: rows[0]?.all ?? 0,
    stories: rows[0]?.stories ?? 0,
    rows: rows.map(({ key, title, posts, voices, at, faces: said }) => ({
      key,
      title,
      posts,
      voices,
      at,
      faces: said,
    })),
  };
}

async function countPlanned(db: Db, workspaceId: string): Promise<Today["planned"]> {
  const { rows } = await sql<{ posts: number }>`
    select count(*)::int as posts from (
      select 1 from ${day(workspaceId)}, delivery d
      left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id
      where d.workspace_id = ${workspaceId} and d.state in ('ready','retry_wait') and d.due_at < t.ends
        and ${goesOutAt} < t.ends limit ${farthest + 1}) x`.execute(db);
  const posts = rows[0]?.posts ?? 0;
  return { posts: Math.min(posts, farthest), more: posts > farthest };
}
