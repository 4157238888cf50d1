import { promisify } from "node:util";
import {
  brotliDecompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzip,
  inflate,
  inflateRaw,
  zstdDecompress,
} from "node:zlib";
import { OutboundError } from "./error.ts";

/** What we ask for; anything else that arrives is an `encoding` error. */
export const acceptEncoding = "gzip, deflate, br, zstd";

const unpackers = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  raw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

const openers = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  raw: createInflateRaw,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/**
 * Undoes the Content-Encoding in zlib's own threads and stops at `limit` bytes, so that a bomb costs at most that. A
 * cut-off gzip stream gives what could be read of it. Throws OutboundError `too_big` or `encoding`.
 */
export async function unpack(body: Buffer, header: string | undefined, limit: number, host: string): Promise<Buffer> {
  const name = packing(body, header, host);
  if (name === null) return body;
  try {
    if (name === "br") return await unpackers.br(body, { maxOutputLength: limit });
    if (name === "zstd") return await unpackers.zstd(body, { maxOutputLength: limit });
    return await unpackers[name](body, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const big =
      error instanceof RangeError ||
      (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE");
    throw new OutboundError(big ? "too_big" : "encoding", host, { sent: true, cause: error });
  }
}

/**
 * The same of an answer of which only the beginning was taken: what its bytes unpack to, as far as they go, at most `limit`. Throws
 * OutboundError `encoding` where not even its beginning can be read.
 */
export async function unpackHead(
  body: Buffer,
  header: string | undefined,
  limit: number,
  host: string,
): Promise<Buffer> {
  const name = packing(body, header, host);
  if (name === null) return body.subarray(0, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = openers[name]();
  stream.end(body);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
  } catch (cause) {
    // Where it was cut off, it ends in the middle of something.
    if (size === 0) throw new OutboundError("encoding", host, { sent: true, cause });
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** How a body is packed; null: it is plain. Throws OutboundError `encoding`. */
function packing(body: Buffer, header: string | undefined, host: string): keyof typeof unpackers | null {
  const encoding = (header ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity" || encoding === "none" || body.length === 0) return null;
  // Servers that announce gzip and send plain text are common; the magic bytes decide.
  if (encoding.endsWith("gzip") && !(body[0] === 0x1f && body[1] === 0x8b)) return null;
  // `deflate` means zlib, but some servers send the bare stream (RFC 9110, 8.4.1.2).
  const name = encoding === "deflate" && ((body[0] ?? 0) & 0x0f) !== 8 ? "raw" : encoding;
  if (!Object.hasOwn(unpackers, name)) throw new OutboundError("encoding", host, { sent: true });
  return name as keyof typeof unpackers;
}
