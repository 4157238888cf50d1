import { randomUUID } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { byStep } from "#engine/again.ts";
import { clean } from "#engine/clean.ts";
import { firstPart, type Part, type Post, readPost } from "#engine/post.ts";
import { nobodysCode, says, withAddress } from "#engine/short-link.ts";
import { conflict } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { type PostColumns, postOfRow, spellPost } from "./posts.ts";
import type { Range, Wanted } from "./wanted.ts";

/** A post in one of its item's wordings. */
export type Worded = { id: string; post: Post };

/** Letters of JSON that one list takes: what is beyond is offered to nobody. */
const longest = 200_000;
/** Others that a person can swipe through. */
const mostOffered = 8;
/** Rows in one statement. */
const rowsAtOnce = 1000;

/**
 * Writes in which other wordings deliveries between two numbers could go out, for those whose owner is to be asked. `wanted` makes the posts; accounts that
 * take the same share one list.
 */
export async function writeWordings(
  trx: Trx,
  workspaceId: string,
  numbers: Range,
  wanted: readonly Wanted[],
): Promise<void> {
  const makers = new Map<string, () => Worded[]>();
  for (const { accountId, itemKey, wordings } of wanted) {
    const name = `${accountId} ${clean(itemKey)}`;
    if (wordings !== undefined && !makers.has(name)) makers.set(name, wordings);
  }
  if (makers.size === 0) return;
  const { rows } = await sql<{ id: number; name: string; ends: string }>`
    select id, account_id || ' ' || item_key as name, expires_at as ends from delivery where workspace_id = ${workspaceId}
      and id between ${numbers.first} and ${numbers.last} and state = 'held' and wording is not null`.execute(trx);
  // By the first of its posts, which is one and the same object for all accounts that take it.
  const lists = new Map<Post, { id: string; list: unknown[]; ends: string }>();
  const has: { d: number; l: string }[] = [];
  for (const { id, name, ends } of rows) {
    const made = makers.get(name)?.() ?? [];
    const [first] = made;
    if (first === undefined || made.length < 2) continue;
    const known = lists.get(first.post) ?? { id: randomUUID(), list: spelled(made), ends };
    lists.set(first.post, known.ends < ends ? { ...known, ends } : known);
    has.push({ d: id, l: known.id });
  }
  for (const { id, list, ends } of lists.values())
    await sql`insert into wording_list (workspace_id, id, list, expires_at)
      values (${workspaceId}, ${id}, ${JSON.stringify(list)}::jsonb, ${ends}::timestamptz)`.execute(trx);
  for (let start = 0; start < has.length; start += rowsAtOnce)
    await sql`insert into wording_of (workspace_id, delivery_id, list_id)
      select ${workspaceId}::uuid, x.d, x.l from json_to_recordset(${JSON.stringify(has.slice(start, start + rowsAtOnce))}::json) as x(d bigint, l uuid)`.execute(
      trx,
    );
}

/** As they are stored. Pictures and the card are those of the delivery: they may come after it, or be another's by then. */
function spelled(made: readonly Worded[]): unknown[] {
  let left = longest;
  return made.flatMap(({ id, post }) => {
    const [first, ...rest] = post.parts;
    const { media: _media, card: _card, describe: _describe, ...part } = first!;
    const spelt = spellPost({ version: 1, parts: [part, ...rest] });
    left -= spelt.length;
    return left < 0 ? [] : [{ id, post: JSON.parse(spelt) as unknown }];
  });
}

type Row = PostColumns & {
  id: number;
  wording: string;
  list: { id: string; post: unknown }[];
  code: string | null;
  given: Record<string, number> | null;
};

/**
 * In which other wordings these deliveries may go out now, by their numbers. As wordings are allotted, so they are exchanged: a person may have one that no more
 * others have than the one they were given, which is one that nobody has, as long as there is one.
 */
export async function wordingsFor(
  db: Db | Trx,
  workspaceId: string,
  ids: readonly number[],
): Promise<Map<number, Worded[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await read(workspaceId, ids).execute(db);
  return new Map(
    rows.flatMap((row): [number, Worded[]][] => {
      const others = offered(row);
      return others.length === 0 ? [] : [[row.id, others]];
    }),
  );
}

