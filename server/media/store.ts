import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { About, Db, Medium, Services, Trx } from "../ports.ts";
import { getBlob, putBlob } from "./blobs.ts";
import { contentOf } from "#engine/content.ts";
import { MediaError } from "./error.ts";
import type { Studio } from "./studio.ts";

/** Bytes that are taken at most. */
export const mostBytes = { picture: 20_000_000, video: 64_000_000 } as const;

export type StoreServices = Pick<Services, "db"> & { studio: Studio };

const columns = sql.raw("id, kind, type, bytes, width, height, seconds, frames, alt, address");

/**
 * Stores a picture or video, once however often its very bytes come. A picture is kept cleaned: decoded and written anew, without
 * anything that it tells besides its pixels. A video is kept as it is. Throws MediaError.
 */
export async function keep(services: StoreServices, workspaceId: string, bytes: Buffer, about: About): Promise<Medium> {
  const received = createHash("sha256").update(bytes).digest();
  const known = await touch(services.db, workspaceId, received);
  if (known !== null) return known;
  const content = contentOf(bytes);
  if (content.kind === "refused") throw new MediaError(content.code);
  if (bytes.length > mostBytes[content.kind]) throw new MediaError("too_big");
  const kept =
    content.kind === "video"
      ? { ...content, bytes, frames: 1 }
      : { kind: content.kind, seconds: null, ...(await services.studio.convert(bytes, content.type, null)) };
  await services.db.transaction().execute(async (trx) => {
    const hash = await putBlob(trx, workspaceId, kept.bytes);
    const row = { type: kept.type, bytes: kept.bytes.byteLength, width: kept.width, height: kept.height };
    await trx
      .insertInto("medium")
      .values({
        workspace_id: workspaceId,
        received,
        hash,
        kind: kept.kind,
        seconds: kept.seconds,
        frames: kept.frames,
        alt: about.alt ?? null,
        address: about.address ?? null,
        ...row,
      })
      // Somebody stored the same meanwhile.
      .onConflict((same) => same.columns(["workspace_id", "received"]).doUpdateSet({ used_at: sql`now()` }))
      .execute();
  });
  const stored = await touch(services.db, workspaceId, received);
  if (stored === null) throw new Error("A medium was stored and is not there");
  return stored;
}

/** What came before, by the hash of what came. It counts as used now. */
async function touch(db: Db, workspaceId: string, received: Buffer): Promise<Medium | null> {
  const { rows } = await sql<Medium>`
    update medium set used_at = now() where workspace_id = ${workspaceId} and received = ${received} returning ${columns}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/**
 * The media of these ids, by id; those that are gone are absent. `use`: they are about to be scheduled, and are held against
 * being pruned until the transaction ends.
 */
export async function findMedia(
  db: Db | Trx,
  workspaceId: string,
  ids: readonly string[],
  use = false,
): Promise<Map<string, Medium>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)].toSorted();
  const chosen = sql`workspace_id = ${workspaceId} and id = any(${wanted}::uuid[])`;
  // In the order of their ids, so that two who want the same never wait in a circle.
  if (use)
    await sql`update medium set used_at = now() from (select id as chosen from medium where ${chosen} order by id for update) c
    where workspace_id = ${workspaceId} and id = c.chosen`.execute(db);
  const { rows } = await sql<Medium>`select ${columns} from medium where ${chosen}`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The bytes of a medium as it is kept; null where it is gone. */
export async function readMedium(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ medium: Medium; bytes: Buffer } | null> {
  const { rows } = await sql<Medium & { hash: Buffer }>`
    select ${columns}, hash from medium where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const { hash, ...medium } = row;
  const bytes = await getBlob(db, workspaceId, hash);
  return bytes === null ? null : { medium, bytes };
}
