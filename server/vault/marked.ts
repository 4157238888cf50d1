import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Settings } from "../ports.ts";

type Key = Pick<Settings, "masterKey">;
/** What is signed, for a purpose of its own: a mark for one opens nothing of another. `bytes`: of its mark. */
export type Purpose = { name: string; bytes: number };

function markOf({ masterKey }: Key, { name, bytes }: Purpose, named: string | Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", `relaymap ${name}`, 32));
  return createHmac("sha256", key).update(named).digest().subarray(0, bytes);
}

/** What an address of ours names, with its mark behind it, in letters that an address may have. */
export const marked = (key: Key, purpose: Purpose, named: Buffer): string =>
  Buffer.concat([named, markOf(key, purpose, named)]).toString("base64url");

/** What it names; null for what is none of ours, or for another purpose. */
export function readMarked(key: Key, purpose: Purpose, token: string): Buffer | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= purpose.bytes) return null;
  const named = bytes.subarray(0, -purpose.bytes);
  return timingSafeEqual(bytes.subarray(-purpose.bytes), markOf(key, purpose, named)) ? named : null;
}

/** An id of the database, as its sixteen bytes. */
export const bytesOfId = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
export const idOfBytes = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");

/** A row of a workspace, by its number: 22 bytes. */
export type RowMark = { workspaceId: string; id: string };

export function markedRow(key: Key, purpose: Purpose, { workspaceId, id }: RowMark): string {
  const number = Buffer.alloc(6);
  number.writeUIntBE(Number(id), 0, 6);
  return marked(key, purpose, Buffer.concat([bytesOfId(workspaceId), number]));
}

export function readMarkedRow(key: Key, purpose: Purpose, token: string): RowMark | null {
  const named = readMarked(key, purpose, token);
  if (named?.length !== 22) return null;
  return { workspaceId: idOfBytes(named.subarray(0, 16)), id: String(named.readUIntBE(16, 6)) };
}
