import { type RawBuilder, sql } from "kysely";
import { eventDays } from "#engine/event.ts";
import { usualStoryRule } from "#engine/story.ts";
import type { Db } from "../ports.ts";
import { oldOffers } from "../offers/prune.ts";
import { oldCues } from "../cues/forget.ts";
import { oldWordings } from "../ledger/wordings.ts";
import {
  oldAccountSums,
  oldConversions,
  oldFacets,
  oldPeople,
  oldPosts,
  oldResults,
  oldStories,
  oldSums,
  oldTopics,
  resultDays,
} from "../results/count.ts";
import { oldTraces } from "../why/trace.ts";
import { forgetReplaced } from "../vault/secrets.ts";

/** Days that runs with their steps and drops, polls and items are kept. Deliveries and attempts are never pruned: they are the ledger. */
export const keptDays = 90;
/** How long a message that was taken is known by its sender's id: longer than senders go on repeating one (days). */
const incomingDays = 30;
/** What was said at networks that forbid saying it twice: as far as the rule can look back, and a day. */
const saidDays = 31;
/** Windows of budgets are of no use once they are over; the longest are of a month. */
const budgetDays = 40;
/** As long as it is known that somebody was asked about an item: longer than a source lists one (days). */
const askedDays = 400;
const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 200;

/**
 * Deletes what is older than `keptDays`, and stories that no rule looks at any more, in small transactions. An item stays while
 * its feed may still list it (it would come back as new), while a live map has not read it, and while a step keeps it. Returns how many rows went, by table.
 */
export async function prune(
  db: Db,
  days = keptDays,
): Promise<{
  runs: number;
  traces: number;
  empty: number;
  looks: number;
  polls: number;
  items: number;
  stories: number;
  readings: number;
  results: number;
  incoming: number;
  said: number;
  approvals: number;
  offers: number;
  wordings: number;
  words: number;
  budgets: number;
}> {
  const cutoff = sql`now() - make_interval(days => ${days}::int)`;
  const runs = await inBatches(
    db,
    (limit) => sql`
    delete from run where (workspace_id, id) in (
      select workspace_id, id from run where finished_at < ${cutoff} order by finished_at limit ${limit})`,
  );
  const traces = await inBatches(db, oldTraces);
  const empty = await inBatches(db, countEmpty);
  const looks = await inBatches(
    db,
    (limit) => sql`
    delete from look_day where (workspace_id, map_id, day) in (
      select workspace_id, map_id, day from look_day where day < ((${cutoff}) at time zone 'UTC')::date order by day limit ${limit})`,
  );
  const items = await inBatches(
    db,
    (limit) => sql`
    with gone as (
      select item.workspace_id, item.seq, item.source_id, item.names from item
      join source on source.workspace_id = item.workspace_id and source.id = item.source_id
      where item.received_at < ${cutoff} and item.seen_at < ${cutoff} and item.seen_at < source.read_at - interval '2 days'
        and not exists (
          select from map_offset join map on map.workspace_id = map_offset.workspace_id and map.id = map_offset.map_id and map.state = 'live'
          where map_offset.workspace_id = item.workspace_id and map_offset.source_id = item.source_id and map_offset.seq < item.seq)
        and not exists (select from kept where kept.workspace_id = item.workspace_id and kept.item_seq = item.seq)
      order by item.received_at limit ${limit}
    ), unnamed as (
      delete from item_name n using (select workspace_id, source_id, unnest(names) as name from gone) old
      where n.workspace_id = old.workspace_id and n.source_id = old.source_id and n.name = old.name and not n.shared
    ), unheard as (
      delete from heard using gone where heard.workspace_id = gone.workspace_id and heard.seq = gone.seq
    )
    delete from item using gone where item.workspace_id = gone.workspace_id and item.seq = gone.seq`,
  );
  const polls = await inBatches(
    db,
    (limit) => sql`
    delete from poll where (workspace_id, id) in (
      select workspace_id, id from poll where at < ${cutoff} and not exists (
        select from item where item.workspace_id = poll.workspace_id and item.source_id = poll.source_id
          and item.seq between poll.first_seq and poll.last_seq)
      order by at limit ${limit})`,
  );
  await inBatches(
    db,
    (limit) => sql`
    delete from colleague_item where ctid = any(array(
      select ctid from colleague_item where at < ${cutoff} order by at limit ${limit}))`,
  );
  const longest = await longestStory(db);
  const stories = await inBatches(
    db,
    (limit) => sql`
    delete from story where ctid = any(array(
      select ctid from story where created_at < now() - make_interval(days => ${longest}::int) limit ${limit}))`,
  );
  const readings = await inBatches(
    db,
    (limit) => sql`
    delete from reading where ctid = any(array(
      select ctid from reading where at < now() - make_interval(days => ${resultDays}::int) limit ${limit}))`,
  );
  const results =
    (await inBatches(db, oldResults)) +
    (await inBatches(db, oldTopics)) +
    (await inBatches(db, oldSums)) +
    (await inBatches(db, oldAccountSums)) +
    (await inBatches(db, oldPosts)) +
    (await inBatches(db, oldConversions)) +
    (await inBatches(db, oldFacets)) +
    (await inBatches(db, oldStories)) +
    (await inBatches(db, oldPeople));
  const incoming = await inBatches(
    db,
    (limit) => sql`
    delete from incoming where (workspace_id, source_id, id) in (
      select workspace_id, source_id, id from incoming where at < now() - make_interval(days => ${incomingDays}::int) order by at limit ${limit})`,
  );
  const said = await inBatches(
    db,
    (limit) => sql`
    delete from said where ctid = any(array(
      select ctid from said where at < now() - make_interval(days => ${saidDays}::int) limit ${limit}))`,
  );
  const approvals = await inBatches(
    db,
    (limit) => sql`
    delete from approval where ctid = any(array(
      select ctid from approval a where at < now() - make_interval(days => ${askedDays}::int)
        and not exists (select from kept where kept.workspace_id = a.workspace_id and kept.approval_id = a.id) order by at limit ${limit}))`,
  );
  const offers = await inBatches(db, oldOffers);
  await inBatches(db, oldCues);
  const wordings = await inBatches(db, oldWordings);
  const words = await inBatches(
    db,
    (limit) => sql`
    delete from item_word where ctid = any(array(
      select ctid from item_word where at < now() - make_interval(days => ${eventDays}::int) limit ${limit}))`,
  );
  await forgetReplaced(db);
  await sql`delete from connect_flow where expires_at < now()`.execute(db);
  const over = sql`window_start < now() - make_interval(days => ${budgetDays}::int)`;
  const budgets =
    (await inBatches(
      db,
      (limit) => sql`delete from budget where ctid = any(array(select ctid from budget where ${over} limit ${limit}))`,
    )) +
    (await inBatches(
      db,
      (limit) =>
        sql`delete from app_budget where ctid = any(array(select ctid from app_budget where ${over} limit ${limit}))`,
    ));
  return {
    runs,
    traces,
    empty,
    looks,
    polls,
    items,
    stories,
    readings,
    results,
    incoming,
    said,
    approvals,
    offers,
    wordings,
    words,
    budgets,
  };
}

