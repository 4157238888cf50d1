import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeReady } from "#test/support/database.ts";
import { keepPostgres, type Kept } from "./keep.ts";
import { launchPostgres } from "./launch.ts";
import { ask } from "./probe.ts";

let folder = "";
const kept: Kept[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "relaymap-keep-"));
  await makeReady(folder);
});
afterEach(async () => {
  for (const one of kept.splice(0)) await one.stop();
  await launchPostgres({ folder }).then((server) => server.stop());
  await rm(folder, { recursive: true, force: true });
});

async function keep(claim: string | null): Promise<Kept> {
  const one = await keepPostgres({ folder, claim, log: pino({ level: "silent" }), progress: () => {} });
  kept.push(one);
  return one;
}

test("a second start on one folder is told who runs there, a worker may join, and the last one stops the server", async () => {
  const first = await keep("http://127.0.0.1:3000");
  await expect(keep("http://127.0.0.1:3999")).rejects.toThrow(
    `Relaymap runs already on this data folder (process ${process.pid}, http://127.0.0.1:3000). Stop it first`,
  );
  const worker = await keep(null);
  expect(worker.url).toBe(first.url);
  await first.stop();
  expect(await ask(worker.url)).toBe("ready");
  await worker.stop();
  expect(await ask(worker.url)).toBe("absent");
});

test("a database that is killed under a running process is started again", async () => {
  const one = await keep("http://127.0.0.1:3000");
  const { pid } = await launchPostgres({ folder });
  process.kill(pid, "SIGKILL");
  await vi
    .waitFor(async () => expect(await ask(one.url)).toBe("absent"), { timeout: 10_000, interval: 5 })
    .catch(() => {});
  await vi.waitFor(async () => expect(await ask(one.url)).toBe("ready"), { timeout: 20_000, interval: 50 });
  await vi.waitFor(async () => expect((await launchPostgres({ folder })).pid).not.toBe(pid), { timeout: 20_000 });
});

test("a stop in the moment in which the server comes back stops it, too", async () => {
  const one = await keep(null);
  process.kill((await launchPostgres({ folder })).pid, "SIGKILL");
  await vi.waitFor(async () => expect(await ask(one.url)).toBe("starting"), { timeout: 20_000, interval: 1 });
  await one.stop();
  expect(await ask(one.url)).toBe("absent");
});
