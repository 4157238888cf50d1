import { type RawBuilder, sql } from "kysely";
import { across } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { addVisits } from "../results/count.ts";

export type Visitor = "people" | "robots" | "own";
type Counts = Record<Visitor, number>;
/** A link of a delivery; or, by its code, one that somebody posts by their own hand. */
export type Place = { workspaceId: string } & ({ deliveryId: number; hand: null } | { deliveryId: null; hand: string });

/** Milliseconds between two writes, and links that wait for one at most. */
const pause = 1000;
const most = 20_000;
const rowsAtOnce = 1000;

export type Clicks = { count: (place: Place, visitor: Visitor) => void; flush: () => Promise<void> };

/**
 * Counts visits in memory and writes them once a second, all links in one statement, to each link and to the day of its map and account:
 * a link that everybody follows at once costs no more than any other. A process that is killed loses a second of counts, and nobody a link. `now`
 * (milliseconds) says the time where it is not the database's own: a simulation's, the demo's past.
 */
export function createClicks({ db, log }: Pick<Services, "db" | "log">, now: (() => number) | null = null): Clicks {
  let waiting = new Map<string, Place & Counts>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(all: (Place & Counts)[]): Promise<void> {
    for (let start = 0; start < all.length; start += rowsAtOnce) {
      const rows = all.slice(start, start + rowsAtOnce);
      const posts = rows.filter(({ deliveryId }) => deliveryId !== null);
      const hands = rows.filter(({ hand }) => hand !== null);
      for (const [some, count] of [
        [posts, countPosts],
        [hands, countHands],
      ] as const)
        try {
          if (some.length > 0) await across("links", () => count(some, day(now)).execute(db));
        } catch (error) {
          log.warn({ err: error, links: some.length }, "clicks could not be written yet");
          for (const row of some) for (const kind of kinds) add(row, kind, row[kind]);
        }
    }
  }
  function add(place: Place, visitor: Visitor, times: number): void {
    if (times === 0) return;
    const { workspaceId, deliveryId, hand } = place;
    const key = orderOf(place);
    const known = waiting.get(key);
    if (known !== undefined) known[visitor] += times;
    else if (waiting.size < most)
      waiting.set(key, { workspaceId, deliveryId, hand, people: 0, robots: 0, own: 0, [visitor]: times } as Place &
        Counts);
  }
  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // Always in one order, so that two processes never wait for each other in a circle.
    const rows = [...waiting].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    waiting = new Map();
    writing = writing.then(() => write(rows)).then(later);
    return writing;
  }
  /** What could not be written waits for the next turn. */
  function later(): void {
    if (waiting.size > 0) timer ??= setTimeout(() => void flush(), pause).unref();
  }
  return {
    count: (place, visitor) => {
      add(place, visitor, 1);
      later();
    },
    flush,
  };
}

const kinds = ["people", "robots", "own"] as const;
type Some = readonly (Place & Counts)[];

/** Names a link, and orders links by their numbers. */
const orderOf = ({ workspaceId, deliveryId, hand }: Place): string =>
  `${workspaceId} ${hand ?? String(deliveryId).padStart(16, "0")}`;

const gained = (some: Some): RawBuilder<unknown> =>
  sql.join(kinds.map((kind) => sql`${some.map((row) => row[kind])}::bigint[]`));

/** When they came: the database's own time, or the one that is told. */
const day = (now: (() => number) | null): RawBuilder<unknown> =>
  now === null ? sql`now()` : sql`${new Date(now()).toISOString()}::timestamptz`;

const countPosts = (some: Some, at: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with c as (
    select * from unnest(${some.map(({ workspaceId }) => workspaceId)}::uuid[], ${some.map(({ deliveryId }) => deliveryId)}::bigint[], ${gained(some)})
      as c(workspace_id, delivery_id, people, robots, own)),
  seen as (
    update short_link s set people = s.people + c.people, robots = s.robots + c.robots, own = s.own + c.own from c
    where s.workspace_id = c.workspace_id and s.delivery_id = c.delivery_id returning c.*)
  ${addVisits(sql`seen`, at)}`;

/** In no day's results: they are of no post that anybody confirmed. */
const countHands = (some: Some): RawBuilder<unknown> => sql`
  update offer_link l set people = l.people + c.people, robots = l.robots + c.robots, own = l.own + c.own
  from unnest(${some.map(({ workspaceId }) => workspaceId)}::uuid[], ${some.map(({ hand }) => hand)}::text[], ${gained(some)})
    as c(workspace_id, code, people, robots, own)
  where l.workspace_id = c.workspace_id and l.code = c.code`;
