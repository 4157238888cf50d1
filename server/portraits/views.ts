import { sql } from "kysely";
import { byHand } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { shownUrl } from "../entries/row.ts";
import { notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { consentWords } from "./consent.ts";
import type { Who } from "./standing.ts";

type View = Reply<"getPortrait">;
type Own = Reply<"myPortrait">;

/** Of a person's own, and posts of one. */
const most = { own: 20, posts: 40 };
const lately = sql<string>`to_char(p.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A no looks like no answer. */
export async function listPortraits(
  db: Db,
  workspaceId: string,
  { before, limit }: Paging,
): Promise<Reply<"listPortraits">> {
  const mark = readMark(before);
  const { rows } = await sql<Reply<"listPortraits">["rows"][number] & { mark: string }>`
    select p.id, m.name, p.state, p.asked_at as at, ${lately} as mark
    from portrait p left join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
    where p.workspace_id = ${workspaceId} and p.until > now()
      and (${mark === null} or (p.asked_at, p.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by p.asked_at desc, p.id desc limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return { ...page, rows: page.rows.map(({ mark: _mark, ...row }) => row) };
}

const columns = sql`p.id, p.state, p.asked_at as at, p.revision, p.note, p.questions, p.answers, p.words, p.link, p.wish, p.until, s.name as by,
  case when p.medium_id is not null then jsonb_build_object('id', p.medium_id, 'alt', p.alt) end as picture`;
const joined = sql`portrait p left join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
  left join member s on s.workspace_id = p.workspace_id and s.id = p.asked_by`;
type Kept<V> = Omit<V, "picture" | "out" | "posts" | "consent"> & { picture: { id: string; alt: string } | null };

const shown = (picture: { id: string; alt: string } | null) =>
  picture === null ? null : { ...picture, url: shownUrl(picture.id) };

/** What of a portrait is public, or was, by the ledger: the list by which it is deleted, also after it was withdrawn. */
async function outOf(db: Db | Trx, workspaceId: string, id: string): Promise<View["out"]> {
  const { rows } = await sql<View["out"][number]>`
    select d.id, d.network, a.name as account, d.published_at as at, d.remote_url as url, coalesce(d.removal in ('gone', 'hand'), false) as gone
    from portrait_entry x cross join lateral (select e.id, e.round from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
    cross join lateral generate_series(greatest(1, e.round - 20), e.round) as r(n)
    join delivery d on d.workspace_id = x.workspace_id and d.item_key = ${byHand} || e.id || ':' || r.n and d.state = 'published'
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id and a.member_id is null
    where x.workspace_id = ${workspaceId} and x.portrait_id = ${id} order by d.id desc limit ${most.posts}`.execute(db);
  return rows;
}

/** Throws 404. */
export async function readPortrait(db: Db | Trx, workspaceId: string, id: string): Promise<View> {
  const { rows } = await sql<Kept<View>>`
    select ${columns}, m.name, case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as campaign
    from ${joined} left join campaign c on c.workspace_id = p.workspace_id and c.id = p.campaign_id
    where p.workspace_id = ${workspaceId} and p.id = ${id} and p.until > now()`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound();
  const { rows: posts } = await sql<View["posts"][number]>`
    select e.id, e.title, e.state, e.at from portrait_entry x
      cross join lateral (select id, title, state, at from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
    where x.workspace_id = ${workspaceId} and x.portrait_id = ${id} order by e.at nulls last, e.id limit ${most.posts}`.execute(
    db,
  );
  return { ...row, picture: shown(row.picture), posts, out: await outOf(db, workspaceId, id) };
}

export async function myPortraits(db: Db, { workspaceId, memberId }: Who): Promise<Reply<"myPortraits">> {
  const { rows } = await sql<Reply<"myPortraits">["rows"][number]>`
    select p.id, p.state, p.asked_at as at, p.declined, s.name as by from ${joined}
    where p.workspace_id = ${workspaceId} and p.member_id = ${memberId} and p.until > now() order by p.asked_at desc, p.id desc limit ${most.own}`.execute(
    db,
  );
  return { rows };
}

/** One's own; throws 404. */
export async function myPortrait(db: Db | Trx, { workspaceId, memberId }: Who, id: string): Promise<Own> {
  const { rows } = await sql<Kept<Own> & { company: string }>`
    select ${columns}, p.declined, w.name as company from ${joined} join workspace w on w.id = p.workspace_id
    where p.workspace_id = ${workspaceId} and p.id = ${id} and p.member_id = ${memberId} and p.until > now()`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw notFound();
  const { company, picture, ...view } = row;
  return { ...view, picture: shown(picture), consent: consentWords(company), out: await outOf(db, workspaceId, id) };
}
