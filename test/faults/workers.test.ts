import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { deliveriesOf, full, makeWorld, scheduleSome, startWorker, until } from "./world.ts";

let database: TestDatabase;
let network: TestNetwork;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
  network = await startNetwork();
});
afterAll(async () => {
  await network.close();
  await database.drop();
});

const crews = full ? [2, 8] : [2, 4];
test.each(crews)("%i workers on one database gate each delivery once", { timeout: 900_000 }, async (count) => {
  const { db } = database;
  const lanes = full ? 200 : 40;
  const each = full ? 250 : 15;
  network.hooks.fault = () => ({ kind: "none" });
  const world = await makeWorld(
    db,
    Array.from({ length: lanes }, () => "readable"),
  );
  const planned = await scheduleSome(db, world, each);
  const workers = Array.from({ length: count }, () =>
    startWorker({ url: database.url, base: network.base, full: true }),
  );
  await Promise.all(workers.map(({ ready }) => ready));
  const counts = async () => {
    const { rows } = await sql<{
      state: string;
      n: number;
    }>`select state, count(*) as n from delivery where workspace_id = ${world.workspaceId} group by 1`.execute(db);
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  await until(counts, (seen) => seen["published"] === planned, 600_000).finally(() =>
    workers.forEach(({ process }) => process.kill("SIGKILL")),
  );
  const { rows } = await sql<{ n: number; workers: number }>`
    select count(*) filter (where outcome not in ('late', 'not_sent')) as n, count(distinct split_part(worker, '#', 1)) as workers
    from attempt where workspace_id = ${world.workspaceId}`.execute(db);
  // A starved worker gives back what it gated too long ago: those attempts sent nothing.
  expect(rows[0]!.n).toBe(planned);
  expect(rows[0]!.workers).toBeGreaterThan(1);
  const ids = new Set(world.accounts.map(({ id }) => id));
  const posts = network.posts.filter(({ account }) => ids.has(account));
  expect(posts).toHaveLength(planned);
  expect(new Set(posts.map(({ account, text }) => `${account} ${text}`)).size).toBe(planned);
  await Promise.all(workers.map(({ ended }) => ended));
  await sql`delete from workspace where id = ${world.workspaceId}`.execute(db);
});

const stops = full ? 40 : 1;
test.each(["after the round", "access opened", "before the round", "answer read", "round under way"])(
  "a worker stopped for longer than its lease (%s) sends nothing by itself a second time",
  { timeout: 60_000 * stops },
  async (point) => {
    const { db } = database;
    for (let round = 0; round < stops; round += 1) {
      network.hooks.fault = () => ({ kind: "none", latency: 5 });
      const world = await makeWorld(db, ["blind"]);
      await scheduleSome(db, world, 2);
      const account = world.accounts[0]!.id;
      const worker = startWorker({
        url: database.url,
        base: network.base,
        at: { point, network: "blind", nth: 1, signal: "SIGSTOP" },
      });
      await worker.ready;
      const other = await runLedger(db, networksAt(network.base, scaled.call));
      try {
        // Long past the lease: the other worker has given up on the stopped one, and asks a person about what it cannot know.
        await new Promise((resolve) => setTimeout(resolve, scaled.lease * 2));
        worker.process.kill("SIGCONT");
        await until(
          () => deliveriesOf(db, world),
          (rows) =>
            rows.every(
              ({ state, code }) =>
                state === "published" ||
                (state === "unknown" && code === "ask_person") ||
                (state === "ready" && rows[0]!.state === "unknown"),
            ),
        );
        await new Promise((resolve) => setTimeout(resolve, 300));
      } finally {
        worker.process.kill("SIGKILL");
        await other.stop();
      }
      const rows = await deliveriesOf(db, world);
      const texts = network.posts.filter((post) => post.account === account).map(({ text }) => text);
      expect(new Set(texts).size, "a post was made twice").toBe(texts.length);
      expect(rows.every(({ resent }) => resent === 0)).toBe(true);
      for (const one of rows) if (one.state === "published") expect(texts).toContain(one.text);
      await sql`delete from workspace where id = ${world.workspaceId}`.execute(db);
    }
  },
);
