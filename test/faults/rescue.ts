import type { Network } from "#engine/network.ts";
import { type LedgerOptions, startLedger } from "#server/ledger/jobs.ts";
import type { Db } from "#server/ports.ts";
import { type Points, testOptions, testServices } from "./services.ts";

/** A worker of the ledger in this process; `stop` waits for its calls. */
export async function runLedger(
  db: Db,
  networks: ReadonlyMap<string, Network>,
  options: LedgerOptions = {},
  at?: Points,
): Promise<{ stop: () => Promise<void> }> {
  return startLedger(testServices(db, networks), { ...testOptions(db, networks, at), ...options });
}
