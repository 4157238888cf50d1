import process from "node:process";
import { parseArgs } from "node:util";
import { inspect } from "../backup/read.ts";
import { restoreBackup } from "../backup/restore.ts";
import { openDatabase } from "../database/open.ts";
import { createLog } from "../log.ts";
import { readSettings } from "../settings.ts";
import { type Command, UsageError } from "./command.ts";
import { onlyFile, say } from "./map-file.ts";

export const command: Command = {
  name: "restore",
  usage: "<file> [--check]",
  help: `Puts a backup into an empty database: a new DATA_DIR, or an empty database that DATABASE_URL names.

It needs the secret that the backup was made with: set RELAYMAP_SECRET, or put the former DATA_DIR/secret into the new DATA_DIR. All of it
comes back or nothing. What left after the backup is unknown to it: every workspace starts stopped, and Settings, Health says what may
have left already and lets it go on. Nobody stays signed in: relaymap link prints a link. Who left for good since the backup leaves again:
relaymap-left.txt, which lies beside the backups, knows them. Move it along with them.

--check  only reads the file, and says whether it is whole and what is in it`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { check: { type: "boolean", default: false } },
    });
    const file = onlyFile(positionals);
    if (file === "-") throw new UsageError("A backup is read twice: give a file.");
    if (values.check) {
      const { header, manifest } = await inspect(file);
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `whole: ${rows} rows of ${manifest.tables.length} tables, as of ${header.takenAt}, by Relaymap ${header.version}\n`,
      );
      return 0;
    }
    const settings = readSettings(process.env, "worker", { makeSecret: false });
    const log = createLog({ level: "error", destination: process.stderr });
    const embedded = settings.databaseUrl === null;
    // Nobody may start on it meanwhile.
    const database = await openDatabase(settings, {
      log,
      progress: say,
      claim: "relaymap restore",
      max: 1,
      migrate: false,
    });
    try {
      const place = embedded ? `The database in ${settings.dataDir}` : "The database of DATABASE_URL";
      let shown = 0;
      const tell = (rows: number, of: number): void => {
        if (!process.stderr.isTTY || performance.now() - shown < 500) return;
        shown = performance.now();
        process.stderr.write(`\r${Math.floor((rows / Math.max(1, of)) * 100)} % `);
      };
      const { header, rows } = await restoreBackup(file, {
        url: database.direct,
        place,
        masterKey: settings.masterKey,
        backupDir: settings.backupDir,
        tell,
      });
      say(
        `${rows} rows are back, as of ${header.takenAt}. Every workspace is stopped, since what left after that is unknown here:`,
      );
      say("start Relaymap, sign in by relaymap link, and look at Settings, Health.");
      return 0;
    } finally {
      await database.close();
    }
  },
};
