import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import type { Plan } from "#engine/plan.ts";
import type { Text } from "#engine/text.ts";
import { campaignNow, mapRests } from "../campaigns/now.ts";
import { ring } from "../database/bell.ts";
import { cancelGone } from "../ledger/gone.ts";
import { lanesBell } from "../ledger/lanes.ts";
import { moment } from "../ledger/sweeps.ts";
import { checkCron } from "../time/cron.ts";
import type { Services, Trx } from "../ports.ts";
import { type Ready, takeBatches } from "./batches.ts";
import type { RunKey } from "./run-key.ts";
import type { Warning } from "./flood.ts";
import type { Fetched } from "./fetched.ts";
import { runPen } from "./pen.ts";
import { type Outcome, readOutcome, writeSteps } from "./outcome.ts";
import { storyRule } from "./story-rule.ts";
import { offKeepers, recallKept } from "./keep.ts";
import { moveOffsets, type MapSource, mapSources, unread } from "./read.ts";

/** Items that one run takes; the rest waits for a run that follows at once. */
const maxItems = 20_000;
/** Items that one part of a run takes. Bounds the memory and the transaction. */
const itemsAtOnce = 5_000;

/** `scheduling`: this part is written, and another one is to follow. `more`: the run is full, another run is to follow. */
export type Part = { state: "scheduling" | "done" | "skipped" | "failed"; more: boolean; created: number };

/**
 * One part of the second half of a run, in the caller's transaction: reads what is new for the map, takes it through the plan
 * and writes deliveries, drops, step counts, the nodes' state and the map's offsets, and asks for the lanes to be drained. A run
 * of many items comes in several parts, each whole in itself: what is scheduled is sent while the rest is read, and a process that
 * dies in between leaves a run that goes on where it was. The map's row is locked, so that parts and runs of one map come one
 * after the other and the live version cannot change half-way through one. `last` false: sources are still being read, so that
 * this part does not end the run. Throws FetchWanted where it has to be begun anew.
 */
export async function takePart(
  trx: Trx,
  services: Services,
  run: RunKey,
  fetched: Fetched,
  last = true,
): Promise<Part> {
  const ready = await prepare(trx, services, run);
  if ("end" in ready) return ready.end;
  const { plan } = ready;
  const list = await mapSources(trx, services.nodes, {
    workspaceId: run.workspaceId,
    mapId: run.mapId,
    document: plan.document,
  });
  // A run for what is kept leaves alone what is new: that has its own times.
  const seqs = ready.cause === "due" ? [] : await unread(trx, run.workspaceId, list, itemsAtOnce);
  const pen = await runPen(trx, services, run, {
    plan,
    busy: seqs.length > 0 || ready.keeps || plan.keepers.length > 0,
  });
  const taken = await takeBatches(trx, services, { run, ready, list, seqs, fetched }, pen);
  // A poll may have found a post deleted since it was read here.
  if (taken.created > 0) await cancelGone(trx, run.workspaceId);
  if (taken.accounts.size > 0) await ring(trx, lanesBell);
  if (taken.recalls.size > 0) await recallKept(trx, run, [...taken.recalls], ready.now);
  await writeSteps(trx, run, taken.outcome.steps.values());
  await moveOffsets(trx, run.workspaceId, run.mapId, taken.last);
  await trx
    .updateTable("map")
    .set({
      node_state: JSON.stringify(taken.states),
      ...(ready.keeps || ready.plan.keepers.length > 0 ? { kept_at: nextKept(run, plan) } : {}),
    })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.mapId)
    .execute();
  const { outcome } = taken;
  const keptYet = taken.moreKept || taken.recalls.size > 0;
  const unreadYet = taken.items < seqs.length || seqs.length === itemsAtOnce;
  const full = ready.items + taken.items >= maxItems;
  const done = last && ((!unreadYet && !keptYet) || full);
  await trx
    .updateTable("run")
    .set({
      ...(done ? { state: "done" as const, finished_at: sql<string>`clock_timestamp()` } : {}),
      version: ready.version,
      items: ready.items + taken.items,
      deliveries: ready.created + taken.created,
      first_delivery: sql`least(first_delivery, ${taken.numbers?.first ?? null}::bigint)`,
      last_delivery: sql`greatest(last_delivery, ${taken.numbers?.last ?? null}::bigint)`,
      drops: sql`drops + ${taken.drops}`,
      held: sql`held + ${taken.held}`,
      edges: JSON.stringify(outcome.edges),
      targets: JSON.stringify(outcome.targets),
      warnings: JSON.stringify(
        once([...ready.warnings, ...(done ? failing(list) : []), ...taken.warnings]).slice(0, 100),
      ),
    })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .execute();
  return { state: done ? "done" : "scheduling", more: done && unreadYet, created: taken.created };
}

