import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { fewest } from "./group.ts";
import type { Asked } from "./told.ts";

/** Stories that are shown, and among how many of those that brought most they are sought. */
const [shown, looked] = [6, 40];

/** Which stories brought most visits. What people did of one is told where five of them published it, or those who did let it be seen. */
export async function bestOf(db: Db, { workspaceId, period, tells }: Asked): Promise<Reply<"results">["best"]> {
  type Row = { key: string; title: string; topic: string; hidden: number } & Record<
    "posts" | "company_posts" | "clicks" | "company_clicks" | "reactions" | "company_reactions",
    number
  >;
  const open = tells ? sql`m.figures_shown` : sql`false`;
  const { rows } = await sql<Row>`
    select s.*, p.hidden from (
      select item_key as key, title, topic, posts, company_posts, clicks::float8 as clicks, company_clicks::float8 as company_clicks,
        reactions::float8 as reactions, company_reactions::float8 as company_reactions from story_sum
      where workspace_id = ${workspaceId} and last_day between ${period.since}::date and ${period.until}::date
      order by clicks desc, reactions desc, item_key limit ${looked}) s
    cross join lateral (select count(distinct a.member_id) filter (where not ${open})::int as hidden from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
      where d.workspace_id = ${workspaceId} and d.item_key = s.key and d.state = 'published') p`.execute(db);
  return rows
    .map(({ hidden, ...row }) => {
      const all = hidden === 0 || hidden >= fewest;
      return {
        key: row.key,
        title: row.title,
        topic: row.topic,
        posts: all ? row.posts : row.company_posts,
        visits: all ? row.clicks : row.company_clicks,
        reactions: all ? row.reactions : row.company_reactions,
        companyOnly: !all,
      };
    })
    .filter(({ posts }) => posts > 0)
    .toSorted((a, b) => b.visits - a.visits || b.reactions - a.reactions)
    .slice(0, shown);
}
