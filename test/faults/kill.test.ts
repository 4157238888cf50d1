import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startLedger } from "#server/ledger/jobs.ts";
import { answerDelivery } from "#server/ledger/answers.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { manners, networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { scaled, testOptions, testServices } from "./services.ts";
import { deliveriesOf, full, makeWorld, scheduleSome, startWorker, until } from "./world.ts";

/**
 * Workers as processes of their own, killed with SIGKILL at twelve points, on networks of five manners. Another worker takes over.
 * Whatever happens, each post exists once in the end, and only a delivery that was caught in its call is ever unknown.
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

/** `inCall`: between the commit of the gate and the commit of the result; only there may an outcome be unknown. */
const points: { point: string; at: "worker" | "network"; nth: number; inCall: boolean }[] = [
  { point: "before the round", at: "worker", nth: 1, inCall: false },
  { point: "round under way", at: "worker", nth: 1, inCall: true },
  { point: "after the round", at: "worker", nth: 1, inCall: true },
  { point: "after the round", at: "worker", nth: 2, inCall: true },
  { point: "access opened", at: "worker", nth: 2, inCall: true },
  { point: "request arrived", at: "network", nth: 1, inCall: true },
  { point: "post taken", at: "network", nth: 1, inCall: true },
  { point: "answer cut", at: "network", nth: 2, inCall: true },
  { point: "answer read", at: "worker", nth: 1, inCall: true },
  { point: "answer read", at: "worker", nth: 3, inCall: true },
  { point: "look claimed", at: "worker", nth: 1, inCall: true },
  { point: "look read", at: "worker", nth: 1, inCall: true },
];
const repeats = full ? 20 : 1;
/** Where nothing can be read back, a cut answer holds its lane for 15 minutes: there the first one must do. */
const nthOf = ({ point, nth }: { point: string; nth: number }, manner: string): number =>
  point === "answer cut" && manner === "blind" ? 1 : nth;
/** In the short run each point meets every manner in turn with one kill; all five lanes run at every kill anyway. */
const chosen = points.flatMap((each, index) =>
  (full ? manners : [manners[index % manners.length]!]).map((manner) => ({
    ...each,
    manner,
    nth: nthOf(each, manner),
  })),
);

describe(`a worker killed at ${points.length} points`, () => {
  test.each(chosen)(
    "$point (time $nth) on a network of manner $manner",
    { timeout: 60_000 * repeats },
    async ({ point, at, nth, inCall, manner }) => {
      for (let round = 0; round < repeats; round += 1) await killAndRecover(point, at, nth, inCall, manner);
    },
  );
});

async function killAndRecover(
  point: string,
  at: "worker" | "network",
  nth: number,
  inCall: boolean,
  manner: string,
): Promise<void> {
  const { db } = database;
  const world = await makeWorld(db, manners);
  const target = world.accounts.find((account) => account.network === manner)!;
  await scheduleSome(db, world, 3);
  const looks = point.startsWith("look");
  const mine = (account: string) => account === target.id;
  // A look needs something lost to look at: the first answer of each lane is cut off after the post was taken.
  const lost = new Set<string>();
  let times = 0;
  const trigger = (name: string, account: string): void => {
    if (at !== "network" || name !== point || !mine(account)) return;
    times += 1;
    if (times === nth) worker.process.kill("SIGKILL");
  };
  network.hooks.arrived = ({ account }) => trigger("request arrived", account);
  network.hooks.taken = ({ account }) => trigger("post taken", account);
  network.hooks.fault = ({ account }) => {
    if (looks && !lost.has(account)) {
      lost.add(account);
      return { kind: "cut", when: "after" };
    }
    if (point === "answer cut" && mine(account)) {
      setImmediate(() => trigger("answer cut", account));
      return { kind: "cut", when: "body" };
    }
    return { kind: "none", latency: 5 };
  };
  // A look of a network that cannot be read is claimed and given up, but never read.
  const where = point === "look read" && manner !== "readable" ? "look claimed" : point;
  const order = {
    url: database.url,
    base: network.base,
    ...(at === "worker" ? { at: { point: where, network: manner, nth, signal: "SIGKILL" } } : {}),
  };
  const worker = startWorker(order);
  expect(await worker.ended).toBe("SIGKILL");

  network.hooks.arrived = undefined;
  network.hooks.taken = undefined;
  network.hooks.fault = () => ({ kind: "none" });
  const networks = networksAt(network.base, scaled.call);
  const rescue = await startLedger(testServices(db, networks), testOptions(db, networks));
  try {
    const look = () => deliveriesOf(db, world);
    const asked = await until(look, (rows) =>
      rows.every(
        ({ state, code }) =>
          state === "published" || (state === "unknown" && code === "ask_person") || behind(rows, state),
      ),
    );
    for (const one of asked) {
      if (one.state === "unknown" && one.accountId === target.id && !looks)
        expect(inCall, `${one.text} was unknown outside the call`).toBe(true);
    }
    // Who looks at the account tells the truth; the lane goes on.
    await until(
      async () => {
        const rows = await look();
        for (const one of rows) {
          if (one.state !== "unknown" || one.code !== "ask_person") continue;
          const there = network.posts.some(({ account, text }) => account === one.accountId && text === one.text);
          await answerDelivery(
            { db },
            {
              workspaceId: world.workspaceId,
              memberId: target.id,
              deliveryId: one.id,
              answer: there ? "there" : "absent",
            },
          );
        }
        return rows;
      },
      (rows) => rows.every(({ state }) => state === "published"),
    );
  } finally {
    await rescue.stop();
  }
  const counts = Map.groupBy(
    network.posts.filter(({ account }) => world.accounts.some(({ id }) => id === account)),
    ({ account, text }) => `${account} ${text}`,
  );
  expect([...counts.values()].filter((posts) => posts.length > 1)).toEqual([]);
  expect(counts.size).toBe(15);
}

/** In a lane whose answer is being looked up the others wait. */
function behind(rows: { state: string; code: string | null }[], state: string): boolean {
  return state === "ready" && rows.some((row) => row.state === "unknown");
}
