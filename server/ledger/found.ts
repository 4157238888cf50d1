import { type RawBuilder, sql } from "kysely";
import type { Trx, Db } from "../ports.ts";

/** How it is known, and the post's name where that is known too. Moments as SQL. */
export type Found = {
  code: "adopted" | "told_there";
  remoteId: string | null;
  url: string | null;
  at: RawBuilder<unknown>;
  now: RawBuilder<unknown>;
};

/**
 * The part at hand of a delivery that `which` names (of those whose outcome is unknown) is there after all: published, or ready for its next
 * part. Those that follow hang on its name; without one they are not sent. Gives the account, or null where nothing fits.
 */
export async function foundThere(db: Db | Trx, which: RawBuilder<unknown>, found: Found): Promise<string | null> {
  const { code, remoteId, url, at, now } = found;
  const more = sql`part + 1 < coalesce(jsonb_array_length(post->'parts'), 1)`;
  const on = sql`(${more} and ${remoteId}::text is not null)`;
  const { rows } = await sql<{ account: string }>`
    with found as (
      update delivery set state = case when ${on} then 'ready' else 'published' end, part = case when ${on} then part + 1 else part end,
        reason_code = case when ${on} then null when ${more} then 'rest_untied' else ${code} end, reason = null, adopted = true,
        remote_id = case when part = 0 then coalesce(${remoteId}::text, remote_id) else remote_id end,
        remote_url = case when part = 0 then coalesce(${url}::text, remote_url) else remote_url end,
        published_at = case when part = 0 then ${at} else published_at end, settled_at = ${now}, lease_until = null,
        prepared = case when ${on} then null else prepared end, looks = case when ${on} then 0 else looks end, looked_at = case when ${on} then null else looked_at end
      where state = 'unknown' and ${which} returning workspace_id, id, account_id, attempts, jsonb_array_length(post->'parts') as parts,
        case when state = 'ready' then part - 1 else part end as number, gated_at
    ), out as (
      insert into part (workspace_id, delivery_id, number, remote_id, remote_url, code, attempts, published_at)
        select workspace_id, id, number, ${remoteId}::text, ${url}::text, ${code}, attempts, ${at} from found where parts > 1
      on conflict do nothing
    )
    select account_id as account from found`.execute(db);
  return rows[0]?.account ?? null;
}
