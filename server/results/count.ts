import { type RawBuilder, sql } from "kysely";
import { conversionColumns } from "#engine/conversion.ts";
import type { Network } from "#engine/network.ts";
import type { Trx } from "../ports.ts";
import { addFigures, figureColumns, gainedFigures } from "./figures.ts";

/*
 * All writers of a day's results go through its rows in one order, so that no two of them wait for each other in a circle.
 */

/** The host that a post leads to, as sites are compared (server/editorial/site.ts). */
const host = sql`substring(lower(d.link) from '^https?://(?:[^/?#]*@)?(?:www[.])?([^/:?#]+)')`;

/**
 * Counts the posts that were settled in a stretch of time, each once however often it is looked at: by map, and by topic with those that lead to own
 * content, which is what leads nowhere else, and what leads to a site of the workspace's own.
 */
export async function countOut(trx: Trx, since: string, until: string): Promise<void> {
  await sql`
    with fresh as (
      insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
      select d.workspace_id, d.id, d.account_id, d.map_id, (d.published_at at time zone w.zone)::date, d.published_at
      from delivery d join workspace w on w.id = d.workspace_id
      where d.settled_at > ${since}::timestamptz and d.settled_at <= ${until}::timestamptz and d.state = 'published'
        and d.published_at is not null
      on conflict do nothing returning workspace_id, delivery_id, map_id, day, account_id),
    topics as (
      insert into topic_day (workspace_id, day, topic, account_id, posts, own)
      select f.workspace_id, f.day, d.topic, f.account_id, count(*),
        count(*) filter (where d.link is null or exists (select from unnest(w.own_sites) s(site) where ${host} = s.site or ${host} like '%.' || s.site))
      from fresh f join delivery d on d.workspace_id = f.workspace_id and d.id = f.delivery_id join workspace w on w.id = f.workspace_id
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (workspace_id, day, topic, account_id) do update
        set posts = topic_day.posts + excluded.posts, own = topic_day.own + excluded.own)
    insert into result_day (workspace_id, map_id, day, account_id, posts)
    select workspace_id, map_id, day, account_id, count(*) from fresh group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (workspace_id, map_id, day, account_id) do update set posts = result_day.posts + excluded.posts`.execute(
    trx,
  );
}

/** Whether a network's numbers may be added up: what it forbids to keep is not kept in another form either. */
export const isAddedUp = ({ card }: Pick<Network, "card">): boolean => card.readings?.keep?.posts === undefined;

/**
 * The part of a statement that adds readings to their days: what each post gained since the one before it. `noted` names the rows
 * (`d` the delivery, `counts`) that the same statement wrote. A post that is gone keeps its last numbers.
 */
export const addReadings = (noted: RawBuilder<unknown>, workspaceId: string): RawBuilder<unknown> => sql`
  insert into result_day (workspace_id, map_id, day, account_id, measured, read_at, ${figureColumns})
  select p.workspace_id, p.map_id, p.day, p.account_id, count(*) filter (where b.counts is null), now(),
    ${gainedFigures(sql`n.counts`, sql`b.counts`)}
  from ${noted} n join post_out p on p.workspace_id = ${workspaceId}::uuid and p.delivery_id = n.d
  left join lateral (select counts from reading b where b.workspace_id = p.workspace_id and b.delivery_id = p.delivery_id
    and b.counts <> '{}' order by b.step desc limit 1) b on true
  where n.counts <> '{}' group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (workspace_id, map_id, day, account_id) do update
    set measured = result_day.measured + excluded.measured, read_at = excluded.read_at, ${addFigures}`;

/** The part of a statement that adds visits to their day and map. `seen` names rows of `short_link` with what each gained. */
export const addVisits = (seen: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into result_day (workspace_id, map_id, day, account_id, clicks, robots, own)
  select s.workspace_id, d.map_id, (now() at time zone w.zone)::date, d.account_id, sum(s.people), sum(s.robots), sum(s.own)
  from ${seen} s join delivery d on d.workspace_id = s.workspace_id and d.id = s.delivery_id
  join workspace w on w.id = s.workspace_id group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (workspace_id, map_id, day, account_id) do update
    set clicks = result_day.clicks + excluded.clicks, robots = result_day.robots + excluded.robots, own = result_day.own + excluded.own`;

/** The part of a statement that adds conversions to their day and map. `sums` names rows (`map_id`, `day`, `account_id`) with what each kind gained. */
export const addConversions = (sums: RawBuilder<unknown>, workspaceId: string): RawBuilder<unknown> => sql`
  insert into result_day (workspace_id, map_id, day, account_id, ${converted})
  select ${workspaceId}::uuid, map_id, day, account_id, ${sql.join(convertedNames.map((name) => sql`sum(${sql.ref(name)})`))}
  from ${sums} group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (workspace_id, map_id, day, account_id) do update
    set ${sql.join(convertedNames.map((name) => sql`${sql.ref(name)} = ${sql.ref(`result_day.${name}`)} + ${sql.ref(`excluded.${name}`)}`))}`;
const convertedNames = Object.values(conversionColumns);
const converted = sql.join(convertedNames.map((name) => sql.ref(name)));

/** Days that readings and results are kept: a year can be compared with the one before. */
export const resultDays = 800;
/** Days that what went out is known one by one: longer than the last planned reading, and than a page looks back. */
export const postDays = 100;

/** One batch each of what is older (`server/run/prune.ts`). */
export const oldResults = (limit: number): RawBuilder<unknown> => sql`
  delete from result_day where ctid = any(array(
    select ctid from result_day where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldTopics = (limit: number): RawBuilder<unknown> => sql`
  delete from topic_day where ctid = any(array(
    select ctid from topic_day where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldConversions = (limit: number): RawBuilder<unknown> => sql`
  delete from conversion where ctid = any(array(
    select ctid from conversion where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldPosts = (limit: number): RawBuilder<unknown> => sql`
  delete from post_out where ctid = any(array(
    select ctid from post_out where published_at < now() - make_interval(days => ${postDays}::int) limit ${limit}))`;
