import process from "node:process";
import { parseArgs } from "node:util";
import { firstAdmin } from "../members/first-admin.ts";
import { signInLink } from "../http/link.ts";
import { createLog } from "../log.ts";
import { readSettings } from "../settings.ts";
import { across } from "../database/scope.ts";
import { openDatabase } from "../database/open.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  name: "link",
  usage: "[<e-mail>]",
  help: `Prints a one-time sign-in link, good for 24 hours.

For the person with that address; without one, for the first admin.`,
  run: async (args) => {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const settings = readSettings(process.env);
    const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    const database = await openDatabase(settings, {
      log: createLog({ level: "warn", destination: process.stderr }),
      progress,
      claim: null,
      max: 2,
    });
    try {
      const email = positionals[0] ?? (await across("sign-in", () => firstAdmin(database.db)));
      if (email === null) {
        process.stderr.write("Nobody is here yet: start Relaymap first.\n");
        return 1;
      }
      process.stdout.write(`${await across("sign-in", () => signInLink({ db: database.db, settings }, email))}\n`);
      return 0;
    } finally {
      await database.close();
    }
  },
};
