import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { forgetAnswer } from "./answered.ts";
import { type PostColumns, postOfRow, spellPost } from "./posts.ts";
import { type Answering, keepEarlier } from "./proposals.ts";
import { oneAfterAnother } from "./turns.ts";
import { isFree } from "./wordings.ts";

const left = () =>
  conflict("left_already", {
    en: "It is on its way already: it can no longer be taken back here. You can delete it on the network.",
    fr: "C’est déjà parti : on ne peut plus le reprendre ici. Vous pouvez le supprimer sur le réseau.",
  });

/**
 * The owner takes their yes back while nothing has left: it waits for them again, with the words that it had before that yes. The account's lane is locked
 * first, as by the gate: so a yes is taken back before its call or not at all. Throws 409 where the call has begun, or where it was not their yes.
 */
export async function recallProposal(services: Pick<Services, "db">, input: Answering): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  await services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ account: string; worded: boolean }>`
      select account_id as account, exists (select from earlier_post e where e.workspace_id = d.workspace_id and e.delivery_id = d.id
        and e.wording <> d.wording) as worded
      from delivery d where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(trx);
    const [found] = rows;
    if (found === undefined) throw notFound();
    // Who has which wording is settled one after the other, and before any lane is locked, as in a run.
    if (found.worded) await oneAfterAnother(trx, workspaceId);
    await sql`select from lane where workspace_id = ${workspaceId} and account_id = ${found.account} for update`.execute(
      trx,
    );
    const { rows: taken } = await sql<Taken>`
      with was as (
        select d.post, d.text, d.link, d.prepared, d.wording, b.post as before, b.wording as given
        from delivery d left join lateral (select e.post, e.wording from earlier_post e where e.workspace_id = d.workspace_id and e.delivery_id = d.id
          and e.replaced_at = d.approved_at order by e.number desc limit 1) b on true
        where workspace_id = ${workspaceId} and id = ${deliveryId} and state = 'ready' and attempts = 0 and part = 0
          and approved_by = ${memberId} for update of d
      ), taken as (
        update delivery set state = 'held', reason_code = 'consent', reason = null, approved_at = null, approved_by = null
        from was where workspace_id = ${workspaceId} and id = ${deliveryId}
      ) select * from was`.execute(trx);
    const [mine] = taken;
    if (mine === undefined) throw left();
    if (mine.before !== null) await putBack(trx, input, mine);
    await forgetAnswer(trx, input);
    await record(trx, { workspaceId, memberId, action: "proposal.recall", subject: `delivery/${deliveryId}` });
  });
}

type Taken = PostColumns & { prepared: unknown; wording: string | null; before: unknown; given: string | null };

/** What the yes had changed is kept beside it, as with every change; what had been prepared for it is let go. */
async function putBack(trx: Trx, input: Answering, mine: Taken): Promise<void> {
  const { prepared, wording, given } = mine;
  await keepEarlier(trx, input, { post: postOfRow(mine), prepared, wording });
  // A colleague may have taken the wording that it had: then it stays with the one that was chosen.
  const free = given === null || given === wording || (await isFree(trx, { ...input, wording: given }));
  const before = postOfRow({ ...mine, post: free ? mine.before : mine.post });
  await sql`update delivery set post = ${spellPost(before)}::jsonb, prepared = null, ruled = null, wording = ${free ? given : wording}
    where workspace_id = ${input.workspaceId} and id = ${input.deliveryId}`.execute(trx);
}
