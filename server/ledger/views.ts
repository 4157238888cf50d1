import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { byPerson } from "#engine/again.ts";
import { readItem } from "#engine/item.ts";
import type { Network } from "#engine/network.ts";
import { firstPart, readPost } from "#engine/post.ts";
import type { Reply } from "../api.ts";
import type { DeliveryDetail } from "../api/deliveries.ts";
import { itemView } from "../inbox/items.ts";
import { mediaErrorOf, sayOf } from "../media/error.ts";
import { cutRows, type Paging, readNumber } from "../database/paging.ts";
import type { Db } from "../ports.ts";
import { chainOf, reasonOf } from "./chain.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { takenBack } from "./taken-back.ts";

type Row = Reply<"listDeliveries">["rows"][number];
type Networks = ReadonlyMap<string, Pick<Network, "card">>;

const account = sql`json_build_object('id', a.id, 'ref', a.ref, 'network', a.network, 'handle', a.handle,
  'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null and not a.former)`;
/**
 * What waits goes out when its lane goes on: after a retry's pause, quiet hours, a full day or window. A lane that is sending now
 * looks again within its lease, which is no time to wait for. Of a delivery `d` that is ready and its lane `l`.
 */
export const goesOutAt = sql`greatest(d.due_at, l.frozen_until, case when l.next_at > now() + interval '1 minute' then l.next_at end)`;
/** The post, of a delivery `d`: read by `shown`. */
const post = sql`d.post, d.text, d.link`;
const columns = sql`d.id, ${account} as account, d.map_id as "mapId", coalesce(m.name, '') as "mapName", d.run_id as "runId", d.node_id as node,
  d.item_title as "itemTitle", d.state, d.part, d.reason_code as "reasonCode", d.reason, ${post}, d.created_at as "createdAt",
  case when d.state in ('ready','retry_wait') then ${goesOutAt}
    else d.due_at end as "dueAt",
  d.expires_at as "expiresAt", d.published_at as "publishedAt", d.remote_url as "remoteUrl", d.confirmed, d.attempts`;
const tables = sql`delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
  left join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
  left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id`;

