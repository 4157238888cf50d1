import { sql } from "kysely";
import { callBack } from "../entries/call-back.ts";
import type { Trx } from "../ports.ts";
import { entriesOf, keptDays, lockPortrait, type Who } from "./standing.ts";
import { tellPortrait } from "./tell.ts";

/** From the commit on nothing of it goes out, and what the person sent is forgotten. Drafts go: they hold their words. What is public stays named. */
export async function endIt(trx: Trx, workspaceId: string, id: string): Promise<void> {
  const entries = await entriesOf(trx, workspaceId, id);
  await callBack(trx, workspaceId, entries);
  await sql`update portrait set state = 'withdrawn', revision = revision + 1, answers = '[]', medium_id = null, alt = '', words = '', link = null, wish = '', note = '',
      receipt = null, declined = false, until = now() + make_interval(days => ${keptDays.withdrawn}::int)
    where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
  // Nothing came of them: in the ledger they have left no trace.
  await sql`delete from entry e where e.workspace_id = ${workspaceId} and e.id = any(${entries}::uuid[]) and e.round = 0`.execute(
    trx,
  );
}

/** The person takes it back, or would rather not: that only they are told. Throws 404. */
export async function withdrawPortrait(trx: Trx, { workspaceId, memberId }: Who, id: string): Promise<void> {
  const row = await lockPortrait(trx, workspaceId, id, memberId);
  if (row.state === "withdrawn") return;
  if (row.state === "asked") {
    // For who asked it stays as it was: a no looks like no answer.
    await sql`update portrait set declined = true where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await sql`delete from notice where workspace_id = ${workspaceId} and member_id = ${memberId} and reason = ${`portrait/${id}/asked`} and state = 'waiting'`.execute(
      trx,
    );
    return;
  }
  await endIt(trx, workspaceId, id);
  if (row.askedBy !== null) await tellPortrait(trx, { workspaceId, memberId: row.askedBy }, id, "withdrawn", row.name);
}

/** Somebody leaves: their portraits end as if they had taken them back, in the transaction of the leaving. */
export async function endPortraits(trx: Trx, who: Who): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from portrait where workspace_id = ${who.workspaceId} and member_id = ${who.memberId} and state <> 'withdrawn' and until > now() order by id`.execute(
    trx,
  );
  for (const { id } of rows) await withdrawPortrait(trx, who, id);
}
