import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import type { Item } from "#engine/item.ts";
import type { Limits } from "#engine/map.ts";
import type { Plan } from "#engine/plan.ts";
import { execute } from "#engine/run.ts";
import type { Text } from "#engine/text.ts";
import { checkCron } from "../cron.ts";
import { planDeliveries, type Wanted } from "../ledger/plan.ts";
import type { Services, Trx } from "../ports.ts";
import { fitter } from "./fit.ts";
import { type PollFacts, type Warning, floods, floodWarning, gapWarning, pollFacts } from "./flood.ts";
import { addBatch, type DropRecord, emptyOutcome, type Outcome, writeDrops, writeSteps } from "./outcome.ts";
import { listPublishers } from "./publishers.ts";
import { itemsOf, moveOffsets, type NewItem, type Reading, readings, unread } from "./read.ts";

/** Items that one run takes; the rest waits for a run that follows at once. Bounds the memory and the transaction. */
const maxItems = 20_000;
const maxWanted = 100_000;
/** Items that go through the plan together. */
const batchSize = 1000;
/** New deliveries from which on the database's statistics are brought up to date at once. */
const bulk = 1000;

export type RunKey = { workspaceId: string; id: string; mapId: string };
export type Planned = { state: "done" | "skipped" | "failed"; more: boolean };

type Ready = {
  plan: Plan;
  limits: Limits;
  version: number;
  states: Record<string, unknown>;
  now: string;
  /** Of the tick. */ warnings: Warning[];
};

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
  const taken = await takeBatches(trx, services, run, { ready, list, seqs });
  const { created, held, drops } = await write(trx, services, run, ready, taken);
  await writeDrops(trx, run, drops);
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
      deliveries: created,
      drops: drops.length,
      held,
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

type Taken = {
  outcome: Outcome;
  wanted: Wanted[];
  drops: DropRecord[];
  /** Last item taken, by source. */
  last: Map<string, number>;
  states: Record<string, unknown>;
  warnings: Warning[];
};
type Work = { ready: Ready; list: Reading[]; seqs: number[] };

async function takeBatches(trx: Trx, services: Services, run: RunKey, { ready, list, seqs }: Work): Promise<Taken> {
  const accounts = seqs.length === 0 ? [] : await listPublishers(trx, run.workspaceId);
  const taken: Taken = {
    outcome: emptyOutcome(),
    wanted: [],
    drops: [],
    last: new Map(),
    states: ready.states,
    warnings: [],
  };
  const text = fitter(services.nodes.networks);
  const told = new Set<number>();
  const bySource = new Map(list.map((reading) => [reading.source, reading]));
  for (let start = 0; start === 0 || (start < seqs.length && taken.wanted.length < maxWanted); start += batchSize) {
    const batch = await itemsOf(trx, run.workspaceId, seqs.slice(start, start + batchSize));
    const facts = await pollFacts(trx, run.workspaceId, [
      ...new Set(batch.flatMap(({ poll, baseline }) => (poll === null || baseline ? [] : [poll]))),
    ]);
    const flooded = flood(facts, ready.limits, bySource, told, taken.warnings);
    const result = execute(ready.plan, {
      feeds: feedsOf(ready.plan, batch, bySource),
      now: Date.parse(ready.now),
      states: taken.states,
      accounts,
      process: services.nodes.process,
      expand: services.nodes.expand,
      clock: () => performance.now(),
    });
    taken.states = result.states;
    addBatch(taken.outcome, result);
    taken.outcome.items += batch.length;
    for (const { source, seq } of batch) taken.last.set(source, seq);
    const origin = new Map(batch.map((one) => [one.item.key, one]));
    for (const { node, account, item, topic } of result.wanted) {
      const from = origin.get(item.key);
      taken.wanted.push({
        node,
        accountId: account.id,
        network: account.network,
        itemKey: item.key,
        itemSeq: from?.seq ?? null,
        itemTitle: item.title,
        text: text(account.network, item),
        link: item.link,
        topic,
        review: from !== undefined && from.poll !== null && flooded.has(from.poll),
      });
    }
    for (const { node, item, account, code, reason } of result.drops) {
      const itemSeq = origin.get(item.key)?.seq ?? null;
      taken.drops.push({
        node,
        itemSeq,
        itemKey: item.key,
        title: item.title,
        accountId: account?.id ?? null,
        code,
        reason,
      });
    }
  }
  return taken;
}

/** The polls whose items wait for a person; says so once per poll. */
function flood(
  facts: Map<number, PollFacts & { source: string }>,
  limits: Limits,
  sources: Map<string, Reading>,
  told: Set<number>,
  warnings: Warning[],
) {
  const flooded = new Set<number>();
  for (const [id, poll] of facts) {
    const reading = sources.get(poll.source);
    if (reading === undefined) continue;
    const held = floods(poll, limits);
    if (held) flooded.add(id);
    if (told.has(id)) continue;
    told.add(id);
    if (poll.gap) warnings.push(gapWarning(reading));
    if (held) warnings.push(floodWarning(reading, poll));
  }
  return flooded;
}

function feedsOf(plan: Plan, batch: NewItem[], sources: Map<string, Reading>): Record<string, Item[]> {
  const feeds: Record<string, Item[]> = Object.fromEntries(plan.sources.map(({ id }) => [id, []]));
  for (const { source, item } of batch) {
    for (const node of sources.get(source)?.nodes ?? []) feeds[node]?.push(item);
  }
  return feeds;
}

async function write(trx: Trx, services: Services, run: RunKey, ready: Ready, taken: Taken) {
  if (taken.wanted.length === 0) return { created: 0, held: 0, drops: taken.drops };
  const planned = await planDeliveries(trx, {
    workspaceId: run.workspaceId,
    mapId: run.mapId,
    version: ready.version,
    runId: run.id,
    limits: ready.limits,
    now: ready.now,
    wanted: taken.wanted,
  });
  // A bulk of new rows that the planner has not counted yet makes every gate scan the table, until autovacuum comes by.
  if (planned.created >= bulk) await sql`analyze delivery`.execute(trx);
  const { workspaceId } = run;
  const jobs = planned.accounts.map((accountId) => ({
    data: { workspaceId, accountId },
    options: { singletonKey: `${workspaceId}/${accountId}` },
  }));
  if (jobs.length > 0) await services.queue.sendMany("drain-lane", jobs, trx);
  const refused = planned.drops.map(({ wanted: { node, itemSeq, itemKey, itemTitle, accountId }, code, reason }) => ({
    node,
    itemSeq,
    itemKey,
    title: itemTitle,
    accountId,
    code,
    reason,
  }));
  return { created: planned.created, held: planned.held, drops: [...taken.drops, ...refused] };
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
