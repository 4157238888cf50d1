import { sql } from "kysely";
import { firstPart } from "#engine/post.ts";
import { postOfRow, type PostColumns } from "../ledger/posts.ts";
import { takenBack } from "../ledger/taken-back.ts";
import type { Db } from "../ports.ts";
import { addUp, type Cell, cellColumns, type Counted, type Visits } from "./group.ts";
import { span } from "./map.ts";

/** Posts that an account's page lists, the newest first. */
const listed = 20;

export type PostResult = {
  id: number;
  title: string;
  text: string;
  url: string | null;
  publishedAt: string;
  /** As last read; null: never. */
  counts: Record<string, number> | null;
  readAt: string | null;
  /** Of its short link; null where it has none. */
  visits: Visits | null;
};
export type AccountResults = {
  total: Counted;
  days: (Counted & { day: string })[];
  posts: PostResult[];
  readAt: string | null;
};

/** What an account's posts did in the last four weeks, all maps together. Whom that may be told is asked before. */
export async function accountResults(db: Db, workspaceId: string, accountId: string): Promise<AccountResults> {
  // The account's numbers are asked for by somebody who may see all of them: they count as nobody's but their own.
  const { rows } = await sql<Cell & { day: string; readAt: string | null }>`
    with t as materialized (select (now() at time zone w.zone)::date as day from workspace w where w.id = ${workspaceId})
    select to_char(t.day - n, 'YYYY-MM-DD') as day, r.* from t cross join generate_series(${span - 1}::int, 0, -1) n
    left join lateral (select max(r.read_at) as "readAt", ${cellColumns} from result_day r
      join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
      where r.workspace_id = ${workspaceId} and r.account_id = ${accountId} and r.day = t.day - n group by a.member_id, a.former) r on true
    order by n desc`.execute(db);
  const days = rows.map((row) => ({ day: row.day, cells: row.company === null ? [] : [{ ...row, company: true }] }));
  const cells = days.flatMap(({ cells: each }) => each);
  return {
    total: addUp(cells),
    days: days.map(({ day, cells: each }) => ({ day, ...addUp(each) })),
    posts: await postsOf(db, workspaceId, accountId),
    readAt: cells.map(({ readAt }) => readAt).reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null),
  };
}

async function postsOf(db: Db, workspaceId: string, accountId: string): Promise<PostResult[]> {
  type Row = Omit<PostResult, "text" | "visits"> & PostColumns & Partial<Visits> & { linked: boolean };
  const { rows } = await sql<Row>`
    select d.id, d.item_title as title, d.post, d.text, d.link, case when not ${takenBack()} then d.remote_url end as url, p.published_at as "publishedAt", r.counts, r.at as "readAt",
      s.code is not null as linked, s.people, s.robots, s.own
    from (select workspace_id, delivery_id, published_at from post_out
      where workspace_id = ${workspaceId} and account_id = ${accountId} order by published_at desc, delivery_id desc limit ${listed}) p
    join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
    left join short_link s on s.workspace_id = p.workspace_id and s.delivery_id = p.delivery_id
    left join lateral (select counts, at from reading b where b.workspace_id = p.workspace_id and b.delivery_id = p.delivery_id
      and b.counts <> '{}' and (b.until is null or b.until > now()) order by b.step desc limit 1) r on true
    order by p.published_at desc, p.delivery_id desc`.execute(db);
  return rows.map(
    ({ id, title, url, publishedAt, counts, readAt, linked, people = 0, robots = 0, own = 0, ...row }) => {
      const { text } = firstPart(postOfRow(row));
      return { id, title, text, url, publishedAt, counts, readAt, visits: linked ? { people, robots, own } : null };
    },
  );
}
