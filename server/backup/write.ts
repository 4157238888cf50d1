import { createHash } from "node:crypto";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { createTarPacker } from "modern-tar";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import {
  format,
  type Header,
  headerName,
  type Manifest,
  manifestName,
  partBytes,
  partName,
  proofOf,
  type TableEntry,
} from "./format.ts";
import { manners, readTables, type Table } from "./tables.ts";

export type Progress = {
  /** Bytes of tables as they lie on the server's disk. */ done: number;
  of: number;
  rows: number;
};

/** As fast as the database gives, and nearly as small as it gets. */
const compression = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };
/** Milliseconds in which some row must come, or there must be room for one. */
const patience = 120_000;

/**
 * Writes all that the database holds as of one moment to `sink`: one transaction that reads and holds up nobody. No more than some
 * parts are in memory. The secret is not in it, and what is sealed with it stays so. Rejects where anything is missing.
 */
export async function writeBackup(
  client: pg.Client,
  options: { masterKey: Buffer; version: string; tell?: (progress: Progress) => void; signal?: AbortSignal },
  sink: Writable,
): Promise<{ header: Header; manifest: Manifest }> {
  const { readable, controller } = createTarPacker();
  const compress = createZstdCompress({ params: compression });
  const written = pipeline(Readable.fromWeb(readable as never), compress, sink);
  // Told where it is awaited.
  written.catch(() => undefined);
  const put = async (name: string, body: Uint8Array, mtime: Date): Promise<void> => {
    const writer = controller.add({ name, size: body.length, mode: 0o600, mtime }).getWriter();
    await Promise.race([writer.write(body).then(() => writer.close()), written]);
  };
  await client.query("begin isolation level repeatable read read only");
  // As whoever may see every workspace: what owns the tables meets their walls, too.
  await client.query(`${manners}; select set_config('relaymap.scope', 'backup', true)`);
  try {
    const header = await describe(client, options);
    const at = new Date(header.takenAt);
    const head = Buffer.from(JSON.stringify(header));
    await put(headerName, head, at);
    const tables = await readTables(client);
    const of = tables.reduce((sum, { size }) => sum + size, 0);
    const entries: TableEntry[] = [];
    let [done, rows] = [0, 0];
    for (const table of tables) {
      const entry = await copyOut(client, table, options.signal, (part, number) => {
        options.tell?.({ done: done + Math.min(table.size, part.length * number), of, rows });
        return put(partName(table.name, number), part, at);
      });
      entries.push(entry);
      [done, rows] = [done + table.size, rows + entry.rows];
      options.tell?.({ done, of, rows });
    }
    // A sequence stands outside of snapshots: asked last, it is beyond every number that was read.
    const { rows: sequences } = await client.query<{ name: string; last: string }>(
      `select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = current_schema() and last_value is not null`,
    );
    const manifest: Manifest = {
      header: createHash("sha256").update(head).digest("hex"),
      tables: entries,
      sequences: Object.fromEntries(sequences.map(({ name, last }) => [name, Number(last)])),
    };
    await client.query("commit");
    await put(manifestName, Buffer.from(JSON.stringify(manifest)), at);
    controller.finalize();
    await written;
    return { header, manifest };
  } catch (error) {
    controller.error(error);
    await written.catch(() => undefined);
    throw error;
  }
}

async function describe(
  client: pg.Client,
  { masterKey, version }: { masterKey: Buffer; version: string },
): Promise<Header> {
  const { rows } = await client.query<{ at: string; migrations: string[] }>(
    `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, array(select name::text from kysely_migration order by name) as migrations`,
  );
  const { rows: set } = await client.query<{ number: number }>("select number from ledger_set");
  const { at, migrations } = rows[0]!;
  return { format, version, takenAt: at, migrations, functions: set[0]?.number ?? 0, secret: proofOf(masterKey) };
}

/** Gives a table's rows away in parts, each awaited before more is read. */
async function copyOut(
  client: pg.Client,
  { name, columns, as }: Table,
  signal: AbortSignal | undefined,
  give: (part: Uint8Array, number: number) => Promise<void>,
): Promise<TableEntry> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const stream = client.query(
    copyTo(`copy (select ${list} from ${client.escapeIdentifier(name)}) to stdout with (format ${as})`),
  );
  const hash = createHash("sha256");
  let [bytes, number, held] = [0, 0, 0];
  let parts: Buffer[] = [];
  const flush = async (): Promise<void> => {
    const part = Buffer.concat(parts);
    [parts, held] = [[], 0];
    number += 1;
    await give(part, number);
  };
  let watch: NodeJS.Timeout | undefined;
  const late = (): void => void stream.destroy(new Error(`${name} gave nothing for ${patience / 1000} s`));
  try {
    watch = setTimeout(late, patience);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      watch.refresh();
      hash.update(chunk);
      bytes += chunk.length;
      held += chunk.length;
      parts.push(chunk);
      if (held >= partBytes) await flush();
    }
  } finally {
    clearTimeout(watch);
  }
  if (held > 0) await flush();
  return { name, columns, as, rows: stream.rowCount, bytes, sha256: hash.digest("hex") };
}
