import { sql } from "kysely";
import { record } from "../audit.ts";
import { byHand } from "#engine/written.ts";
import { conflict, invalid, unprocessable } from "../errors.ts";
import type { Services } from "../ports.ts";
import { dueNow } from "./lanes.ts";
import type { Answering } from "./proposals.ts";

/**
 * Another time for what its owner let go out, while nothing has left. The lane is locked first, as by the gate. Throws 409 where the call has begun, or
 * it waits for something else, and 400 for a time that is past, or behind its end.
 */
export async function retime(services: Pick<Services, "db">, input: Answering, at: string): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  await services.db.transaction().execute(async (trx) => {
    await sql`select from lane where workspace_id = ${workspaceId} and account_id =
      (select account_id from delivery where workspace_id = ${workspaceId} and id = ${deliveryId}) for update`.execute(
      trx,
    );
    const { rows } = await sql<{ account: string; fits: boolean; early: boolean }>`
      select account_id as account, ${at}::timestamptz > now() and ${at}::timestamptz < expires_at as fits, item_key like ${`${byHand}%`} and exists (
          select from account a where a.workspace_id = ${workspaceId} and a.id = account_id and a.member_id is not null)
        and exists (select from item i where i.workspace_id = ${workspaceId} and i.seq = item_seq
          and (i.data#>>'{written,from}')::timestamptz > ${at}::timestamptz) as early from delivery
      where workspace_id = ${workspaceId} and id = ${deliveryId} and state = 'ready' and attempts = 0 and part = 0 for update`.execute(
      trx,
    );
    const [row] = rows;
    if (row === undefined)
      throw conflict("left_already", {
        en: "It is on its way already, or waits for something else: its time can no longer be changed.",
        fr: "C’est déjà parti, ou cela attend autre chose : l’heure ne peut plus être changée.",
      });
    if (!row.fits)
      throw invalid([{ place: "body.at", message: "must lie ahead, and before the post's own end" }], {
        en: "Choose a time that lies ahead, and before this news is over.",
        fr: "Choisissez une heure à venir, avant que cette nouvelle ne soit périmée.",
      });
    if (row.early) throw tooEarly();
    await sql`update delivery set due_at = ${at}::timestamptz where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(
      trx,
    );
    // The lane looks again, and finds when its next is due.
    await dueNow(trx, workspaceId, row.account);
    await record(trx, {
      ...{ workspaceId, memberId, action: "delivery.time", subject: `delivery/${deliveryId}` },
      detail: { at },
    });
  });
}

/** Who wrote it for all set its time: nobody lets it out before. */
const tooEarly = () =>
  unprocessable("too_early", {
    en: "It was written for a later time: before that it does not go out.",
    fr: "Il a été écrit pour une heure plus tardive : il ne part pas avant.",
  });
