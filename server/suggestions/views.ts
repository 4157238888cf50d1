import { sql } from "kysely";
import { webAddress } from "#engine/key.ts";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { shownAt } from "../media/shown.ts";
import { groupOf, smallestGroup, tellsOfPeople } from "../mine/figures.ts";
import type { Services } from "../ports.ts";
import { allBoxes, boxesOf, type Ticked, wordingOf } from "./boxes.ts";
import { itemKeyOf } from "./enter.ts";
import { type Kind, kinds, perDay, type State, type Words } from "./kinds.ts";
import type { Page } from "./link.ts";
import { mayModerate, type Who } from "./may.ts";
import { isTrusted } from "./trust.ts";
import { topicsOf } from "../topics/read.ts";

type Seeing = Pick<Services, "db" | "media">;
type Row = Words & {
  id: string;
  kind: Kind;
  state: State;
  link: string | null;
  page: Page | null;
  medium: string | null;
  topic: { id: string; name: string; colour: number } | null;
  credit: boolean;
  at: string;
  answeredAt: string | null;
  by: string | null;
  word: string;
  proposed: Words | null;
  first: Words | null;
  trusted: boolean;
  /** Of the same link, the one that came first; itself. */
  lead: string;
};

const columns = sql.raw(`s.id, s.kind, s.state, s.title, s.body, s.alt, s.link, s.page, s.medium_id as medium, s.credit,
  coalesce(s.sent_at, s.created_at) as at, s.answered_at as "answeredAt", b.name as by, s.word, s.proposed, s.earlier->0 as first, s.trusted, coalesce(s.with_id, s.id) as lead,
  case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour) end as topic`);
const joins = sql.raw(`left join member b on b.workspace_id = s.workspace_id and b.id = s.by_id
  left join topic t on t.workspace_id = s.workspace_id and t.id = s.topic_id`);

/** What is asked of somebody who suggests, and who reads it. */
export async function suggestionForm({ db }: Seeing, who: Who): Promise<Reply<"suggestionForm">> {
  const { workspaceId, memberId } = who;
  const readers = await sql<{ name: string }>`
    select m.name from member m where m.workspace_id = ${workspaceId} and m.role in ('admin','manager') and m.disabled_at is null
    order by (select max(s.answered_at) from suggestion s where s.workspace_id = m.workspace_id and s.by_id = m.id) desc nulls last,
      m.role = 'manager' desc, m.created_at, m.id limit 3`.execute(db);
  const sent = await sql<{ count: number }>`select count(*)::int as count from suggestion
    where workspace_id = ${workspaceId} and member_id = ${memberId} and sent_at > now() - interval '1 day'`.execute(db);
  const topics = await topicsOf(db, workspaceId);
  const box = await sql<{
    to: string | null;
  }>`select suggest_to as to from mail_return where workspace_id = ${workspaceId}`.execute(db);
  return {
    mailTo: box.rows[0]?.to ?? null,
    readers: readers.rows.map(({ name }) => name),
    trusted: await isTrusted(db, who),
    topics: topics.flatMap(({ id, name, colour, archived }) => (archived ? [] : [{ id, name, colour }])),
    boxes: allBoxes.map((box) => ({
      ...box,
      wording: wordingOf(box),
      kinds: kinds.filter((kind) => boxesOf(kind).includes(box)),
    })),
    left: Math.max(0, perDay.sent - sent.rows[0]!.count),
  };
}

/** What somebody brought in, and what came of it. */
export async function listMine(
  services: Seeing,
  { workspaceId, memberId }: Who,
  paging: Paging,
): Promise<Reply<"listMySuggestions">> {
  const mark = readMark(paging.before);
  const { rows: found } = await sql<Row & { created: string }>`
    select ${columns}, s.created_at as created from suggestion s ${joins}
    where s.workspace_id = ${workspaceId} and s.member_id = ${memberId}
      and (${mark?.at ?? null}::timestamptz is null or (s.created_at, s.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by s.created_at desc, s.id desc limit ${paging.limit + 1}`.execute(services.db);
  const { rows, next } = cutRows(found, paging.limit, ({ created, id }) => writeMark({ at: created, id }));
  const came = await cameOf(
    services,
    workspaceId,
    rows.map(({ lead }) => lead),
  );
  return {
    next,
    rows: rows.map((row) => ({
      ...view(services, workspaceId, row),
      medium: row.medium,
      together: row.lead !== row.id,
      came: came.get(row.lead) ?? null,
    })),
  };
}

