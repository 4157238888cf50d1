import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { notFound } from "../errors.ts";
import type { Settings } from "../ports.ts";

/**
 * An address that lets one person in: it names whom, and is signed, so that it stands in no row. `member`: invited; `request`: came by themselves, and read
 * it in their mail. Whether it still opens anything is looked at when it is used.
 */
export type JoinMark = { workspaceId: string } & ({ memberId: string } | { requestId: number });

const marked = 12;
type Key = Pick<Settings, "masterKey">;

function signature({ masterKey }: Key, named: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", "relaymap joining", 32));
  return createHmac("sha256", key).update(named).digest().subarray(0, marked);
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
const idOf = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");

export function joinToken(key: Key, mark: JoinMark): string {
  const number = Buffer.alloc(6);
  if ("requestId" in mark) number.writeUIntBE(mark.requestId, 0, 6);
  const named = Buffer.concat([bytesOf(mark.workspaceId), "memberId" in mark ? bytesOf(mark.memberId) : number]);
  return Buffer.concat([named, signature(key, named)]).toString("base64url");
}

/** Throws `not_found` for what is none of ours. */
export function readJoinToken(key: Key, token: string): JoinMark {
  const bytes = Buffer.from(token, "base64url");
  const named = bytes.subarray(0, -marked);
  if ((named.length !== 32 && named.length !== 22) || !timingSafeEqual(bytes.subarray(-marked), signature(key, named)))
    throw notFound();
  const workspaceId = idOf(named.subarray(0, 16));
  return named.length === 32
    ? { workspaceId, memberId: idOf(named.subarray(16)) }
    : { workspaceId, requestId: named.readUIntBE(16, 6) };
}

export const joinLink = (settings: Key & Pick<Settings, "publicUrl">, mark: JoinMark): string =>
  `${settings.publicUrl}/join/${joinToken(settings, mark)}`;
