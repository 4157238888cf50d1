import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createZstdDecompress } from "node:zlib";
import { createTarDecoder } from "modern-tar";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { damaged, newer, notBackup } from "./error.ts";
import { format, Header, headerName, Manifest, manifestName, partBytes, tableOf } from "./format.ts";

/** What a file gives, in order: its header once, then parts of tables, each table's one behind the other, then its manifest once. */
export type Piece =
  | { kind: "header"; header: Header }
  | { kind: "part"; table: string; bytes: Uint8Array }
  | { kind: "manifest"; manifest: Manifest };

/** A description is a list of tables; no honest one comes near. */
const longest = 16 * partBytes;

/**
 * Reads a backup piece by piece, and throws where a byte of it is not as it was written: `damaged`, also at the very end where only the
 * manifest tells. So nothing that came of it may stay before it ended. Throws `newer` where its format is not known here.
 */
export async function* readBackup(file: string): AsyncGenerator<Piece> {
  const source = createReadStream(file, { highWaterMark: partBytes });
  const plain = source.on("error", (error) => plain.destroy(error)).pipe(createZstdDecompress());
  const seen = new Map<string, { bytes: number; hash: ReturnType<typeof createHash> }>();
  let head: string | null = null;
  let whole = false;
  try {
    const entries = (Readable.toWeb(plain) as ReadableStream<Uint8Array>).pipeThrough(
      createTarDecoder({ strict: true }),
    );
    for await (const { header, body } of entries) {
      if (whole) throw new Error("something follows the manifest");
      const table = tableOf(header.name);
      if (header.size > longest) throw new Error(`${header.name} is too long`);
      const bytes = await buffer(body);
      if (head === null) {
        if (header.name !== headerName) throw notBackup(file);
        head = createHash("sha256").update(bytes).digest("hex");
        yield { kind: "header", header: readHeader(bytes) };
      } else if (table !== null) {
        const known = seen.get(table) ?? { bytes: 0, hash: createHash("sha256") };
        seen.set(table, known);
        known.bytes += bytes.length;
        known.hash.update(bytes);
        yield { kind: "part", table, bytes };
      } else if (header.name === manifestName) {
        const manifest = Manifest.parse(JSON.parse(bytes.toString("utf8")));
        if (manifest.header !== head) throw new Error("the header is another");
        for (const entry of manifest.tables) {
          const found = seen.get(entry.name) ?? { bytes: 0, hash: createHash("sha256") };
          if (found.bytes !== entry.bytes || found.hash.digest("hex") !== entry.sha256)
            throw new Error(`${entry.name} is not what it was`);
          seen.delete(entry.name);
        }
        if (seen.size > 0) throw new Error("there are tables that the manifest does not know");
        whole = true;
        yield { kind: "manifest", manifest };
      } else throw new Error(`${header.name} is nothing of a backup`);
    }
    if (!whole) throw new Error("the manifest is missing");
  } catch (error) {
    throw asSentence(file, error, head === null);
  } finally {
    source.destroy();
    plain.destroy();
  }
}

/** Only the number is looked at first: a newer format may say other things of itself. */
function readHeader(bytes: Buffer): Header {
  const value: unknown = JSON.parse(bytes.toString("utf8"));
  const told = z.looseObject({ format: z.int().min(1), version: z.string() }).parse(value);
  if (told.format > format) throw newer(told.version);
  return Header.parse(value);
}

function asSentence(file: string, error: unknown, early: boolean): Error {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (["ENOENT", "EISDIR", "EACCES", "EPERM", "ENOTDIR"].includes(code))
    return new AppError(
      "backup_unreadable",
      422,
      { en: `${file} cannot be read (${code}).`, fr: `${file} ne peut pas être lu (${code}).` },
      { cause: error },
    );
  return early && !isZstd(file) ? notBackup(file, error) : damaged(file, error);
}

/** Whether it begins as what we write does. */
function isZstd(file: string): boolean {
  const start = Buffer.alloc(4);
  const handle = openSync(file, "r");
  try {
    readSync(handle, start);
  } finally {
    closeSync(handle);
  }
  return start.equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
}

/** Reads a whole file, and gives what it says of itself. Throws as `readBackup`. */
export async function inspect(file: string): Promise<{ header: Header; manifest: Manifest }> {
  let header: Header | null = null;
  let manifest: Manifest | null = null;
  for await (const piece of readBackup(file)) {
    if (piece.kind === "header") header = piece.header;
    if (piece.kind === "manifest") manifest = piece.manifest;
  }
  if (header === null || manifest === null) throw damaged(file);
  return { header, manifest };
}
