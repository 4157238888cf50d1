import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Access } from "#engine/network.ts";
import type { NetworkServices } from "../services.ts";
import type { Opened, Storing, Who } from "./opened.ts";

/** Minutes a person has to choose, and choices one person may have open at a time. */
const minutes = 30;
const mostOpen = 10;

const choicePlace = (id: string): string => `choice/${id}`;

/** What is sealed; it was checked when it came from the network, and nobody but us can have sealed it. */
type Sealed = { access: Access | null; opened: Opened };
const Sealed = z.custom<Sealed>((value) => typeof value === "object" && value !== null && "opened" in value);

/** Keeps what was opened until the person has chosen: sealed, for this session only. Answers the choice's id. */
export async function offerChoice(services: NetworkServices, who: Who, storing: Storing): Promise<string> {
  const { place, access, opened } = storing;
  const { workspaceId, memberId, sessionId, forWorkspace } = who;
  const id = randomUUID();
  const plain = JSON.stringify({ access, opened } satisfies Sealed);
  const sealed = await services.vault.seal(workspaceId, choicePlace(id), plain);
  await services.db.transaction().execute(async (trx) => {
    // What is let go of here is given back by the sweep, as any choice that nobody made.
    await sql`
      update connect_choice set expires_at = now() where workspace_id = ${workspaceId} and id in (
        select id from connect_choice where workspace_id = ${workspaceId} and member_id = ${memberId} order by expires_at desc offset ${mostOpen - 1})`.execute(
      trx,
    );
    await trx
      .insertInto("connect_choice")
      .values({
        id,
        workspace_id: workspaceId,
        member_id: memberId,
        session_id: sessionId,
        network: place.network.card.name,
        connection: place.name,
        server: place.server,
        for_workspace: forWorkspace,
        again: access === null,
        sealed,
        expires_at: sql<string>`now() + make_interval(mins => ${minutes})`,
      })
      .execute();
  });
  return id;
}

/** What a choice holds. Throws VaultError. */
export async function openChoice(
  { vault }: NetworkServices,
  row: { id: string; workspace_id: string; sealed: Buffer },
): Promise<Sealed> {
  const { access, opened } = Sealed.parse(
    JSON.parse(await vault.open(row.workspace_id, choicePlace(row.id), row.sealed)),
  );
  // One that an earlier version offered has no notes.
  return { access, opened: { ...opened, notes: opened.notes ?? [] } };
}
