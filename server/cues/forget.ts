import { type RawBuilder, sql } from "kysely";
import type { Trx } from "../ports.ts";

/** Posts whose author took them back, or their consent: their cards go, and what they said is forgotten. */
export async function forgetCues(
  trx: Trx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
  keys: readonly string[],
): Promise<void> {
  await sql`update cue set ended_at = coalesce(ended_at, now()), look_at = null, title = '—', text = '', author = null, author_account = null, picture = null, url = ''
    where workspace_id = ${workspaceId} and source_id = ${sourceId} and item_key = any(${keys}::text[])`.execute(trx);
}

/** Days that one is kept whose time is over: a post is not asked about again for so long. */
const keptDays = 365;

/** Posts that were asked about long ago; what people answered goes with them. */
export const oldCues = (limit: number): RawBuilder<unknown> => sql`
  delete from cue where (workspace_id, id) in (
    select workspace_id, id from cue where expires_at < now() - make_interval(days => ${keptDays}::int) order by expires_at limit ${limit})`;
