import { sql } from "kysely";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import { type briefs, Help } from "../api/briefs.ts";
import { cutRows, readMark, writeMark } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Trx } from "../ports.ts";
import { madeOf, type MadeColumns, madeColumns } from "./made.ts";
import { postsOf } from "./posts.ts";
import { isOver } from "./standing.ts";

export type Who = { workspaceId: string; memberId: string };
type View = Reply<"getAsked">;
type Row = Reply<"listAsked">["rows"][number];

const opens = sql`(b.state = 'open' and not ${isOver})`;
const columns = sql`b.id, b.kind, b.title, to_char(b.last_day, 'YYYY-MM-DD') as "lastDay", ${opens} as open, a.name as by, p.asked_at as at, p.state`;
const from = sql`brief_person p join brief b on b.workspace_id = p.workspace_id and b.id = p.brief_id and b.state <> 'draft'
  join workspace s on s.id = b.workspace_id left join member a on a.workspace_id = b.workspace_id and a.id = b.asked_by`;

/** What one was asked, the newest first. */
export async function listAsked(
  db: Db,
  { workspaceId, memberId }: Who,
  { of, before, limit }: z.output<(typeof briefs)["listAsked"]["query"]>,
): Promise<Reply<"listAsked">> {
  const mark = readMark(before);
  const { rows } = await sql<Row>`select ${columns} from ${from}
    where p.workspace_id = ${workspaceId} and p.member_id = ${memberId} and p.asked_at is not null
      and (${of === "all"} or (p.state = 'asked' and ${opens}) or p.state in ('offered','agreed'))
      and (${mark === null} or (p.asked_at, p.brief_id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by p.asked_at desc, p.brief_id desc limit ${limit + 1}`.execute(db);
  return cutRows(rows, limit, ({ at, id }) => writeMark({ at, id }));
}

/** What one was asked, with one's own answer; 404 where one was not. */
export async function readAsked(db: Db | Trx, { workspaceId, memberId }: Who, id: string): Promise<View> {
  type Kept = Omit<View, "made" | "posts" | "help" | "showsOwn"> & MadeColumns & { help: unknown };
  const { rows } =
    await sql<Kept>`select ${columns}, b.wanted, b.help, b.effort, p.word, p.reply, to_char(p.due, 'YYYY-MM-DD') as due, r.name as "repliedBy",
      p.ended_own as "endedOwn", p.end_word as "endWord", ${madeColumns}
    from ${from} left join member r on r.workspace_id = p.workspace_id and r.id = p.replied_by
    where p.workspace_id = ${workspaceId} and p.brief_id = ${id} and p.member_id = ${memberId} and p.asked_at is not null`.execute(
      db,
    );
  const [row] = rows;
  if (row === undefined) throw notFound();
  const { link, words, medium, alt, doneAt, ...view } = row;
  const posts = await postsOf(db, workspaceId, id, { reader: memberId, own: true });
  return {
    ...{ ...view, help: Help.parse(view.help), made: madeOf({ link, words, medium, alt, doneAt }) },
    ...{ posts: posts.get(memberId) ?? [], showsOwn: await tellsOfPeople(db, workspaceId) },
  };
}
