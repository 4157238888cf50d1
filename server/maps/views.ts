import type { z } from "zod";
import type { MapState } from "../api/map-row.ts";
import type { MapDetail } from "../api/maps.ts";
import type { Services } from "../ports.ts";
import { lastRuns } from "../run/views.ts";
import { besides, checkDocument, knownTo } from "./check.ts";
import { findMap, readDocument } from "./row.ts";
import { findVersion } from "./versions.ts";

type State = z.infer<typeof MapState>;
type Needed = Pick<Services, "db" | "nodes">;

/** One map with its draft, the draft's problems and the live version. */
export async function getMap(services: Needed, workspaceId: string, id: string): Promise<z.infer<typeof MapDetail>> {
  const { db } = services;
  const map = await findMap(db, workspaceId, id);
  const [known, runs, live, review] = await Promise.all([
    knownTo(db, workspaceId),
    lastRuns(db, workspaceId, [id]),
    map.live_version === null ? null : findVersion(services, workspaceId, id, map.live_version),
    countReview(services, workspaceId, id),
  ]);
  const draft = checkDocument(services, known, map.draft, id);
  return {
    id,
    name: map.name,
    state: map.state as State,
    revision: map.revision,
    // In the form of today, so that the editor's panels find the fields that they draw.
    document: draft.document ?? readDocument(map.draft),
    problems: [
      ...draft.problems,
      ...(await besides(services, known, workspaceId, { document: draft.document, mapId: id })),
    ],
    live: live && {
      number: live.number,
      publishedAt: live.published_at,
      by: live.by,
      document: checkDocument(services, known, live.document, id).document ?? readDocument(live.document),
    },
    nextDueAt: map.next_due_at,
    lastRun: runs.get(id) ?? null,
    review,
  };
}

/** Deliveries of the map that the flood protection holds, and polls it holds of the sources that the map reads. */
async function countReview({ db }: Pick<Services, "db">, workspaceId: string, mapId: string): Promise<number> {
  const row = await db
    .selectFrom("delivery")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("map_id", "=", mapId)
    .where("state", "=", "held")
    .where("reason_code", "in", ["review", "overflow"])
    .executeTakeFirstOrThrow();
  return row.count;
}
