import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, items, list, makeWorld, publish, runNow, scheduledFor, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/digest/node.ts";
import { process } from "../../nodes/digest/run.ts";
import { unbalancedRuns } from "../ledger/balance.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  (world.services.nodes.manifests as Map<string, unknown>).set("digest", manifest);
  const toys = world.services.nodes.process;
  world.services.nodes.process = (type) => (type === "digest" ? (process as ReturnType<typeof toys>) : toys(type));
});
afterAll(() => world.close());

const stepOf = (run: string) =>
  world.services.db
    .selectFrom("step")
    .selectAll()
    .where("run_id", "=", run)
    .where("node_id", "=", "k")
    .executeTakeFirstOrThrow();
const dropsOf = (map: string) =>
  world.services.db
    .selectFrom("drop")
    .select(["item_key", "code", "node_id"])
    .where("map_id", "=", map)
    .orderBy("id")
    .execute();

test("A digest is one delivery of one key, its items say where they went, and a flood makes it wait for a person.", async () => {
  const account = await addAccount(world, "digest");
  const settings = { ...(manifest.defaults as object), by: "count", count: 3 };
  const document = {
    ...drawing(
      { a: ["spring", { name: "digest" }], k: ["digest", settings], z: ["well", { account: "plain:digest" }] },
      ["a>k", "k>z"],
    ),
    first: { kind: "all" } as const,
  };
  world.springs.set("digest", () => list(items("digest", 2)));
  const map = await publish(world, document);
  await runNow(world, map);
  expect(await scheduledFor(world, account)).toEqual([]);
  world.springs.set("digest", () => list(items("digest", 4)));
  const run = await runNow(world, map);
  expect(await stepOf(run.id)).toMatchObject({
    items_in: 2,
    back: 4,
    made: 1,
    kept: 3,
    drops: 3,
    items_out: { out: 1 },
  });
  const made = await scheduledFor(world, account);
  expect(made).toEqual([expect.stringMatching(new RegExp(`^digest:${map}/k/`, "u"))]);
  expect(await dropsOf(map)).toEqual(
    [1, 2, 3].map((number) => ({ item_key: `tag:digest:${number}`, code: "digested", node_id: "k" })),
  );
  world.springs.set("digest", () => list(items("digest", 40)));
  await runNow(world, map);
  const rows = await world.services.db
    .selectFrom("delivery")
    .select(["state", "reason_code"])
    .where("account_id", "=", account)
    .orderBy("id")
    .execute();
  expect(rows[0]).toMatchObject({ state: "ready" });
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.slice(1).every(({ reason_code: code }) => code === "review")).toBe(true);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
});
