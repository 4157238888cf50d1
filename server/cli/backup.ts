import { resolve, join } from "node:path";
import { stat } from "node:fs/promises";
import process from "node:process";
import { parseArgs } from "node:util";
import { claimByHand } from "../backup/list.ts";
import { makeBackup } from "../backup/make.ts";
import { choosePlan } from "../backup/plan.ts";
import { openDatabase } from "../database/open.ts";
import { across } from "../database/scope.ts";
import { createLog } from "../log.ts";
import { readSettings } from "../settings.ts";
import { type Command, UsageError } from "./command.ts";
import { say } from "./map-file.ts";

export const command: Command = {
  name: "backup",
  usage: "[<file or folder>] | --every <1d|12h|off> [--keep <14>]",
  help: `Writes all that the database holds into one file, pictures included, while Relaymap runs.

The file is as of one moment, and whole: it gets its name when it was written and read back. Without a name it lies in DATA_DIR/backups
(or RELAYMAP_BACKUP_DIR). The secret (RELAYMAP_SECRET, or DATA_DIR/secret) is never in it: keep that apart, a restore needs both.

--every 1d   from now on the running Relaymap makes one every day (or 12h, 7d, …) by itself; off: no more
--keep 14    of those that many stay; an old one goes only once a new one is whole

relaymap restore puts one back.`,
  run: async (args) => {
    const options = { every: { type: "string" }, keep: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [target, ...more] = positionals;
    if (more.length > 0) throw new UsageError("One file or folder, or none.");
    const plan = readPlanWords(values);
    if (plan !== null && target !== undefined)
      throw new UsageError(
        "--every is kept by the running Relaymap, which writes to DATA_DIR/backups or RELAYMAP_BACKUP_DIR: leave the name out.",
      );
    const settings = readSettings(process.env, "worker");
    const log = createLog({ level: "error", destination: process.stderr });
    const database = await openDatabase(settings, { log, progress: say, claim: null, max: 2, migrate: plan !== null });
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    try {
      if (plan !== null) {
        await across("backup", () => choosePlan(database.db, null, plan));
        say(
          plan.hours === null
            ? "Relaymap makes no more backups by itself."
            : `The running Relaymap makes a backup every ${plan.hours} h from now on, and keeps ${plan.keep}, in ${settings.backupDir}.`,
        );
        return 0;
      }
      const file = target === undefined ? undefined : await fileAt(resolve(target));
      const claim = await across("backup", () => claimByHand(database.db));
      const shown = process.stderr.isTTY
        ? (share: number) => void process.stderr.write(`\r${Math.floor(share * 100)} % `)
        : undefined;
      const made = await across("backup", () =>
        makeBackup(
          { db: database.db, url: database.direct, settings },
          {
            claim,
            signal: stop.signal,
            ...(file === undefined ? {} : { file }),
            ...(shown === undefined ? {} : { tell: shown }),
          },
        ),
      );
      if (shown !== undefined) process.stderr.write("\r");
      const { contents } = made;
      process.stdout.write(`${made.file}\n`);
      say(
        `${(made.bytes / 1e6).toFixed(1)} MB: ${contents.people} people, ${contents.accounts} accounts, ${contents.items} items, ${contents.deliveries} deliveries, ${contents.media} pictures. The secret is not in it: keep it apart.`,
      );
      return 0;
    } finally {
      await database.close();
    }
  },
};

/** A folder that is there gets a file of the usual kind of name. */
async function fileAt(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  const name = `relaymap-${new Date().toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-")}.tar.zst`;
  return found?.isDirectory() === true ? join(path, name) : path;
}

function readPlanWords({
  every,
  keep,
}: {
  every?: string | undefined;
  keep?: string | undefined;
}): { hours: number | null; keep: number } | null {
  if (every === undefined) {
    if (keep !== undefined) throw new UsageError("--keep goes with --every.");
    return null;
  }
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(every) ?? [];
  const hours = Number(count) * (unit === "w" ? 168 : unit === "d" ? 24 : 1);
  if (every !== "off" && !(hours >= 1 && hours <= 8784))
    throw new UsageError(`--every ${JSON.stringify(every)} is not like 12h, 1d or 1w, nor off.`);
  const kept = keep === undefined ? 14 : Number(keep);
  if (!Number.isInteger(kept) || kept < 1 || kept > 1000) throw new UsageError("--keep is a number from 1 to 1000.");
  return { hours: every === "off" ? null : hours, keep: kept };
}
