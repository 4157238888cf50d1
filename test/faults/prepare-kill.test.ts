import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerDelivery } from "#server/ledger/answers.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { manners, networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { deliveriesOf, full, makeWorld, scheduleSome, startWorker, until } from "./world.ts";

/**
 * Workers killed while they prepare posts of two pictures, which are uploaded one by one before the gate. Another worker takes over:
 * each post exists once, with its own pictures, and only one that was caught in its call is ever unknown.
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

const points: { point: string; at: "worker" | "network"; nth: number; inCall: boolean }[] = [
  { point: "to be prepared", at: "worker", nth: 1, inCall: false },
  { point: "upload arrived", at: "network", nth: 1, inCall: false },
  { point: "upload taken", at: "network", nth: 2, inCall: false },
  { point: "picture sent", at: "worker", nth: 1, inCall: false },
  { point: "preparation kept", at: "worker", nth: 1, inCall: false },
  { point: "picture sent", at: "worker", nth: 2, inCall: false },
  { point: "preparation kept", at: "worker", nth: 2, inCall: false },
  { point: "after the round", at: "worker", nth: 1, inCall: true },
  { point: "post taken", at: "network", nth: 1, inCall: true },
  { point: "answer read", at: "worker", nth: 1, inCall: true },
];
const repeats = full ? 20 : 1;
// In the short run every second point, each with another manner of network.
const chosen = points.flatMap((each, index) =>
  !full && index % 2 === 1
    ? []
    : (full ? manners : [manners[index % manners.length]!]).map((manner) => ({ ...each, manner })),
);

describe(`a worker killed at ${chosen.length} points around preparing`, () => {
  test.each(chosen)(
    "$point (time $nth) on a network of manner $manner",
    { timeout: 60_000 * repeats },
    async (each) => {
      for (let round = 0; round < repeats; round += 1) await killAndRecover(each);
    },
  );
});

async function killAndRecover({ point, at, nth, inCall, manner }: (typeof chosen)[number]): Promise<void> {
  const { db } = database;
  const world = await makeWorld(db, manners);
  const target = world.accounts.find((account) => account.network === manner)!.id;
  const planned = await scheduleSome(db, world, 2, {}, 2);
  let times = 0;
  const trigger = (name: string, account: string): void => {
    if (at !== "network" || name !== point || account !== target) return;
    times += 1;
    if (times === nth) worker.process.kill("SIGKILL");
  };
  network.hooks.uploadArrived = ({ account }) => trigger("upload arrived", account);
  network.hooks.uploadTaken = ({ account }) => trigger("upload taken", account);
  network.hooks.taken = ({ account }) => trigger("post taken", account);
  // Answers take a moment, so that one may be on its way when its sender is killed.
  network.hooks.fault = () => ({ kind: "none", latency: 20 });
  network.hooks.uploadFault = () => ({ kind: "none", latency: 20 });
  const order = { url: database.url, base: network.base };
  const worker = startWorker(
    at === "worker" ? { ...order, at: { point, network: manner, nth, signal: "SIGKILL" } } : order,
  );
  expect(await worker.ended).toBe("SIGKILL");

  network.hooks.uploadArrived = network.hooks.uploadTaken = network.hooks.taken = undefined;
  const rescue = await runLedger(db, networksAt(network.base, scaled.call));
  try {
    await until(
      async () => {
        const rows = await deliveriesOf(db, world);
        for (const one of rows) {
          if (one.state !== "unknown") continue;
          if (one.accountId === target) expect(inCall, `${one.text} was unknown outside the call`).toBe(true);
          if (one.code !== "ask_person") continue;
          const there = network.posts.some(({ account, text }) => account === one.accountId && text === one.text);
          const answering = { workspaceId: world.workspaceId, memberId: target, deliveryId: one.id };
          await answerDelivery({ db }, { ...answering, answer: there ? "there" : "absent" });
        }
        return rows;
      },
      (rows) => rows.every(({ state }) => state === "published"),
      40_000,
    );
  } finally {
    await rescue.stop();
  }
  const rows = await deliveriesOf(db, world);
  const ids = new Set(world.accounts.map(({ id }) => id));
  const posts = network.posts.filter(({ account }) => ids.has(account));
  const shown = (account: string, text: string, pictures: string[]) => `${account} ${text} ${pictures.join(" ")}`;
  expect(posts.map(({ account, text, pictures }) => shown(account, text, pictures)).toSorted()).toEqual(
    rows.map(({ accountId, text, pictures }) => shown(accountId, text, pictures)).toSorted(),
  );
  expect(posts).toHaveLength(planned);
}
