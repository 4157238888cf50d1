import { type RawBuilder, sql } from "kysely";
import type { Mark } from "#engine/mark.ts";
import type { Reply } from "../api.ts";
import { readNumber } from "../database/paging.ts";
import type { Db } from "../ports.ts";
import { findWindow } from "./search.ts";
import { type Asked, columns, mark, states, stories, type Story, storyOf, type Told, told, worst } from "./telling.ts";

/**
 * Deliveries that one answer looks at, however many there are: they are read off their numbers from the newest on, and those of one run stand
 * one after the other. Where a map's are far apart, some such windows are looked through before an answer comes without any.
 */
const inWindow = 1000;
const windows = 5;
/** An account's own stand far apart and are found one by one; where only some of them are meant, so many are looked at. */
const inAccount = 5000;
/** Stories that one answer tells: where each has a delivery or two, a window is cut off before the next one's newest. */
const shownStories = 40;

/** Few of all, and found by an index of their own; others are met on the way through the newest. */
const rare: ReadonlySet<Mark> = new Set(["refused", "check", "held", "asked", "ended"]);

/**
 * Stories from the newest on, of those deliveries that are asked for. A story whose deliveries lie in two windows comes in both, with
 * those of each: no delivery is counted twice. With words to search for, each that fits comes once, with all of its deliveries.
 */
export async function listStories(db: Db, asked: Asked): Promise<Reply<"listStories">> {
  let before = readNumber(asked.before);
  const search = asked.search?.trim() ? asked.search : null;
  for (let round = 1; ; round += 1) {
    const { rows, last } = await (search === null
      ? readWindow(db, asked, before)
      : findWindow(db, asked, search, before));
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
  // Those in rare states are found by an index of their own; all others by their numbers alone, and sifted then.
  const direct = account === undefined && wanted !== undefined && rare.has(wanted) ? narrow : [];
  const sifted = direct.length > 0 ? [] : narrow;
  const size = account !== undefined && sifted.length > 0 ? inAccount : inWindow;
  const all = (conditions: RawBuilder<unknown>[]) =>
    conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  // Of an account the numbers alone are read, all of them, off the index that keeps it from having an item twice (it includes them); to
  // walk through everybody's newest instead would never end where it has been silent for long.
  const met =
    account === undefined
      ? sql`met as materialized (
        select ${columns} from delivery d where d.workspace_id = ${workspaceId} and ${below} and ${all(direct)} order by d.id desc limit ${size})`
      : sql`own as materialized (select d.id from delivery d where d.workspace_id = ${workspaceId} and d.account_id = ${account}),
        newest as materialized (select d.id from own d where ${below} order by d.id desc limit ${size}),
        met as materialized (select ${columns} from newest n join delivery d on d.workspace_id = ${workspaceId} and d.id = n.id)`;
  const { rows } = await sql<{ last: number | null; full: boolean; stories: Told[] | null }>`
    with ${met},
    fits as materialized (select d.*, ${mark} as mark from met d where ${all(sifted)}),
    edge as (select max(id) as id from fits group by item_key order by 1 desc offset ${shownStories} limit 1),
    post as materialized (
      select d.*, row_number() over (partition by d.item_key order by ${worst}) as place
      from fits d where d.id > coalesce((select id from edge), 0)),
    ${told}
    select coalesce((select id + 1 from edge), (select min(id) from met)) as last,
      exists (select from edge) or (select count(*) = ${size} from met) as full, ${stories(workspaceId)} as stories`.execute(
    db,
  );
  const [{ last, full, stories: found } = { last: null, full: false, stories: null }] = rows;
  return { last: full ? last : null, rows: (found ?? []).map(storyOf) };
}
