import { sql } from "kysely";
import type { Db } from "../ports.ts";

const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 50;

/**
 * Lets go of links whose post never went out: nobody can meet them. Links of what is out stay for as long as somebody may read it
 * somewhere. Each is looked at once, a while after its delivery's deadline. Returns how many went.
 */
export async function pruneLinks(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { rows } = await sql<{ looked: number; gone: number }>`
      with due as (
        select s.workspace_id, s.delivery_id, d.state from short_link s
        join delivery d on d.workspace_id = s.workspace_id and d.id = s.delivery_id
        where s.look_at < now() order by s.look_at limit ${rowsAtOnce}
      ), kept as (
        update short_link s set look_at = case when due.state in ('published', 'unknown') then null else now() + interval '30 days' end
        from due where s.workspace_id = due.workspace_id and s.delivery_id = due.delivery_id
          and due.state not in ('rejected', 'cancelled', 'expired')
      ), dropped as (
        delete from short_link s using due where s.workspace_id = due.workspace_id and s.delivery_id = due.delivery_id
          and due.state in ('rejected', 'cancelled', 'expired') returning 1
      )
      select (select count(*) from due) as looked, (select count(*) from dropped) as gone`.execute(db);
    const [round] = rows;
    gone += round?.gone ?? 0;
    if ((round?.looked ?? 0) < rowsAtOnce) break;
  }
  return gone + (await pruneUnmet(db));
}

/** Days after which a link is let go that was made for somebody's own hand and that nothing ever came by, not even the network's own look at it. */
const unmetDays = 90;

async function pruneUnmet(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows = 0n } = await sql`
      delete from offer_link where (workspace_id, code) in (
        select workspace_id, code from offer_link where people = 0 and robots = 0 and own = 0
          and made_at < now() - make_interval(days => ${unmetDays}::int) order by made_at limit ${rowsAtOnce})`.execute(
      db,
    );
    gone += Number(numAffectedRows);
    if (Number(numAffectedRows) < rowsAtOnce) break;
  }
  return gone;
}
