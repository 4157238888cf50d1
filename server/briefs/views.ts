import { sql } from "kysely";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import { type briefs, Help, offerStates } from "../api/briefs.ts";
import { cutRows, readMark, writeMark } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Trx } from "../ports.ts";
import { peopleOf } from "./ask.ts";
import { madeOf, type MadeColumns, madeColumns } from "./made.ts";
import { postsOf } from "./posts.ts";
import { isOver } from "./standing.ts";

type View = Reply<"getBrief">;
type Offer = View["offers"][number];
type Row = Reply<"listBriefs">["rows"][number];

/** People that can be chosen by name, and offers that a brief shows. */
const most = { people: 2000, offers: 500 };

const visible = sql.join(offerStates.map((state) => sql.lit(state)));
const columns = sql`b.id, b.revision, b.state, b.kind, b.title, to_char(b.last_day, 'YYYY-MM-DD') as "lastDay", ${isOver} as over,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as campaign, n.counts`;
/** Who said no is among those who were asked, and in no other count. */
const from = sql`brief b join workspace s on s.id = b.workspace_id left join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
  cross join lateral (select jsonb_build_object('asked', count(*) filter (where p.asked_at is not null), 'offered', count(*) filter (where p.state = 'offered'),
    'agreed', count(*) filter (where p.state = 'agreed'), 'done', count(*) filter (where p.state = 'done')) as counts
    from brief_person p where p.workspace_id = b.workspace_id and p.brief_id = b.id) n`;

/** Briefs, those that changed last first. What a person answers changes none of them. */
export async function listBriefs(
  db: Db,
  workspaceId: string,
  { of, campaign, before, limit }: z.output<(typeof briefs)["listBriefs"]["query"]>,
): Promise<Reply<"listBriefs">> {
  const mark = readMark(before);
  const { rows } = await sql<Row & { mark: string }>`select ${columns}, b.updated_at as mark from ${from}
    where b.workspace_id = ${workspaceId} and (${of === "all"} or b.state = 'open')
      and (${campaign === undefined} or b.campaign_id = ${campaign ?? null}::uuid)
      and (${mark === null} or b.updated_at < ${mark?.at ?? null}::timestamptz or (b.updated_at = ${mark?.at ?? null}::timestamptz and b.id > ${mark?.id ?? null}::uuid))
    order by b.updated_at desc, b.id limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return { ...page, rows: page.rows.map(({ mark: _mark, ...row }) => row) };
}

/** Everybody who is here, by name. */
export async function briefPeople(db: Db, workspaceId: string): Promise<Reply<"briefPeople">> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from member
    where workspace_id = ${workspaceId} and disabled_at is null order by lower(name), id limit ${most.people}`.execute(
    db,
  );
  return { rows };
}

type Whole = Row &
  Pick<View, "wanted" | "effort" | "topic" | "team" | "people" | "askedBy" | "updatedAt" | "changedBy"> & {
    help: unknown;
  };

/** A brief with those who offered something; 404. */
export async function readBrief(db: Db | Trx, workspaceId: string, id: string): Promise<View> {
  const { rows } =
    await sql<Whole>`select ${columns}, b.wanted, b.help, b.effort, b.updated_at as "updatedAt", a.name as "askedBy", m.name as "changedBy",
      case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as topic,
      case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as team,
      coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) order by lower(x.name), x.id) from brief_person p
        join member x on x.workspace_id = p.workspace_id and x.id = p.member_id
        where p.workspace_id = b.workspace_id and p.brief_id = b.id and p.named), '[]') as people
    from ${from} left join topic t on t.workspace_id = b.workspace_id and t.id = b.topic_id
      left join team g on g.workspace_id = b.workspace_id and g.id = b.team_id
      left join member a on a.workspace_id = b.workspace_id and a.id = b.asked_by
      left join member m on m.workspace_id = b.workspace_id and m.id = b.changed_by
    where b.workspace_id = ${workspaceId} and b.id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound();
  const showsOwn = await tellsOfPeople(db, workspaceId);
  const offers = await offersOf(db, workspaceId, id, showsOwn);
  const asked = row.state === "draft" ? (await peopleOf(db, { workspaceId, id }, null)).length : row.counts.asked;
  return { ...row, help: Help.parse(row.help), counts: { ...row.counts, asked }, offers, showsOwn };
}

/** Who offered something; whoever said no, or nothing, is not among them. */
async function offersOf(db: Db | Trx, workspaceId: string, id: string, showsOwn: boolean): Promise<Offer[]> {
  type Kept = Omit<Offer, "made" | "posts"> & MadeColumns;
  const { rows } =
    await sql<Kept>`select jsonb_build_object('id', m.id, 'name', m.name) as member, p.revision, p.state, p.word, p.offered_at as at, p.reply,
      to_char(p.due, 'YYYY-MM-DD') as due, r.name as by, p.ended_own as "endedOwn", p.end_word as "endWord", ${madeColumns}
    from brief_person p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
      left join member r on r.workspace_id = p.workspace_id and r.id = p.replied_by
    where p.workspace_id = ${workspaceId} and p.brief_id = ${id} and p.state in (${visible}) and p.offered_at is not null
    order by p.offered_at, m.id limit ${most.offers}`.execute(db);
  const posts = await postsOf(db, workspaceId, id, { reader: "editor", own: showsOwn });
  return rows.map(({ link, words, medium, alt, doneAt, ...offer }) => ({
    ...offer,
    made: madeOf({ link, words, medium, alt, doneAt }),
    posts: posts.get(offer.member.id) ?? [],
  }));
}
