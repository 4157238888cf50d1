import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addAccount, items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { createMember } from "#test/support/session.ts";
import { drawing } from "#test/support/toys.ts";
import { sendDrop } from "./again.ts";

let world: World;
let actor: { workspaceId: string; memberId: string };
beforeAll(async () => {
  world = await makeWorld();
  const { id } = await createMember(world.services.db, world.workspaceId, { role: "manager" });
  actor = { workspaceId: world.workspaceId, memberId: id };
});
afterAll(() => world.close());

/** A map from a spring to an account, run once. */
async function runOnce(spring: string, account: string): Promise<string> {
  const document = drawing({ a: ["spring", { name: spring }], z: ["well", { account: `plain:${account}` }] }, ["a>z"]);
  const map = await publish(world, { ...document, first: { kind: "all" } });
  await runNow(world, map);
  return map;
}
const dropsOf = (map: string) =>
  world.services.db.selectFrom("drop").select(["id", "code", "item_key"]).where("map_id", "=", map).execute();
const deliveriesOf = (accountId: string) =>
  world.services.db
    .selectFrom("delivery")
    .select(["item_key", "occasion", "state", "post"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();

test("a story that the account had goes out all the same, once, when somebody says so", async () => {
  const name = `again-${randomUUID().slice(0, 8)}`;
  const account = await addAccount(world, name);
  const [one] = items("Une information assez longue pour être reconnue", 1);
  world.springs.set(`${name}-a`, () => list([one!]));
  world.springs.set(`${name}-b`, () => list([{ ...one!, key: `${one!.key}-elsewhere` }]));
  await runOnce(`${name}-a`, name);
  const second = await runOnce(`${name}-b`, name);
  const [drop] = await dropsOf(second);
  expect(drop?.code).toBe("same_story");
  const both = await Promise.allSettled([
    sendDrop(world.services, actor, drop!.id),
    sendDrop(world.services, actor, drop!.id),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const deliveries = await deliveriesOf(account);
  expect(deliveries.map(({ occasion }) => occasion)).toEqual(["", `person:drop/${drop!.id}`]);
  expect(deliveries[1]?.post).toEqual(deliveries[0]?.post);
});

test("what a step of the map let go is not sent, and says which way leads on", async () => {
  const name = `never-${randomUUID().slice(0, 8)}`;
  await addAccount(world, name);
  const [one] = items(name, 1);
  world.springs.set(name, () => list([one!]));
  const map = await runOnce(name, "nobody-of-this-name");
  const [drop] = await dropsOf(map);
  await expect(sendDrop(world.services, actor, drop!.id)).rejects.toMatchObject({ status: 409, code: "not_overruled" });
  await expect(sendDrop(world.services, { ...actor, workspaceId: randomUUID() }, drop!.id)).rejects.toMatchObject({
    status: 404,
  });
});
