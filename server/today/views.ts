import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import type { Reply } from "../api.ts";
import { listApprovals } from "../approvals/views.ts";
import { readRoom } from "../database/room.ts";
import { itemView } from "../inbox/items.ts";
import { standingHolds } from "../ledger/crisis.ts";
import { face } from "../ledger/telling.ts";
import type { Db, Services } from "../ports.ts";
import type { Who } from "../signoff/rule.ts";
import { sentBackTo, toSign } from "../signoff/today.ts";
import { readSetUp, readSoonest } from "./begun.ts";
import { askedToday, offersToday } from "../briefs/today.ts";
import { dayOf, readDay, readWeek, voice } from "./day.ts";

type Today = Reply<"today">;
type Face = Today["out"]["rows"][number]["faces"][number];

/** How many of each list are shown, how many faces of a story, and among how many questions are sought those that this person may answer. */
const [shown, faces, looked] = [4, 6, 20];

/** Words of holds that are named. */
const heldWords = 3;

/** What a manager finds in the morning; each part is one statement on an index. */
export async function readToday(
  services: Pick<Services, "db" | "nodes" | "pages" | "clock" | "settings">,
  who: Who,
): Promise<Today> {
  const { db } = services;
  const { workspaceId } = who;
  const [
    room,
    reconnect,
    unknown,
    sources,
    failing,
    day,
    today,
    signOffs,
    sentBack,
    setUp,
    proposal,
    questions,
    offers,
    asked,
    holds,
  ] = await Promise.all([
    readRoom(services),
    toReconnect(db, workspaceId),
    countUnknown(db, workspaceId),
    readSources(db, workspaceId),
    failingSources(db, workspaceId),
    readDay(db, workspaceId),
    readOut(db, workspaceId, 0),
    toSign(db, who),
    sentBackTo(db, who),
    readSetUp(db, workspaceId),
    readSoonest(db, workspaceId, who.memberId),
    listApprovals(services, who, { limit: looked }),
    offersToday(db, workspaceId),
    askedToday(db, who),
    standingHolds(db, workspaceId),
  ]);
  // In the morning the day before is what one looks at.
  const out = today.rows.length > 0 ? today : { ...(await readOut(db, workspaceId, 1)), posts: 0, stories: 0 };
  const approvals = questions.rows.filter(({ mine, over }) => mine && !over).slice(0, shown);
  const week = await readWeek(db, workspaceId, today.posts);
  return {
    room,
    reconnect,
    unknown,
    sources,
    failing,
    ...day,
    out,
    week,
    signOffs,
    sentBack,
    setUp,
    proposal,
    approvals,
    offers,
    asked,
    held: holds.flatMap(({ words }) => words).slice(0, heldWords),
  };
}

async function toReconnect(db: Db, workspaceId: string): Promise<Today["reconnect"]> {
  const { rows } = await sql<{ face: Face; waiting: number; until: string | null; count: number }>`
    select ${face} as face, h.waiting, h.until, count(*) over ()::int as count from account a cross join lateral (
      select count(*)::int as waiting, min(d.expires_at) as until from delivery d
      where d.workspace_id = a.workspace_id and d.account_id = a.id and d.state = 'held' and d.reason_code = 'reconnect') h
    where a.workspace_id = ${workspaceId} and a.state = 'reconnect' order by h.waiting desc, a.name limit ${shown}`.execute(
    db,
  );
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ face: one, waiting, until }) => ({ ...one, waiting, until })),
  };
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
async function readOut(db: Db, workspaceId: string, back: number): Promise<Today["out"]> {
  type Row = {
    key: string;
    title: string;
    posts: number;
    voices: number;
    at: string;
    faces: Face[];
    newest: number;
    networks: string[];
    item: unknown;
    all: number;
    stories: number;
  };
  const { rows } = await sql<Row>`
    with gone as materialized (
      select d.id, d.item_key, d.item_title, d.item_seq, d.published_at, d.account_id, d.network, ${voice} as who from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.state = 'published' and d.published_at >= (select starts from ${dayOf(workspaceId, back)})
        and d.settled_at >= (select starts from ${dayOf(workspaceId, back)})),
    story as (
      select item_key as key, max(item_title) as title, count(*)::int as posts, count(distinct who)::int as voices, max(published_at) as at, max(id) as newest,
        max(item_seq) as seq, array_agg(distinct network) as networks,
        sum(count(*)) over ()::int as all, count(*) over ()::int as stories
      from gone group by item_key order by max(published_at) desc limit ${shown})
    select s.key, s.title, s.posts, s.voices, s.at, s.newest, s.networks, s.all, s.stories, (select data from item i where i.workspace_id = ${workspaceId} and i.seq = s.seq) as item, (
      select coalesce(json_agg(${face} order by f.at desc), '[]') from (
        select max(account_id::text)::uuid as account_id, max(published_at) as at from gone where item_key = s.key
        group by who order by 2 desc limit ${faces}) f
      join account a on a.workspace_id = ${workspaceId} and a.id = f.account_id) as faces
    from story s order by s.at desc`.execute(db);
  return {
    posts: rows[0]?.all ?? 0,
    stories: rows[0]?.stories ?? 0,
    rows: rows.map(({ all: _all, stories: _stories, item, ...row }) => ({
      ...row,
      picture: item === null ? null : itemView(readItem(item)).picture,
    })),
  };
}