/** What somebody may answer, or what was. */
export async function listSuggestions(
  services: Seeing,
  who: Who,
  { of, ...paging }: Paging & { of: "waiting" | "answered" },
): Promise<Reply<"listSuggestions">> {
  const { workspaceId } = who;
  const mark = readMark(paging.before);
  const [at, id] = [sql`${mark?.at ?? null}::timestamptz`, sql`${mark?.id ?? null}::uuid`];
  const part =
    of === "waiting"
      ? sql`s.state = 'sent' and s.with_id is null and (${at} is null or (s.sent_at, s.id) > (${at}, ${id})) order by s.sent_at, s.id`
      : sql`s.state not in ('draft','sent') and s.with_id is null and s.answered_at is not null and (${at} is null or (s.answered_at, s.id) < (${at}, ${id}))
          order by s.answered_at desc, s.id desc`;
  const { rows: found } = await sql<Row & { author: string; authorId: string; distrusted: boolean; boxes: Ticked[] }>`
    select ${columns}, m.name as author, m.id as "authorId", s.boxes, exists (select from suggestion_distrust d
        where d.workspace_id = s.workspace_id and d.member_id = s.member_id) as distrusted
    from suggestion s join member m on m.workspace_id = s.workspace_id and m.id = s.member_id ${joins}
    where s.workspace_id = ${workspaceId} and ${mayModerate(who)} and ${part} limit ${paging.limit + 1}`.execute(
    services.db,
  );
  const { rows, next } = cutRows(found, paging.limit, (row) =>
    writeMark({ at: of === "waiting" ? row.at : row.answeredAt!, id: row.id }),
  );
  const maps = await readers(services, workspaceId);
  const beside = await besides(
    services,
    workspaceId,
    rows.map((row) => row.id),
  );
  return {
    next,
    rows: rows.map((row) => ({
      ...view(services, workspaceId, row),
      author: { id: row.authorId, name: row.author, mine: row.authorId === who.memberId, distrusted: row.distrusted },
      others: beside.get(row.id) ?? [],
      boxes: row.boxes.flatMap(({ id: name }) => allBoxes.find((box) => box.id === name)?.text ?? []),
      maps,
    })),
  };
}

type Other = Reply<"listSuggestions">["rows"][number]["others"][number];

/** Who else brought in the same link, with their own words. */
async function besides(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Other[]>> {
  const { rows } = await sql<Other & { lead: string }>`
    select s.with_id as lead, m.name, s.body, s.credit from suggestion s join member m on m.workspace_id = s.workspace_id and m.id = s.member_id
    where s.workspace_id = ${workspaceId} and s.with_id = any(${[...ids]}::uuid[]) order by s.sent_at, s.id limit 500`.execute(
    db,
  );
  return new Map(
    [...Map.groupBy(rows, ({ lead }) => lead)].map(([lead, some]) => [
      lead,
      some.map(({ lead: _lead, ...one }) => one),
    ]),
  );
}

/** Live maps that read suggestions: where nobody draws one, what is accepted waits in the inbox. */
async function readers({ db }: Pick<Services, "db">, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(distinct o.map_id)::int as count from source c
    join map_offset o on o.workspace_id = c.workspace_id and o.source_id = c.id
    join map m on m.workspace_id = o.workspace_id and m.id = o.map_id and m.state = 'live'
    where c.workspace_id = ${workspaceId} and c.type = 'suggestions'`.execute(db);
  return rows[0]!.count;
}

function view(
  services: Seeing,
  workspaceId: string,
  row: Row,
): Omit<Reply<"listMySuggestions">["rows"][number], "medium" | "came" | "together"> {
  const {
    id,
    kind,
    state,
    title,
    body,
    alt,
    link,
    page,
    medium,
    topic,
    credit,
    at,
    answeredAt,
    by,
    word,
    proposed,
    first,
    trusted,
  } = row;
  return {
    ...{ id, kind, state, title, body, link, topic, credit, at, answeredAt, by, word, proposed, first, trusted },
    page: page === null ? null : shownPage(services, workspaceId, page),
    picture: medium === null ? null : { url: `/api/media/${medium}`, alt },
  };
}

/** A page as our own pages show it: its picture by our own address. */
export function shownPage({ media }: Pick<Services, "media">, workspaceId: string, page: Page): Page {
  const url = shownAt(media, workspaceId)(page.picture?.url ?? null);
  return { ...page, picture: url === null || page.picture === null ? null : { url, alt: page.picture.alt } };
}

type Came = NonNullable<Reply<"listMySuggestions">["rows"][number]["came"]>;
/** What is out of suggestions: no figure is of one post or person. */
async function cameOf(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Came>> {
  if (ids.length === 0) return new Map();
  // Of most no delivery was made, and so no headline told: those are not looked for among deliveries, which have no index by item.
  const { rows: told } = await sql<{ key: string }>`
    select item_key as key from told where workspace_id = ${workspaceId} and item_key = any(${ids.map(itemKeyOf)}::text[])`.execute(
    db,
  );
  if (told.length === 0) return new Map();
  const { rows } = await sql<Came & { key: string; people: number; visits: number }>`
    select d.item_key as key, count(*)::int as posts, count(distinct coalesce(a.member_id, a.id))::int as people,
      coalesce(sum(l.people), 0)::int as visits, (array_agg(d.remote_url order by d.published_at) filter (where d.remote_url is not null))[1] as link
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      left join lateral (select sum(n.people) as people from short_link n
        where n.workspace_id = d.workspace_id and n.delivery_id = d.id) l on true
    where d.workspace_id = ${workspaceId} and d.item_key = any(${told.map(({ key }) => key)}::text[]) and d.state = 'published'
    group by d.item_key`.execute(db);
  const tells = await tellsOfPeople(db, workspaceId);
  return new Map(
    rows.map(({ key, posts, people, visits, link }) => {
      const told = tells || people >= smallestGroup;
      return [
        key.slice(itemKeyOf("").length),
        {
          posts: told ? posts : 1,
          people: groupOf(people, tells),
          visits: told ? visits : null,
          link: webAddress(link ?? "")?.href ?? null,
        },
      ];
    }),
  );
}
