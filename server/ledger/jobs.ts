import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { drain, type LanePorts, type LedgerPort } from "#engine/lane.ts";
import { type FollowPorts, follow } from "#engine/processing.ts";
import { type LookupPorts, reconcile } from "#engine/reconcile.ts";
import { across, inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { startDrains } from "./drains.ts";
import { followPorts } from "./following.ts";
import { cancelGone } from "./gone.ts";
import { judgePost } from "./judge.ts";
import { forgetWorkers, isCrowded, lanesBell, leave, takeDueLanes, wakeLane } from "./lanes.ts";
import type { Keeper } from "./keeper.ts";
import { letGo } from "./leftovers.ts";
import { lanePorts } from "./publisher.ts";
import { lookupPorts } from "./reconcile.ts";
import { leaseMs, openLedger } from "./rounds.ts";
import { installedSet, newerSet, setNumber } from "./set.ts";
import { releaseCampaigns } from "./campaign.ts";
import { sweepCrises } from "./crisis.ts";
import { expire, recover, release } from "./sweeps.ts";

/** What remembers how far the database is; and what a test may replace: how a lane, a look and a question reach their network, and how fast time goes. */
export type LedgerOptions = {
  keeper?: Keeper;
  ports?: (ledger: LedgerPort) => LanePorts;
  lookup?: (ledger: LedgerPort) => LookupPorts;
  follow?: (ledger: LedgerPort) => FollowPorts;
  /** How long a gated delivery is its worker's, milliseconds (`leaseMs`). */
  lease?: number;
  /** Share of the usual time between two sweeps (1). */
  pace?: number;
  /** Lanes that are drained at once. */
  places?: number;
};

/**
 * Starts a worker of the ledger: it drains the lanes that are due, recovers what a dead worker left, lets expire what is past its
 * deadline, looks up lost answers and asks after what networks work on. Any number of processes may run it on one database. `stop` ends
 * the sweeps and asks the drains to end: it waits for the calls in hand.
 */
export async function startLedger(
  services: Services,
  options: LedgerOptions = {},
): Promise<{ stop: () => Promise<void> }> {
  const { db, bell } = services;
  const log = services.log.child({ part: "ledger" });
  const worker = `${hostname().slice(0, 40)}/${process.pid}/${randomBytes(3).toString("hex")}`;
  const lease = options.lease ?? leaseMs;
  const pace = options.pace ?? 1;
  const { keeper } = options;
  const wentBack = (): void =>
    void keeper?.look().catch((error: unknown) => log.warn({ err: error }, "the database could not be looked at"));
  const store = openLedger({
    ...{ db, worker, networks: services.nodes.networks, lease },
    ...(keeper === undefined ? {} : { keeper: { known: keeper.known, wentBack } }),
  });
  const ports = (ledger: LedgerPort): LanePorts => ({
    judge: (lane, deliveryId) => judgePost(services, lane, deliveryId),
    ...(options.ports?.(ledger) ?? lanePorts(services, ledger)),
  });
  const following = (options.follow ?? ((ledger) => followPorts(services, ledger)))(store);
  const lookup = (options.lookup ?? ((ledger) => lookupPorts(services, ledger)))(store);
  const stopping = new AbortController();
  /** True once a newer process has put its functions into the database: this one leaves everything to it. */
  let outdated = false;
  const noteOutdated = (installed: number): void => {
    if (!outdated)
      log.error({ installed, ours: setNumber }, `${newerSet(installed)} This process publishes nothing more.`);
    outdated = true;
    void drains.stop();
  };

  const drains = startDrains({
    take: (limit, drained) =>
      across("ledger", () => takeDueLanes(db, { taker: { id: worker, drains: drained }, limit, lease })),
    crowded: (except) => across("ledger", () => isCrowded(db, { except, since: 2_000 })),
    drain: async (lane, over) => {
      const drained = await inWorkspace(lane.workspaceId, () => drain(lane, ports(store), over));
      if (drained.why === "outdated") noteOutdated(await installedSet(db));
      if (drained.calls > 0) log.debug({ ...lane, calls: drained.calls, why: drained.why }, "a lane was drained");
      return drained;
    },
    wake: (lane, at) => inWorkspace(lane.workspaceId, () => wakeLane(db, lane, at)),
    failed: (error, lane) =>
      log.error({ err: error, ...lane }, "a lane could not be drained, or none be taken; it is tried again"),
    hear: (heard) => bell.hear(lanesBell, heard),
    now: () => performance.now(),
    pause: 1_000 * pace,
    ...(options.places === undefined ? {} : { places: options.places }),
  });

  const sweeps = [
    every(5_000, "functions", async () => {
      const installed = await installedSet(db);
      if (installed !== setNumber) noteOutdated(installed);
    }),
    every(5_000, "keeper", async () => keeper?.look()),
    every(1_000, "recover", async () => {
      const lost = await recover(db);
      if (lost > 0) log.warn({ lost }, "deliveries were left in the call by a worker that stopped; they are looked up");
    }),
    every(5_000, "release", async () => void (await release(db))),
    every(5_000, "campaigns", async () => void (await releaseCampaigns(db))),
    every(5_000, "crises", () => sweepCrises(db)),
    every(5_000, "gone", async () => void (await cancelGone(db, null))),
    every(10_000, "expire", async () => {
      const gone = await expire(db);
      if (gone > 0) log.warn({ gone }, "deliveries passed their deadline unsent");
    }),
    every(5_000, "reconcile", async () => void (await reconcile(lookup, () => stopping.signal.aborted))),
    every(60_000, "workers", () => forgetWorkers(db)),
    every(30_000, "leftovers", async () => void (await letGo(services, () => stopping.signal.aborted))),
    every(1_000, "processing", async () => void (await follow(following, () => stopping.signal.aborted))),
  ];

  /** Runs a sweep again and again, never twice at once. A failure is logged and the next round tries again. */
  function every(period: number, name: string, work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy || outdated) return;
      busy = true;
      running = across("ledger", work)
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
      await Promise.all([drains.stop(), ...sweeps.map((end) => end())]);
      await leave(db, worker).catch((error: unknown) =>
        log.debug({ err: error }, "the others wait a moment for our lanes"),
      );
    },
  };
}
