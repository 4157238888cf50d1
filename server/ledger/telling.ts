import { sql } from "kysely";
import { type Mark, marks } from "#engine/mark.ts";
import { readItem } from "#engine/item.ts";
import type { Reply } from "../api.ts";
import { itemView } from "../inbox/items.ts";

export type Story = Reply<"listStories">["rows"][number];
/** As the database tells it: with the item whose picture it shows. */
export type Told = Omit<Story, "picture"> & { item: unknown };

export type Asked = {
  workspaceId: string;
  before?: string | undefined;
  map?: string | undefined;
  account?: string | undefined;
  mark?: Mark | undefined;
  search?: string | undefined;
};

/** Faces of a story that are told one by one in a list. */
const shownPosts = 12;

/** As `markOf` of engine/mark.ts has it, of a delivery `d`. */
export const mark = sql`case d.state when 'published' then 'published' when 'rejected' then 'refused' when 'unknown' then 'check'
  when 'held' then case when d.reason_code in ('consent','rule') then 'asked' else 'held' end
  when 'cancelled' then 'ended' when 'expired' then 'ended' else 'coming' end`;

/** What is read of a delivery `d` to tell its story. */
export const columns = sql`d.id, d.item_key, d.item_title, d.item_seq, d.map_id, d.account_id, d.state, d.reason_code, d.created_at, d.due_at, d.published_at`;

/** The worst first, and of those alike the newest: of deliveries `d` with their mark. */
export const worst = sql`array_position(${[...marks]}::text[], d.mark), d.id desc`;

export const face = sql`json_build_object('id', a.id, 'network', a.network, 'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null and not a.former)`;
const utc = (time: string) => sql`to_char(${sql.ref(time)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Deliveries `post` (with mark and place) by what they say, as parts of a statement: `told`, and the value that tells them, the newest first. */
export const told = sql`told as (
  select item_key as key, max(id) as newest, max(item_seq) as seq, (array_agg(item_title order by id desc))[1] as title,
    (array_agg(map_id order by id desc))[1] as map, coalesce(max(published_at), min(due_at) filter (where mark = 'coming'), max(created_at)) as at
  from post group by item_key)`;
export const stories = (workspaceId: string, faces: number = shownPosts) => sql`(
  select json_agg(json_build_object('key', t.key, 'title', t.title, 'mapId', t.map, 'mapName', coalesce(m.name, ''),
    'source', s.title, 'item', i.data, 'at', ${utc("t.at")},
    'sums', (select json_object_agg(c.mark, c.n) from (select mark, count(*)::int as n from post p where p.item_key = t.key group by mark) c),
    'posts', (select json_agg(json_build_object('id', p.id, 'mark', p.mark, 'account', ${face}) order by p.place)
      from post p join account a on a.workspace_id = ${workspaceId} and a.id = p.account_id where p.item_key = t.key and p.place <= ${faces})
    ) order by t.newest desc)
  from told t left join map m on m.workspace_id = ${workspaceId} and m.id = t.map
  left join item i on i.workspace_id = ${workspaceId} and i.seq = t.seq
  left join source s on s.workspace_id = ${workspaceId} and s.id = i.source_id)`;

export const storyOf = ({ item, ...story }: Told): Story => ({
  ...story,
  source: story.source || null,
  picture: item === null ? null : itemView(readItem(item)).picture,
});

/** The states that a mark stands for, spelled as the ledger's own indexes are, so that these are read; of a delivery `d`. */
export const states: Record<Mark, ReturnType<typeof sql>> = {
  published: sql`d.state = 'published'`,
  refused: sql`d.state = 'rejected'`,
  check: sql`d.state = 'unknown'`,
  held: sql`d.state = 'held' and d.reason_code not in ('consent','rule')`,
  asked: sql`d.state = 'held' and d.reason_code in ('consent','rule')`,
  ended: sql`d.state in ('cancelled','expired')`,
  coming: sql`d.state in ('ready','retry_wait','sending','processing')`,
};
