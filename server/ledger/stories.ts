import { type RawBuilder, sql } from "kysely";
import { type Mark, marks } from "#engine/mark.ts";
import { readItem } from "#engine/item.ts";
import type { Reply } from "../api.ts";
import { readNumber } from "../database/paging.ts";
import { itemView } from "../inbox/items.ts";
import type { Db } from "../ports.ts";

type Story = Reply<"listStories">["rows"][number];
type Asked = {
  workspaceId: string;
  before?: string | undefined;
  map?: string | undefined;
  account?: string | undefined;
  mark?: Mark | undefined;
};

/**
 * Deliveries that one answer looks at, however many there are: they are read off their numbers from the newest on, and those of one run stand
 * one after the other. Where a map's are far apart, some such windows are looked through before an answer comes without any.
 */
const inWindow = 1000;
const windows = 5;
/** Stories that one answer tells: where each has a delivery or two, a window is cut off before the next one's newest. */
const shownStories = 40;
/** Faces of a story that are told one by one. */
const shownPosts = 12;

/** As `markOf` of engine/mark.ts has it, of a delivery `d`. */
const mark = sql`case d.state when 'published' then 'published' when 'rejected' then 'refused' when 'unknown' then 'check'
  when 'held' then case when d.reason_code in ('consent','rule') then 'asked' else 'held' end
  when 'cancelled' then 'ended' when 'expired' then 'ended' else 'coming' end`;

/** The states that a mark stands for, spelled as the ledger's own indexes are, so that these are read. */
const states: Record<Mark, RawBuilder<unknown>> = {
  published: sql`d.state = 'published'`,
  refused: sql`d.state = 'rejected'`,
  check: sql`d.state = 'unknown'`,
  held: sql`d.state = 'held' and d.reason_code not in ('consent','rule')`,
  asked: sql`d.state = 'held' and d.reason_code in ('consent','rule')`,
  ended: sql`d.state in ('cancelled','expired')`,
  coming: sql`d.state in ('ready','retry_wait','sending','processing')`,
};
/** Few of all, and found by an index of their own; others are met on the way through the newest. */
const rare: ReadonlySet<Mark> = new Set(["refused", "check", "held", "asked", "ended"]);

/**
 * Stories from the newest on, of those deliveries that are asked for. A story whose deliveries lie in two windows comes in both, with
 * those of each: no delivery is counted twice.
 */
export async function listStories(db: Db, asked: Asked): Promise<Reply<"listStories">> {
  let before = readNumber(asked.before);
  for (let round = 1; ; round += 1) {
    const { rows, last } = await readWindow(db, asked, before);
    if (last === null || rows.length > 0 || round === windows)
      return { rows, next: last === null ? null : String(last) };
    before = last;
  }
}

async function readWindow(
  db: Db,
  { workspaceId, map, account, mark: wanted }: Asked,
  before: number | null,
): Promise<{ rows: Story[]; last: number | null }> {
  const below = before === null ? sql`true` : sql`d.id < ${before}::bigint`;
  const narrow = [
    ...(wanted === undefined ? [] : [states[wanted]]),
    ...(map === undefined ? [] : [sql`d.map_id = ${map}`]),
  ];
  // An account's are found by its own index, and so are those in rare states; all others by their numbers alone, and sifted then.
  const own = account === undefined ? [] : [sql`d.account_id = ${account}`];
  const direct = account !== undefined || (wanted !== undefined && rare.has(wanted)) ? [...own, ...narrow] : [];
  const sifted = direct.length > 0 ? [] : narrow;
  const all = (conditions: RawBuilder<unknown>[]) =>
    conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  type Row = Omit<Story, "picture"> & { item: unknown };
  const { rows } = await sql<{ last: number | null; full: boolean; stories: Row[] | null }>`
    with met as materialized (
      select d.id, d.item_key, d.item_title, d.item_seq, d.map_id, d.account_id, d.state, d.reason_code, d.created_at, d.due_at, d.published_at
      from delivery d where d.workspace_id = ${workspaceId} and ${below} and ${all(direct)} order by d.id desc limit ${inWindow}),
    fits as materialized (select d.*, ${mark} as mark from met d where ${all(sifted)}),
    edge as (select max(id) as id from fits group by item_key order by 1 desc offset ${shownStories} limit 1),
    post as materialized (
      select d.*, row_number() over (partition by d.item_key order by array_position(${[...marks]}::text[], d.mark), d.id desc) as place
      from fits d where d.id > coalesce((select id from edge), 0)),
    told as (
      select item_key as key, max(id) as newest, max(item_seq) as seq, (array_agg(item_title order by id desc))[1] as title,
        (array_agg(map_id order by id desc))[1] as map, coalesce(max(published_at), min(due_at) filter (where mark = 'coming'), max(created_at)) as at
      from post group by item_key)
    select coalesce((select id + 1 from edge), (select min(id) from met)) as last,
      exists (select from edge) or (select count(*) = ${inWindow} from met) as full, (
      select json_agg(json_build_object('key', t.key, 'title', t.title, 'mapId', t.map, 'mapName', coalesce(m.name, ''),
        'source', s.title, 'item', i.data, 'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'sums', (select json_object_agg(c.mark, c.n) from (select mark, count(*)::int as n from post p where p.item_key = t.key group by mark) c),
        'posts', (select json_agg(json_build_object('id', p.id, 'mark', p.mark, 'account', json_build_object('id', a.id, 'network', a.network,
            'name', a.name, 'avatar', a.avatar, 'company', a.member_id is null)) order by p.place)
          from post p join account a on a.workspace_id = ${workspaceId} and a.id = p.account_id where p.item_key = t.key and p.place <= ${shownPosts})
        ) order by t.newest desc)
      from told t left join map m on m.workspace_id = ${workspaceId} and m.id = t.map
      left join item i on i.workspace_id = ${workspaceId} and i.seq = t.seq
      left join source s on s.workspace_id = ${workspaceId} and s.id = i.source_id) as stories`.execute(db);
  const [{ last, full, stories } = { last: null, full: false, stories: null }] = rows;
  return {
    last: full ? last : null,
    rows: (stories ?? []).map(({ item, ...story }) => ({
      ...story,
      source: story.source || null,
      picture: item === null ? null : itemView(readItem(item)).picture,
    })),
  };
}
