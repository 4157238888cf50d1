import { sql } from "kysely";
import type { MapDocument, Schedule } from "#engine/map.ts";
import { ensureSources, restSources, wakeSources } from "../inbox/map-sources.ts";
import type { Services, Trx } from "../ports.ts";
import { timeOf } from "../time/clock.ts";
import { askAgain } from "./keep.ts";
import { nextTime, setNext } from "./ticks.ts";

type MapKey = { workspaceId: string; mapId: string };

/**
 * What publishing means for the engine: the map's sources and offsets, its next time, and that what its steps keep is theirs to decide anew. Call it in the transaction that
 * publishes, after the version is there and the map points to it. The document must compile.
 */
export async function publishEffects(
  trx: Trx,
  services: Pick<Services, "nodes">,
  input: MapKey & { number: number; document: MapDocument },
): Promise<void> {
  const now = await timeOf(trx);
  await ensureSources(trx, services.nodes, { ...input, now });
  await setNext(trx, input.workspaceId, input.mapId, nextTime(input.mapId, input.document.schedule, now));
  await askAgain(trx, input.workspaceId, input.mapId);
}

/** What letting a paused map go on means: its sources are due, and its next time is set. Call it after the state is `live`. */
export async function resumeEffects(trx: Trx, input: MapKey): Promise<void> {
  const { workspaceId, mapId } = input;
  await wakeSources(trx, workspaceId, mapId);
  const { rows } = await sql<{ schedule: Schedule }>`
    select version.document->'schedule' as schedule from map
    join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
    where map.workspace_id = ${workspaceId} and map.id = ${mapId}`.execute(trx);
  const schedule = rows[0]?.schedule;
  const at = schedule === undefined ? null : nextTime(mapId, schedule, await timeOf(trx));
  await setNext(trx, workspaceId, mapId, at);
}

/** What pausing or archiving means: no next time, and sources that only this map read rest. Call it after the state is set. */
export async function restEffects(trx: Trx, input: MapKey): Promise<void> {
  await setNext(trx, input.workspaceId, input.mapId, null);
  await restSources(trx, input.workspaceId);
}
