import { sql } from "kysely";
import { Utm } from "#engine/brand.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { campaigns } from "../api/campaigns.ts";
import { cutRows, readMark, readTurn, writeMark, writeTurn } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { smallestGroup, tellsOfPeople } from "../mine/figures.ts";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db, Trx } from "../ports.ts";

type View = Reply<"getCampaign">;
type Row = Reply<"listCampaigns">["rows"][number];
type Kept = Omit<Row, "counts">;

/** Entries that a campaign's page lists. */
const mostEntries = 100;
/** And accounts that have to be connected again. */
const mostReconnect = 5;

const runs = sql`(c.state = 'started' and now() >= (c.first_day::timestamp at time zone s.zone) and now() < ((c.last_day + 1)::timestamp at time zone s.zone))`;
const columns = sql`c.id, c.revision, c.name, c.colour, c.state, to_char(c.first_day, 'YYYY-MM-DD') as "firstDay", to_char(c.last_day, 'YYYY-MM-DD') as "lastDay", ${runs} as runs`;

/** The campaign that begins last comes first; of a time, those that have a day in it. */
export async function listCampaigns(
  db: Db,
  workspaceId: string,
  { of, from, to, before, limit }: z.output<(typeof campaigns)["listCampaigns"]["query"]>,
): Promise<Reply<"listCampaigns">> {
  const mark = readMark(before);
  const { rows } = await sql<
    Kept & { mark: string }
  >`select ${columns}, to_char(c.first_day, 'YYYY-MM-DD') || 'T00:00:00Z' as mark
    from campaign c join workspace s on s.id = c.workspace_id
    where c.workspace_id = ${workspaceId} and (${of === "all"} or c.state <> 'stopped')
      and (${mark === null} or (c.first_day, c.id) < (${mark?.at.slice(0, 10) ?? null}::date, ${mark?.id ?? null}::uuid))
      and (${from === undefined} or c.last_day >= ${from ?? null}::date) and (${to === undefined} or c.first_day <= ${to ?? null}::date)
    order by c.first_day desc, c.id desc limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  const counts = await countsOf(
    db,
    workspaceId,
    page.rows.map(({ id }) => id),
  );
  return {
    next: page.next,
    rows: page.rows.map(({ mark: _mark, ...row }) => ({ ...row, counts: counts.get(row.id)! })),
  };
}

/** How much of each is where. Of people's posts no sum tells of fewer than five, unless the workspace tells figures about people. */
async function countsOf(
  db: Db | Trx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Row["counts"]>> {
  if (ids.length === 0) return new Map();
  const tells = await tellsOfPeople(db, workspaceId);
  type Count = { id: string; pages: number; own: number; waiting: number; people: number; planned: number };
  const { rows } = await sql<Count>`select k.id, d.*, e.planned from unnest(${[...ids]}::uuid[]) k(id)
    cross join lateral (select count(*) filter (where d.state = 'published' and a.member_id is null)::int as pages,
        count(*) filter (where d.state = 'published' and a.member_id is not null)::int as own,
        count(*) filter (where d.state in ('held','ready','retry_wait','sending','processing','unknown'))::int as waiting,
        count(distinct a.member_id) filter (where d.state = 'published')::int as people
      from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.campaign_id = k.id) d
    cross join lateral (select count(*)::int as planned from entry e
      where e.workspace_id = ${workspaceId} and e.campaign_id = k.id and e.state = 'planned') e`.execute(db);
  return new Map(
    rows.map(({ id, pages, own, waiting, people, planned }) => {
      const few = !tells && people > 0 && people < smallestGroup;
      return [id, { out: pages + (few ? 0 : own), waiting, people: few ? null : people, planned }];
    }),
  );
}

type Whole = Kept & {
  about: string;
  objective: View["objective"];
  audience: View["audience"];
  budget: number | null;
  hashtags: string[];
  utm: unknown;
  zone: string;
  updatedAt: string;
  changedBy: string | null;
};

/** A campaign with what belongs to it; 404. */
export async function readCampaign(db: Db | Trx, workspaceId: string, id: string): Promise<View> {
  const { rows } =
    await sql<Whole>`select ${columns}, c.about, c.budget, c.hashtags, c.utm, s.zone, c.updated_at as "updatedAt",
      case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as objective,
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as audience, m.name as "changedBy"
    from campaign c join workspace s on s.id = c.workspace_id
      left join objective o on o.workspace_id = c.workspace_id and o.id = c.objective_id
      left join audience u on u.workspace_id = c.workspace_id and u.id = c.audience_id
      left join member m on m.workspace_id = c.workspace_id and m.id = c.changed_by
    where c.workspace_id = ${workspaceId} and c.id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound();
  const { rows: topics } = await sql<View["topics"][number]>`select t.id, t.name, t.colour from campaign_topic x
    join topic t on t.workspace_id = x.workspace_id and t.id = x.topic_id
    where x.workspace_id = ${workspaceId} and x.campaign_id = ${id} order by lower(t.name), t.id`.execute(db);
  const { rows: maps } = await sql<View["maps"][number]>`select id, name, state from map
    where workspace_id = ${workspaceId} and campaign_id = ${id} and state <> 'archived' order by lower(name), id limit 200`.execute(
    db,
  );
  const { rows: entries } = await sql<
    View["entries"][number]
  >`select id, title, state, at, jsonb_typeof(written->'people') = 'object' as people
    from entry where workspace_id = ${workspaceId} and campaign_id = ${id} and owner_id is null order by at nulls last, id limit ${mostEntries + 1}`.execute(
    db,
  );
  const { rows: reconnect } = await sql<View["reconnect"][number]>`select a.id, a.network, a.name from account a
    where a.workspace_id = ${workspaceId} and a.state = 'reconnect' and a.member_id is null and not a.former and (
      exists (select from entry e join entry_account x on x.workspace_id = e.workspace_id and x.entry_id = e.id and x.account_id = a.id
        where e.workspace_id = a.workspace_id and e.campaign_id = ${id} and e.state in ('draft','planned'))
      or exists (select from delivery d where d.workspace_id = a.workspace_id and d.campaign_id = ${id} and d.account_id = a.id
        and d.state in ('held','ready','retry_wait'))) order by a.name, a.id limit ${mostReconnect}`.execute(db);
  const counts = (await countsOf(db, workspaceId, [id])).get(id)!;
  return {
    ...{ ...row, utm: Utm.parse(row.utm), topics, maps, reconnect, counts },
    ...{ entries: entries.slice(0, mostEntries), more: entries.length > mostEntries },
  };
}