const both = (conditions: RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(conditions, sql` and `);
/** A row with its post as it is, or would be, sent; `text` and `link` are those of its first part. */
export function shown<R extends PostColumns>(row: R) {
  const post = postOfRow(row);
  const { text, link = null } = firstPart(post);
  return { ...row, post, text, link };
}
type Told = PostColumns & Pick<Row, "reason" | "reasonCode" | "part">;
/** The same for lists, which show no more than the first part, and why it is where it is. */
function listed<R extends Told>(row: R) {
  const { post, ...rest } = shown(row);
  return { ...rest, parts: post.parts.length, reason: reasonOf(row, post) };
}

export type DeliveryFilter = Paging & {
  workspaceId: string;
  /** Only those of this member's accounts. */
  ownerId?: string | undefined;
  run?: string | undefined;
  map?: string | undefined;
  account?: string | undefined;
  state?: Row["state"] | undefined;
};

/** Condition on `delivery` (or its alias): those of a run, found by their numbers. What a person sent once more belongs to their deed. */
export const ofRun = (delivery: string, workspaceId: string, runId: string) =>
  sql<boolean>`${sql.ref(`${delivery}.workspace_id`)} = ${workspaceId} and ${sql.ref(`${delivery}.run_id`)} = ${runId} and ${sql.ref(`${delivery}.occasion`)} not like ${`${byPerson}%`}
    and ${sql.ref(`${delivery}.id`)} between (select first_delivery from run r where r.workspace_id = ${workspaceId} and r.id = ${runId})
    and (select last_delivery from run r where r.workspace_id = ${workspaceId} and r.id = ${runId})`;

/** Deliveries, newest first. */
export async function listDeliveries(db: Db, filter: DeliveryFilter): Promise<Reply<"listDeliveries">> {
  const before = readNumber(filter.before);
  const conditions = [sql`d.workspace_id = ${filter.workspaceId}`];
  if (before !== null) conditions.push(sql`d.id < ${before}`);
  if (filter.ownerId !== undefined) conditions.push(sql`a.member_id = ${filter.ownerId}`);
  if (filter.run !== undefined) conditions.push(ofRun("d", filter.workspaceId, filter.run));
  if (filter.map !== undefined) conditions.push(sql`d.map_id = ${filter.map}`);
  if (filter.account !== undefined) conditions.push(sql`d.account_id = ${filter.account}`);
  if (filter.state !== undefined) conditions.push(sql`d.state = ${filter.state}`);
  const { rows } = await sql<Omit<Row, "text" | "link" | "parts"> & PostColumns>`
    select ${columns} from ${tables} where ${both(conditions)} order by d.id desc limit ${filter.limit + 1}`.execute(
    db,
  );
  return cutRows(rows.map(listed), filter.limit, (last) => String(last.id));
}

const noText = { text: null, link: null };
type Detail = Omit<z.infer<typeof DeliveryDetail>, "readings" | "short" | "measured">;

/** A delivery with every attempt, and whose account it goes to (null: the company's); null where the workspace has none of this id. */
export async function getDelivery(
  db: Db,
  _networks: Networks,
  workspaceId: string,
  id: number,
): Promise<{ detail: Detail; ownerId: string | null } | null> {
  type Found = Omit<Detail, "history" | "item" | "missing" | "text" | "link" | "post" | "parts" | "chain" | "earlier"> &
    PostColumns;
  const { rows } = await sql<Found & { ownerId: string | null; itemData: unknown }>`
    select ${columns}, a.member_id as "ownerId", d.version, d.adopted, d.unprepared, d.approved_at as "approvedAt", p.name as "approvedBy", d.machine,
      (select data from item i where i.workspace_id = d.workspace_id and i.seq = d.item_seq) as "itemData",
      (select changed from item i where i.workspace_id = d.workspace_id and i.seq = d.item_seq) as changed,
      coalesce((select at from feed_retraction r where r.workspace_id = d.workspace_id and r.delivery_id = d.id), case when ${takenBack()} then d.removal_at end) as "retractedAt"
    from ${tables} left join member p on p.workspace_id = d.workspace_id and p.id = d.approved_by
    where d.workspace_id = ${workspaceId} and d.id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const history = await sql<Detail["history"][number]>`
    select part, epoch, gated_at as "gatedAt", settled_at as "settledAt", outcome, status, raw from attempt
    where workspace_id = ${workspaceId} and delivery_id = ${id} order by epoch desc limit 200`.execute(db);
  const earlier = await sql<{ post: unknown; at: string; by: string | null }>`
    select e.post, e.replaced_at as at, q.name as by from earlier_post e
    left join member q on q.workspace_id = e.workspace_id and q.id = e.replaced_by
    where e.workspace_id = ${workspaceId} and e.delivery_id = ${id} order by e.number`.execute(db);
  const { ownerId, itemData, ...rest } = row;
  const post = shown(rest);
  const detail = {
    ...post,
    reason: reasonOf(rest, post.post),
    parts: post.post.parts.length,
    chain: await chainOf(db, workspaceId, rest, post.post),
    earlier: earlier.rows.map(({ post: stored, ...edit }) => ({ ...edit, post: readPost(stored, noText) })),
    missing: await missingOf(db, workspaceId, id),
    item: viewOf(itemData),
    history: history.rows.toReversed(),
  };
  return { detail, ownerId };
}

async function missingOf(db: Db, workspaceId: string, id: number): Promise<Detail["missing"]> {
  const row = await db
    .selectFrom("missing_picture")
    .select(["code", "drops", "kind", sql<string | null>`case when next_at is not null then until end`.as("until")])
    .where("workspace_id", "=", workspaceId)
    .where("delivery_id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { code, kind, ...rest } = row;
  return { reason: sayOf(mediaErrorOf(code), kind === "video" ? kind : "picture"), video: kind === "video", ...rest };
}

export function viewOf(data: unknown): Detail["item"] {
  return data === null || data === undefined ? null : itemView(readItem(data));
}
