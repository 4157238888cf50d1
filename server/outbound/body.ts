import { promisify } from "node:util";
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from "node:zlib";
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

/**
 * Undoes the Content-Encoding in zlib's own threads and stops at `limit` bytes, so that a bomb costs at most that. A
 * cut-off gzip stream gives what could be read of it. Throws OutboundError `too_big` or `encoding`.
 */
export async function unpack(body: Buffer, header: string | undefined, limit: number, host: string): Promise<Buffer> {
  const encoding = (header ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity" || encoding === "none" || body.length === 0) return body;
  // Servers that announce gzip and send plain text are common; the magic bytes decide.
  if (encoding.endsWith("gzip") && !(body[0] === 0x1f && body[1] === 0x8b)) return body;
  // `deflate` means zlib, but some servers send the bare stream (RFC 9110, 8.4.1.2).
  const name = encoding === "deflate" && ((body[0] ?? 0) & 0x0f) !== 8 ? "raw" : encoding;
  if (!Object.hasOwn(unpackers, name)) throw new OutboundError("encoding", host, { sent: true });
  try {
    if (name === "br") return await unpackers.br(body, { maxOutputLength: limit });
    if (name === "zstd") return await unpackers.zstd(body, { maxOutputLength: limit });
    return await unpackers[name as "gzip"](body, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const big =
      error instanceof RangeError ||
      (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE");
    throw new OutboundError(big ? "too_big" : "encoding", host, { sent: true, cause: error });
  }
}
