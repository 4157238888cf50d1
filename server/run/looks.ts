import { sql } from "kysely";
import type { Schedule } from "#engine/map.ts";
import { due, placeOf } from "#engine/schedule.ts";
import { campaignRuns } from "../campaigns/now.ts";
import type { Db, Trx } from "../ports.ts";
import { cronNext } from "../time/cron.ts";
import { missedSlot } from "./missed.ts";
import { nextTime } from "./ticks.ts";

/** Seconds that a look outlives the process that made it; renewed while it lives. */
export const lease = 30;

/**
 * A map's look at its time: what its sources have is read, and where something is new, a run takes it. `next`: the map's time after this
 * one. `tries`: how often it was begun; with the slot it tells this process's look from that of another that took it over.
 */
export type Look = {
  workspaceId: string;
  mapId: string;
  slot: string;
  next: string | null;
  begunAt: string;
  /** Earlier times of the map passed without a look. */
  missed: boolean;
  tries: number;
};

type DueMap = {
  workspace_id: string;
  id: string;
  live_version: number;
  due: string;
  now: string;
  schedule: Schedule;
  missed: "skip" | "latest";
};
type Slot = Pick<DueMap, "workspace_id" | "id"> & { slot: string; missed: boolean };

/**
 * Takes the maps whose time has come, the longest overdue first, at most `limit`, and sets their next times: one transaction. Several
 * processes may do this at once: a due map is taken by one of them, and no time of a map is taken twice. A map that is still looking
 * waits until it has done so. Times are the database's.
 */
export async function takeLooks(db: Db, limit: number): Promise<{ looks: Look[]; full: boolean }> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<DueMap>`
      select map.workspace_id, map.id, map.live_version, map.next_due_at as due, now() as now,
        version.document->'schedule' as schedule, coalesce(version.document->>'missed', 'latest') as missed
      from map join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
      where map.state = 'live' and map.next_due_at <= now() and ${campaignRuns("map")} and not exists (
        select from look where look.workspace_id = map.workspace_id and look.map_id = map.id and look.slot is not null)
      order by map.next_due_at limit ${limit} for update of map skip locked`.execute(trx);
    if (rows.length === 0) return { looks: [], full: false };
    const slots: Slot[] = [];
    const times = new Map<string, string | null>();
    for (const map of rows) {
      const [now, set, place] = [Date.parse(map.now), Date.parse(map.due), placeOf(map.id, map.schedule)];
      // The slot itself is due too: `due` looks strictly after.
      const { run, missed } = due(map.schedule, set - 1, now, { missed: map.missed, cronNext, place, set });
      times.set(map.id, nextTime(map.id, map.schedule, now));
      if (run !== null) slots.push({ ...map, slot: run === set ? map.due : new Date(run).toISOString(), missed });
      else if (missed) await noteMissed(trx, map);
    }
    const nexts = await setTimes(trx, rows, times);
    const begun = await begin(trx, slots);
    const looks = begun.map((look) => ({ ...look, next: nexts.get(look.mapId) ?? null }));
    return { looks, full: rows.length === limit };
  });
}

