import { sql } from "kysely";
import { unprocessable } from "../errors.ts";
import type { Db } from "../ports.ts";

/** Days that are looked at without a word, and at most. */
const usual = 28;
const most = 184;

export type Period = { since: string; until: string; zone: string; days: number };

/** The days that are asked for, by clocks of the workspace's zone; the last ones where none are named. 422 for too many, or the wrong way round. */
export async function periodOf(
  db: Db,
  workspaceId: string,
  asked: { since?: string | undefined; until?: string | undefined },
): Promise<Period> {
  const { rows } = await sql<Period>`
    with t as (select coalesce(${asked.until ?? null}::date, (now() at time zone zone)::date) as until, zone from workspace where id = ${workspaceId})
    select to_char(f.since, 'YYYY-MM-DD') as since, to_char(t.until, 'YYYY-MM-DD') as until, t.zone, (t.until - f.since + 1)::int as days
    from t cross join lateral (select coalesce(${asked.since ?? null}::date, t.until - ${usual - 1}::int) as since) f`.execute(
    db,
  );
  const [period] = rows;
  if (period === undefined || period.days < 1 || period.days > most) throw unprocessable("period", tooLong);
  return period;
}

const tooLong = {
  en: `Choose from one day to ${most} days, the first one first.`,
  fr: `Choisissez d’un jour à ${most} jours, le premier d’abord.`,
};
