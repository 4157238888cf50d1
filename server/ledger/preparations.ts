import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Preparation } from "#engine/preparing.ts";
import type { Db } from "../ports.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** Of what a network wants to be given back, characters of JSON at most. */
const most = 64_000;

/**
 * Writes what came of preparing a post, while its delivery still waits in this epoch and says the same; and lets its lane wait where it
 * must. Who changes a post lets go of what was prepared for it.
 */
export async function keepPreparation(db: Db, preparation: Preparation, options: SweepOptions = {}): Promise<void> {
  const { workspaceId, accountId, deliveryId, epoch, part, prepared, state, code, reason, freeze } = preparation;
  const stored = prepared === null ? null : spell(prepared);
  const until = prepared?.until == null ? null : new Date(prepared.until).toISOString();
  const frozen = freeze === null ? null : new Date(freeze).toISOString();
  const words = reason === null ? null : JSON.stringify({ en: clean(reason.en), fr: clean(reason.fr) });
  await db.transaction().execute(async (trx) => {
    // The lane first, as everybody does who changes what stands in it.
    await sql`select 1 from lane where workspace_id = ${workspaceId} and account_id = ${accountId} for update`.execute(
      trx,
    );
    const { rows } = await sql<PostColumns & { number: number }>`
      select post, text, link, part as number from delivery where workspace_id = ${workspaceId} and id = ${deliveryId}
      and epoch = ${epoch} and state in ('ready','retry_wait') for update`.execute(trx);
    // Changed while it was prepared: what was made of the old words would be sent in place of the new ones.
    if (rows[0] === undefined || !isDeepStrictEqual(postOfRow(rows[0]).parts[rows[0].number], part)) return;
    await sql`
      update delivery set state = case when ${state}::text = 'rejected' and part > 0 then 'published' else coalesce(${state}::text, state) end, prepared = coalesce(${stored}::jsonb, prepared),
        prepared_until = case when ${stored}::jsonb is null then prepared_until else ${until}::timestamptz end,
        reason_code = case when ${state}::text is null then reason_code when ${state}::text = 'rejected' and part > 0 then ${`rest_${code}`} else ${code} end,
        reason = case when ${state}::text is null then reason else ${words}::jsonb end,
        settled_at = case when ${state}::text is null then settled_at else ${moment(options)} end
      where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(trx);
    if (frozen !== null)
      await sql`update lane set frozen_until = greatest(frozen_until, ${frozen}::timestamptz), frozen_reason = ${code}, next_at = ${frozen}::timestamptz
        where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(trx);
    if (preparation.reconnect)
      await sql`update account set state = 'reconnect', lost = ${words}::jsonb where workspace_id = ${workspaceId} and id = ${accountId}
        and state = 'connected' and token_epoch = ${preparation.tokenEpoch}`.execute(trx);
  });
}

function spell({ ready, data, tries }: NonNullable<Preparation["prepared"]>): string {
  const text = JSON.stringify({ ready, tries, data: data ?? null }, (_, value: unknown) =>
    typeof value === "string" ? clean(value) : value,
  );
  if (text.length > most) throw new Error(`what was prepared takes ${text.length} characters, more than ${most}`);
  return text;
}
