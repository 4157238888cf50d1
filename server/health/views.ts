import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { readRoom } from "../database/room.ts";
import { backupHealth } from "../backup/views.ts";
import { unbalancedLists } from "../inbox/balance.ts";
import { ledgerHealth } from "../ledger/balance.ts";
import { countEnding } from "../networks/grants/ending.ts";
import { readSetback } from "../ledger/setback.ts";
import type { Services } from "../ports.ts";
import { refusedPushes } from "../push/trouble.ts";
import { packageVersion } from "../backup/version.ts";

/** How the engine fares in this workspace, from the database alone, so that each process answers the same. */
export async function readHealth(
  { db, settings, nodes }: Pick<Services, "db" | "settings" | "nodes">,
  workspaceId: string,
): Promise<Reply<"health">> {
  const [room, ledger, lists, setback, backup, { rows }, version, endingAccesses, refusedPush] = await Promise.all([
    readRoom({ db, settings }),
    ledgerHealth(db, workspaceId),
    unbalancedLists(db, workspaceId, 1),
    readSetback(db, workspaceId),
    backupHealth(db, settings),
    sql<{ database: string; workers: number; outdated: number; failingSources: number; unreadMailbox: number }>`
      select 'PostgreSQL ' || split_part(version(), ' ', 2) as database,
        (select count(distinct application_name) from pg_stat_activity where datname = current_database()
          and application_name ~ '^relaymap queue (all|worker) ') as workers,
        (select count(distinct application_name) from pg_stat_activity where datname = current_database()
          and application_name ~ '^relaymap queue ' and split_part(application_name, ' ', 4) <> ledger_set_number()::text) as outdated,
        (select count(*) from source where workspace_id = ${workspaceId} and failures > 0) as "failingSources",
        (select count(*) from mail_return where workspace_id = ${workspaceId} and trouble_since < now() - interval '3 hours') as "unreadMailbox"`.execute(
      db,
    ),
    packageVersion(),
    countEnding(db, nodes, workspaceId),
    refusedPushes(db, workspaceId),
  ]);
  const [row] = rows;
  if (!row) throw new Error("The database counted nothing");
  return {
    ...ledger,
    ...row,
    room,
    unbalancedLists: lists.length,
    endingAccesses,
    refusedPush,
    setback,
    backup,
    // Behind a pooler a worker's connections carry the pooler's name; this process knows of itself.
    workers: Math.max(row.workers, settings.role === "all" ? 1 : 0),
    version,
    uptimeSeconds: Math.round(process.uptime()),
  };
}
