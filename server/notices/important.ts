import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import type { Db } from "../ports.ts";
import { lookSoon } from "./notify.ts";

type Who = { workspaceId: string; memberId: string };

/** The key of a story, by one of its deliveries. */
async function keyOf(db: Pick<Db, "getExecutor">, workspaceId: string, delivery: number): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select item_key as key from delivery where workspace_id = ${workspaceId} and id = ${delivery}`.execute(db);
  if (rows[0] === undefined) throw notFound();
  return rows[0].key;
}

export async function readImportance(db: Db, workspaceId: string, delivery: number): Promise<Reply<"readImportance">> {
  const key = await keyOf(db, workspaceId, delivery);
  const { rows } = await sql<{ by: string | null; at: string }>`
    select m.name as by, s.made_at as at from important_story s left join member m on m.workspace_id = s.workspace_id and m.id = s.by_member
    where s.workspace_id = ${workspaceId} and s.item_key = ${key}`.execute(db);
  return { important: rows[0] ?? null };
}

/**
 * A manager says that a story is important: whoever still has to answer it is told at once, within their own count of such news and at hours of
 * theirs; also who was told of it before as one of many. Taken back, it is one of many from then on.
 */
export async function markImportant(db: Db, who: Who, delivery: number, on: boolean): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const key = await keyOf(trx, workspaceId, delivery);
    if (!on) {
      await sql`delete from important_story where workspace_id = ${workspaceId} and item_key = ${key}`.execute(trx);
      await sql`update notice n set kind = 'proposal' from delivery d where n.workspace_id = ${workspaceId} and n.state = 'waiting' and n.kind = 'important'
        and d.workspace_id = n.workspace_id and d.id = n.delivery_id and d.item_key = ${key}`.execute(trx);
    } else {
      await sql`insert into important_story (workspace_id, item_key, by_member) values (${workspaceId}, ${key}, ${memberId}) on conflict do nothing`.execute(
        trx,
      );
      // What waits to be told is told as this; of what was told there is one more notice, once.
      const { rows } = await sql<{ member: string }>`
        with waits as (
          select d.id, d.expires_at, p.member_id from delivery d
          cross join lateral (select a.member_id from account a join member m on m.workspace_id = a.workspace_id and m.id = a.member_id and m.disabled_at is null
            where a.workspace_id = d.workspace_id and a.id = d.account_id limit 1) p
          where d.workspace_id = ${workspaceId} and d.item_key = ${key} and ${waitsForOwner("d.")} and d.expires_at > now()
        ), raised as (
          update notice n set kind = 'important' from waits w
          where n.workspace_id = ${workspaceId} and n.delivery_id = w.id and n.state = 'waiting' returning n.member_id
        ), again as (
          insert into notice (workspace_id, member_id, reason, kind, delivery_id, expires_at)
          select ${workspaceId}::uuid, w.member_id, 'important/' || w.id, 'important', w.id, w.expires_at from waits w
          where exists (select from notice n where n.workspace_id = ${workspaceId} and n.delivery_id = w.id and n.state <> 'waiting')
          on conflict (workspace_id, member_id, reason) do nothing returning member_id
        ) select member_id as member from raised union select member_id from again`.execute(trx);
      await lookSoon(
        trx,
        workspaceId,
        rows.map(({ member }) => member),
      );
    }
    await record(trx, { ...who, action: on ? "notices.important" : "notices.usual", subject: `delivery/${delivery}` });
  });
}
