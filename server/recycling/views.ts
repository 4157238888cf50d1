import { sql } from "kysely";
import { wordsSaid } from "#engine/evergreen.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { evergreens } from "../api/evergreens.ts";
import { cutRows, readMark, writeMark } from "../database/paging.ts";
import { columns, type Networks, networksOf, readRow, type Row } from "../entries/row.ts";
import { notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { fewest } from "../results/group.ts";
import { roundsOf } from "./outing.ts";

type View = Reply<"saveEvergreen">;
type Found = Row & {
  gap: number;
  months: number[];
  ends: string | null;
  of: string | null;
  rests: View["rests"];
  mark: string;
  topicName: string | null;
  topicColour: number | null;
};

const from = sql`select ${columns}, g.gap_days as gap, g.months, to_char(g.ends, 'YYYY-MM-DD') as ends, g.of_key as "of", g.rests, g.set_at as mark,
    t.name as "topicName", t.colour as "topicColour"
  from evergreen g join entry e on e.workspace_id = g.workspace_id and e.id = g.entry_id and e.owner_id is null
  left join topic t on t.workspace_id = e.workspace_id and t.id = e.topic_id`;

/** The library, the last set first. */
export async function listEvergreens(
  db: Db,
  { workspaceId, networks }: { workspaceId: string; networks: Networks },
  { of, before, limit }: z.output<(typeof evergreens)["listEvergreens"]["query"]>,
): Promise<Reply<"listEvergreens">> {
  const mark = readMark(before);
  const which = {
    all: sql`true`,
    returning: sql`g.rests is null`,
    words: sql`g.rests = 'words'`,
    over: sql`g.rests = 'over'`,
  }[of];
  const { rows } = await sql<Found>`${from} where g.workspace_id = ${workspaceId} and ${which}
    and (${mark === null} or (g.set_at, g.entry_id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by g.set_at desc, g.entry_id desc limit ${limit + 1}`.execute(db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return { ...page, rows: await viewsOf(db, workspaceId, page.rows, networks) };
}

export async function readEvergreen(
  db: Db | Trx,
  { workspaceId, networks }: { workspaceId: string; networks: Networks },
  id: string,
): Promise<View> {
  const { rows } = await sql<Found>`${from} where g.workspace_id = ${workspaceId} and g.entry_id = ${id}`.execute(db);
  const [view] = await viewsOf(db, workspaceId, rows, networks);
  if (view === undefined) throw notFound();
  return view;
}

/** Posts of one entry whose words are compared, at most. */
const mostPosts = 2000;

async function viewsOf(
  db: Db | Trx,
  workspaceId: string,
  found: readonly Found[],
  networks: Networks,
): Promise<View[]> {
  const keys = found.flatMap(({ id, round, of }) => roundsOf(id, round, of).map((key) => ({ id, key })));
  type Out = { id: string; key: string; account: string; person: string | null; text: string; at: string };
  const { rows: outs } =
    keys.length === 0
      ? { rows: [] as Out[] }
      : await sql<Out>`
    select k.id, k.key, d.account_id as account, a.member_id as person, d.text, d.at from unnest(${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ key }) => key)}::text[]) as k(id, key)
    cross join lateral (select account_id, coalesce(post->'parts'->0->>'text', text, '') as text, published_at as at from delivery
      where workspace_id = ${workspaceId} and item_key = k.key and state = 'published' limit ${mostPosts}) d
    join account a on a.workspace_id = ${workspaceId} and a.id = d.account_id`.execute(db);
  const by = Map.groupBy(outs, ({ id }) => id);
  return found.map((each): View => {
    const { written, ...row } = readRow(each);
    const { gap, months, ends, rests, topicName, topicColour } = each;
    const own = by.get(row.id) ?? [];
    const texts = written.words.map(({ text }) => text);
    return {
      ...{ id: row.id, title: row.title, state: row.state, rule: { gap, months, ends }, rests },
      next: row.state === "planned" ? row.at : null,
      lastOut: own.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), null),
      times: new Set(own.map(({ key }) => key)).size,
      topic: topicName === null || topicColour === null ? null : { name: topicName, colour: topicColour },
      networks: networksOf(written, networks),
      wordings: written.words.map(({ text, for: network }) => {
        const said = own.filter((one) => wordsSaid(one.text, texts) === text);
        const people = new Set(said.flatMap(({ person }) => person ?? []));
        // Of people only what enough of them did together.
        const told = said.filter(({ person }) => person === null || people.size >= fewest);
        return { text, for: network, said: new Set(told.map(({ account }) => account)).size };
      }),
    };
  });
}
