import { hostname } from "node:os";
import { sql } from "kysely";
import { type Actor, record } from "../audit.ts";
import { ring } from "../database/bell.ts";
import type { Db, Settings } from "../ports.ts";

export const backupBell = "relaymap_backup";

/** How often a backup is made, and how many are kept. `hours` null: none by itself. */
export type Plan = { hours: number | null; keep: number; chosen: boolean };

/** The usual where nobody chose: once a day on the embedded database, of which nobody else makes any; on a server, and of a demo, none. */
const usual = 24;

/** The plan that counts, and when the next backup is due (null: never); after one that failed, an hour later. */
export async function readPlan(
  db: Db,
  settings: Pick<Settings, "databaseUrl">,
): Promise<Plan & { next: string | null }> {
  const { rows } = await sql<{ hours: number | null; keep: number; chosen: boolean; next: string | null }>`
    with plan as (
      select case when p.chosen_at is not null then p.hours
          when ${settings.databaseUrl === null} and not exists (select from workspace where demo) then ${usual}::int end as hours,
        p.keep, p.chosen_at is not null as chosen, p.since from backup_plan p
    )
    select hours, keep, chosen,
      greatest(since, (select max(case when state = 'failed' then began_at - make_interval(hours => hours) + least(make_interval(hours => hours), interval '1 hour')
        else began_at end) from backup where cause = 'plan')) + make_interval(hours => hours) as next from plan`.execute(
    db,
  );
  return rows[0]!;
}

/** `hours` null: no more by itself. The first one is made at once. */
export async function choosePlan(
  db: Db,
  actor: Actor | null,
  plan: { hours: number | null; keep: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { hours, keep } = plan;
    // A rhythm that was not kept until now begins with a backup.
    await sql`update backup_plan set since = case when hours is distinct from ${hours} then now() - make_interval(hours => coalesce(${hours}::int, 0)) else since end,
      hours = ${hours}, keep = ${keep}, chosen_at = now()`.execute(trx);
    if (actor !== null) await record(trx, { ...actor, action: "backup.plan", subject: "backup/plan", detail: plan });
    else await recordForAll(trx, "backup.plan", plan);
    await ring(trx, backupBell);
  });
}

/** Of what is done to all workspaces at once by somebody at the machine, each has a line. */
export async function recordForAll(
  db: Pick<Db, "getExecutor">,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await sql`insert into audit (workspace_id, action, subject, detail) select id, ${action}, 'backup/plan', ${JSON.stringify(detail)}::jsonb from workspace`.execute(
    db,
  );
}

/** As the lists call this machine. */
export const here = hostname().slice(0, 80);
