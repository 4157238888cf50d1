import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PgBoss } from "pg-boss";
import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { openBell } from "../database/bell.ts";
import type { Queue } from "../ports.ts";
import { createQueue } from "./boss.ts";

let base: TestDatabase;
const cleanups: (() => unknown)[] = [];
beforeEach(async () => void (base = await testDatabase()));
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
  await base.drop();
});

const lines: string[] = [];
const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });

async function open(role: "all" | "web" | "worker" = "all"): Promise<Queue> {
  const bell = openBell({ url: base.direct, db: base.db, log });
  const queue = await createQueue({ url: base.url, log, role, bell });
  cleanups.push(
    () => bell.close(),
    () => queue.stop(),
  );
  return queue;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = (claim: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(claim, { timeout: 25_000, interval: 25 });

test("a job sent in our transaction runs once it commits, and never when it rolls back", async () => {
  const queue = await open();
  const seen: unknown[] = [];
  await queue.work("poll-source", async (data) => void seen.push(data["sourceId"]));
  await base.db
    .transaction()
    .execute((trx) => queue.send("poll-source", { sourceId: "kept" }, { singletonKey: "k" }, trx));
  const undone = base.db.transaction().execute(async (trx) => {
    await queue.sendMany("poll-source", [{ data: { sourceId: "undone" }, options: { singletonKey: "u" } }], trx);
    throw new Error("roll back");
  });
  await expect(undone).rejects.toThrow("roll back");
  await queue.send("poll-source", { sourceId: "last" }, { singletonKey: "l" });
  await until(() => expect(seen).toContain("last"));
  expect(seen.toSorted()).toEqual(["kept", "last"]);
});

test("jobs of one key never overlap, over several workers, and each key is worked on again after it", async () => {
  const workers = await Promise.all([open("worker"), open("worker"), open("worker")]);
  const sender = await open("web");
  const active = new Map<string, number>();
  let overlaps = 0;
  let done = 0;
  const handler = async (data: Record<string, unknown>): Promise<void> => {
    const key = String(data["sourceId"]);
    const now = (active.get(key) ?? 0) + 1;
    active.set(key, now);
    if (now > 1) overlaps += 1;
    await sleep(120);
    active.set(key, active.get(key)! - 1);
    done += 1;
  };
  for (const worker of workers) await worker.work("poll-source", handler);
  for (let round = 0; round < 40; round += 1) {
    const jobs = Array.from({ length: 8 }, (_, n) => ({
      data: { sourceId: `a${n}`, round },
      options: { singletonKey: `a${n}` },
    }));
    await sender.sendMany("poll-source", jobs);
    await sleep(15);
  }
  await until(() => expect([...active.values()].every((n) => n === 0)).toBe(true));
  expect(done).toBeGreaterThan(16);
  expect(overlaps).toBe(0);
});

test("a job that waits or is at work is not doubled, and its key is free when it has ended", async () => {
  const queue = await open();
  const key = { singletonKey: "w/a" };
  await queue.send("run-map", { n: 1 }, key);
  await queue.send("run-map", { n: 2 }, key);
  await queue.sendMany("run-map", [
    { data: { n: 3 }, options: key },
    { data: { n: 4 }, options: key },
  ]);
  const seen: unknown[] = [];
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await queue.work("run-map", async (data) => {
    seen.push(data["n"]);
    if (data["n"] === 1) await held;
  });
  await until(() => expect(seen).toEqual([1]));
  await queue.send("run-map", { n: 5 }, key);
  await queue.send("run-map", { n: 6 }, { singletonKey: "other" });
  await until(() => expect(seen).toEqual([1, 6]));
  release();
  await until(async () => {
    // One that ends before the next look makes way for another of its kind.
    if (seen.length < 3) await queue.send("run-map", { n: 7 }, key);
    expect(seen.slice(0, 3)).toEqual([1, 6, 7]);
  });
});

test("queues that an earlier version laid are made anew, and lanes' old queue goes", async () => {
  const old = new PgBoss({ connectionString: base.url, schema: "queue", schedule: false, supervise: false });
  old.on("error", () => undefined);
  await old.start();
  await old.createQueue("poll-source", { policy: "singleton" });
  await old.createQueue("drain-lane", { policy: "singleton" });
  const queue = await open();
  expect((await old.getQueues()).map(({ name, policy }) => `${name} ${policy}`).toSorted()).toEqual([
    "poll-source exclusive",
    "run-map exclusive",
  ]);
  await old.stop({ graceful: false });
  const seen: unknown[] = [];
  await queue.work("poll-source", async (data) => void seen.push(data["sourceId"]));
  await queue.send("poll-source", { sourceId: "a" }, { singletonKey: "a" });
  await until(() => expect(seen).toEqual(["a"]));
});

test("a failed job is logged once with its ids and tried again, and its neighbours in the batch are not", async () => {
  const queue = await open();
  const runs = new Map<string, number>();
  const names = ["a", "b", "c", "d", "e"];
  await queue.sendMany(
    "poll-source",
    names.map((sourceId) => ({ data: { sourceId }, options: { singletonKey: sourceId } })),
  );
  lines.length = 0;
  await queue.work("poll-source", async ({ sourceId }) => {
    const count = (runs.get(String(sourceId)) ?? 0) + 1;
    runs.set(String(sourceId), count);
    if (sourceId === "c" && count === 1) throw new Error("the site is down");
  });
  await until(() => expect(runs.get("c")).toBe(2));
  expect(names.map((name) => runs.get(name))).toEqual([1, 1, 2, 1, 1]);
  const failures = lines.filter((line) => line.includes("the site is down"));
  expect(failures).toHaveLength(1);
  expect(JSON.parse(failures[0]!)).toMatchObject({ queue: "poll-source", sourceId: "c", attempt: 1 });
});

test("a slow job does not hold up the next job of its neighbours", async () => {
  const queue = await open();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const seen: string[] = [];
  await queue.sendMany(
    "poll-source",
    ["slow", "quick"].map((a) => ({ data: { a }, options: { singletonKey: a } })),
  );
  await queue.work("poll-source", async ({ a }) => {
    seen.push(String(a));
    if (a === "slow") await held;
  });
  await until(() => expect(seen.toSorted()).toEqual(["quick", "slow"]));
  // Sent again until the first one has ended: before that it is nothing new.
  await until(async () => {
    await queue.send("poll-source", { a: "quick" }, { singletonKey: "quick" });
    expect(seen.filter((name) => name === "quick").length).toBeGreaterThan(1);
  });
  release();
});

test("slow jobs hold no place but their own: whoever is sent later is not kept waiting", async () => {
  const queue = await open();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const seen: string[] = [];
  await queue.work("run-map", async ({ a }) => {
    seen.push(String(a));
    if (String(a).startsWith("slow")) await held;
  });
  // One after the other, so that no two of them are fetched together.
  for (let n = 0; n < 8; n += 1) {
    await queue.send("run-map", { a: `slow ${n}` }, { singletonKey: `slow ${n}` });
    await until(() => expect(seen).toContain(`slow ${n}`));
  }
  await queue.send("run-map", { a: "quick" }, { singletonKey: "quick" });
  await until(() => expect(seen).toContain("quick"));
  release();
});

test("stopping tells the jobs in hand, waits for them and takes no more", async () => {
  const queue = await open();
  const events: string[] = [];
  await queue.work("run-map", async ({ n }, signal) => {
    events.push(`start ${String(n)}`);
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    await sleep(50);
    events.push(`end ${String(n)}`);
  });
  await queue.send("run-map", { n: 1 }, { singletonKey: "n" });
  await until(() => expect(events).toEqual(["start 1"]));
  await queue.stop();
  expect(events).toEqual(["start 1", "end 1"]);
});

test("the job of a worker that was killed is run by another within 30 s", { timeout: 60_000 }, async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("../../test/support/queue-worker.ts", import.meta.url)), base.url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  cleanups.push(() => child.kill("SIGKILL"));
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => said.push(line));
  await until(() => expect(said).toContain("ready"));
  const sender = await open("web");
  await sender.send("poll-source", { sourceId: "x" }, { singletonKey: "x" });
  await until(() => expect(said).toContain("took x"));
  const killed = performance.now();
  child.kill("SIGKILL");
  const heir = await open("worker");
  const seen: unknown[] = [];
  await heir.work("poll-source", async (data) => void seen.push(data["sourceId"]));
  await vi.waitFor(() => expect(seen).toEqual(["x"]), { timeout: 30_000, interval: 100 });
  process.stdout.write(`killed worker's job taken over after ${Math.round(performance.now() - killed)} ms\n`);
});
