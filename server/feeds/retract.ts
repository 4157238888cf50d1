import { sql } from "kysely";
import { type Actor, record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Services } from "../ports.ts";

/**
 * Takes a post out of a feed that this server shows. The delivery stays published, as it was: what readers have fetched already is
 * theirs. Doing it twice is as good. Throws 409 for a post elsewhere, or one that is not out.
 */
export async function retract(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  { deliveryId, ...actor }: Actor & { deliveryId: number },
): Promise<void> {
  const { workspaceId, memberId } = actor;
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom("delivery")
      .select(["account_id", "network", "state"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", deliveryId)
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    if (row.state !== "published" || nodes.networks.get(row.network)?.card.here !== true)
      throw conflict("not_shown_here", {
        en: "Only what this server shows itself can be taken out of it.",
        fr: "Seul ce que ce serveur affiche lui-même peut en être retiré.",
      });
    const { numAffectedRows = 0n } = await sql`
      insert into feed_retraction (workspace_id, delivery_id, account_id, by_member, at)
      values (${workspaceId}, ${deliveryId}, ${row.account_id}, ${memberId}, clock_timestamp())
      on conflict do nothing`.execute(trx);
    if (numAffectedRows > 0n)
      await record(trx, { ...actor, action: "delivery.retract", subject: `delivery/${deliveryId}` });
  });
}
