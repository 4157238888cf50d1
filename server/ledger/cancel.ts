import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict } from "../errors.ts";
import type { Db } from "../ports.ts";
import { endsAs } from "./ends.ts";
import type { Answering } from "./proposals.ts";
import { moment } from "./sweeps.ts";

/** Do not post this, or no more of it than is out. Throws 409 where it is too late: it is being sent, or it was. */
export async function cancelDelivery(db: Db, input: Answering): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update delivery set ${endsAs("cancelled", "cancelled")}, settled_at = ${moment(input)}
      where workspace_id = ${workspaceId} and id = ${deliveryId} and state in ('held','ready','retry_wait')`.execute(
      trx,
    );
    if (numAffectedRows !== 1n) {
      throw conflict("too_late", {
        en: "It is too late to cancel this: it is being sent, or it is done.",
        fr: "Il est trop tard pour annuler : l’envoi est en cours, ou terminé.",
      });
    }
    await record(trx, { workspaceId, memberId, action: "delivery.cancel", subject: `delivery/${deliveryId}` });
  });
}
