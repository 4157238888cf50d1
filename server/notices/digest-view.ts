import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db, Trx } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };

/** Of a person's own posts in the last seven days, for themselves: visits by their links, and likes where the network tells them. At most three. */
export async function figuresOf(
  db: Db,
  { workspaceId, memberId }: Who,
  title: (network: string) => string,
): Promise<{ value: number; label: Text }[]> {
  const { rows } = await sql<{ network: string; clicks: number; likes: number }>`
    select a.network, sum(r.clicks)::int as clicks, sum(r.likes)::int as likes from account a
    join result_day r on r.workspace_id = a.workspace_id and r.account_id = a.id and r.day > current_date - 7
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} group by 1 order by 3 desc`.execute(db);
  const visits = rows.reduce((sum, { clicks }) => sum + clicks, 0);
  const figures = rows
    .filter(({ likes }) => likes > 0)
    .map(({ network, likes }) => ({
      value: likes,
      label: { en: `likes, on ${title(network)}`, fr: `j’aime, sur ${title(network)}` },
    }));
  const visited = { value: visits, label: { en: "visits to the site", fr: "visites du site" } };
  return [...(visits > 0 ? [visited] : []), ...figures].slice(0, 3);
}

export type News = { title: string; link: string; network: string; company: boolean };

/** Stories that went out in the last seven days, newest first: the company's own posts by their addresses, and what colleagues passed on by the story's. Nobody is named. */
export async function newsOf(db: Db | Trx, workspaceId: string, most: number): Promise<News[]> {
  const { rows } = await sql<News>`
    select title, link, network, company from (
      select distinct on (d.item_key) d.item_title as title, case when a.member_id is null and not a.former then coalesce(case when not ${takenBack()} then d.remote_url end, d.link) else d.link end as link,
        a.network, a.member_id is null and not a.former as company, o.published_at
      from account a
      cross join lateral (select delivery_id, published_at from post_out o where o.workspace_id = a.workspace_id and o.account_id = a.id
        and o.published_at > now() - interval '7 days' order by o.published_at desc, o.delivery_id desc limit 10) o
      join delivery d on d.workspace_id = a.workspace_id and d.id = o.delivery_id
      where a.workspace_id = ${workspaceId} and a.kind <> 'channel' and d.item_title <> ''
      order by d.item_key, a.member_id nulls first, o.published_at desc) each
    where link ~ '^https?://' order by published_at desc limit ${most}`.execute(db);
  return rows;
}
