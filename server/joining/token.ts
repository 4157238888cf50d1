import { notFound } from "../errors.ts";
import type { Settings } from "../ports.ts";
import { bytesOfId, idOfBytes, marked, markedRow, readMarked, readMarkedRow } from "../vault/marked.ts";

/**
 * An address that lets one person in: it names whom, and is signed, so that it stands in no row. `member`: invited; `request`: came by themselves, and read
 * it in their mail. Whether it still opens anything is looked at when it is used.
 */
export type JoinMark = { workspaceId: string } & ({ memberId: string } | { requestId: number });

const purpose = { name: "joining", bytes: 12 };
type Key = Pick<Settings, "masterKey">;

export const joinToken = (key: Key, mark: JoinMark): string =>
  "memberId" in mark
    ? marked(key, purpose, Buffer.concat([bytesOfId(mark.workspaceId), bytesOfId(mark.memberId)]))
    : markedRow(key, purpose, { workspaceId: mark.workspaceId, id: String(mark.requestId) });

/** Throws `not_found` for what is none of ours. */
export function readJoinToken(key: Key, token: string): JoinMark {
  const request = readMarkedRow(key, purpose, token);
  if (request !== null) return { workspaceId: request.workspaceId, requestId: Number(request.id) };
  const named = readMarked(key, purpose, token);
  if (named?.length !== 32) throw notFound();
  return { workspaceId: idOfBytes(named.subarray(0, 16)), memberId: idOfBytes(named.subarray(16)) };
}

export const joinLink = (settings: Key & Pick<Settings, "publicUrl">, mark: JoinMark): string =>
  `${settings.publicUrl}/join/${joinToken(settings, mark)}`;