/**
 * Runs that found nothing, as those before looks were counted did and those that a crash left open may: they become a count, and their
 * steps, each of which let nothing through, go with them.
 */
const countEmpty = (limit: number) => sql`
  with gone as (
    select workspace_id, id, map_id, finished_at at time zone 'UTC' as at from run
    where cause = 'schedule' and state = 'done' and items = 0 and deliveries = 0 and warnings = '[]'::jsonb
      and drops = 0 and finished_at < now() - interval '1 hour'
    order by finished_at limit ${limit} for update skip locked
  ), counted as (
    insert into look_day (workspace_id, map_id, day, hours)
    select workspace_id, map_id, day, array(
      select (select count(*)::int from unnest(found) each where each = hour) from generate_series(0, 23) hour order by hour)
    from (select workspace_id, map_id, at::date as day, array_agg(extract(hour from at)::int) as found from gone group by 1, 2, 3) days
    order by workspace_id, map_id, day
    on conflict (workspace_id, map_id, day) do update
      set hours = array(select had + more from unnest(look_day.hours, excluded.hours) as sum(had, more))
  )
  delete from run using gone where run.workspace_id = gone.workspace_id and run.id = gone.id`;

/** Days for which some workspace or live map wants to know its stories; no fewer than usual, so that a longer wish finds them. */
async function longestStory(db: Db): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select greatest(${usualStoryRule.days}::int, (select max(story_days) from workspace), (select max((v.document->'stories'->>'days')::int) from map m
      join version v on v.workspace_id = m.workspace_id and v.map_id = m.id and v.number = m.live_version where m.state <> 'archived')) as days`.execute(
    db,
  );
  return rows[0]?.days ?? usualStoryRule.days;
}

async function inBatches(db: Db, statement: (limit: number) => RawBuilder<unknown>): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await statement(rowsAtOnce).execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
