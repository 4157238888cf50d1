import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import type { Reply } from "../api.ts";
import { itemView } from "../inbox/items.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import type { Db } from "../ports.ts";

type Today = Reply<"today">;

/**
 * What a workspace still lacks to work at all: null once an account is connected and a map is published, unless it is of this day and
 * nobody was invited yet.
 */
export async function readSetUp(db: Db, workspaceId: string): Promise<Today["setUp"]> {
  const { rows } = await sql<NonNullable<Today["setUp"]> & { young: boolean }>`
    select exists (select from account a where a.workspace_id = w.id and a.state = 'connected') as account,
      exists (select from map m where m.workspace_id = w.id and m.live_version is not null) as map,
      (select count(*) > 1 from member p where p.workspace_id = w.id) as invited, w.created_at > now() - interval '1 day' as young
    from workspace w where w.id = ${workspaceId}`.execute(db);
  const { young, ...has } = rows[0]!;
  return has.account && has.map && (has.invited || !young) ? null : has;
}

/** Of what waits for this member's own yes the one that is lost first. */
export async function readSoonest(db: Db, workspaceId: string, memberId: string): Promise<Today["proposal"]> {
  const { rows } = await sql<{ title: string; until: string; item: unknown }>`
    select d.item_title as title, d.expires_at as until, i.data as item from account a
    cross join lateral (
      select d.* from delivery d where d.workspace_id = a.workspace_id and d.account_id = a.id and ${waitsForOwner("d.")}
        and d.expires_at > now() order by d.expires_at limit 1) d
    left join item i on i.workspace_id = d.workspace_id and i.seq = d.item_seq
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and a.state = 'connected' order by d.expires_at limit 1`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { title, until, item } = row;
  return { title, until, picture: item === null ? null : itemView(readItem(item)).picture };
}
