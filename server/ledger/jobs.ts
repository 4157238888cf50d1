import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { drain } from "#engine/lane.ts";
import type { Services } from "../ports.ts";
import { lanePorts } from "./publisher.ts";
import { reconcile } from "#engine/reconcile.ts";
import { lookupPorts } from "./reconcile.ts";
import { openStore } from "./store.ts";
import { expire, recover, release, takeDueLanes } from "./sweeps.ts";

/** After this long a lane lets others have its turn, milliseconds. */
const turn = 20_000;
/** Lanes that one sweep hands to the queue. */
const lanesPerSweep = 1_000;

/**
 * Starts a worker of the ledger: it drains lanes (queue `drain-lane`), finds lanes that are due, recovers what a dead worker left,
 * lets expire what is past its deadline and looks up lost answers. Any number of processes may run it on one database. `stop`
 * waits for the calls in hand.
 */
export async function startLedger(services: Services): Promise<{ stop: () => Promise<void> }> {
  const { db, queue } = services;
  const log = services.log.child({ part: "ledger" });
  const worker = `${hostname().slice(0, 40)}/${process.pid}/${randomBytes(3).toString("hex")}`;
  const store = openStore({ db, worker, networks: services.nodes.networks });
  const stopping = new AbortController();

  await queue.work("drain-lane", async (data, signal) => {
    const lane = { workspaceId: String(data["workspaceId"]), accountId: String(data["accountId"]) };
    const until = performance.now() + turn;
    const over = (): boolean => signal.aborted || stopping.signal.aborted || performance.now() > until;
    const drained = await drain(lane, lanePorts(services, store), over);
    if (drained.why === "time") await wake(services, lane.workspaceId, lane.accountId);
    if (drained.calls > 0) log.debug({ ...lane, calls: drained.calls, why: drained.why }, "a lane was drained");
  });

  const sweeps = [
    every(1_000, "due lanes", async () => {
      const lanes = await takeDueLanes(db, lanesPerSweep, 60_000);
      if (lanes.length === 0) return;
      const jobs = lanes.map((lane) => ({
        data: { ...lane },
        options: { singletonKey: `${lane.workspaceId}/${lane.accountId}` },
      }));
      await queue.sendMany("drain-lane", jobs);
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
    every(
      5_000,
      "reconcile",
      async () => void (await reconcile(lookupPorts(services, store), () => stopping.signal.aborted)),
    ),
  ];

  /** Runs a sweep again and again, never twice at once. A failure is logged and the next round tries again. */
  function every(period: number, name: string, work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      running = work()
        .catch((error: unknown) =>
          log.warn({ err: error, sweep: name }, "a sweep of the ledger failed; the next one tries again"),
        )
        .finally(() => {
          busy = false;
        });
    }, period);
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

/** Asks for a lane's next turn, behind the others. */
async function wake(services: Services, workspaceId: string, accountId: string): Promise<void> {
  await services.db
    .updateTable("lane")
    .set({ next_at: new Date(services.clock.now()).toISOString() })
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .execute();
}
