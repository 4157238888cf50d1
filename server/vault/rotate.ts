import { type RawBuilder, sql } from "kysely";
import type { Db } from "../ports.ts";

/** Everything that is sealed, and the place each value is bound to. */
const columns: { table: string; column: string; place: RawBuilder<string> }[] = [
  { table: "account", column: "sealed_token", place: sql`'account/' || id || '/token'` },
  { table: "account", column: "sealed_refresh", place: sql`'account/' || id || '/refresh'` },
  { table: "secret", column: "sealed", place: sql`'secret/' || name` },
  { table: "secret", column: "sealed_previous", place: sql`'secret/' || name` },
  { table: "source", column: "sealed_address", place: sql`'source/' || id || '/address'` },
  { table: "network_grant", column: "sealed_token", place: sql`'grant/' || id || '/token'` },
  { table: "network_grant", column: "sealed_refresh", place: sql`'grant/' || id || '/refresh'` },
  { table: "network_grant", column: "sealed_fields", place: sql`'grant/' || id || '/fields'` },
  {
    table: "network_app",
    column: "sealed_secret",
    place: sql`'network_app/' || network || '/' || case connection when 'account' then '' else connection || '/' end || server`,
  },
  { table: "conversion_key", column: "sealed", place: sql`'conversion/' || id` },
  { table: "push_key", column: "sealed", place: sql`'push/key'` },
  { table: "connect_choice", column: "sealed", place: sql`'choice/' || id` },
  { table: "connect_flow", column: "sealed_verifier", place: sql`'connect/' || state` },
];

const batch = 100;

export type Reseal = (place: string, sealed: Buffer) => Promise<Buffer>;

/** True where something of the workspace is still sealed with a key older than `version`. */
export async function anyOlder(db: Db, workspaceId: string, version: number): Promise<boolean> {
  for (const at of columns) if ((await older(db, workspaceId, version, at, 1)).length > 0) return true;
  return false;
}

/**
 * Seals again, batch by batch, what is sealed with a key older than `version`; answers how many values were. Each value
 * is replaced only where it is still the one that was read, so a token refreshed meanwhile is never overwritten, and an
 * interrupted rotation goes on where it stopped.
 */
export async function resealAll(db: Db, workspaceId: string, version: number, reseal: Reseal): Promise<number> {
  let count = 0;
  for (const at of columns) {
    for (
      let rows = await older(db, workspaceId, version, at, batch);
      rows.length > 0;
      rows = await older(db, workspaceId, version, at, batch)
    ) {
      for (const { place, sealed } of rows) {
        const fresh = await reseal(place, sealed);
        await sql`update ${sql.table(at.table)} set ${sql.ref(at.column)} = ${fresh} where workspace_id = ${workspaceId} and ${sql.ref(at.column)} = ${sealed}`.execute(
          db,
        );
        count += 1;
      }
    }
  }
  return count;
}

/** The key's version stands big-endian in bytes 2 to 5, so that bytes compare as numbers do. */
async function older(db: Db, workspaceId: string, version: number, at: (typeof columns)[number], limit: number) {
  const column = sql.ref(at.column);
  const { rows } = await sql<{ place: string; sealed: Buffer }>`
    select ${at.place} as place, ${column} as sealed from ${sql.table(at.table)}
    where workspace_id = ${workspaceId} and ${column} is not null and substring(${column} from 2 for 4) < int4send(${version})
    limit ${limit}`.execute(db);
  return rows;
}
