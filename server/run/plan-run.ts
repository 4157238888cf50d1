import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import type { Text } from "#engine/text.ts";
import { checkCron } from "../cron.ts";
import type { Services, Trx } from "../ports.ts";
import { type Ready, type RunKey, type Taken, takeBatches } from "./batches.ts";
import type { Warning } from "./flood.ts";
import { writeSteps } from "./outcome.ts";
import { moveOffsets, type Reading, readings, unread } from "./read.ts";

/** Items that one run takes; the rest waits for a run that follows at once. Bounds the memory and the transaction. */
const maxItems = 20_000;
/** New deliveries from which on the database's statistics are brought up to date at once. */
const bulk = 1000;

export type Planned = { state: "done" | "skipped" | "failed"; more: boolean };

/**
 * The second half of a run, in the caller's transaction: reads what is new for the map, takes it through the plan and writes
 * deliveries, drops, step counts, the nodes' state and the map's offsets, and asks for the lanes to be drained. The map's row
 * is locked, so that runs of one map come one after the other and the live version cannot change half-way.
 */
export async function planRun(trx: Trx, services: Services, run: RunKey): Promise<Planned> {
  const ready = await prepare(trx, services, run);
  if ("end" in ready) return ready.end;
  const { plan } = ready;
  const list = await readings(trx, services.nodes, {
    workspaceId: run.workspaceId,
    mapId: run.mapId,
    document: plan.document,
  });
  const seqs = await unread(trx, run.workspaceId, list, maxItems);
  const taken = await takeBatches(trx, services, { run, ready, list, seqs });
  await wakeLanes(trx, services, run.workspaceId, taken);
  await writeSteps(trx, run, taken.outcome.steps.values());
  await moveOffsets(trx, run.workspaceId, run.mapId, taken.last);
  await trx
    .updateTable("map")
    .set({ node_state: JSON.stringify(taken.states) })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.mapId)
    .execute();
  const { outcome } = taken;
  await trx
    .updateTable("run")
    .set({
      state: "done",
      finished_at: sql`clock_timestamp()`,
      version: ready.version,
      items: outcome.items,
      deliveries: taken.created,
      drops: taken.drops,
      held: taken.held,
      edges: JSON.stringify(outcome.edges),
      targets: JSON.stringify(outcome.targets),
      warnings: JSON.stringify([...ready.warnings, ...failing(list), ...taken.warnings].slice(0, 100)),
    })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .execute();
  return { state: "done", more: taken.outcome.items < seqs.length || seqs.length === maxItems };
}

/** Locks the map, takes its live version and compiles it; `end` where there is nothing to run. */
async function prepare(trx: Trx, services: Services, run: RunKey): Promise<Ready | { end: Planned }> {
  const map = await trx
    .selectFrom("map")
    .select(["state", "live_version", "node_state", sql<string>`now()`.as("now")])
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.mapId)
    .forUpdate()
    .executeTakeFirst();
  const open = await trx
    .selectFrom("run")
    .select("warnings")
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["waiting", "polling", "planning"])
    .forUpdate()
    .executeTakeFirst();
  // The job was delivered twice, and the other one was quicker.
  if (!open) return { end: { state: "done", more: false } };
  if (map?.state !== "live" || map.live_version === null) {
    return end(trx, run, "skipped", {
      en: "The map was paused or archived before the run began.",
      fr: "La carte a été mise en pause ou archivée avant le début de l’exécution.",
    });
  }
  const version = await trx
    .selectFrom("version")
    .select("document")
    .where("workspace_id", "=", run.workspaceId)
    .where("map_id", "=", run.mapId)
    .where("number", "=", map.live_version)
    .executeTakeFirstOrThrow();
  const { plan, problems } = compile(version.document, services.nodes, { checkCron });
  if (plan === null) {
    const first = problems.find(({ severity }) => severity === "error")?.message;
    return end(trx, run, "failed", {
      en: `The published version can no longer be run: ${first?.en ?? ""}`,
      fr: `La version publiée ne peut plus être exécutée : ${first?.fr ?? ""}`,
    });
  }
  const states = (map.node_state ?? {}) as Record<string, unknown>;
  return {
    plan,
    limits: plan.document.limits,
    version: map.live_version,
    states,
    now: map.now,
    warnings: open.warnings as Warning[],
  };
}

async function end(trx: Trx, run: RunKey, state: "skipped" | "failed", error: Text): Promise<{ end: Planned }> {
  await trx
    .updateTable("run")
    .set({ state, error: JSON.stringify(error), finished_at: sql`clock_timestamp()` })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .execute();
  return { end: { state, more: false } };
}

/** Asks for the lanes to be drained that have something to send, in the run's own transaction. */
async function wakeLanes(
  trx: Trx,
  services: Services,
  workspaceId: string,
  { accounts, created }: Taken,
): Promise<void> {
  // A bulk of new rows that the planner has not counted yet makes every gate scan the table, until autovacuum comes by.
  if (created >= bulk) await sql`analyze delivery`.execute(trx);
  const jobs = [...accounts].map((accountId) => ({
    data: { workspaceId, accountId },
    options: { singletonKey: `${workspaceId}/${accountId}` },
  }));
  if (jobs.length > 0) await services.queue.sendMany("drain-lane", jobs, trx);
}

/** The run goes on without a source that fails, and says when it is tried again. */
function failing(list: Reading[]): Warning[] {
  return list
    .filter(({ failures }) => failures > 0)
    .map(({ title, key, nodes, error, nextPollAt }) => {
      const name = title === "" ? key.slice(key.indexOf(":") + 1) : title;
      const when = nextPollAt === null ? null : `${nextPollAt.slice(0, 16).replace("T", " ")} UTC`;
      const message = {
        en: `“${name}” could not be read: ${error?.en ?? ""}${when === null ? "" : ` Next try: ${when}.`}`,
        fr: `« ${name} » n’a pas pu être lue : ${error?.fr ?? ""}${when === null ? "" : ` Prochain essai : ${when}.`}`,
      };
      return { code: "source_failed", message, ...(nodes[0] === undefined ? {} : { node: nodes[0] }) };
    });
}
