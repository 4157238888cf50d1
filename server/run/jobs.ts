import { sql } from "kysely";
import { z } from "zod";
import { type Purpose } from "../database/across.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { tellApprovers } from "../approvals/tell.ts";
import { goScenarios } from "../campaigns/sync.ts";
import { readColleagues } from "../colleagues/read.ts";
import { askDue } from "../cues/ask.ts";
import { planReturns } from "../recycling/return.ts";
import { enterDue } from "../entries/enter.ts";
import { pruneEntries } from "../entries/prune.ts";
import { tellDesk } from "../suggestions/desk.ts";
import { tellPublished } from "../suggestions/out.ts";
import { createPlaces } from "../inbox/places.ts";
import { pollSource } from "../inbox/poll.ts";
import { followLeads } from "../ledger/reposts.ts";
import { measure } from "../measures/jobs.ts";
import type { Services } from "../ports.ts";
import { startLooks } from "./looker.ts";
import { seekPictures } from "./missing.ts";
import { pruneLinks } from "../links/prune.ts";
import { pruneAnswers } from "../machine/prune.ts";
import { prunePages } from "../pages/prune.ts";
import { prunePortraits } from "../portraits/kept.ts";
import { pruneThanks } from "../recognition/prune.ts";
import { pruneTalks } from "../talks/kept.ts";
import { prune } from "./prune.ts";
import { runMap } from "./run-map.ts";
import { recoverRuns } from "./ticks.ts";
import { wakeKept, wakeMaps } from "./wake.ts";

const second = 1000;
const RunJob = z.object({ workspaceId: z.uuid(), runId: z.uuid() });
const PollJob = z.object({ workspaceId: z.uuid(), sourceId: z.uuid() });

/** Sources read at the same time in a process: an answer is 10 MB at most, and usually here in a moment. */
const reading = { quick: 48, all: 256, patience: 2000 };
/** Lists stored at the same time: what is new everywhere at once, as after a downtime, leaves the lanes and the pages their connections. */
const storing = { quick: 5, all: 5, patience: 30_000 };

/**
 * Starts the engine's part of a process that works: it looks for maps at their times, runs maps and polls sources from the queue, and
 * tidies up. Every part bears other processes that do the same. `stop` resolves when no tick is under way; jobs under way
 * belong to the queue.
 */
export async function startJobs(services: Services): Promise<{ stop: () => Promise<void> }> {
  const places = { reading: createPlaces(reading), storing: createPlaces(storing) };
  await services.queue.work("run-map", async (data, signal) => {
    const job = RunJob.parse(data);
    await inWorkspace(job.workspaceId, () => runMap(services, job, signal, places));
  });
  await services.queue.work("poll-source", async (data, signal) => {
    const job = PollJob.parse(data);
    await inWorkspace(job.workspaceId, () => pollSource(services, { ...job, force: true, places, signal }));
  });
  const tasks = [
    startLooks(services, places),
    every(services, 1 * second, "wake", "schedule", () => wakeMaps(services)),
    every(services, 1 * second, "wake kept", "schedule", () => wakeKept(services)),
    every(services, 10 * second, "scenarios", "entries", () => goScenarios(services)),
    every(services, 60 * second, "returns", "entries", () => planReturns(services)),
    every(services, 5 * second, "entries", "entries", () => enterDue(services)),
    every(services, 5 * second, "retry sources", "schedule", () => retrySources(services)),
    every(services, 15 * second, "colleagues", "schedule", () => readColleagues(services)),
    every(services, 10 * second, "cues", "cues", () => askDue(services)),
    every(services, 10 * second, "missing pictures", "pictures", () => seekPictures(services)),
    every(services, 5 * second, "reposts", "reposts", () => followLeads(services.db)),
    every(services, 60 * second, "recover runs", "schedule", () => recoverRuns(services)),
    every(services, 60 * second, "tell approvers", "approvals", () => tellApprovers(services)),
    every(services, 60 * second, "tell who answers suggestions", "approvals", () => tellDesk(services)),
    every(services, 60 * second, "tell authors", "approvals", () => tellPublished(services)),
    every(services, 60 * second, "measure", "measure", () => measure(services)),
    every(services, 3600 * second, "prune", "prune", () => prune(services.db)),
    every(services, 3600 * second, "prune links", "prune", () => pruneLinks(services.db)),
    every(services, 3600 * second, "prune pages", "prune", () => prunePages(services.db)),
    every(services, 3600 * second, "prune answers", "prune", () => pruneAnswers(services.db)),
    every(services, 3600 * second, "prune entries", "prune", () => pruneEntries(services.db)),
    every(services, 3600 * second, "prune thanks", "prune", () => pruneThanks(services.db)),
    every(services, 3600 * second, "prune portraits", "prune", () => prunePortraits(services.db)),
    every(services, 3600 * second, "prune talks", "prune", () => pruneTalks(services.db)),
    every(services, 3600 * second, "prune media", "prune", () => services.media.prune()),
  ];
  return {
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

/** Calls `work` again and again, never twice at once, first after one interval; it looks across workspaces for a declared purpose. Its failure is logged, and the next call is made. */
function every(
  services: Services,
  milliseconds: number,
  name: string,
  purpose: Purpose,
  work: () => Promise<unknown>,
): { stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= across(purpose, work)
      .then(
        () => undefined,
        (err: unknown) => services.log.warn({ err, task: name }, "a recurring task failed; it is tried again"),
      )
      .finally(() => {
        running = null;
      });
  }, milliseconds);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * A source that failed is tried again at its own time, not only at the next run of a map: a feed that lists few items could
 * lose some in between. Its time is moved on at once, so that no other process asks for it too.
 */
export async function retrySources(services: Pick<Services, "db" | "queue">): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ workspace_id: string; id: string }>`
      update source set next_poll_at = now() + interval '5 minutes'
      where (workspace_id, id) in (
        select workspace_id, id from source where failures > 0 and next_poll_at <= now() and (polling_until is null or polling_until < now())
        order by next_poll_at limit 100 for update skip locked)
      returning workspace_id, id`.execute(trx);
    const jobs = rows.map((row) => ({
      data: { workspaceId: row.workspace_id, sourceId: row.id },
      options: { singletonKey: row.id },
    }));
    if (jobs.length > 0) await services.queue.sendMany("poll-source", jobs, trx);
    return rows.length;
  });
}