/** Gives the times as the database has them. */
async function setTimes(trx: Trx, maps: DueMap[], times: ReadonlyMap<string, string | null>) {
  const { rows } = await sql<{ id: string; at: string | null }>`update map set next_due_at = entry.at
    from unnest(${maps.map((map) => map.workspace_id)}::uuid[], ${maps.map(({ id }) => id)}::uuid[],
      ${maps.map(({ id }) => times.get(id) ?? null)}::timestamptz[]) as entry(workspace, id, at)
    where map.workspace_id = entry.workspace and map.id = entry.id returning map.id, map.next_due_at as at`.execute(
    trx,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** A slot that was taken just before is not taken again, whatever time the map was set to. */
async function begin(trx: Trx, slots: Slot[]): Promise<Omit<Look, "next">[]> {
  if (slots.length === 0) return [];
  const { rows } = await sql<Omit<Look, "next">>`
    insert into look (workspace_id, map_id, last_slot, slot, missed, begun_at, until, tries)
    select entry.workspace, entry.map, entry.slot, entry.slot, entry.missed, clock_timestamp(), now() + make_interval(secs => ${lease}::int), 1
    from unnest(${slots.map((one) => one.workspace_id)}::uuid[], ${slots.map(({ id }) => id)}::uuid[],
      ${slots.map(({ slot }) => slot)}::timestamptz[], ${slots.map(({ missed }) => missed)}::bool[]) as entry(workspace, map, slot, missed)
    on conflict (workspace_id, map_id) do update set last_slot = excluded.slot, slot = excluded.slot, missed = excluded.missed,
        begun_at = excluded.begun_at, until = excluded.until, tries = 1
      where look.slot is null and look.last_slot <> excluded.slot
    returning workspace_id as "workspaceId", map_id as "mapId", slot, begun_at as "begunAt", missed, tries`.execute(
    trx,
  );
  return rows;
}

/** A slot that was let go is shown among the runs: nothing disappears. */
async function noteMissed(trx: Trx, map: DueMap): Promise<void> {
  await trx
    .insertInto("run")
    .values({
      workspace_id: map.workspace_id,
      map_id: map.id,
      version: map.live_version,
      due_at: map.due,
      cause: "schedule",
      state: "skipped",
      finished_at: map.now,
      error: JSON.stringify(missedSlot),
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Takes over looks whose process has left them, the longest first. */
export async function takeOver(db: Db, limit: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    update look set until = now() + make_interval(secs => ${lease}::int), tries = tries + 1
    from map where map.workspace_id = look.workspace_id and map.id = look.map_id and (look.workspace_id, look.map_id) in (
      select workspace_id, map_id from look where slot is not null and until < now() order by until limit ${limit} for update skip locked)
    returning look.workspace_id as "workspaceId", look.map_id as "mapId", look.slot, look.begun_at as "begunAt", look.missed, look.tries,
      map.next_due_at as next`.execute(db);
  return rows;
}

/** Holds on to looks for another while, or, with `seconds` 0, gives them back. Gives the maps of those that are still ours. */
export async function renewLooks(db: Db, looks: readonly Look[], seconds = lease): Promise<Set<string>> {
  if (looks.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    update look set until = now() + make_interval(secs => ${seconds}::int)
    from ${listed(looks)} where ${ours} returning look.map_id as id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Ends looks. Those that found nothing (`empty`) are counted: in one statement with their end, so that each counts once, whatever happens
 * to its process. One that somebody else took over meanwhile is theirs to end.
 */
export async function endLooks(db: Db, looks: readonly Look[], empty: boolean): Promise<void> {
  if (looks.length === 0) return;
  const end = sql`update look set slot = null, until = null, looked_at = now(), empty_at = case when ${empty} then now() else empty_at end
    from ${listed(looks)} where ${ours}`;
  if (!empty) return void (await end.execute(db));
  await sql`with ended as (${end} returning look.workspace_id, look.map_id, (now() at time zone 'UTC') as at)
    insert into look_day (workspace_id, map_id, day, hours)
    select workspace_id, map_id, at::date, array(select (hour = extract(hour from at))::int from generate_series(0, 23) hour) from ended
      order by workspace_id, map_id
    on conflict (workspace_id, map_id, day) do update
      set hours = array(select had + more from unnest(look_day.hours, excluded.hours) as sum(had, more))`.execute(db);
}

const listed = (looks: readonly Look[]) =>
  sql`unnest(${looks.map((look) => look.workspaceId)}::uuid[], ${looks.map((look) => look.mapId)}::uuid[],
    ${looks.map((look) => look.slot)}::timestamptz[], ${looks.map((look) => look.tries)}::int[]) as mine(workspace, map, slot, tries)`;
const ours = sql`look.workspace_id = mine.workspace and look.map_id = mine.map and look.slot = mine.slot and look.tries = mine.tries`;
