import { type RawBuilder, sql } from "kysely";
import type { Db } from "../ports.ts";
import { pruneBlobs } from "./blobs.ts";

/** Days that a medium is kept after it was last used, and what was made of it for a network. */
export const keptDays = 60;
export const renditionDays = 14;
const rowsAtOnce = 200;
/** Bounds one round; what is left over goes an hour later. */
const batches = 50;

/** A post that is not out, or of which it is not known, needs its media, and so does what somebody brought in, until it is over, and what somebody writes. */
const waiting = sql`(exists (select from own_lesson_medium l where l.workspace_id = m.workspace_id and l.medium_id = m.id)
  or exists (select from entry_medium w where w.workspace_id = m.workspace_id and w.medium_id = m.id) or exists (select from portrait t where t.workspace_id = m.workspace_id and t.medium_id = m.id) or exists (select from brief_person b where b.workspace_id = m.workspace_id and b.medium_id = m.id) or exists (select from suggestion s where s.workspace_id = m.workspace_id and s.medium_id = m.id
    and (s.state in ('draft','sent','changed') or (s.state = 'accepted' and s.answered_at > now() - interval '1 year')))
  or exists (select from medium_use u join delivery d on d.workspace_id = u.workspace_id and d.id = u.delivery_id
  where u.workspace_id = m.workspace_id and u.medium_id = m.id and d.state not in ('published','rejected','cancelled','expired')))`;

/**
 * Deletes media that nothing used for `days` and no waiting delivery needs, what was made of others long ago, what addresses
 * did not give, and bytes that nobody needs any more. In small transactions. Returns how many media went.
 */
export async function pruneMedia(db: Db, days = keptDays): Promise<number> {
  const gone = await inBatches(
    (limit) => sql`
    delete from medium where (workspace_id, id) in (
      select m.workspace_id, m.id from medium m where m.used_at < now() - make_interval(days => ${days}::int) and not ${waiting}
      order by m.used_at limit ${limit}) and used_at < now() - make_interval(days => ${days}::int)`,
    db,
  );
  await inBatches(
    (limit) => sql`
    delete from rendition where (workspace_id, medium_id, limits) in (
      select m.workspace_id, m.medium_id, m.limits from (select workspace_id, medium_id, medium_id as id, limits, made_at from rendition
        where made_at < now() - make_interval(days => ${renditionDays}::int)) m where not ${waiting} order by m.made_at limit ${limit})`,
    db,
  );
  await inBatches(
    (limit) => sql`
    delete from medium_address where (workspace_id, hash) in (
      select workspace_id, hash from medium_address where medium_id is null and asked_at < now() - make_interval(days => ${days}::int)
      order by asked_at limit ${limit})`,
    db,
  );
  for (let batch = 0; batch < batches; batch += 1) if ((await pruneBlobs(db, rowsAtOnce)) < rowsAtOnce) break;
  return gone;
}

async function inBatches(statement: (limit: number) => RawBuilder<unknown>, db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await statement(rowsAtOnce).execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
