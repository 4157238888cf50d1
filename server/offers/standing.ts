import { sql } from "kysely";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };
export type Mine = { state: "published" | "planned" | "waiting" | "told"; network: string; at: string };
type Offered = { id: number; keys: readonly string[] };

/** What became of items with somebody's own accounts, by item and account; what came to nothing is no word about it. */
export async function ownOf(
  db: Db,
  { workspaceId, memberId }: Who,
  keys: readonly string[],
): Promise<Map<string, (Mine & { accountId: string })[]>> {
  const { rows } = await sql<Mine & { key: string; accountId: string }>`
    select d.item_key as key, a.id as "accountId", a.network,
      case when d.state = 'published' then 'published' when d.state = 'held' then 'waiting' else 'planned' end as state,
      coalesce(d.published_at, case when d.state = 'held' then d.created_at else d.due_at end) as at
    from account a cross join lateral (
      select * from delivery one where one.workspace_id = a.workspace_id and one.account_id = a.id and one.item_key = any(${[...keys]}::text[])
        and one.state not in ('rejected','cancelled','expired') offset 0) d
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and a.state <> 'disconnected' order by d.id`.execute(
    db,
  );
  return Map.groupBy(rows, ({ key }) => key) as Map<string, (Mine & { accountId: string })[]>;
}

/** What somebody says that they posted by their own hand, by offer. */
export async function toldOf(
  db: Db,
  { workspaceId, memberId }: Who,
  ids: readonly number[],
): Promise<Map<number, Mine>> {
  const { rows } = await sql<Mine & { id: number }>`
    select o.id, 'told' as state, c.network, c.claimed_at as at from offer o
    join offer_claim c on c.workspace_id = o.workspace_id and c.member_id = ${memberId} and c.story = o.story
    where o.workspace_id = ${workspaceId} and o.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map(({ id, ...mine }) => [id, mine]));
}

type Sharer = { id: string; network: string; name: string; avatar: string | null; company: boolean };

/** Posts of one item by which it is told who shared it. */
const mostSharers = 500;

/** Colleagues whose accounts published an item of these offers and who let others see that, by offer; each person once. */
export async function sharersOf(
  db: Db,
  { workspaceId, memberId }: Who,
  offers: readonly Offered[],
): Promise<Map<number, Sharer[]>> {
  const keys = [...new Set(offers.flatMap((offer) => offer.keys))];
  // An item at a time, by the index of what is out; never by all accounts of everybody.
  const { rows } = await sql<Sharer & { key: string; member: string }>`
    select k.key, m.id as member, a.id, a.network, m.name, a.avatar, false as company
    from unnest(${keys}::text[]) as k(key)
    cross join lateral (select one.account_id from delivery one where one.workspace_id = ${workspaceId} and one.item_key = k.key
      and one.state = 'published' limit ${mostSharers}) d
    cross join lateral (select * from account one where one.workspace_id = ${workspaceId} and one.id = d.account_id limit 1) a
    cross join lateral (select id, name from member one where one.workspace_id = ${workspaceId} and one.id = a.member_id
      and one.shares_shown and one.disabled_at is null and one.id <> ${memberId} limit 1) m
    order by m.id, a.id`.execute(db);
  return new Map(
    offers.map((offer) => {
      const each = rows.filter(({ key }) => offer.keys.includes(key));
      return [offer.id, [...new Map(each.map(({ member, key: _key, ...one }) => [member, one])).values()]];
    }),
  );
}

/** The company's own posts that are out and can be seen there, the newest first. Channels are no place to react. */
export async function companyPosts(db: Db, workspaceId: string, limit: number) {
  const { rows } = await sql<{ id: number; account: Sharer; text: string; url: string; at: string }>`
    select d.id, json_build_object('id', a.id, 'network', a.network, 'name', a.name, 'avatar', a.avatar, 'company', true) as account,
      coalesce(d.post->'parts'->0->>'text', d.text, '') as text, d.remote_url as url, d.published_at as at
    from account a
    cross join lateral (select p.delivery_id from post_out p where p.workspace_id = a.workspace_id and p.account_id = a.id
      order by p.published_at desc, p.delivery_id desc limit ${limit}) p
    join delivery d on d.workspace_id = a.workspace_id and d.id = p.delivery_id
    where a.workspace_id = ${workspaceId} and a.member_id is null and a.kind <> 'channel' and a.state <> 'disconnected'
      and d.state = 'published' and d.remote_url is not null and not ${takenBack()}
    order by d.published_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}
