import { once } from "node:events";
import { dirname } from "node:path";
import { sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { knownMigrations, rebuild } from "../database/migrate.ts";
import type { Trx } from "../ports.ts";
import { openSingle } from "../database/pool.ts";
import { setNumber } from "../ledger/set.ts";
import { markRestored } from "../ledger/setback.ts";
import { leaveAgain } from "../mine/leave.ts";
import { readMarks } from "../mine/marks.ts";
import { damaged, newer, notEmpty, wrongSecret } from "./error.ts";
import { type Header, isSecretOf, type Manifest } from "./format.ts";
import { loosen } from "./loosen.ts";
import { inspect, readBackup } from "./read.ts";
import { manners, readTables, type Table } from "./tables.ts";

/** Numbers given in the time that is lost are not given again: networks and people may know them. */
const gap = 10_000_000;

export type Restored = { header: Header; manifest: Manifest; rows: number };

/**
 * Puts a backup into an empty database, and brings it up to date. The file is read whole before anything is written, and all is one
 * transaction: it is there altogether or not at all. What comes of it is stopped until an admin lets it go on, since what left
 * after the backup would leave again; and who left for good since leaves again (`backupDir`: where that is noted, as beside the file). `place`: what the
 * database is called in sentences.
 */
export async function restoreBackup(
  file: string,
  options: {
    url: string;
    place: string;
    masterKey: Buffer;
    backupDir?: string;
    tell?: (rows: number, of: number) => void;
  },
): Promise<Restored> {
  const { header, manifest } = await inspect(file);
  const known = await knownMigrations();
  if (header.functions > setNumber || header.migrations.some((name) => !known.includes(name)))
    throw newer(header.version);
  if (!isSecretOf(header, options.masterKey)) throw wrongSecret();
  const { db, client, close } = await openSingle(options.url);
  try {
    const rows = await db.transaction().execute(async (trx) => {
      await client.query(manners);
      if (!(await isEmpty(trx))) throw notEmpty(options.place);
      let rows = 0;
      await rebuild(trx, header.migrations.at(-1) ?? null, async () => {
        rows = await fill(trx, client, { file, manifest, tell: options.tell ?? (() => undefined) });
      });
      await markRestored(trx, header.takenAt);
      await leaveAgain(trx, options.masterKey, await marksBeside(file, options.backupDir));
      return rows;
    });
    await client.query("analyze");
    return { header, manifest, rows };
  } finally {
    await close();
  }
}

/** Who left, by what lies beside the file and where this server keeps its backups. */
async function marksBeside(file: string, backupDir: string | undefined): Promise<ReadonlySet<string>> {
  const folders = new Set([dirname(file), ...(backupDir === undefined ? [] : [backupDir])]);
  const all = await Promise.all([...folders].map(readMarks));
  return new Set(all.flatMap((marks) => [...marks]));
}

/** Whether nothing of anybody is where our tables would be. */
async function isEmpty(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from pg_class c where c.relkind in ('r','p','v','m','f')
      and c.relnamespace in (current_schema()::regnamespace, to_regnamespace('queue'))
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')) as there`.execute(
    trx,
  );
  return !rows[0]!.there;
}

type Copying = {
  name: string;
  write: (bytes: Uint8Array) => Promise<void>;
  /** Gives how many rows came. */
  end: () => Promise<number>;
  cancel: () => void;
};
type Filling = { file: string; manifest: Manifest; tell: (rows: number, of: number) => void };

/** Rows into the tables as the backup's steps made them, without what else would happen to a new row; that is put back behind them, and so proven. */
async function fill(trx: Trx, client: pg.ClientBase, { file, manifest, tell }: Filling): Promise<number> {
  const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
  const entries = new Map(manifest.tables.map((entry) => [entry.name, entry]));
  const of = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  const putBack = await loosen(trx, [...tables.keys()]);
  let open = null as Copying | null;
  let rows = 0;
  const end = async (): Promise<void> => {
    if (open === null) return;
    const came = await open.end();
    if (came !== entries.get(open.name)?.rows) throw damaged(file, new Error(`${open.name} has ${came} rows`));
    tell((rows += came), of);
    open = null;
  };
  try {
    for await (const piece of readBackup(file)) {
      if (piece.kind !== "part") continue;
      if (open?.name !== piece.table) {
        await end();
        const [table, entry] = [tables.get(piece.table), entries.get(piece.table)];
        if (table === undefined || entry === undefined)
          throw damaged(file, new Error(`there is no table ${piece.table}`));
        open = copyIn(client, { ...table, columns: entry.columns, as: entry.as });
      }
      await open.write(piece.bytes);
    }
    await end();
  } catch (error) {
    // Else the connection would wait for more rows, and no longer roll back.
    open?.cancel();
    throw error;
  }
  for (const [name, last] of Object.entries(manifest.sequences)) {
    await sql`select setval(c.oid::regclass, least(${last}::bigint + case when s.seqtypid = 'bigint'::regtype then ${gap} else 0 end, s.seqmax))
      from pg_class c join pg_sequence s on s.seqrelid = c.oid
      where c.relname = ${name} and c.relnamespace = current_schema()::regnamespace`.execute(trx);
  }
  await putBack();
  return rows;
}

function copyIn(client: pg.ClientBase, { name, columns, as }: Pick<Table, "name" | "columns" | "as">): Copying {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const stream = client.query(
    copyFrom(`copy ${client.escapeIdentifier(name)} (${list}) from stdin with (format ${as})`),
  );
  const failed = once(stream, "finish");
  failed.catch(() => undefined);
  return {
    name,
    write: async (bytes: Uint8Array): Promise<void> => {
      if (!stream.write(bytes)) await Promise.race([once(stream, "drain"), failed]);
    },
    end: async (): Promise<number> => {
      stream.end();
      await failed;
      return stream.rowCount;
    },
    cancel: () => void stream.destroy(),
  };
}
