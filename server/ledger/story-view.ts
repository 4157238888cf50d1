import { type RawBuilder, sql } from "kysely";
import { readItem } from "#engine/item.ts";
import { type Mark, marks } from "#engine/mark.ts";
import type { Reply } from "../api.ts";
import { itemView } from "../inbox/items.ts";
import type { Db } from "../ports.ts";
import { reasonOf } from "./chain.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { mark, states, stories, storyOf, type Told, told, worst } from "./telling.ts";
import { goesOutAt } from "./views.ts";

type Detail = Reply<"getStory">;
type Post = Detail["posts"][number];

/** Who says one story, told one by one; the rest is in its sums. */
const mostPosts = 500;

/**
 * The whole story that a delivery is of: everybody who says it, how each stands and why. They are looked up account by account, as many as
 * the workspace has (`offset 0` keeps it so: servers before 18 would walk through the whole index). Null where it has no such delivery.
 */
export async function getStory(db: Db, workspaceId: string, id: number): Promise<Detail | null> {
  const all = sql`delivery one join account a on a.workspace_id = one.workspace_id
    cross join lateral (
      select d.* from delivery d where d.workspace_id = one.workspace_id and d.account_id = a.id and d.item_key = one.item_key offset 0) d`;
  const one = sql`one.workspace_id = ${workspaceId} and one.id = ${id}`;
  const { rows: heads } = await sql<{ stories: Told[] | null }>`
    with post as materialized (
      select d.id, d.item_key, d.item_title, d.item_seq, d.map_id, d.account_id, d.created_at, d.due_at, d.published_at, ${mark} as mark, 1 as place
      from ${all} where ${one}),
    ${told} select ${stories(workspaceId, 0)} as stories`.execute(db);
  const head = heads[0]?.stories?.[0];
  if (head === undefined) return null;
  const { rows } = await sql<Omit<Post, "reason"> & { reason: Post["reason"]; part: number } & PostColumns>`
    select d.id, d.mark, json_build_object('id', a.id, 'network', a.network, 'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null and not a.former) as account,
      d.reason_code as "reasonCode", d.reason, d.part, d.rest as post, null as text, null as link, d.at, d.remote_url as "remoteUrl",
      d.map_id as "mapId", coalesce(m.name, '') as "mapName" from (
      select d.*, ${mark} as mark, case when d.reason_code like 'rest\\_%' then d.post end as rest,
        coalesce(d.published_at, case when d.state in ('ready','retry_wait') then ${goesOutAt} end, d.settled_at, d.created_at) as at
      from ${all} left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id where ${one}) d
    join account a on a.workspace_id = ${workspaceId} and a.id = d.account_id
    left join map m on m.workspace_id = ${workspaceId} and m.id = d.map_id
    order by ${worst} limit ${mostPosts}`.execute(db);
  return {
    ...storyOf(head),
    link: head.item === null ? null : itemView(readItem(head.item)).link,
    posts: rows.map(({ part, post, text, link, ...row }) => ({
      ...row,
      reason: reasonOf({ ...row, part }, postOfRow({ post, text, link })),
    })),
  };
}

/** How far each way of standing is counted, and through how many deliveries at most. */
const farthest = 99;
const looked = 2000;

/**
 * How many deliveries stand in each way, counted up to a bound: `more` says that there are others, or that so many were looked through. What
 * waits or needs somebody is read off an index of its own, what is out among the newest.
 */
export async function countStories(db: Db, workspaceId: string): Promise<Reply<"countStories">> {
  const some = (which: RawBuilder<unknown>, order: RawBuilder<unknown> = sql``) =>
    sql`(select d.state, d.reason_code from delivery d where d.workspace_id = ${workspaceId} and ${which} ${order} limit ${looked})`;
  const read: Record<Mark, RawBuilder<unknown>> = {
    published: some(sql`true`, sql`order by d.id desc`),
    refused: some(states.refused),
    check: some(states.check),
    held: some(sql`d.state = 'held'`),
    asked: some(sql`d.state = 'held'`),
    ended: some(states.ended),
    // Two indexes have them.
    coming: sql`(${some(sql`d.state in ('ready','retry_wait')`)} union all ${some(sql`d.state in ('sending','processing')`)})`,
  };
  const counted = marks.map(
    (one) => sql`
    select ${one}::text as mark, count(*) filter (where ${states[one]})::int as n, count(*)::int as all from ${read[one]} d`,
  );
  const { rows } = await sql<{ mark: Mark; n: number; all: number }>`${sql.join(counted, sql` union all `)}`.execute(
    db,
  );
  const counts = rows.map(({ mark: one, n, all }) => [
    one,
    { count: Math.min(n, farthest), more: n > farthest || all >= looked },
  ]);
  return Object.fromEntries(counts) as Reply<"countStories">;
}