const read = (workspaceId: string, ids: readonly number[]): RawBuilder<Row> => sql<Row>`
  select d.id, d.wording, d.post, d.text, d.link, l.list,
    (select s.code from short_link s where s.workspace_id = d.workspace_id and s.delivery_id = d.id limit 1) as code,
    (select json_object_agg(g.wording, g.people) from (
      select o.wording, count(distinct coalesce(b.member_id, b.id))::int as people
      from delivery o join account b on b.workspace_id = o.workspace_id and b.id = o.account_id
      where o.workspace_id = d.workspace_id and o.item_key = d.item_key and o.wording is not null
        and (o.occasion = d.occasion or d.occasion not like ${`${byStep}%`}) and coalesce(b.member_id, b.id) <> coalesce(a.member_id, a.id)
      group by 1) g) as given
  from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
  join wording_of w on w.workspace_id = d.workspace_id and w.delivery_id = d.id
  join wording_list l on l.workspace_id = w.workspace_id and l.id = w.list_id
  where d.workspace_id = ${workspaceId} and d.id = any(${[...ids]}::bigint[]) and d.wording is not null`;

function offered(row: Row): Worded[] {
  const { wording, list, given } = row;
  const now = postOfRow(row);
  if (firstPart(now).kind !== "post") return [];
  const others = (id: string): number => given?.[id] ?? 0;
  const place = list.findIndex(({ id }) => id === wording);
  // Each begins after their own, so that not everybody is shown the same one first.
  return [...list.slice(place + 1), ...list.slice(0, Math.max(0, place))]
    .filter(({ id }) => others(id) <= others(wording))
    .flatMap(({ id, post }) => worded(row, firstPart(now), id, post))
    .slice(0, mostOffered);
}

/** With what goes along with the delivery's own words; none where it says a short link and the delivery has none. */
function worded({ code }: Pick<Row, "code">, shown: Part, id: string, stored: unknown): Worded[] {
  const [first, ...rest] = readPost(stored, { text: null, link: null }).parts;
  const { media, card, describe } = shown;
  const along = {
    ...(media === undefined ? {} : { media }),
    ...(card === undefined ? {} : { card }),
    ...(describe === undefined ? {} : { describe }),
  };
  const post: Post = { version: 1, parts: [{ ...first!, ...along }, ...rest] };
  const sample = `/l/${nobodysCode}`;
  if (!says(post, sample)) return [{ id, post }];
  return code === null ? [] : [{ id, post: withAddress(post, sample, `/l/${code}`) }];
}

/** A delivery's post in the wording that its owner chose. Throws 409 where somebody else has it by now. Others wait until the transaction ends (turns.ts). */
export async function inWording(
  trx: Trx,
  { workspaceId, deliveryId, wording }: { workspaceId: string; deliveryId: number; wording: string },
): Promise<Post> {
  const others = (await wordingsFor(trx, workspaceId, [deliveryId])).get(deliveryId);
  const found = others?.find(({ id }) => id === wording);
  if (found === undefined) throw taken();
  return found.post;
}

/** Whether its owner may have this wording, once more or as another. */
export async function isFree(
  trx: Trx,
  { workspaceId, deliveryId, wording }: { workspaceId: string; deliveryId: number; wording: string },
): Promise<boolean> {
  const { rows } = await read(workspaceId, [deliveryId]).execute(trx);
  const [row] = rows;
  return row === undefined || (row.given?.[wording] ?? 0) <= (row.given?.[row.wording] ?? 0);
}

const taken = () =>
  conflict("wording_taken", {
    en: "A colleague has this wording by now. Choose another one, or say it your way.",
    fr: "Un collègue a pris cette formulation entre-temps. Choisissez-en une autre, ou dites-le à votre façon.",
  });

/** Lists that no delivery needs any more. */
export const oldWordings = (limit: number): RawBuilder<unknown> => sql`
  delete from wording_list where (workspace_id, id) in (
    select workspace_id, id from wording_list where expires_at < now() order by expires_at limit ${limit})`;
