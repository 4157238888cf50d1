import { sql } from "kysely";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import { countByMap } from "../approvals/may.ts";
import type { MapDetail, MapRow } from "../api/maps.ts";
import { linkedMaps } from "../links/views.ts";
import { waitsForOwner } from "../ledger/proposals.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import type { Services } from "../ports.ts";
import { glancesOf } from "../results/map.ts";
import { lastLooks } from "../run/looked.ts";
import { lastRuns } from "../run/views.ts";
import { checkDocument, knownTo, spending } from "./check.ts";
import { checkedDrafts } from "./checked.ts";
import { findMap, readDocument } from "./row.ts";
import { findVersion } from "./versions.ts";

type State = z.infer<typeof MapRow>["state"];
const none = { week: 0, span: 0 };
type Needed = Pick<Services, "db" | "nodes">;

/** The workspace's maps, last changed first, with what a person wants to know at a glance. */
export async function listMaps(services: Needed, workspaceId: string, paging: Paging): Promise<Reply<"listMaps">> {
  const { db } = services;
  const mark = readMark(paging.before);
  const found = await db
    .selectFrom("map as m")
    .leftJoin("version as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "m.workspace_id")
        .onRef("v.map_id", "=", "m.id")
        .onRef("v.number", "=", "m.live_version"),
    )
    .select([
      "m.id",
      "m.name",
      "m.state",
      "m.live_version",
      "m.revision",
      "m.next_due_at",
      "m.updated_at",
      sql<boolean>`m.draft is distinct from v.document`.as("changed"),
      sql<number>`(select count(*) from delivery d where d.workspace_id = m.workspace_id and d.map_id = m.id
        and ${waitsForOwner("d.")})`.as("waiting"),
    ])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.state", "<>", "archived")
    .$if(mark !== null, (query) =>
      query.where(sql<boolean>`(m.updated_at, m.id) < (${mark?.at}::timestamptz, ${mark?.id}::uuid)`),
    )
    .orderBy("m.updated_at", "desc")
    .orderBy("m.id", "desc")
    .limit(paging.limit + 1)
    .execute();
  const { rows, next } = cutRows(found, paging.limit, (row) => writeMark({ at: row.updated_at, id: row.id }));
  const drafts = await checkedDrafts(services, workspaceId, rows);
  const ids = rows.map((row) => row.id);
  const [runs, looks] = [await lastRuns(db, workspaceId, ids), await lastLooks(db, workspaceId, ids)];
  const [glances, linked] = [await glancesOf(db, workspaceId, ids), await linkedMaps(db, workspaceId, ids)];
  const asked = await countByMap(db, workspaceId, ids);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      state: row.state as State,
      liveVersion: row.live_version,
      changed: row.changed,
      nodes: drafts.get(row.id)?.nodes ?? 0,
      problems: drafts.get(row.id)?.problems ?? 0,
      nextDueAt: row.next_due_at,
      lastRun: runs.get(row.id) ?? null,
      emptyAt: looks.get(row.id)?.emptyAt ?? null,
      failing: looks.get(row.id)?.failing ?? 0,
      waiting: row.waiting,
      approvals: asked.get(row.id) ?? 0,
      posts: glances.get(row.id)?.posts ?? none,
      clicks: linked.has(row.id) ? (glances.get(row.id)?.clicks ?? none) : null,
      updatedAt: row.updated_at,
    })),
    next,
  };
}

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
    problems: [...draft.problems, ...(await spending(services, known, workspaceId, id))],
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
