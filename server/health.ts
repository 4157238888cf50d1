import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Reply } from "./api.ts";
import type { Services } from "./ports.ts";

type Health = Reply<"health">;
type Counts = Omit<Health, "database" | "version" | "uptimeSeconds">;

/** Seconds past its time at which a thing counts as late: lanes and maps are looked at every second. */
const grace = 60;

/** How the engine fares in this workspace, from the database alone, so that each process answers the same. */
export async function readHealth(
  { db }: Pick<Services, "db">,
  workspaceId: string,
): Promise<Health> {
  const [{ rows: servers }, { rows }, version] = await Promise.all([
    sql<{ version: string }>`select split_part(version(), ' ', 2) as version`.execute(db),
    counts(workspaceId).execute(db),
    packageVersion(),
  ]);
  const row = rows[0];
  if (!row) throw new Error("The database counted nothing");
  return {
    database: `PostgreSQL ${servers[0]?.version ?? ""}`,
    version,
    uptimeSeconds: Math.round(process.uptime()),
    ...row,
  };
}

const counts = (workspaceId: string) => sql<Counts>`
  select
    (select count(distinct worker) from attempt
      where workspace_id = ${workspaceId} and gated_at > now() - interval '1 hour' and worker <> '') as workers,
    (select count(*) from lane where workspace_id = ${workspaceId} and next_at is not null) as lanes,
    (select count(*) from delivery
      where workspace_id = ${workspaceId} and state in ('ready', 'retry_wait') and due_at <= now()) as due,
    (select count(*) from delivery
      where workspace_id = ${workspaceId} and state in ('held', 'ready', 'retry_wait')
        and expires_at < now() - ${grace} * interval '1 second')
    + (select count(*) from delivery
      where workspace_id = ${workspaceId} and state = 'sending' and lease_until < now() - ${grace} * interval '1 second')
    + (select count(*) from map
      where workspace_id = ${workspaceId} and state = 'live' and next_due_at < now() - ${grace} * interval '1 second') as late,
    (select count(*) from delivery where workspace_id = ${workspaceId} and state = 'unknown') as unknown,
    (select count(*) from delivery where workspace_id = ${workspaceId} and state = 'held') as held,
    (select count(*) from source where workspace_id = ${workspaceId} and failures > 0) as "failingSources",
    (select count(*) from run r
      where r.workspace_id = ${workspaceId} and r.state = 'done' and r.finished_at > now() - interval '7 days'
        and (select coalesce(sum(value::bigint), 0) from jsonb_each_text(r.targets)) <> r.deliveries
          + (select count(*) from drop d where d.workspace_id = r.workspace_id and d.run_id = r.id and d.node_id in
              (select jsonb_object_keys(r.targets)))) as "unbalancedRuns"`;

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === "object" && "version" in parsed
    ? String(parsed.version)
    : "";
}
