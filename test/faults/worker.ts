import process from "node:process";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { startLedger } from "#server/ledger/jobs.ts";
import { networksAt } from "./network.ts";
import { scaled, testOptions, testServices } from "./services.ts";

/**
 * A real worker of the ledger as a process of its own: `node worker.ts <json>` with `{ url, base, kill?, stop? }`. `kill`: the point and
 * network at which it kills itself with SIGKILL, `nth` time round. `stop`: where it stops itself (SIGSTOP) instead.
 */
type Order = {
  url: string;
  base: string;
  at?: { point: string; network: string; nth: number; signal: "SIGKILL" | "SIGSTOP" };
  /** Shares many lanes with others: real leases, patient calls, a few lanes at a time. */ full?: boolean;
};

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const db = openPool({ url: order.url, max: 6, wall: { role: serviceRole, ledger: ledgerRole, outside: "refused" } });
const networks = networksAt(order.base, order.full === true ? 20_000 : scaled.call);
let times = 0;
const options = testOptions(db, networks, (point, network) => {
  const { at } = order;
  if (at === undefined || at.point !== point || (at.network !== network && network !== "")) return;
  times += 1;
  // The signal is delivered before the next line runs.
  if (times === at.nth) process.kill(process.pid, at.signal);
});
await startLedger(testServices(db, networks), order.full === true ? { ...options, lease: 60_000, places: 3 } : options);
process.stdout.write("ready\n");
process.on("disconnect", () => process.exit(0));
