import { sql } from "kysely";
import { across, inWorkspace } from "../database/scope.ts";
import { important } from "../ledger/importance.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import type { Db } from "../ports.ts";
import { lookSoon } from "./notify.ts";

/** Seconds after which a new proposal is told of: what came in one run is told together, and what somebody answers at once is not told at all. */
const settled = 20;
const [places, most] = [100, 500];

/** Of a delivery `d`: when it came back to whoever had put it off; null where nobody did. */
const back = sql<
  string | null
>`(select w.until from answer w where w.workspace_id = d.workspace_id and w.delivery_id = d.id and w.answer = 'later')`;

/** Of a delivery `d` and its account `a`: it waits for a person who was not told, or who put it off when they were and has it back. Their own accounts only: those of the company are looked at by admins on their pages. */
const untold = (
  seconds: number,
) => sql<boolean>`d.state = 'held' and ${waitsForOwner("d.")} and a.member_id is not null and a.state = 'connected'
  and d.expires_at > now() and d.created_at <= now() - make_interval(secs => ${seconds})
  and coalesce(${back} <= now(), true) and not exists (select from notice n where n.workspace_id = d.workspace_id and n.delivery_id = d.id
    and (n.state = 'waiting' or n.made_at >= coalesce(${back}, '-infinity')))`;

/**
 * Writes a notice for each proposal that nobody heard of yet, wherever it came from: a run, an automatic yes that ended, a rule that holds it. Any
 * number of processes may do so at once. Gives how many.
 */
export async function askOwners(db: Db, seconds = settled): Promise<number> {
  const { rows } = await across("notices", () =>
    sql<{ id: string }>`select w.id from workspace w where w.stopped_at is null and exists (
      select from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id where d.workspace_id = w.id and ${untold(seconds)})
      order by w.id limit ${places}`.execute(db),
  );
  let asked = 0;
  for (const { id } of rows) asked += await inWorkspace(id, () => askIn(db, id, seconds));
  return asked;
}

async function askIn(db: Db, workspaceId: string, seconds: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ member: string }>`
      insert into notice (workspace_id, member_id, reason, kind, delivery_id, expires_at)
      select d.workspace_id, a.member_id, coalesce('later/' || d.id || '/' || extract(epoch from ${back})::bigint, 'proposal/' || d.id), case when ${important} then 'important' else 'proposal' end, d.id, d.expires_at
      from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
      join member m on m.workspace_id = a.workspace_id and m.id = a.member_id and m.disabled_at is null
      where a.workspace_id = ${workspaceId} and ${untold(seconds)} order by d.id limit ${most}
      on conflict (workspace_id, member_id, reason) do nothing returning member_id as member`.execute(trx);
    await lookSoon(
      trx,
      workspaceId,
      rows.map(({ member }) => member),
    );
    return rows.length;
  });
}
