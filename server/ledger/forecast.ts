import { sql } from "kysely";
import { type Pace, type Past, turnsOf } from "#engine/pacing.ts";
import type { Db } from "../ports.ts";

/** Deliveries that a lane has before those that are thought ahead, at most. */
const mostQueued = 200;

const iso = (at: number): string => new Date(at).toISOString();

/** `queued`: when what is before it is due; `ids`: which deliveries those are; `ends`: until when each may leave. */
export type Lane = { pace: Pace; past: Past; queued: number[]; ids: number[]; ends: number[] };

/** Of accounts (ids), by them: what their owners set, what was sent, and what is due before. */
export async function lanesOf(db: Db, workspaceId: string, ids: string[], now: number): Promise<Map<string, Lane>> {
  if (ids.length === 0) return new Map();
  type Row = Omit<Pace, "spacing"> &
    Omit<Past, "used"> & { id: string; spacing: number; used: [number, number][]; queued: [number, number, number][] };
  const { rows } = await sql<Row>`
    select a.id, a.zone, a.quiet_from as "quietFrom", a.quiet_to as "quietTo", a.days_off as off, a.daily_cap as cap, a.weekly_cap as week, a.monthly_cap as month, a.spacing_s as spacing,
      (extract(epoch from l.last_sent_at) * 1000)::float8 as last, (extract(epoch from l.frozen_until) * 1000)::float8 as frozen,
      (select coalesce(json_agg(json_build_array((extract(epoch from b.window_start) * 1000)::float8, b.used)), '[]') from budget b
        where b.workspace_id = a.workspace_id and b.scope = 'day/' || a.id and b.window_start > ${iso(now - 33 * 86_400_000)}::timestamptz) as used,
      (select coalesce(json_agg(json_build_array(q.due, q.id, q.ends)), '[]') from (select d.id, (extract(epoch from d.due_at) * 1000)::float8 as due, (extract(epoch from d.expires_at) * 1000)::float8 as ends from delivery d
        where d.workspace_id = a.workspace_id and d.account_id = a.id and d.state in ('ready', 'retry_wait') order by d.due_at, d.id limit ${mostQueued}) q) as queued
    from account a left join lane l on l.workspace_id = a.workspace_id and l.account_id = a.id
    where a.workspace_id = ${workspaceId} and a.id = any(${ids}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, spacing, last, frozen, used, queued, ...hours }) => [
      id,
      {
        pace: { ...hours, spacing: spacing * 1000 },
        past: { last, frozen: frozen !== null && frozen > now ? frozen : null, used: new Map(used) },
        queued: queued.map(([due]) => Math.max(due, now)),
        ids: queued.map(([, id]) => id),
        ends: queued.map(([, , until]) => until),
      },
    ]),
  );
}

/**
 * Whether what is planned for this moment would leave in that very hour: on no day off, at no quiet hour, and with something left of the day's, the
 * week's and the month's share after all that its account has planned before. Pure.
 */
export function leavesThen({ pace, past, queued }: Lane, at: number): boolean {
  const before = queued.filter((due) => due <= at).toSorted((a, b) => a - b);
  const turn = turnsOf([...before, at], pace, past).at(-1)!;
  return turn.at - at < 3_600_000 && turn.why.every((why) => why === "spacing" || why === "queue");
}
