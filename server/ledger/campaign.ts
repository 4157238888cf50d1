import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { oneAfterAnother } from "./turns.ts";

/** Rows that one look lets go on. */
const most = 5000;

/**
 * What waited for its campaign goes on once that runs; of one that is over the gate says so when its turn comes. A look every few seconds, since
 * a first day begins by itself. Gives how many.
 */
export async function releaseCampaigns(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with waiting as (
      select d.workspace_id, d.id from delivery d left join campaign c on c.workspace_id = d.workspace_id and c.id = d.campaign_id
        left join workspace s on s.id = c.workspace_id
      where d.state = 'held' and d.reason_code = 'campaign_rest'
        and (c.id is null or c.state = 'stopped' or (c.state = 'started' and now() >= (c.first_day::timestamp at time zone s.zone))) limit ${most}
    ), freed as (
      update delivery d set state = 'ready', reason_code = null, reason = null, due_at = greatest(d.due_at, now())
      from waiting w where d.workspace_id = w.workspace_id and d.id = w.id and d.state = 'held' and d.reason_code = 'campaign_rest'
      returning d.workspace_id, d.account_id
    ), woken as (
      update lane l set next_at = least(l.next_at, now()), reached_at = null, reached_id = null from (select distinct workspace_id, account_id from freed) f
      where l.workspace_id = f.workspace_id and l.account_id = f.account_id
    )
    select count(*)::int as n from freed`.execute(db);
  return rows[0]?.n ?? 0;
}

/** A post's reminder takes its place with the people who were asked about it and have said neither yes nor no: one of the two is enough. */
export async function replaceReminded(
  trx: Trx,
  workspaceId: string,
  { keys, members }: { keys: readonly string[]; members: readonly string[] },
): Promise<void> {
  await sql`update delivery set ${endsAs("cancelled", "reminded")}, settled_at = now()
    where workspace_id = ${workspaceId} and item_key = any(${[...keys]}::text[]) and state = 'held' and part = 0 and approved_at is null
      and account_id in (select id from account where workspace_id = ${workspaceId} and member_id = any(${[...members]}::uuid[]))`.execute(
    trx,
  );
}

/** A campaign was stopped: nothing that waits for it is sent any more, proposals included. Gives how many ended. */
export async function cancelOfCampaign(trx: Trx, workspaceId: string, campaign: string): Promise<number> {
  await oneAfterAnother(trx, workspaceId);
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", "campaign_over")}, settled_at = now()
    where workspace_id = ${workspaceId} and id = any(array(
      select id from delivery where workspace_id = ${workspaceId} and campaign_id = ${campaign} and state in ('held','ready','retry_wait')
      order by id for update skip locked)) and state in ('held','ready','retry_wait')`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
