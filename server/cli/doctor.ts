import process from "node:process";
import { parseArgs } from "node:util";
import { createLog } from "../log.ts";
import { readSettings } from "../settings.ts";
import { across } from "../database/scope.ts";
import { openDatabase } from "../database/open.ts";
import type { Command } from "./command.ts";

const signs = { good: "ok ", warning: "?? ", bad: "!! " };

export const command: Command = {
  name: "doctor",
  usage: "[--json]",
  help: `Looks at everything Relaymap needs, and says what to do where it is not well.

Settings, the database server, migrations, disk, the outbound guard, the queue, overdue work, accounts, sources, and the balance: items × targets = deliveries
+ drops for every run. Changes nothing. Exit code 1 where something is bad.

--json  one JSON line a finding`,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
    const settings = readSettings(process.env, "worker");
    const log = createLog({ level: "error", destination: process.stderr });
    const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    const { examine } = await import("../health/doctor.ts");
    const database = await openDatabase(settings, { log, progress, claim: null, max: 3, migrate: false, as: "login" });
    try {
      const where = settings.databaseUrl === null ? `embedded database in ${settings.dataDir}` : "DATABASE_URL";
      const first = { name: "settings", state: "good" as const, sentence: `${settings.publicUrl}, ${where}` };
      const findings = [first, ...(await across("health", () => examine({ db: database.db, settings })))];
      for (const finding of findings) {
        const line = values.json
          ? JSON.stringify(finding)
          : `${signs[finding.state]} ${finding.name.padEnd(18)} ${finding.sentence}`;
        process.stdout.write(`${line}\n`);
      }
      return findings.some((finding) => finding.state === "bad") ? 1 : 0;
    } finally {
      await database.close();
    }
  },
};
