import { sql } from "kysely";
import { pickedUnder } from "#engine/picked.ts";
import type { People } from "#engine/written.ts";
import { replaceReminded } from "../ledger/campaign.ts";
import type { Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { liveScenario } from "./sync.ts";

/**
 * The accounts of people for whom a step of a scenario enters now, and a mark that it has, in the transaction in which it does: nobody is given a
 * step twice, however often it is drawn anew or a process dies. A reminder is for nobody who has published what it reminds of, said yes or no to it;
 * who left it unanswered finds the reminder in its place, and never both.
 */
export async function chosenFor(
  trx: Trx,
  workspaceId: string,
  { campaign, step, people }: { campaign: string; step: string; people: People },
): Promise<string[]> {
  const live = await liveScenario(trx, workspaceId, campaign);
  const drawn = live?.scenario.steps.find(({ id }) => id === step);
  const unless = drawn?.kind === "post" ? drawn.unless : null;
  const picked = (await listPublishers(trx, workspaceId)).filter(
    (account) => account.member !== null && pickedUnder(account, people) !== null,
  );
  const members = [...new Set(picked.map(({ member }) => member!))];
  const keys = unless === null ? [] : await keysOf(trx, workspaceId, campaign, unless);
  const answered = sql`select from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.item_key = any(${keys}::text[]) and a.member_id = m.id
      and (d.state in ('ready','retry_wait','sending','processing','published','unknown') or d.reason_code = 'declined'
        or (d.state = 'held' and d.approved_at is not null))`;
  const { rows: open } = await sql<{ id: string }>`select m.id from unnest(${members}::uuid[]) m(id)
    where not exists (select from scenario_share s where s.workspace_id = ${workspaceId} and s.campaign_id = ${campaign} and s.step = ${step} and s.member_id = m.id)
      and not exists (${answered})`.execute(trx);
  const left = open.map(({ id }) => id);
  if (keys.length > 0) await replaceReminded(trx, workspaceId, { keys, members: left });
  // Asked again: from here on the answer of somebody who gave it meanwhile counts, and nobody else can give one to what was taken back.
  const { rows } = await sql<{ id: string }>`
    insert into scenario_share (workspace_id, campaign_id, step, member_id)
    select ${workspaceId}, ${campaign}, ${step}, m.id from unnest(${left}::uuid[]) m(id) where not exists (${answered})
    on conflict do nothing returning member_id as id`.execute(trx);
  const chosen = new Set(rows.map(({ id }) => id));
  return picked.filter(({ member }) => chosen.has(member!)).map(({ id }) => id);
}

/** By which names a step's posts are in the ledger. */
async function keysOf(trx: Trx, workspaceId: string, campaign: string, step: string): Promise<string[]> {
  const { rows } = await sql<{
    key: string;
  }>`select 'entry:' || e.id || ':' || n as key from entry e cross join lateral generate_series(1, e.round) n
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaign} and e.step = ${step}`.execute(trx);
  return rows.map(({ key }) => key);
}
