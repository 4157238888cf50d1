import { AsyncLocalStorage } from "node:async_hooks";
import process from "node:process";
import pino from "pino";
import type { LanePorts, LedgerPort } from "#engine/lane.ts";
import type { FollowPorts } from "#engine/processing.ts";
import { unheard } from "#server/database/bell.ts";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { followPorts } from "#server/ledger/following.ts";
import { startLedger } from "#server/ledger/jobs.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { lookupPorts } from "#server/ledger/reconcile.ts";
import { createMedia } from "#server/media/media.ts";
import { loadNodes } from "#server/nodes.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { Outbound, Services, Settings } from "#server/ports.ts";
import { openClock } from "#server/time/clock.ts";
import { createVault } from "#server/vault/vault.ts";
import { type End, nameOf, type Phase, phaseHeader, type TownOrder } from "./phases.ts";
import { scaled } from "./services.ts";

/**
 * A worker of the ledger as the product runs one, as a process of its own: `node town-worker.ts <json>`. The networks' real connectors, the
 * vault, the store of media and the guarded client are all there; what is quicker than in life is how often it looks. Each call that a
 * connector makes says in a header in which phase, so that who plays the network can have this process killed at it. It begins once it is
 * told to go.
 */
const { url, host, key, networks, dataDir } = JSON.parse(process.argv[2] ?? "{}") as TownOrder;
const phases = new AsyncLocalStorage<Phase>();
let end: End | null = null;
const told = Promise.withResolvers<void>();
process.on("message", (word: "go" | End) => {
  if (word === "go") return told.resolve();
  end = word;
  process.send?.("armed");
});

/** A step of a phase. */
async function within<Result>(phase: Phase, network: string, work: () => Promise<Result>): Promise<Result> {
  const result = await phases.run(phase, work);
  // The signal is delivered before the next line runs.
  if (end?.phase === phase && end.network === network && (end.nth -= 1) === 0) process.kill(process.pid, "SIGKILL");
  return result;
}

function watched<Ports extends LanePorts>(ports: Ports): Ports {
  const { open, preparing } = ports;
  return {
    ...ports,
    open: async (gated) => {
      const sender = await open(gated);
      return sender && { send: () => within("publish", gated.network, sender.send) };
    },
    ...(preparing === undefined
      ? {}
      : {
          preparing: {
            ...preparing,
            prepare: (unprepared) => within("prepare", unprepared.network, () => preparing.prepare(unprepared)),
          } satisfies LanePorts["preparing"],
        }),
  };
}

const log = pino({ level: process.env["TEST_LOG"] ?? "silent" }, pino.destination(2));
const db = openPool({
  url,
  max: 6,
  name: nameOf(process.pid),
  wall: { role: serviceRole, ledger: ledgerRole, outside: "refused" },
});
const guarded = createOutbound({ allowHosts: [host], log });
const outbound: Outbound = {
  ...guarded,
  call: (address, init) => {
    const phase = phases.getStore();
    const headers = phase === undefined ? init.headers : { ...init.headers, [phaseHeader]: phase };
    return guarded.call(address, headers === undefined ? init : { ...init, headers });
  },
};
const settings = {
  ...{ networks, dataDir, masterKey: Buffer.from(key, "base64"), publicUrl: "http://127.0.0.1:3000" },
  ...{ allowHosts: [], demo: true, role: "worker" as const },
} satisfies Partial<Settings>;
const services = {
  ...{ settings: settings as unknown as Settings, db, log, outbound, bell: unheard },
  clock: await openClock({ db, log }),
  vault: createVault(db, settings.masterKey),
  media: createMedia({ db, outbound, settings: settings as unknown as Settings }),
  nodes: await loadNodes(),
} satisfies Partial<Services> as unknown as Services;

await told.promise;
await startLedger(services, {
  pace: scaled.pace,
  ports: (ledger: LedgerPort) => watched(lanePorts(services, ledger)),
  lookup: (ledger) => ({
    ...lookupPorts(services, ledger),
    pace: scaled.look,
    lane: () => watched(lanePorts(services, ledger)),
  }),
  follow: (ledger): FollowPorts => {
    const ports = followPorts(services, ledger);
    return { ...ports, ask: (following) => within("status", following.network, () => ports.ask(following)) };
  },
});
process.on("disconnect", () => process.exit(0));
