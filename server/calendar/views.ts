import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import { addDays, type Day, daysBetween, startsOf } from "#engine/days.ts";
import type { Role } from "#engine/role.ts";
import type { Reply } from "../api.ts";
import { calendarStates } from "../api/calendar.ts";
import { itemView } from "../inbox/items.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { postDays } from "../results/count.ts";
import { countPeople, peopleDays } from "./people.ts";
import { plannedIn } from "./entries.ts";
import { iso, type Placed, postsOf, type Span } from "./posts.ts";

type Calendar = Reply<"readCalendar">;
type Layer = Calendar["layers"][number];
type Post = Calendar["posts"][number];
export type Reader = { workspaceId: string; memberId: string; role: Role; now: number };
type Asked = { zone: string; hide: string };

/** Accounts whose posts stand in a calendar one by one. */
const mostLayers = 80;
/** Days up to which posts are shown with their pictures: of a month they would be too many to see. */
const pictured = 8;

/**
 * Days from one to before another, by clocks of a zone: posts of each, so many at most, and how many there are. It is a view of the ledger: what waits
 * stands where its lane will let it go.
 */
export async function readCalendar(
  db: Db,
  reader: Reader,
  asked: Asked & { from: Day; to: Day; each: number },
): Promise<Calendar> {
  const { from, each, zone } = asked;
  const length = daysBetween(from, asked.to);
  const starts = startsOf(zone, from, length);
  const editor = reader.role !== "ambassador";
  const layers = await layersOf(db, reader);
  const span: Span = { workspaceId: reader.workspaceId, from: starts[0]!, to: starts.at(-1)!, now: reader.now };
  const all = await postsIn(db, reader, asked, layers, span);
  const crowd = editor
    ? await peopleDays(db, span, {
        starts,
        tells: await tellsOfPeople(db, reader.workspaceId),
        except: reader.memberId,
      })
    : null;
  const shown: Placed[] = [];
  // In order, so that each day is one stretch of them.
  const times = all.map(({ at }) => Date.parse(at));
  let begun = 0;
  const days = starts.slice(0, -1).map((start, n) => {
    while (begun < times.length && times[begun]! < start) begun += 1;
    const first = begun;
    while (begun < times.length && times[begun]! < starts[n + 1]!) begun += 1;
    const within = all.slice(first, begun);
    shown.push(...within.slice(0, each));
    const counts = Object.fromEntries(
      calendarStates.map((state) => [state, within.filter((post) => post.state === state).length]),
    ) as Calendar["days"][number]["counts"];
    return {
      day: addDays(from, n),
      starts: iso(start),
      ends: iso(starts[n + 1]!),
      counts,
      people: crowd?.days[n] ?? null,
    };
  });
  return {
    layers,
    days,
    posts: await withPictures(db, reader.workspaceId, shown, length <= pictured),
    people: editor ? await countPeople(db, reader.workspaceId) : null,
    more: crowd?.more ?? false,
    since: iso(reader.now - postDays * 86_400_000),
  };
}

/** All posts of a day, in the calendar's order: those after `before`, the `next` of the last answer. */
export async function listDay(
  db: Db,
  reader: Reader,
  asked: Asked & { day: Day; before?: string | undefined; limit: number },
): Promise<Reply<"listDay">> {
  const [start, end] = startsOf(asked.zone, asked.day, 1);
  const span: Span = { workspaceId: reader.workspaceId, from: start!, to: end!, now: reader.now };
  const all = await postsIn(db, reader, asked, await layersOf(db, reader), span);
  // By time and key: what moves between two answers is met at its new place, or not at all, and never twice at one.
  const rest = asked.before === undefined ? all : all.filter((post) => placeOf(post) > asked.before!);
  const rows = rest.slice(0, asked.limit);
  return {
    rows: await withPictures(db, reader.workspaceId, rows, true),
    next: rest.length > rows.length ? placeOf(rows.at(-1)!) : null,
  };
}

const placeOf = ({ at, key }: Placed): string => `${iso(Date.parse(at))}~${key}`;

/** All posts of a span that somebody sees, in order, with the accounts on which they stand. */
export async function postsFor(
  db: Db,
  reader: Reader,
  span: Span,
): Promise<{ layers: readonly Layer[]; posts: Placed[] }> {
  const layers = await layersOf(db, reader);
  return { layers, posts: await postsIn(db, reader, { hide: "" }, layers, span) };
}

async function postsIn(
  db: Db,
  reader: Reader,
  { hide }: Pick<Asked, "hide">,
  layers: readonly Layer[],
  span: Span,
): Promise<Placed[]> {
  const hidden = new Set(hide.split(","));
  const seen = layers.filter(({ id }) => !hidden.has(id));
  // The company's layers are those of who may move its posts (layersOf).
  const ids = seen.map(({ id }) => id);
  const [posts, planned] = await Promise.all([postsOf(db, span, ids), plannedIn(db, reader, span, ids)]);
  // What a post is ordered by is written once, not at each comparison.
  return [...posts, ...planned]
    .map((post) => ({ post, place: placeOf(post) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ post }) => post);
}

/** The company's accounts, for whoever draws maps, and the reader's own. */
async function layersOf(db: Db, { workspaceId, memberId, role }: Reader): Promise<Layer[]> {
  const { rows } = await sql<Layer>`
    select a.id, a.network, a.name, a.handle, a.avatar, a.member_id is null as company, a.state = 'reconnect' as lost, a.zone, a.quiet_from as "quietFrom",
      a.quiet_to as "quietTo", a.days_off as "daysOff", a.daily_cap as "dailyCap", a.spacing_s as spacing
    from account a where a.workspace_id = ${workspaceId} and a.state <> 'disconnected' and not a.former
      and (a.member_id = ${memberId} or (a.member_id is null and ${role !== "ambassador"}))
    order by a.member_id is not null, a.network, a.name, a.id limit ${mostLayers}`.execute(db);
  return rows;
}

async function withPictures(db: Db, workspaceId: string, posts: readonly Placed[], wanted: boolean): Promise<Post[]> {
  const numbers = wanted ? [...new Set(posts.flatMap(({ seq }) => (seq === null ? [] : [seq])))] : [];
  const { rows } =
    numbers.length === 0
      ? { rows: [] }
      : await sql<{ seq: number; data: unknown }>`
        select i.seq, i.data from unnest(${numbers}::bigint[]) x(seq)
        cross join lateral (select seq, data from item i where i.workspace_id = ${workspaceId} and i.seq = x.seq limit 1) i`.execute(
          db,
        );
  const pictures = new Map(rows.map(({ seq, data }) => [seq, itemView(readItem(data)).picture]));
  return posts.map(({ seq, medium, ...post }) => ({
    ...post,
    picture: medium ?? (seq === null ? null : (pictures.get(seq) ?? null)),
  }));
}
