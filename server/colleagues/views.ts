import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { type Paging, readMark, writeMark } from "../database/paging.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { consentWords } from "./agree.ts";
import { mostAccounts, sourceKey } from "./type.ts";

type Mine = Reply<"myFollowed">;
type Who = { workspaceId: string; memberId: string };

/** Items of an account, and posts of an item, that are shown. */
const [mostItems, mostPosts] = [5, 5];
/** Accounts that were taken back and are still shown. */
const shownEnded = 5;

/** What is followed of a person, and what came of it: theirs alone to see. */
export async function myFollowed(db: Db, { workspaceId, memberId }: Who): Promise<Mine> {
  const { rows: company } = await sql<{ name: string }>`select name from workspace where id = ${workspaceId}`.execute(
    db,
  );
  const { rows } = await sql<Omit<Mine["rows"][number], "items">>`
    (select id, title, address, agreed_at as since, ended_at as "endedAt", ended_by as "endedBy", read_at as "readAt", error from colleague_account
      where workspace_id = ${workspaceId} and member_id = ${memberId} and ended_at is null order by agreed_at desc limit ${mostAccounts})
    union all
    (select id, title, address, agreed_at, ended_at, ended_by, read_at, null from colleague_account
      where workspace_id = ${workspaceId} and member_id = ${memberId} and ended_at is not null order by ended_at desc limit ${shownEnded})`.execute(
    db,
  );
  const items = await madeOf(
    db,
    workspaceId,
    rows.flatMap(({ id, endedAt }) => (endedAt === null ? [id] : [])),
  );
  return {
    words: consentWords(company[0]!.name),
    most: mostAccounts,
    maps: (await mapsReading(db, workspaceId)).flatMap(({ name, live }) => (live ? [name] : [])),
    rows: rows.map((row) => ({ ...row, items: items.get(row.id) ?? [] })),
  };
}

/** The newest items of accounts, each with what waits and what went out of it. */
async function madeOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Mine["rows"][number]["items"]>> {
  const { rows } = await sql<Mine["rows"][number]["items"][number] & { account: string }>`
    select followed.id as account, i.title, i.link, i.at, coalesce(d.waits, false) as waits, coalesce(d.posts, '[]') as posts
    from unnest(${ids}::uuid[]) as followed(id)
    cross join lateral (
      select item.key, coalesce(nullif(item.data->>'title', ''), left(item.data->>'text', 200), '') as title, item.data->>'link' as link, item.received_at as at, item.seq
      from colleague_item c join source s on s.workspace_id = c.workspace_id and s.key = ${sourceKey}
        join item on item.workspace_id = c.workspace_id and item.source_id = s.id and item.key = c.key
      where c.workspace_id = ${workspaceId} and c.colleague_id = followed.id and c.taken and item.gone_at is null
      order by item.seq desc limit ${mostItems}) i
    left join lateral (
      select bool_or(one.state in ('held','ready','retry_wait')) or exists(
          select from kept k where k.workspace_id = ${workspaceId} and k.item_seq = i.seq) as waits,
        jsonb_agg(jsonb_build_object('name', a.name, 'network', a.network, 'url', one.remote_url)) filter (where one.state = 'published') as posts
      from (select * from delivery x where x.workspace_id = ${workspaceId} and x.item_key = i.key order by x.id desc limit ${mostPosts}) one
        join account a on a.workspace_id = one.workspace_id and a.id = one.account_id) d on true
    order by i.seq desc`.execute(db);
  return new Map(
    [...Map.groupBy(rows, ({ account }) => account)].map(([id, each]) => [
      id,
      each.map(({ title, link, at, waits, posts }) => ({ title, link, at, waits, posts })),
    ]),
  );
}

/** Maps that read colleagues; a draft that does not run reads nothing. */
async function mapsReading(db: Db, workspaceId: string): Promise<{ id: string; name: string; live: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; live: boolean }>`
    select m.id, m.name, m.state = 'live' as live from source s
      join map_offset o on o.workspace_id = s.workspace_id and o.source_id = s.id
      join map m on m.workspace_id = o.workspace_id and m.id = o.map_id and m.state <> 'archived'
    where s.workspace_id = ${workspaceId} and s.key = ${sourceKey} order by m.name, m.id limit 50`.execute(db);
  return rows;
}

type Followed = Reply<"listFollowed">["rows"][number] & { mark: string };

/** Accounts that are followed, the latest consent first. */
export async function listFollowed(
  db: Db,
  workspaceId: string,
  { before, limit }: Paging,
): Promise<Reply<"listFollowed">> {
  const mark = readMark(before);
  const { rows } = await sql<Omit<Followed, "error"> & { error: Text | null }>`
    select c.id, m.name, c.title, c.address, c.agreed_at as since, c.read_at as "readAt", c.error,
      to_char(c.agreed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as mark, l.last
    from colleague_account c join member m on m.workspace_id = c.workspace_id and m.id = c.member_id
    left join lateral (
      select jsonb_build_object('title', coalesce(nullif(item.data->>'title', ''), left(item.data->>'text', 200), ''), 'link', item.data->>'link',
          'at', to_char(item.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as last
      from colleague_item k join source s on s.workspace_id = k.workspace_id and s.key = ${sourceKey}
        join item on item.workspace_id = k.workspace_id and item.source_id = s.id and item.key = k.key
      where k.workspace_id = c.workspace_id and k.colleague_id = c.id and k.taken and item.gone_at is null order by item.seq desc limit 1) l on true
    where c.workspace_id = ${workspaceId} and c.ended_at is null
      and (${mark === null} or (c.agreed_at, c.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by c.agreed_at desc, c.id desc limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ id, name, title, address, since, readAt, error, last: newest }) => {
      return { id, name, title, address, since, readAt, error, last: newest };
    }),
    next: rows.length > limit && last !== undefined ? writeMark({ at: last.mark, id: last.id }) : null,
    maps: await mapsReading(db, workspaceId),
  };
}
