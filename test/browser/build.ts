import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildEditor } from "#server/http/build.ts";
import { createLog } from "#server/log.ts";
import { withLock } from "../support/lock.ts";

const folder = join(import.meta.dirname, "../../dist");

/**
 * Builds the editor before the first product starts. Test files run side by side, and each start builds what is out of
 * date: without the lock, one would swap the files below another's open page.
 */
export async function buildOnce(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const options = { log: createLog({ level: "error" }), progress: () => undefined };
  const trouble = await withLock(join(folder, ".building"), 120_000, () => buildEditor(options));
  if (trouble !== null) throw new Error(trouble.en);
}
