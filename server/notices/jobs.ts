import { sql } from "kysely";
import { across } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { tellReports } from "../results/report.ts";
import { askOwners } from "./ask.ts";
import { tellHeld } from "./held.ts";
import { tellPeople } from "./tell.ts";
import type { Way } from "./way.ts";

const second = 1000;
/** Days after which a notice goes. Its reason may be given anew then, and none is that old. */
const keptDays = 180;

/** Finds what people are to be told, and tells them; any number of processes may. `stop` waits for what is in hand. */
export function startNotices(
  services: Pick<Services, "db" | "settings" | "log">,
  ways: readonly Way[],
  { pace = 1 } = {},
): { stop: () => Promise<void> } {
  let stopped = false;
  const under = new Set<Promise<unknown>>();
  const every = (milliseconds: number, task: string, work: () => Promise<unknown>): NodeJS.Timeout => {
    let busy = false;
    return setInterval(() => {
      if (busy || stopped) return;
      busy = true;
      const turn = work()
        .catch((err: unknown) =>
          services.log.warn({ err, task }, "a recurring task of notices failed; it is tried again"),
        )
        .finally(() => {
          busy = false;
          under.delete(turn);
        });
      under.add(turn);
    }, milliseconds * pace);
  };
  const timers = [
    every(10 * second, "ask owners", () => askOwners(services.db, 20 * pace)),
    every(10 * second, "tell held", () => tellHeld(services.db)),
    every(3 * second, "tell people", () => tellPeople(services, ways, () => stopped)),
    every(600 * second, "tell of a month", () => tellReports(services.db)),
    every(3600 * second, "forget notices", () => forgetNotices(services.db)),
  ];
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(under);
    },
  };
}

export async function forgetNotices(db: Services["db"]): Promise<number> {
  const { numAffectedRows } = await across("notices", () =>
    sql`delete from notice where ctid = any(array(
      select ctid from notice where ended_at < now() - make_interval(days => ${keptDays}) limit 5000))`.execute(db),
  );
  await across("notices", () =>
    sql`delete from proposal_link where ctid = any(array(
      select ctid from proposal_link where expires_at < now() - make_interval(days => ${keptDays}) limit 5000))`.execute(
      db,
    ),
  );
  return Number(numAffectedRows ?? 0);
}
