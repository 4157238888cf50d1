import { sql } from "kysely";
import { notBegun } from "../inbox/map-sources.ts";
import type { Asking } from "../inbox/poll.ts";
import type { Services } from "../ports.ts";
import { endLooks, type Look } from "./looks.ts";
import { missedEarlier } from "./missed.ts";
import { maxTries } from "./run-map.ts";
import { continueRun } from "./ticks.ts";
import { fail, keyOf, read, setScheduling, takeRest, type Underway, underway } from "./underway.ts";

/**
 * Carries out a look: polls those of the map's sources that are due, and where one has something that the map has not read, makes a run of
 * it. One that found nothing is counted. Bears being called again at any point, also at the same time: a slot has one run at most. Rejects
 * where the database fails or the process stops; the look is then taken over when its lease ends.
 */
export async function carryOut(
  services: Services,
  look: Look,
  signal?: AbortSignal,
  places?: Asking["places"],
): Promise<void> {
  const { workspaceId, mapId, slot, begunAt: since, next } = look;
  const run = underway({
    workspaceId,
    mapId,
    id: null,
    open: () => openRun(services, look, run),
    asking: { since, slot, next, ...(places === undefined ? {} : { places }) },
  });
  try {
    await read(services, run, signal);
    // That times were missed is told, whatever came of it.
    const found = run.id !== null || look.missed || (await anyNew(services, look));
    const key = found ? await keyOf(run) : null;
    if (key !== null) {
      await setScheduling(services, key);
      const part = await takeRest(services, run, key, signal);
      services.log.info({ workspace: workspaceId, map: mapId, run: key.id, state: part.state }, "run ended");
      if (part.more) await continueRun(services, { ...key, cause: "schedule" });
    }
    await endLooks(services.db, [look], !found);
  } catch (err) {
    if (signal?.aborted === true || look.tries < maxTries) throw err;
    const key = await keyOf(run);
    if (key !== null) await fail(services, key, err);
    await endLooks(services.db, [look], false);
  }
}

/** The run of a look, which has found something; null where it has ended already, or its map was paused or archived meanwhile. */
async function openRun({ db }: Services, look: Look, { sources }: Underway): Promise<string | null> {
  const warnings = JSON.stringify(look.missed ? [{ code: "missed", message: missedEarlier }] : []);
  const { rows } = await sql<{ id: string }>`
    insert into run (workspace_id, map_id, version, due_at, cause, state, started_at, attempts, sources_total, sources_read, warnings)
    select workspace_id, id, live_version, ${look.slot}, 'schedule', 'polling', ${look.begunAt}, ${look.tries}, ${sources.total}, ${sources.read},
      ${warnings}::jsonb
    from map where workspace_id = ${look.workspaceId} and id = ${look.mapId} and state = 'live' and live_version is not null
    on conflict (workspace_id, map_id, due_at) do update set attempts = excluded.attempts
      where run.state in ('waiting', 'polling', 'scheduling')
    returning id`.execute(db);
  return rows[0]?.id ?? null;
}

/**
 * Whether the map's sources have items that it has not read, or one of them was read for the first time and the map begins with it; or
 * whether the slot has its run already, of a process that left this look to us.
 */
async function anyNew({ db }: Services, { workspaceId, mapId, slot, tries }: Look): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from map_offset mine where mine.workspace_id = ${workspaceId} and mine.map_id = ${mapId} and case
        when mine.seq = ${notBegun}::bigint then exists (
          select from source where source.workspace_id = mine.workspace_id and source.id = mine.source_id and source.baseline_at is not null)
        else exists (select from item where item.workspace_id = mine.workspace_id and item.source_id = mine.source_id and item.seq > mine.seq)
        end)
      or (${tries} > 1 and exists (
        select from run where workspace_id = ${workspaceId} and map_id = ${mapId} and due_at = ${slot}::timestamptz)) as found`.execute(
    db,
  );
  return rows[0]!.found;
}
