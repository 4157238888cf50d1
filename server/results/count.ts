import { type RawBuilder, sql } from "kysely";
import { conversionColumns } from "#engine/conversion.ts";
import type { Network } from "#engine/network.ts";
import type { Trx } from "../ports.ts";
import { figureColumns, gainedFigures } from "./figures.ts";
import { addSums, intoAccounts, intoDays, spanDays } from "./sums.ts";

/** The host that a post leads to, as sites are compared (server/editorial/site.ts). */
const host = sql`substring(lower(d.link) from '^https?://(?:[^/?#]*@)?(?:www[.])?([^/:?#]+)')`;

/**
 * What a delivery `d` belongs to besides its map, by which its numbers are added up as well: one line for each kind of thing. None of them changes
 * once it is out.
 */
const facetsOf = sql`array_remove(array[case when d.topic <> '' then 'topic:' || d.topic end, 'campaign:' || d.campaign_id], null)`;
/** Of an account `a`: the company's, not a person's. */
const isCompany = sql`(a.member_id is null and not a.former)`;

type Place = { table: "result_day" | "facet_day"; by: RawBuilder<unknown>; from: RawBuilder<unknown> };
/**
 * The parts of a statement that add gains to a day's rows, by map and by what else a post belongs to, and to the coarser sums (sums.ts). `gains` names a part whose rows have
 * `workspace_id`, `map_id`, `facets`, `day`, `account_id` and the columns that are added. All writers go through their rows in one order, and
 * through one table after the other, so that no two of them wait for each other in a circle.
 */
