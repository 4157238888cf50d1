import { createHash } from "node:crypto";
import { type ReceivedSource, receives } from "#engine/node.ts";
import type { Incoming, Refusal } from "#engine/receive.ts";
import { inWorkspace } from "../database/scope.ts";
import { AppError, notFound, tooMany } from "../errors.ts";
import type { Services } from "../ports.ts";
import { secretValues } from "../vault/secrets.ts";
import { storedConfig } from "./map-sources.ts";
import { noteRefusal, storeReceived, type Taken } from "./received.ts";

/** What is looked up: the address itself is stored sealed only. */
export const hashOf = (address: string): Buffer => createHash("sha256").update(address).digest();

/**
 * Takes a message that came to a source's own address: reads it as the source's node does, and stores what it brings. Resolves
 * once it is committed, so that the sender may forget it. Throws AppError: 404 for an address that is nobody's, 429 where one
 * source is sent too much, 401, 400 and 503 as the node refuses.
 */
export async function receive(
  services: Services,
  address: string,
  incoming: Incoming,
  tryAgainIn: (key: string) => number | null,
): Promise<Taken> {
  const { db, nodes } = services;
  const source = await db
    .selectFrom("source")
    .select(["workspace_id", "id", "type", "version", "config"])
    .where("address_hash", "=", hashOf(address))
    .executeTakeFirst();
  if (!source) throw notFound();
  const seconds = tryAgainIn(source.id);
  if (seconds !== null) throw tooMany(seconds);
  const node = nodes.source(source.type);
  if (!receives(node)) throw notFound();
  return inWorkspace(source.workspace_id, () => take(services, source, node, incoming));
}

async function take(
  services: Services,
  source: { workspace_id: string; id: string; type: string; version: number; config: unknown },
  node: ReceivedSource<unknown>,
  incoming: Incoming,
): Promise<Taken> {
  const { db, nodes } = services;
  const { workspace_id: workspaceId, id: sourceId } = source;
  const received = await node.receive(incoming, storedConfig(nodes, source), {
    sourceId,
    secrets: secretValues(services, workspaceId),
  });
  if (received.kind === "refused") {
    await noteRefusal(db, workspaceId, sourceId, received.refusal);
    services.log.info(
      { workspace: workspaceId, source: sourceId, code: received.refusal.code },
      "a message was refused",
    );
    throw refused(received.refusal);
  }
  const taken = await storeReceived(db, workspaceId, sourceId, received);
  if (taken === null) throw notFound();
  return taken;
}

const statuses: Record<Refusal["why"], number> = { proof: 401, content: 400, unready: 503 };

const refused = ({ code, why, text, places }: Refusal): AppError =>
  new AppError(code, statuses[why], text, places === undefined ? {} : { details: places });
