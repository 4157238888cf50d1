import { sql } from "kysely";
import { byHand } from "#engine/written.ts";
import type { AccountKind } from "#engine/card.ts";
import type { PostColumns } from "../ledger/posts.ts";
import type { Db } from "../ports.ts";

/** Portraits, and posts of each, that a list holds. */
const most = { portraits: 50, posts: 40 };

export type OfPortrait<Own> = PostColumns & Own & { kind: AccountKind; portrait: string };

/**
 * What the company published of portraits that were taken back, as long as those are kept: of all of them for who runs the programme, else of one's own.
 * The columns are those of a post to look at again.
 */
export async function outOfPortraits<Own>(
  db: Db,
  { workspaceId, memberId, role }: { workspaceId: string; memberId: string; role: string },
): Promise<OfPortrait<Own>[]> {
  const { rows } = await sql<OfPortrait<Own>>`
    select d.id, d.item_title as title, d.network, a.name as account, a.kind, d.published_at as at, d.remote_url as url, d.removal, d.removal_reason as reason,
      d.post, d.text, d.link, p.id as portrait
    from (select id from portrait where workspace_id = ${workspaceId} and state = 'withdrawn' and until > now()
        and (${role !== "ambassador"} or member_id = ${memberId}) order by asked_at desc, id desc limit ${most.portraits}) p
    cross join lateral (
      select d.* from portrait_entry x
        cross join lateral (select e.id, e.round from entry e where e.workspace_id = x.workspace_id and e.id = x.entry_id limit 1) e
        cross join lateral generate_series(greatest(1, e.round - 20), e.round) as r(n)
        join delivery d on d.workspace_id = x.workspace_id and d.item_key = ${byHand} || e.id || ':' || r.n and d.state = 'published'
      where x.workspace_id = ${workspaceId} and x.portrait_id = p.id order by d.id desc limit ${most.posts}) d
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id and a.member_id is null order by d.published_at desc, d.id desc`.execute(
    db,
  );
  return rows;
}