/** What would not go out if these were its days: entries planned for another one, and what waits in the ledger for another one. 404. */
export async function campaignOutside(
  db: Db,
  workspaceId: string,
  id: string,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): Promise<Reply<"campaignOutside">> {
  const { rows } = await sql<Reply<"campaignOutside">>`
    with t as materialized (select ${firstDay}::date::timestamp at time zone s.zone as first, (${lastDay}::date + 1)::timestamp at time zone s.zone as last
      from campaign c join workspace s on s.id = c.workspace_id where c.workspace_id = ${workspaceId} and c.id = ${id})
    select (select count(*)::int from entry e where e.workspace_id = ${workspaceId} and e.campaign_id = ${id} and e.state = 'planned'
        and (e.at < t.first or e.at >= t.last)) as planned,
      (select count(*)::int from delivery d where d.workspace_id = ${workspaceId} and d.campaign_id = ${id} and d.state in ('held','ready','retry_wait')
        and (d.expires_at <= t.first or d.due_at >= t.last)) as waiting from t`.execute(db);
  if (rows[0] === undefined) throw notFound();
  return rows[0];
}

/** What the company's accounts published of it, the newest first. */
export async function campaignPosts(
  db: Db,
  workspaceId: string,
  id: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Reply<"campaignPosts">> {
  await readCampaign(db, workspaceId, id);
  const turn = readTurn(before);
  type Post = Reply<"campaignPosts">["rows"][number];
  const { rows } =
    await sql<Post>`select d.id as delivery, d.item_title as title, d.network, a.name as account, d.published_at as at, case when not ${takenBack()} then d.remote_url end as url
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id and a.member_id is null and not a.former
    where d.workspace_id = ${workspaceId} and d.campaign_id = ${id} and d.state = 'published'
      and (${turn === null} or (d.published_at, d.id) < (${turn?.at ?? null}::timestamptz, ${turn?.number ?? null}::bigint))
    order by d.published_at desc, d.id desc limit ${limit + 1}`.execute(db);
  return cutRows(rows, limit, ({ at, delivery }) => writeTurn({ at, number: delivery }));
}
