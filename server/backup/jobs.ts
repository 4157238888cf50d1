import type { Services } from "../ports.ts";
import { backupBell } from "./plan.ts";
import { claimBackup } from "./list.ts";
import { across } from "../database/scope.ts";
import { makeBackup } from "./make.ts";

/** Milliseconds between two looks for what is due; what is asked for is heard of at once. */
const rhythm = 15_000;

/** Makes the backups that are asked for or due, one at a time over all processes. `stop` gives up one that is under way. */
export function startBackups(
  services: Pick<Services, "db" | "log" | "settings" | "bell">,
  { url, pace = 1 }: { url: string; pace?: number },
): { stop: () => Promise<void> } {
  const { db, settings, bell } = services;
  const log = services.log.child({ part: "backup" });
  const stopping = new AbortController();
  let working: Promise<void> | null = null;
  let again = false;

  const work = async (): Promise<void> => {
    do {
      again = false;
      const claim = await claimBackup(db, settings).catch((error: unknown) => {
        log.debug({ err: error }, "whether a backup is due could not be asked");
        return null;
      });
      if (claim === null) continue;
      const start = performance.now();
      try {
        const { file, bytes, gone } = await makeBackup({ db, url, settings }, { claim, signal: stopping.signal });
        const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
        log.info({ file, bytes, seconds, removed: gone.length }, "a backup was made");
      } catch (error) {
        log[stopping.signal.aborted ? "warn" : "error"]({ err: error }, "a backup failed; those before it stay");
      }
    } while (again && !stopping.signal.aborted);
  };
  const look = (): void => {
    if (stopping.signal.aborted) return;
    again = true;
    working ??= across("backup", work).finally(() => (working = null));
  };
  const timer = setInterval(look, rhythm * pace);
  const deaf = bell.hear(backupBell, look);
  look();
  return {
    stop: async () => {
      clearInterval(timer);
      deaf();
      stopping.abort(new DOMException("Relaymap is stopping", "AbortError"));
      await working;
    },
  };
}
