import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postOf } from "#engine/post.ts";
import { answerDelivery } from "#server/ledger/answers.ts";
import { startLedger } from "#server/ledger/jobs.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { manners, networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { scaled, testOptions, testServices } from "./services.ts";
import { full, makeWorld, scheduleSome, startWorker, until, type World } from "./world.ts";

/**
 * Workers killed with SIGKILL between the parts of a thread and inside them, on networks of five manners. Another worker takes over: no part
 * is there twice, none before the one that it follows, and where the network or its manner tells, all of them are there.
 */
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

const parts = 3;
const points = [
  { point: "answer read", nth: 1 },
  { point: "round under way", nth: 1 },
  { point: "after the round", nth: 2 },
  { point: "access opened", nth: 2 },
  { point: "answer read", nth: 2 },
  { point: "round under way", nth: 2 },
  { point: "after the round", nth: 3 },
  { point: "answer read", nth: 3 },
];
const repeats = full ? 10 : 1;
// In the short run every second point, each with another manner of network.
const chosen = points.flatMap((each, index) =>
  !full && index % 2 === 1
    ? []
    : (full ? manners : [manners[index % manners.length]!]).map((manner) => ({ ...each, manner })),
);

type Row = { id: number; accountId: string; state: string; code: string | null; part: number; text: string };
async function rowsOf({ workspaceId }: World): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, account_id as "accountId", state, reason_code as code, part, post->'parts'->(part::int)->>'text' as text
    from delivery where workspace_id = ${workspaceId} order by id`.execute(database.db);
  return rows;
}

/** In each lane a thread, and a post behind it. */
async function scheduleThreads(world: World): Promise<void> {
  await scheduleSome(database.db, world, 2);
  for (const { id } of world.accounts) {
    const texts = Array.from({ length: parts }, (_, n) => `${id.slice(0, 8)} part ${n}`);
    const chain = texts.flatMap((text, n) => postOf({ text, kind: n === 0 ? "post" : "reply" }).parts);
    await sql`update delivery set post = ${JSON.stringify({ version: 1, parts: chain })}::jsonb where id =
      (select min(id) from delivery where account_id = ${id})`.execute(database.db);
  }
}

describe("a worker killed in a thread", () => {
  test.each(chosen)(
    "at: $point (time $nth), on a network of manner $manner",
    { timeout: 90_000 * repeats },
    async ({ point, nth, manner }) => {
      for (let round = 0; round < repeats; round += 1) await killAndRecover(point, nth, manner);
    },
  );
});

async function killAndRecover(point: string, nth: number, manner: string): Promise<void> {
  const { db } = database;
  const world = await makeWorld(db, manners);
  await scheduleThreads(world);
  network.hooks.fault = () => ({ kind: "none", latency: 5 });
  const at = { point, network: manner, nth, signal: "SIGKILL" };
  const worker = startWorker({ url: database.url, base: network.base, at });
  expect(await worker.ended).toBe("SIGKILL");

  network.hooks.fault = () => ({ kind: "none" });
  const networks = networksAt(network.base, scaled.call);
  const rescue = await startLedger(testServices(db, networks), testOptions(db, networks));
  const there = (account: string) => network.posts.filter((post) => post.account === account);
  try {
    await until(
      async () => {
        const rows = await rowsOf(world);
        // Whoever is asked looks at the account, for the part that is meant.
        for (const one of rows.filter(({ state, code }) => state === "unknown" && code === "ask_person")) {
          const found = there(one.accountId).some(({ text }) => text === one.text);
          const answer = found ? ("there" as const) : ("absent" as const);
          const who = { workspaceId: world.workspaceId, memberId: one.accountId, deliveryId: one.id };
          await answerDelivery({ db }, { ...who, answer });
        }
        return rows;
      },
      (rows) => rows.every(({ state }) => state === "published"),
      40_000,
    );
  } finally {
    await rescue.stop();
  }
  const rows = await rowsOf(world);
  for (const { id } of world.accounts) {
    const texts = there(id).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    const chain = texts.filter((text) => text.includes(" part "));
    // In order, from the first one on, and nothing between them.
    const thread = rows.find((row) => row.accountId === id)!;
    const whole = thread.code !== "rest_untied";
    expect(chain.map((text) => Number(text.at(-1)))).toEqual([0, 1, 2].slice(0, whole ? parts : thread.part + 1));
    expect(texts).toHaveLength(chain.length + 1);
    // Behind it, or before all of it: a first part whose call never arrived comes again after a pause, and the lane does not stand still for it.
    expect([0, chain.length]).toContain(texts.findIndex((text) => text.startsWith("post ")));
  }
  const keys = network.posts.filter(({ account }) => world.accounts.some(({ id }) => id === account));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
}