function addTo(gains: string, columns: readonly string[], read = false): RawBuilder<unknown> {
  const places: Place[] = [
    { table: "result_day", by: sql.ref("map_id"), from: sql`${sql.ref(gains)}` },
    {
      table: "facet_day",
      by: sql.ref("facet"),
      from: sql`${sql.ref(gains)}, unnest(facets) facet where (select count(*) from added_result_day) >= 0`,
    },
  ];
  const more = read ? sql`, read_at` : sql``;
  const finer = sql.join(
    places.map(
      ({ table, by, from }) => sql`${sql.ref(`added_${table}`)} as (
        insert into ${sql.table(table)} (workspace_id, ${by}, day, account_id, ${sql.join(columns.map((name) => sql.ref(name)))}${more})
        select workspace_id, ${by}, day, account_id, ${sql.join(columns.map((name) => sql`sum(${sql.ref(name)})`))}${read ? sql`, now()` : sql``}
        from ${from} group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (workspace_id, ${by}, day, account_id) do update set ${sql.join([
          ...columns.map(
            (name) => sql`${sql.ref(name)} = ${sql.ref(`${table}.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
          ),
          ...(read ? [sql`read_at = excluded.read_at`] : []),
        ])} returning 1)`,
    ),
  );
  return sql`${finer}, ${addSums(gains, columns, { read, after: "added_facet_day" })}`;
}

/**
 * Counts the posts that were settled in a stretch of time, each once however often it is looked at: by map, by topic with those that lead to own
 * content, which is what leads nowhere else, and what leads to a site of the workspace's own; and by story. With them, how many followers their
 * accounts had.
 */
export async function countOut(trx: Trx, since: string, until: string): Promise<void> {
  await sql`
    with fresh as (
      insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
      select d.workspace_id, d.id, d.account_id, d.map_id, (d.published_at at time zone w.zone)::date, d.published_at
      from delivery d join workspace w on w.id = d.workspace_id
      where d.settled_at > ${since}::timestamptz and d.settled_at <= ${until}::timestamptz and d.state = 'published'
        and d.published_at is not null
      on conflict do nothing returning workspace_id, delivery_id, map_id, day, account_id, published_at),
    gone as materialized (
      select f.*, d.topic, d.item_key, d.item_title, d.item_seq, ${facetsOf} as facets, ${isCompany} as company, 1 as posts, d.confirmed::int as confirmed,
        coalesce(r.followers, 0) as potential, (r.followers is not null)::int as potential_of,
        (d.link is null or exists (select from unnest(w.own_sites) s(site) where ${host} = s.site or ${host} like '%.' || s.site))::int as own_content
      from fresh f join delivery d on d.workspace_id = f.workspace_id and d.id = f.delivery_id join workspace w on w.id = f.workspace_id
      join account a on a.workspace_id = f.workspace_id and a.id = f.account_id
      left join lateral (select (b.counts->>'followers')::bigint as followers from reading b
        where b.workspace_id = f.workspace_id and b.account_id = f.account_id and b.delivery_id is null and b.until is null
        order by b.at > f.published_at, abs(extract(epoch from b.at - f.published_at)) limit 1) r on true),
    topics as (
      insert into topic_day (workspace_id, day, topic, account_id, posts, own)
      select workspace_id, day, topic, account_id, count(*), sum(own_content) from gone group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (workspace_id, day, topic, account_id) do update
        set posts = topic_day.posts + excluded.posts, own = topic_day.own + excluded.own),
    ${addTo("gone", ["posts", "confirmed", "potential", "potential_of"])},
    spoken as materialized (
      select workspace_id, 'said' as kind, network || ':' || topic as key, day, side, account_id, posts, own_content from sided where (select count(*) from summed) >= 0),
    spoken_days as (${intoDays(sql`spoken`, ["posts", "own_content"])} returning 1),
    spoken_accounts as (${intoAccounts(sql`(select * from spoken where (select count(*) from spoken_days) >= 0) g`, ["posts"])} returning 1)
    insert into story_sum (workspace_id, item_key, day, last_day, title, topic, item_seq, posts, company_posts)
    select workspace_id, item_key, min(day), max(day), max(item_title), max(topic), max(item_seq), count(*), count(*) filter (where company)
    from gone where (select count(*) from spoken_accounts) >= 0 group by 1, 2 order by 1, 2
    on conflict (workspace_id, item_key) do update set last_day = greatest(story_sum.last_day, excluded.last_day), day = least(story_sum.day, excluded.day),
      posts = story_sum.posts + excluded.posts, company_posts = story_sum.company_posts + excluded.company_posts`.execute(
    trx,
  );
}

/** Whether a network's numbers may be added up: what it forbids to keep is not kept in another form either. */
export const isAddedUp = ({ card }: Pick<Network, "card">): boolean => card.readings?.keep?.posts === undefined;

/** The part that adds to a story what its posts gained: `clicks` or `reactions` of the rows of `gains`. */
const addToStory = (
  gains: string,
  what: "clicks" | "reactions",
  gained: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  update story_sum s set ${sql.ref(what)} = ${sql.ref(`s.${what}`)} + g.all, ${sql.ref(`company_${what}`)} = ${sql.ref(`s.company_${what}`)} + g.company
  from (select workspace_id, item_key, sum(${gained}) as all, coalesce(sum(${gained}) filter (where company), 0) as company
    from ${sql.ref(gains)} where (select count(*) from summed) >= 0 group by 1, 2 order by 1, 2) g
  where s.workspace_id = g.workspace_id and s.item_key = g.item_key and g.all <> 0`;

/**
 * The parts of a statement that add readings to their days: what each post gained since the one before it, less where a network took something
 * back. `noted` names the rows (`d` the delivery, `counts`) that the same statement wrote. A post that is gone keeps its last numbers.
 */
export const addReadings = (noted: RawBuilder<unknown>, workspaceId: string): RawBuilder<unknown> => sql`
  gained as materialized (
    select p.workspace_id, p.map_id, p.day, p.account_id, d.item_key, ${facetsOf} as facets, ${isCompany} as company,
      (b.counts is null)::int as measured, ${gainedFigures(sql`n.counts`, sql`b.counts`)}
    from ${noted} n join post_out p on p.workspace_id = ${workspaceId}::uuid and p.delivery_id = n.d
    join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    left join lateral (select jsonb_object_agg(c.key, c.value order by b.step) as counts from reading b, jsonb_each(b.counts) c
      where b.workspace_id = p.workspace_id and b.delivery_id = p.delivery_id) b on true
    where n.counts <> '{}'),
  ${addTo("gained", ["measured", ...figureColumns], true)},
  added_story as (${addToStory("gained", "reactions", sql`likes + reposts + replies`)})`;

/** The end of a statement that adds visits to their day. `seen` names rows of `short_link` with what each gained; `at` is when. */
export const addVisits = (seen: RawBuilder<unknown>, at: RawBuilder<unknown>): RawBuilder<unknown> => sql`,
  come as materialized (
    select s.workspace_id, d.map_id, (${at} at time zone w.zone)::date as day, d.account_id, d.item_key, ${facetsOf} as facets, ${isCompany} as company,
      s.people as clicks, s.robots, s.own
    from ${seen} s join delivery d on d.workspace_id = s.workspace_id and d.id = s.delivery_id
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id join workspace w on w.id = s.workspace_id),
  ${addTo("come", ["clicks", "robots", "own"])}
  ${addToStory("come", "clicks", sql`clicks`)}`;

/** The parts of a statement that add conversions to their day. `found` names rows (`delivery_id`, `day`) with what each kind gained. */
export const addConversions = (found: RawBuilder<unknown>, workspaceId: string): RawBuilder<unknown> => sql`
  became as materialized (
    select d.workspace_id, d.map_id, f.day, d.account_id, ${facetsOf} as facets, ${sql.join(converted.map((name) => sql.ref(`f.${name}`)))}
    from ${found} f join delivery d on d.workspace_id = ${workspaceId}::uuid and d.id = f.delivery_id),
  ${addTo("became", converted)}`;
const converted = Object.values(conversionColumns);

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
export const oldFacets = (limit: number): RawBuilder<unknown> => sql`
  delete from facet_day where ctid = any(array(
    select ctid from facet_day where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldSums = (limit: number): RawBuilder<unknown> => sql`
  delete from sum_day where ctid = any(array(
    select ctid from sum_day where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldAccountSums = (limit: number): RawBuilder<unknown> => sql`
  delete from sum_account where ctid = any(array(
    select ctid from sum_account where span < ((now() - make_interval(days => ${resultDays}::int))::date - date '1970-01-05') / ${sql.lit(spanDays)} limit ${limit}))`;
export const oldStories = (limit: number): RawBuilder<unknown> => sql`
  delete from story_sum where ctid = any(array(
    select ctid from story_sum where last_day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldPeople = (limit: number): RawBuilder<unknown> => sql`
  delete from people_day where ctid = any(array(
    select ctid from people_day where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldConversions = (limit: number): RawBuilder<unknown> => sql`
  delete from conversion where ctid = any(array(
    select ctid from conversion where day < (now() - make_interval(days => ${resultDays}::int))::date limit ${limit}))`;
export const oldPosts = (limit: number): RawBuilder<unknown> => sql`
  delete from post_out where ctid = any(array(
    select ctid from post_out where published_at < now() - make_interval(days => ${postDays}::int) limit ${limit}))`;
