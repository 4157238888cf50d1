import { readFile, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Does a piece of work while no other process does one under the same file name: test files run side by side. A holder
 * that died has left nothing behind. Throws once others have held it for `patience` milliseconds.
 */
export async function withLock<Result>(file: string, patience: number, work: () => Promise<Result>): Promise<Result> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(200)) {
    if (!(await take(file))) continue;
    return await work().finally(() => rm(file, { force: true }));
  }
  throw new Error(`another test run has held ${file} for ${Math.round(patience / 1000)} s`);
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  // An empty file is being written at this moment.
  const holder = Number(await readFile(file, "utf8").catch(() => ""));
  if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
  return false;
}

/** True: a process of this number runs, be it somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
