import { sql } from "kysely";
import type { Ability, AccountKind } from "#engine/card.ts";
import type { Publisher } from "#engine/node.ts";
import { readLimits } from "../networks/access.ts";
import type { Db, Trx } from "../ports.ts";
import { choseOf, followsOf, teamsOf } from "../topics/follows.ts";
import { topicKeys } from "../topics/name.ts";

/**
 * The accounts of a workspace as a plan sees them, with the mode that holds for things without a topic. An account that
 * must be reconnected is among them: its deliveries wait for the person, they are not lost. In the order of their refs. `memberId`: those of one person.
 */
export async function listPublishers(
  db: Db | Trx,
  workspaceId: string,
  { memberId }: { memberId?: string } = {},
): Promise<Publisher[]> {
  type Row = Omit<Publisher, "terms"> & {
    kind: AccountKind;
    limits: unknown;
    epoch: number;
    unable: Ability[];
  };
  const { rows } = await sql<Row>`
    select account.id, account.ref, account.network, account.handle, account.name,
      account.member_id as member, ${followsOf("account", "member")} as topics, ${choseOf("member")} as chose, ${teamsOf("account")} as teams, member.language, consent.mode, account.kind, account.limits, account.terms_epoch as epoch, account.unable,
      account.state = 'reconnect' as parked, case when g.sealed_refresh is null then g.token_expires_at end as ends
    from account
    left join network_grant g on g.workspace_id = account.workspace_id and g.id = account.grant_id
    left join member on member.workspace_id = account.workspace_id and member.id = account.member_id
    cross join lateral ledger_consent(account.workspace_id, account.id, '', now()) consent
    where account.workspace_id = ${workspaceId} and account.state <> 'disconnected' and member.disabled_at is null
      ${memberId === undefined ? sql`` : sql`and account.member_id = ${memberId}`}
    order by account.ref, account.id`.execute(db);
  const called = await topicKeys(db, workspaceId);
  return rows.map(({ kind, limits, epoch, unable, ...row }) => ({
    ...row,
    called,
    terms: { kind, limits: readLimits(limits), epoch, ...(unable.length === 0 ? {} : { unable }) },
  }));
}
