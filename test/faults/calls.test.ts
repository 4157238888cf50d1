import { loginOf, toyCard } from "#test/support/network.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { closedAddress, type Fault, manners, networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { deliveriesOf, full, makeWorld, scheduleSome, until } from "./world.ts";

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

const each = full ? 50 : 4;
/**
 * The scaled call limit stands for 30 s: answers after 15, 35 and 120 s are late but in time, too late, and much too late. Only the first depends on how
 * busy the machine is: what it adds makes a late answer one too late, which is then rightly unknown. So it is asked again, and what is wrong is wrong
 * each time.
 */
const cases: {
  name: string;
  fault: Fault;
  state: "published" | "unknown" | "rejected" | "retry_wait";
  taken: boolean;
  retry?: number;
}[] = [
  { name: "cut before anything was taken", fault: { kind: "cut", when: "before" }, state: "unknown", taken: false },
  { name: "cut after the post was taken", fault: { kind: "cut", when: "after" }, state: "unknown", taken: true },
  { name: "cut after the headers", fault: { kind: "cut", when: "headers" }, state: "unknown", taken: true },
  { name: "cut in the body", fault: { kind: "cut", when: "body" }, state: "unknown", taken: true },
  { name: "half-open: taken, and silence", fault: { kind: "hang", accept: true }, state: "unknown", taken: true },
  { name: "half-open: not taken, and silence", fault: { kind: "hang", accept: false }, state: "unknown", taken: false },
  {
    name: "answered after 15 s",
    fault: { kind: "late", latency: (scaled.call * 15) / 30 },
    state: "published",
    taken: true,
    retry: 2,
  },
  {
    name: "answered after 35 s",
    fault: { kind: "late", latency: (scaled.call * 35) / 30 },
    state: "unknown",
    taken: true,
  },
  { name: "answered after 120 s", fault: { kind: "late", latency: scaled.call * 4 }, state: "unknown", taken: true },
  {
    name: "a 502 after the post was taken",
    fault: { kind: "status", status: 502, accept: true },
    state: "unknown",
    taken: true,
  },
  {
    name: "a 2xx that cannot be read",
    fault: { kind: "status", status: 200, accept: true, body: "{" },
    state: "unknown",
    taken: true,
  },
  { name: "a refusal", fault: { kind: "status", status: 422, accept: false }, state: "rejected", taken: false },
  {
    name: "a limit",
    fault: {
      kind: "status",
      status: 429,
      accept: false,
      headers: { "x-reset": `${Math.ceil(Date.now() / 1000) + 900}` },
    },
    state: "retry_wait",
    taken: false,
  },
];

for (const { name, fault, state, taken, retry = 0 } of cases)
  test(
    `a call that is ${name} is classified rightly and never repeated by itself`,
    { timeout: 60_000, retry },
    async () => {
      const { db } = database;
      const world = await makeWorld(
        db,
        Array.from({ length: each }, () => "blind"),
      );
      const ids = new Set(world.accounts.map(({ id }) => id));
      await scheduleSome(db, world, 1);
      network.hooks.fault = () => fault;
      const before = network.calls.length;
      const ledger = await runLedger(db, networksAt(network.base, scaled.call));
      try {
        const rows = await until(
          () => deliveriesOf(db, world),
          (seen) => seen.every((one) => !["ready", "sending"].includes(one.state)),
        );
        expect(rows.map((one) => one.state)).toEqual(rows.map(() => state));
        // Several rounds of every sweep: nothing that may be there is sent again.
        await new Promise((resolve) => setTimeout(resolve, 1_200));
      } finally {
        await ledger.stop();
      }
      const calls = network.calls.slice(before).filter(({ account }) => ids.has(account));
      expect(calls).toHaveLength(each);
      expect(network.posts.filter(({ account }) => ids.has(account))).toHaveLength(taken ? each : 0);
      await sql`delete from workspace where id = ${world.workspaceId}`.execute(db);
    },
  );

test("a network that is not there costs no attempt that could have been a post, and the lane keeps its order", async () => {
  const { db } = database;
  const world = await makeWorld(db, ["readable"]);
  await scheduleSome(db, world, 3);
  const ledger = await runLedger(db, networksAt(await closedAddress(), scaled.call));
  const rows = await until(
    () => deliveriesOf(db, world),
    (seen) => seen.some((one) => one.state === "retry_wait"),
  );
  await ledger.stop();
  expect(rows.map(({ state }) => state)).toEqual(["retry_wait", "ready", "ready"]);
  network.hooks.fault = () => ({ kind: "none" });
  // The minute of backoff passes.
  await sql`update lane set frozen_until = now(), next_at = now() where workspace_id = ${world.workspaceId}`.execute(
    db,
  );
  const again = await runLedger(db, networksAt(network.base, scaled.call));
  await until(
    () => deliveriesOf(db, world),
    (seen) => seen.every((one) => one.state === "published"),
  );
  await again.stop();
  const texts = network.posts
    .filter(({ account }) => account === world.accounts[0]!.id)
    .map(({ text }) => text.slice(-1));
  expect(texts).toEqual(["0", "1", "2"]);
});

test(
  "a storm of 429: no account is called again before its reset, and everything is posted after it",
  { timeout: 120_000 },
  async () => {
    const { db } = database;
    const accounts = full ? 500 : 60;
    const world = await makeWorld(
      db,
      Array.from({ length: accounts }, (_, n) => manners[n % 4]!),
    );
    const ids = new Set(world.accounts.map(({ id }) => id));
    await scheduleSome(db, world, 3);
    const resets = new Map<string, number>();
    const early: string[] = [];
    network.hooks.fault = ({ account }) => {
      const reset = resets.get(account);
      if (reset === undefined) {
        // Whole seconds, as networks give them: one that lies in the past counts as a minute.
        const at = Math.ceil(Date.now() / 1000) + 3;
        resets.set(account, at * 1000);
        return { kind: "status", status: 429, accept: false, headers: { "x-reset": `${at}` } };
      }
      if (Date.now() < reset) early.push(account);
      return { kind: "none" };
    };
    // Here the calls must not time out, however busy the machine is.
    const networks = networksAt(network.base, 20_000);
    // Jitter may be half a minute; the order of things is what counts here.
    const ledger = await runLedger(db, networks, {
      lease: 60_000,
      ports: (store) => ({
        clock: { now: Date.now, monotonic: () => performance.now() },
        random: () => 0,
        ledger: store,
        open: async (gated) => ({
          send: () =>
            networks
              .get(gated.network)!
              .publish({} as never, loginOf(toyCard("test"), { remoteId: gated.accountId }), gated.sending),
        }),
        refresh: async () => "failed",
      }),
    });
    await until(
      () => deliveriesOf(db, world),
      (seen) => seen.every((one) => one.state === "published"),
      60_000,
    ).finally(() => ledger.stop());
    expect(early).toEqual([]);
    expect(resets.size).toBe(accounts);
    expect(network.posts.filter(({ account }) => ids.has(account))).toHaveLength(accounts * 3);
  },
);
