import { MapDocument } from "#engine/map.ts";
import type { DB } from "../database/db.gen.ts";
import { notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import type { Selectable } from "kysely";

export type MapRecord = Selectable<DB["map"]>;

/** The map's row; 404 for an archived one and for another workspace's. `lock` holds it until the transaction ends. */
export async function findMap(
  db: Db | Trx,
  workspaceId: string,
  id: string,
  options: { lock?: boolean } = {},
): Promise<MapRecord> {
  const row = await db
    .selectFrom("map")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "<>", "archived")
    .$if(options.lock === true, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** A stored document was checked when it was stored; one that does not parse is a bug, and throws. */
export const readDocument = (stored: unknown): MapDocument => MapDocument.parse(stored);
