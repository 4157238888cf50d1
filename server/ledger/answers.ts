import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict } from "../errors.ts";
import type { Services } from "../ports.ts";
import { dueNow } from "./lanes.ts";
import type { Answering } from "./proposals.ts";
import { moment } from "./sweeps.ts";

/**
 * A person looked: the post of an unknown outcome is there, or it is not and is sent again. Both are logged. What is sent
 * again passes the gate like anything else, and gets a day for it. Throws 409 where the outcome is known.
 */
export async function answerDelivery(
  services: Pick<Services, "db">,
  input: Answering & { answer: "there" | "absent"; url?: string | undefined },
): Promise<void> {
  const { workspaceId, memberId, deliveryId, answer } = input;
  const url = input.url !== undefined && /^https?:\/\//i.test(input.url) ? input.url : null;
  await services.db.transaction().execute(async (trx) => {
    const written =
      answer === "there"
        ? sql`state = 'published', reason_code = 'told_there', adopted = true, published_at = coalesce(gated_at, ${moment(input)}),
            remote_url = coalesce(${url}, remote_url)`
        : sql`state = 'ready', reason_code = 'told_absent', resent = resent + 1, due_at = ${moment(input)}, looks = 0, looked_at = null,
            expires_at = greatest(expires_at, ${moment(input)} + interval '1 day')`;
    const { rows } = await sql<{ accountId: string }>`
      update delivery set ${written}, reason = null, settled_at = ${moment(input)}
      where workspace_id = ${workspaceId} and id = ${deliveryId} and state = 'unknown' returning account_id as "accountId"`.execute(
      trx,
    );
    const [row] = rows;
    if (row === undefined) {
      throw conflict("not_unknown", {
        en: "What became of this post is known by now.",
        fr: "On sait maintenant ce qu’il est advenu de cette publication.",
      });
    }
    await dueNow(trx, workspaceId, row.accountId, input);
    await record(trx, {
      workspaceId,
      memberId,
      action: "delivery.answer",
      subject: `delivery/${deliveryId}`,
      detail: { answer, ...(url === null ? {} : { url }) },
    });
  });
}
