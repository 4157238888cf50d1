import { sql } from "kysely";
import { pickedUnder } from "#engine/picked.ts";
import type { People } from "#engine/written.ts";
import type { Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { liveScenario } from "./sync.ts";

/**
 * The accounts of people for whom a step of a scenario enters now, and a mark that it has, in the transaction in which it does: nobody is given a
 * step twice, however often it is drawn anew or a process dies. Of a reminder nobody who has published what it reminds of, or said no to it.
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
  const { rows } = await sql<{ id: string }>`
    insert into scenario_share (workspace_id, campaign_id, step, member_id)
    select ${workspaceId}, ${campaign}, ${step}, m.id from unnest(${members}::uuid[]) m(id)
    where ${unless}::text is null or not exists (select from entry e
      cross join lateral (select d.account_id from delivery d where d.workspace_id = ${workspaceId}
        and d.item_key = any(array(select 'entry:' || e.id || ':' || n from generate_series(1, e.round) n))
        and (d.state in ('published','sending','processing','unknown') or d.reason_code = 'declined')) d
      join account a on a.workspace_id = ${workspaceId} and a.id = d.account_id and a.member_id = m.id
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaign} and e.step = ${unless})
    on conflict do nothing returning member_id as id`.execute(trx);
  const chosen = new Set(rows.map(({ id }) => id));
  return picked.filter(({ member }) => chosen.has(member!)).map(({ id }) => id);
}
