import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import { ofRun } from "../ledger/views.ts";
import { cutRows, type Paging, readMark, readNumber, writeMark } from "../database/paging.ts";
import type { Db, Services, Trx } from "../ports.ts";

type Runs = Reply<"listRuns">;
export type RunRow = Runs["rows"][number];
type WithDb = Pick<Services, "db">;

const columns = sql`run.id, run.map_id as "mapId", map.name as "mapName", run.version, run.cause, run.state, run.due_at as "dueAt",
  run.started_at as "startedAt", run.finished_at as "finishedAt", run.sources_total as "sourcesTotal", run.sources_read as "sourcesRead",
  run.items, run.deliveries, run.drops, run.held, run.warnings, run.error`;
const table = sql`run join map on map.workspace_id = run.workspace_id and map.id = run.map_id`;

/** Runs of a workspace, or of one map, newest first. */
export async function listRuns(
  services: WithDb,
  workspaceId: string,
  paging: Paging & { map?: string | undefined },
): Promise<Runs> {
  const mark = readMark(paging.before);
  const { rows } = await sql<RunRow>`
    select ${columns} from ${table}
    where run.workspace_id = ${workspaceId} and (${paging.map ?? null}::uuid is null or run.map_id = ${paging.map ?? null}::uuid)
      and (${mark?.at ?? null}::timestamptz is null or (run.due_at, run.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by run.due_at desc, run.id desc limit ${paging.limit + 1}`.execute(services.db);
  return cutRows(rows, paging.limit, (last) => writeMark({ at: last.dueAt, id: last.id }));
}

/** One run as a row of the list; 404 where the workspace has none of this id. */
export async function getRunRow(services: WithDb, workspaceId: string, id: string): Promise<RunRow> {
  const { rows } = await sql<RunRow>`
    select ${columns} from ${table} where run.workspace_id = ${workspaceId} and run.id = ${id}`.execute(services.db);
  const [row] = rows;
  if (!row) throw notFound();
  return row;
}

/** The last run of each of the maps that has one. */
export async function lastRuns(db: Db | Trx, workspaceId: string, mapIds: string[]): Promise<Map<string, RunRow>> {
  if (mapIds.length === 0) return new Map();
  const { rows } = await sql<RunRow>`
    select last.* from unnest(${mapIds}::uuid[]) as wanted(id) cross join lateral (
      select ${columns} from ${table} where run.workspace_id = ${workspaceId} and run.map_id = wanted.id
      order by run.due_at desc limit 1) last`.execute(db);
  return new Map(rows.map((row) => [row.mapId, row]));
}

type Detail = Reply<"getRun">;
type Extra = { edges: Detail["edges"]; targets: Record<string, number> };

/** A run with its steps, the deliveries it made by state, and the sum that must come out even. */
export async function getRun(services: WithDb, workspaceId: string, id: string): Promise<Detail> {
  const { db } = services;
  const row = await getRunRow(services, workspaceId, id);
  const extra = await db
    .selectFrom("run")
    .select(["edges", "targets"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const { edges, targets } = extra as Extra;
  const steps = await sql<Detail["steps"][number]>`
    select node_id as node, items_in as "itemsIn", items_out as "itemsOut", drops, back, kept, made, ms, error from step
    where workspace_id = ${workspaceId} and run_id = ${id} order by node_id`.execute(db);
  const counts = await sql<{ node: string; state: keyof Detail["states"]; count: number }>`
    select node_id as node, state, count(*) as count from delivery where ${ofRun("delivery", workspaceId, id)}
    group by node_id, state`.execute(db);
  const states: Detail["states"] = {};
  const published: Detail["published"] = {};
  for (const { node, state, count } of counts.rows) {
    states[state] = (states[state] ?? 0) + count;
    published[node] = (published[node] ?? 0) + (state === "published" ? count : 0);
  }
  const balance = await balanceOf(db, workspaceId, id, targets, row.state);
  return {
    ...row,
    edges,
    steps: steps.rows,
    states,
    published,
    balance,
  };
}

/** items × accounts that reached the targets = deliveries + drops at the targets. */
async function balanceOf(
  db: Db,
  workspaceId: string,
  id: string,
  targets: Record<string, number>,
  state: string,
): Promise<Detail["balance"]> {
  const nodes = Object.keys(targets);
  const { rows } = await sql<{ deliveries: number; drops: number }>`
    select (select count(*) from delivery where ${ofRun("delivery", workspaceId, id)}) as deliveries,
      (select count(*) from drop where workspace_id = ${workspaceId} and run_id = ${id} and node_id = any(${nodes}::text[])) as drops`.execute(
    db,
  );
  const { deliveries, drops } = rows[0] ?? { deliveries: 0, drops: 0 };
  const expected = Object.values(targets).reduce((sum, count) => sum + count, 0);
  return { expected, deliveries, drops, balanced: state !== "done" || expected === deliveries + drops };
}

/** What the nodes of a run let go, in the order in which they did. */
export async function listDrops(
  services: WithDb,
  workspaceId: string,
  runId: string,
  paging: Paging & { node?: string | undefined },
): Promise<Reply<"listDrops">> {
  await getRunRow(services, workspaceId, runId);
  const after = readNumber(paging.before) ?? 0;
  const { rows } = await sql<Reply<"listDrops">["rows"][number]>`
    select drop.id, drop.node_id as node, drop.item_key as "itemKey", drop.title, 
      case when account.id is not null then json_build_object('id', account.id, 'name', account.name, 'network', account.network) end as account, drop.code, drop.reason
    from drop left join account on account.workspace_id = drop.workspace_id and account.id = drop.account_id
    where drop.workspace_id = ${workspaceId} and drop.run_id = ${runId} and drop.id > ${after}
      and (${paging.node ?? null}::text is null or drop.node_id = ${paging.node ?? null})
    order by drop.id limit ${paging.limit + 1}`.execute(services.db);
  return cutRows(rows, paging.limit, (last) => String(last.id));
}
