import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { drain, type LanePorts, type LedgerPort } from "#engine/lane.ts";
import { type LookupPorts, reconcile } from "#engine/reconcile.ts";
import type { Services } from "../ports.ts";
import { watchCrowd } from "./crowd.ts";
import { judgePost } from "./judge.ts";
import { lanePorts } from "./publisher.ts";
import { lookupPorts } from "./reconcile.ts";
import { leaseMs, openLedger } from "./rounds.ts";
import { installedSet, newerSet, setNumber } from "./set.ts";
import { expire, recover, release, takeDueLanes, wakeLane } from "./sweeps.ts";

/** After this long a lane lets others have its turn where some wait for theirs, and after the second in any case, milliseconds. */
const turn = 20_000;
const longestTurn = 300_000;
/** Lanes that one sweep hands to the queue. */
const lanesPerSweep = 1_000;

/** What a test may replace: how a lane and a look reach their network, and how fast time goes. */
export type LedgerOptions = {
  ports?: (ledger: LedgerPort) => LanePorts;
  lookup?: (ledger: LedgerPort) => LookupPorts;
  /** How long a gated delivery is its worker's, milliseconds (`leaseMs`). */
  lease?: number;
  /** Share of the usual time between two sweeps (1). */
  pace?: number;
  /** Lanes that one sweep hands to the queue at most (1,000). */
  lanes?: number;
};

/**
 * Starts a worker of the ledger: it drains lanes (queue `drain-lane`), finds lanes that are due, recovers what a dead worker left,
 * lets expire what is past its deadline and looks up lost answers. Any number of processes may run it on one database. `stop`
 * ends the sweeps and asks the drains to end; the queue waits for the calls in hand.
 */
export async function startLedger(
  services: Services,
  options: LedgerOptions = {},
): Promise<{ stop: () => Promise<void> }> {
  const { db, queue } = services;
  const log = services.log.child({ part: "ledger" });
  const worker = `${hostname().slice(0, 40)}/${process.pid}/${randomBytes(3).toString("hex")}`;
  const lease = options.lease ?? leaseMs;
  const pace = options.pace ?? 1;
  const store = openLedger({ db, worker, networks: services.nodes.networks, lease });
  const ports = (ledger: LedgerPort): LanePorts => ({
    judge: (lane, deliveryId) => judgePost(services, lane, deliveryId),
    ...(options.ports?.(ledger) ?? lanePorts(services, ledger)),
  });
  const lookup = (options.lookup ?? ((ledger) => lookupPorts(services, ledger)))(store);
  const stopping = new AbortController();
  const crowd = watchCrowd(() => performance.now());
  /** True once a newer process has put its functions into the database: this one leaves everything to it. */
  let outdated = false;
  const noteOutdated = (installed: number): void => {
    if (!outdated)
      log.error({ installed, ours: setNumber }, `${newerSet(installed)} This process publishes nothing more.`);
    outdated = true;
  };

  await queue.work("drain-lane", async (data, signal) => {
    const lane = { workspaceId: String(data["workspaceId"]), accountId: String(data["accountId"]) };
    if (outdated) return await wakeLane(db, lane, null);
    const begun = performance.now();
    const over = (): boolean => {
      const taken = performance.now() - begun;
      return signal.aborted || stopping.signal.aborted || taken > longestTurn || (taken > turn && crowd.crowded());
    };
    const ended = crowd.began(`${lane.workspaceId}/${lane.accountId}`);
    const drained = await drain(lane, ports(store), over).finally(ended);
    if (drained.why === "outdated") noteOutdated(await installedSet(db));
    if (drained.why === "time" || drained.why === "outdated") await wakeLane(db, lane, null);
    // Whoever holds the lane may be done in a moment; the ledger could not note that we want it again.
    else if (drained.why === "busy" || drained.why === "frozen") await wakeLane(db, lane, drained.until);
    if (drained.calls > 0) log.debug({ ...lane, calls: drained.calls, why: drained.why }, "a lane was drained");
  });

  const sweeps = [
    every(5_000, "functions", async () => {
      const installed = await installedSet(db);
      if (installed !== setNumber) noteOutdated(installed);
    }),
    every(1_000, "due lanes", async () => {
      const lanes = await takeDueLanes(db, options.lanes ?? lanesPerSweep, lease);
      if (lanes.length === 0) return;
      const jobs = lanes.map((lane) => ({
        data: { ...lane },
        options: { singletonKey: `${lane.workspaceId}/${lane.accountId}` },
      }));
      await queue.sendMany("drain-lane", jobs);
      for (const { options: own } of jobs) crowd.handed(own.singletonKey);
    }),
    every(5_000, "recover", async () => {
      const lost = await recover(db);
      if (lost > 0) log.warn({ lost }, "deliveries were left in the call by a worker that stopped; they are looked up");
    }),
    every(5_000, "release", async () => void (await release(db))),
    every(10_000, "expire", async () => {
      const gone = await expire(db);
      if (gone > 0) log.warn({ gone }, "deliveries passed their deadline unsent");
    }),
    every(5_000, "reconcile", async () => void (await reconcile(lookup, () => stopping.signal.aborted))),
  ];

  /** Runs a sweep again and again, never twice at once. A failure is logged and the next round tries again. */
  function every(period: number, name: string, work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy || outdated) return;
      busy = true;
      running = work()
        .catch((error: unknown) =>
          log.warn({ err: error, sweep: name }, "a sweep of the ledger failed; the next one tries again"),
        )
        .finally(() => {
          busy = false;
        });
    }, period * pace);
    return async () => {
      clearInterval(timer);
      await running;
    };
  }

  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(sweeps.map((end) => end()));
    },
  };
}
