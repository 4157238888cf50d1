import process from "node:process";
import { pino } from "pino";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { startMail } from "#server/mail/jobs.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { Services, Settings } from "#server/ports.ts";
import { createVault } from "#server/vault/vault.ts";
import { ca } from "./server.ts";

/** A process that sends mails as the product's does, behind the wall: `node worker.ts <json>` with `{ url, port, key }`. */
const { url, port, key } = JSON.parse(process.argv[2] ?? "{}") as { url: string; port: number; key: string };
const db = openPool({ url, max: 4, wall: { role: serviceRole, ledger: ledgerRole, outside: "refused" } });
const log = pino({ level: "error" });
const place = { host: "localhost", port, tls: "starttls" as const, username: "", password: null };
const settings: Settings = {
  host: "127.0.0.1",
  port: 3000,
  dataDir: "/nowhere",
  backupDir: "/nowhere",
  databaseUrl: url,
  publicUrl: "https://relaymap.example",
  masterKey: Buffer.from(key, "hex"),
  demo: false,
  allowHosts: ["localhost"],
  role: "worker",
  logLevel: "error",
  networks: {},
  mail: { ...place, fromName: "Relaymap", fromAddress: "news@example.org", replyTo: null },
};
const services: Pick<Services, "db" | "log" | "settings" | "outbound" | "vault" | "clock"> = {
  ...{ db, log, settings, clock: { now: Date.now } },
  outbound: createOutbound({ allowHosts: [], log }),
  vault: createVault(db, settings.masterKey),
};
// Of the product's services, what mails need.
await startMail(services as Services, { pace: 0.05, ca });
process.on("disconnect", () => process.exit(0));
