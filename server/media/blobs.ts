import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";

/** Bytes in one row, and chunks in one statement. */
const chunkBytes = 256 * 1024;
const chunksAtOnce = 8;

/**
 * Where bytes lie: in the database, in chunks, once per workspace and content. All that knows so is in this file: a bucket would
 * take its place. Call `putBlob` in the transaction that writes who needs the bytes.
 */
export async function putBlob(trx: Trx, workspaceId: string, bytes: Uint8Array): Promise<Buffer> {
  const hash = createHash("sha256").update(bytes).digest();
  // The row is written again where it exists: whoever prunes at this moment then sees that it is wanted.
  const { rows } = await sql<{ fresh: boolean }>`
    insert into blob (workspace_id, hash, bytes) values (${workspaceId}, ${hash}, ${bytes.byteLength})
    on conflict (workspace_id, hash) do update set kept_at = now() returning xmax = 0 as fresh`.execute(trx);
  if (rows[0]?.fresh !== true) return hash;
  const starts = Array.from({ length: Math.ceil(bytes.byteLength / chunkBytes) }, (_, number) => number);
  for (let first = 0; first < starts.length; first += chunksAtOnce) {
    const values = starts.slice(first, first + chunksAtOnce).map((number) => ({
      workspace_id: workspaceId,
      hash,
      number,
      bytes: Buffer.from(bytes.subarray(number * chunkBytes, (number + 1) * chunkBytes)),
    }));
    await trx.insertInto("blob_chunk").values(values).execute();
  }
  return hash;
}

/** The bytes of a hash; null where they are not there. */
export async function getBlob(db: Db | Trx, workspaceId: string, hash: Buffer): Promise<Buffer | null> {
  const rows = await db
    .selectFrom("blob_chunk")
    .select("bytes")
    .where("workspace_id", "=", workspaceId)
    .where("hash", "=", hash)
    .orderBy("number")
    .execute();
  if (rows.length === 0) return null;
  return rows.length === 1 ? rows[0]!.bytes : Buffer.concat(rows.map(({ bytes }) => bytes));
}

/** Deletes bytes that nobody needs and nobody stored within the last hour, at most `limit`. Returns how many. */
export async function pruneBlobs(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from blob where (workspace_id, hash) in (
      select b.workspace_id, b.hash from blob b where b.kept_at < now() - interval '1 hour'
        and not exists (select from medium m where m.workspace_id = b.workspace_id and m.hash = b.hash)
        and not exists (select from rendition r where r.workspace_id = b.workspace_id and r.hash = b.hash)
      order by b.kept_at limit ${limit}) and kept_at < now() - interval '1 hour'`.execute(db);
  return Number(numAffectedRows ?? 0);
}
