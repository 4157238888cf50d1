import { sql } from "kysely";
import type { z } from "zod";
import { calledAs } from "#engine/called.ts";
import { difference } from "#engine/difference.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Reply } from "../api.ts";
import type { VersionChange, VersionRow } from "../api/maps.ts";
import { cutRows, type Paging, readNumber } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { checkDocument, knownTo } from "./check.ts";
import { findMap, readDocument } from "./row.ts";

type Change = z.infer<typeof VersionChange>;

/** Steps that a history names of each sort; it counts the others. */
const named = 5;

/** A published version with its publisher's name; 404 where it does not exist. */
export async function findVersion(
  { db }: { db: Db | Trx },
  workspaceId: string,
  mapId: string,
  number: number,
): Promise<{ number: number; document: unknown; published_at: string; by: string | null; note: string }> {
  const row = await db
    .selectFrom("version as v")
    .leftJoin("member as p", (join) =>
      join.onRef("p.workspace_id", "=", "v.workspace_id").onRef("p.id", "=", "v.published_by"),
    )
    .select(["v.number", "v.document", "v.published_at", "v.note", "p.name as by"])
    .where("v.workspace_id", "=", workspaceId)
    .where("v.map_id", "=", mapId)
    .where("v.number", "=", number)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** A version as the editor draws it. 404 also of an archived map. */
export async function getVersion(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  mapId: string,
  number: number,
): Promise<Reply<"getVersion">> {
  await findMap(services.db, workspaceId, mapId);
  const version = await findVersion(services, workspaceId, mapId, number);
  const { document } = checkDocument(services, await knownTo(services.db, workspaceId), version.document, mapId);
  return {
    number: version.number,
    publishedAt: version.published_at,
    by: version.by,
    note: version.note,
    document: document ?? readDocument(version.document),
  };
}

/** Published versions, newest first. No drawing is read: what a version changed was written down when it was published. */
export async function listVersions(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
  paging: Paging,
): Promise<{ rows: z.infer<typeof VersionRow>[]; next: string | null }> {
  const map = await findMap(db, workspaceId, mapId);
  const before = readNumber(paging.before);
  const found = await db
    .selectFrom("version as v")
    .leftJoin("member as p", (join) =>
      join.onRef("p.workspace_id", "=", "v.workspace_id").onRef("p.id", "=", "v.published_by"),
    )
    .leftJoin("member as s", (join) =>
      join.onRef("s.workspace_id", "=", "v.workspace_id").onRef("s.id", "=", "v.signed_by"),
    )
    .select(["v.number", "v.published_at", "v.note", "p.name as by", "s.name as signedBy"])
    .select(sql<number>`jsonb_array_length(v.document -> 'nodes')`.as("nodes"))
    .select(sql<Change | null>`v.change`.as("change"))
    .where("v.workspace_id", "=", workspaceId)
    .where("v.map_id", "=", mapId)
    .$if(before !== null, (query) => query.where("v.number", "<", before))
    .orderBy("v.number", "desc")
    .limit(paging.limit + 1)
    .execute();
  const { rows, next } = cutRows(found, paging.limit, (row) => String(row.number));
  return {
    rows: rows.map((row) => ({
      number: row.number,
      publishedAt: row.published_at,
      by: row.by,
      signedBy: row.signedBy,
      note: row.note,
      nodes: row.nodes,
      live: row.number === map.live_version,
      change: row.change,
    })),
    next,
  };
}

/** What a version changes in the one before it, as its row keeps it; null where there was none. */
export async function changeOf(
  { nodes }: Pick<Services, "nodes">,
  trx: Trx,
  workspaceId: string,
  mapId: string,
  after: MapDocument,
): Promise<Change | null> {
  const last = await trx
    .selectFrom("version")
    .select("document")
    .where("workspace_id", "=", workspaceId)
    .where("map_id", "=", mapId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? changeBetween(nodes, readDocument(last.document), after) : null;
}

function changeBetween(nodes: Services["nodes"], before: MapDocument, after: MapDocument): Change {
  const { added, edited, removed, wires, settings } = difference(before, after);
  const names = (steps: readonly MapNode[]) =>
    steps.slice(0, named).map((node) => calledAs(node, nodes.manifests.get(node.type)));
  const beyond = (steps: readonly MapNode[]) => Math.max(0, steps.length - named);
  return {
    added: names(added),
    edited: names(edited),
    removed: names(removed),
    more: beyond(added) + beyond(edited) + beyond(removed),
    wires: wires.added.length + wires.removed.length,
    settings,
  };
}
