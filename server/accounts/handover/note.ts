import { sql } from "kysely";
import { record } from "../../audit.ts";
import { notify } from "../../notices/notify.ts";
import type { Trx } from "../../ports.ts";
import { offerDays } from "../offered.ts";

type Actor = { workspaceId: string; memberId: string };
export type Asking = { accountId: string; to: string; company: boolean };

/** Asks a colleague to take an account over, and tells them; whoever was asked before is asked no more. */
export async function askHeir(trx: Trx, actor: Actor, { accountId, to, company }: Asking): Promise<void> {
  const { workspaceId, memberId } = actor;
  const { rows } = await sql<{ at: string; name: string }>`
    insert into handover as h (workspace_id, account_id, member_id, asked_by, company)
    values (${workspaceId}, ${accountId}, ${to}, ${memberId}, ${company})
    on conflict (workspace_id, account_id) do update set member_id = excluded.member_id, asked_by = excluded.asked_by, asked_at = now(),
      company = excluded.company, accepted_at = null
    returning h.asked_at as at, (select name from account where workspace_id = ${workspaceId} and id = ${accountId}) as name`.execute(
    trx,
  );
  const { at, name } = rows[0]!;
  await record(trx, { ...actor, action: "account.handover", subject: `account/${accountId}`, detail: { to, company } });
  await notify(trx, {
    workspaceId,
    memberId: to,
    reason: `handover/${accountId}/${Date.parse(at)}`,
    kind: "account",
    days: offerDays,
    data: {
      title: { en: "An account is offered to you", fr: "Un compte vous est proposé" },
      text: {
        en: `A colleague would like to hand “${name}” over to you. Nothing changes before you say yes.`,
        fr: `Un collègue souhaite vous confier « ${name} ». Rien ne change avant votre accord.`,
      },
      button: { en: "See", fr: "Voir" },
      path: `/accounts/${accountId}/take`,
    },
  });
}
