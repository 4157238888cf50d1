import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildEditor } from "#server/http/build.ts";
import { createLog } from "#server/log.ts";

const lock = join(import.meta.dirname, "../../dist/.building");
/** A build takes seconds; a lock that is older was left behind by a killed run. Milliseconds. */
const stale = 120_000;

/**
 * Builds the editor before the first product starts. Test files run side by side, and each start builds what is out of
 * date: without the lock, one would swap the files below another's open page.
 */
export async function buildOnce(): Promise<void> {
  await mkdir(join(lock, ".."), { recursive: true });
  for (const until = Date.now() + stale; Date.now() < until; await wait(200)) {
    if (await take()) {
      await buildEditor({ log: createLog({ level: "error" }), progress: () => undefined }).finally(release);
      return;
    }
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > stale) await release();
  }
  throw new Error("another test run is still building the editor");
}

const take = (): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    () => false,
  );
const release = (): Promise<void> => rm(lock, { recursive: true, force: true });
