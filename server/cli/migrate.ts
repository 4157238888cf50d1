import process from "node:process";
import { parseArgs } from "node:util";
import { createLog } from "../log.ts";
import { migrate, pendingMigrations } from "../database/migrate.ts";
import { readSettings } from "../settings.ts";
import { openDatabase } from "../database/open.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  name: "migrate",
  usage: "[--pending]",
  help: `Brings the database up to date; start does so by itself.

--pending  only lists the steps that are missing; exit code 1 where there are any`,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { pending: { type: "boolean", default: false } } });
    const log = createLog({ level: "warn", destination: process.stderr });
    const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    const database = await openDatabase(readSettings(process.env, "worker"), {
      log,
      progress,
      claim: null,
      max: 1,
      migrate: false,
      as: "login",
    });
    try {
      const steps = values.pending ? await pendingMigrations(database.db) : await migrate(database.db);
      const none = values.pending ? "Nothing is missing." : "The database is up to date.";
      process.stdout.write(steps.length === 0 ? `${none}\n` : steps.map((step) => `${step}\n`).join(""));
      return values.pending && steps.length > 0 ? 1 : 0;
    } finally {
      await database.close();
    }
  },
};