/** When the first of what the map's steps keep is given back. */
const nextKept = (run: RunKey, plan: Plan) =>
  sql<string | null>`(select min(due_at) from kept where workspace_id = ${run.workspaceId} and map_id = ${run.mapId}
    and node_id <> all(${[...offKeepers(plan)]}::text[]))`;

/** A later part may meet what an earlier one warned of. */
function once(warnings: Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(gist(warning)), warning])).values()];
}

/** jsonb gives the keys back in its own order. */
const gist = ({ code, message, node }: Warning) => [code, message.en, node];

/** Locks the map, takes its live version and compiles it; `end` where there is nothing to run. */
async function prepare(trx: Trx, services: Services, run: RunKey): Promise<Ready | { end: Part }> {
  const map = await trx
    .selectFrom("map")
    .select(["state", "live_version", "node_state", "kept_at", "campaign_id", sql<string>`${moment(run)}`.as("now")])
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.mapId)
    .forUpdate()
    .executeTakeFirst();
  const open = await trx
    .selectFrom("run")
    .select(["cause", "warnings", "items", "deliveries", "edges", "targets"])
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["waiting", "polling", "scheduling"])
    .forUpdate()
    .executeTakeFirst();
  // The job was delivered twice, and the other one was quicker.
  if (!open) return { end: { state: "done", more: false, created: 0 } };
  if (open.items > 0 && (map?.state !== "live" || map.live_version === null)) return interrupted(trx, run);
  if (map?.state !== "live" || map.live_version === null) {
    return end(trx, run, "skipped", {
      en: "The map was paused or archived before the run began.",
      fr: "La carte a été mise en pause ou archivée avant le début de l’exécution.",
    });
  }
  const campaign = map.campaign_id === null ? null : await campaignNow(trx, run.workspaceId, map.campaign_id);
  if (campaign?.runs === false) return end(trx, run, "skipped", mapRests);
  const version = await trx
    .selectFrom("version")
    .select("document")
    .where("workspace_id", "=", run.workspaceId)
    .where("map_id", "=", run.mapId)
    .where("number", "=", map.live_version)
    .executeTakeFirstOrThrow();
  const { plan, problems } = compile(version.document, services.nodes, { checkCron, brand: campaign?.brand ?? null });
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
    stories: await storyRule(trx, run.workspaceId, plan.document),
    version: map.live_version,
    states,
    now: map.now,
    warnings: open.warnings as Warning[],
    outcome: await readOutcome(trx, run, open as Pick<Outcome, "edges" | "targets">),
    items: open.items,
    created: open.deliveries,
    keeps: map.kept_at !== null,
    cause: open.cause,
  };
}

/** The map was paused between two parts: what the run has scheduled stands, what it has not read waits in the inbox. */
async function interrupted(trx: Trx, run: RunKey): Promise<{ end: Part }> {
  const warning: Warning = {
    code: "interrupted",
    message: {
      en: "The map was paused or archived while this run was under way. Items that it had not read yet wait for the next run.",
      fr: "La carte a été mise en pause ou archivée pendant cette exécution. Les contenus qu’elle n’avait pas encore lus attendent la prochaine.",
    },
  };
  await trx
    .updateTable("run")
    .set({
      state: "done",
      finished_at: sql`clock_timestamp()`,
      warnings: sql`warnings || ${JSON.stringify([warning])}::jsonb`,
    })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .execute();
  return { end: { state: "done", more: false, created: 0 } };
}

async function end(trx: Trx, run: RunKey, state: "skipped" | "failed", error: Text): Promise<{ end: Part }> {
  await trx
    .updateTable("run")
    .set({ state, error: JSON.stringify(error), finished_at: sql`clock_timestamp()` })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .execute();
  return { end: { state, more: false, created: 0 } };
}

/** The run goes on without a source that fails, and says when it is tried again. */
function failing(list: MapSource[]): Warning[] {
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
