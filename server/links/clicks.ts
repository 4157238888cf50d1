import { sql } from "kysely";
import { across } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { addVisits } from "../results/count.ts";

export type Visitor = "people" | "robots" | "own";
type Counts = Record<Visitor, number>;
export type Place = { workspaceId: string; deliveryId: number };

/** Milliseconds between two writes, and links that wait for one at most. */
const pause = 1000;
const most = 20_000;
const rowsAtOnce = 1000;

export type Clicks = { count: (place: Place, visitor: Visitor) => void; flush: () => Promise<void> };

/**
 * Counts visits in memory and writes them once a second, all links in one statement, to each link and to the day of its map and account:
 * a link that everybody follows at once costs no more than any other. A process that is killed loses a second of counts, and nobody a link.
 */
export function createClicks({ db, log }: Pick<Services, "db" | "log">): Clicks {
  let waiting = new Map<string, Place & Counts>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(rows: (Place & Counts)[]): Promise<void> {
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const some = rows.slice(start, start + rowsAtOnce);
      try {
        await across("links", () =>
          sql`
          with c as (
            select * from unnest(${some.map(({ workspaceId }) => workspaceId)}::uuid[], ${some.map(({ deliveryId }) => deliveryId)}::bigint[],
              ${some.map(({ people }) => people)}::bigint[], ${some.map(({ robots }) => robots)}::bigint[], ${some.map(({ own }) => own)}::bigint[])
              as c(workspace_id, delivery_id, people, robots, own)),
          seen as (
            update short_link s set people = s.people + c.people, robots = s.robots + c.robots, own = s.own + c.own from c
            where s.workspace_id = c.workspace_id and s.delivery_id = c.delivery_id returning c.*)
          ${addVisits(sql`seen`)}`.execute(db),
        );
      } catch (error) {
        log.warn({ err: error, links: some.length }, "clicks could not be written yet");
        for (const row of some) for (const kind of ["people", "robots", "own"] as const) add(row, kind, row[kind]);
      }
    }
  }
  function add({ workspaceId, deliveryId }: Place, visitor: Visitor, times: number): void {
    if (times === 0) return;
    const key = `${workspaceId} ${deliveryId}`;
    const known = waiting.get(key);
    if (known !== undefined) known[visitor] += times;
    else if (waiting.size < most)
      waiting.set(key, { workspaceId, deliveryId, people: 0, robots: 0, own: 0, [visitor]: times });
  }
  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const rows = [...waiting.values()];
    waiting = new Map();
    // Always in one order, so that two processes never wait for each other in a circle.
    rows.sort((a, b) => a.workspaceId.localeCompare(b.workspaceId) || a.deliveryId - b.deliveryId);
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
