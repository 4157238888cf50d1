import { sql } from "kysely";
import { type AccountKind, can } from "#engine/card.ts";
import { readItem } from "#engine/item.ts";
import type { z } from "zod";
import type { ComingPost, OutPost } from "../api/mine.ts";
import { itemView } from "../inbox/items.ts";
import { goesOutAt } from "../ledger/views.ts";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db, Services } from "../ports.ts";
import { paidReadings, readingsState } from "../measures/settings.ts";

type Who = { workspaceId: string; memberId: string };
type Coming = z.infer<typeof ComingPost>;
type Out = z.infer<typeof OutPost>;

/** Posts that each part of the page shows. */
const coming = 50;
const out = 12;

const pictureOf = (item: unknown): Coming["picture"] => (item === null ? null : itemView(readItem(item)).picture);

/**
 * What goes out in somebody's name, the soonest first: what they said yes to, and what leaves by itself. What waits for their yes is no part of it. `waits`:
 * what keeps it meanwhile, by its code.
 */
export async function comingPosts(db: Db, { workspaceId, memberId }: Who): Promise<Coming[]> {
  const { rows } = await sql<Omit<Coming, "picture"> & { item: unknown }>`
    select d.id, a.id as account, a.state = 'reconnect' as lost, d.network, a.handle, d.item_title as title, i.data as item,
      case when d.state in ('ready','retry_wait') then ${goesOutAt} else d.due_at end as at, d.expires_at as "expiresAt",
      case when d.approved_by = ${memberId} then 'approved' else 'automatic' end as how,
      d.state in ('sending','processing') as leaving, case when d.state = 'held' then d.reason_code end as waits,
      d.state = 'ready' and d.attempts = 0 and d.part = 0 as movable
    from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id
    left join item i on i.workspace_id = d.workspace_id and i.seq = d.item_seq
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId}
      and (d.state in ('ready','retry_wait','sending','processing')
        or (d.state = 'held' and d.reason_code not in ('consent','review','overflow','rule')))
    order by at, d.id limit ${coming}`.execute(db);
  return rows.map(({ item, ...row }) => ({ ...row, picture: pictureOf(item) }));
}

/** What somebody published, newest first, with the newest numbers that its network gave; and how many there are in all. */
export async function outPosts(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
): Promise<{ total: number; rows: Out[] }> {
  const { db, nodes } = services;
  const { rows } = await sql<Omit<Out, "picture" | "told"> & { item: unknown; kind: AccountKind }>`
    select d.id, d.network, a.handle, d.item_title as title, i.data as item, case when not ${takenBack()} then d.remote_url end as url, d.published_at as at, a.kind,
      (select r.counts from reading r where r.workspace_id = d.workspace_id and r.delivery_id = d.id and r.counts <> '{}'
        and (r.until is null or r.until > now()) order by r.step desc limit 1) as counts,
      (select s.people from short_link s where s.workspace_id = d.workspace_id and s.delivery_id = d.id limit 1) as visits
    from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    left join item i on i.workspace_id = d.workspace_id and i.seq = d.item_seq
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and d.state = 'published' and d.published_at is not null
    order by d.published_at desc limit ${out}`.execute(db);
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and d.state = 'published'`.execute(db);
  const paid = await paidReadings(db, workspaceId);
  const told = (name: string, kind: AccountKind) => {
    const network = nodes.networks.get(name);
    return (
      network !== undefined &&
      can(network.card, kind, "measure") &&
      ["free", "on"].includes(readingsState(network, paid))
    );
  };
  return {
    total: counted[0]!.n,
    rows: rows.map(({ item, kind, ...row }) => ({ ...row, picture: pictureOf(item), told: told(row.network, kind) })),
  };
}
