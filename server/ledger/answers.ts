import { type RawBuilder, sql } from "kysely";
import { record } from "../audit.ts";
import { conflict } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { foundThere } from "./found.ts";
import { dueNow } from "./lanes.ts";
import type { Answering } from "./proposals.ts";
import { moment } from "./sweeps.ts";

/**
 * A person looked: the post of an unknown outcome is there, or it is not and is sent again. Both are logged. What is sent
 * again passes the gate like anything else, and gets a day for it. Of a chain the part at hand is meant, and no part before it is sent
 * again. Throws 409 where the outcome is known.
 */
export async function answerDelivery(
  services: Pick<Services, "db">,
  input: Answering & { answer: "there" | "absent"; url?: string | undefined },
): Promise<void> {
  const { workspaceId, memberId, deliveryId, answer } = input;
  const url = input.url !== undefined && /^https?:\/\//i.test(input.url) ? input.url : null;
  await services.db.transaction().execute(async (trx) => {
    const which = sql`workspace_id = ${workspaceId} and id = ${deliveryId}`;
    const now = moment(input);
    const at = sql`coalesce(gated_at, ${now})`;
    const accountId =
      answer === "there"
        ? await foundThere(trx, which, { code: "told_there", remoteId: null, url, at, now })
        : await sendOnceMore(trx, which, now);
    if (accountId === null) {
      throw conflict("not_unknown", {
        en: "What became of this post is known by now.",
        fr: "On sait maintenant ce qu’il est advenu de cette publication.",
      });
    }
    await dueNow(trx, workspaceId, accountId, input);
    await record(trx, {
      workspaceId,
      memberId,
      action: "delivery.answer",
      subject: `delivery/${deliveryId}`,
      detail: { answer, ...(url === null ? {} : { url }) },
    });
  });
}

async function sendOnceMore(trx: Trx, which: RawBuilder<unknown>, now: RawBuilder<unknown>): Promise<string | null> {
  const { rows } = await sql<{ account: string }>`
    update delivery set state = 'ready', reason_code = 'told_absent', reason = null, resent = resent + 1, due_at = ${now}, looks = 0,
      looked_at = null, lost_until = null, expires_at = greatest(expires_at, ${now} + interval '1 day'), settled_at = ${now}
    where state = 'unknown' and ${which} returning account_id as account`.execute(trx);
  return rows[0]?.account ?? null;
}
