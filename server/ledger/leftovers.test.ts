import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliveriesOf, makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { testServices } from "#test/faults/services.ts";
import { networksAt } from "#test/faults/network.ts";
import { cancelForAccess } from "./access.ts";
import { cancelDelivery } from "./cancel.ts";
import { claimLeftovers } from "./leftovers.ts";
import { publishProposal } from "./proposals.ts";
import { expire } from "./sweeps.ts";

let database: TestDatabase;
let world: World;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  world = await makeWorld(database.db, ["blind"]);
  await scheduleSome(database.db, world, 1);
  const prepared = JSON.stringify({ ready: true, tries: 0, data: { ids: ["7"] } });
  await sql`update delivery set prepared = ${prepared}::jsonb where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
});

const later = () => new Date(Date.now() + 120_000).toISOString();
const claim = async (at = later()) =>
  (await claimLeftovers(database.db, 10, { at })).filter(({ workspaceId }) => workspaceId === world.workspaceId);
const stored = async () =>
  (
    await sql`select state, prepared, unprepared from delivery where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    )
  ).rows[0];
const actor = async () => {
  const { id: memberId } = await createMember(database.db, world.workspaceId, { role: "admin" });
  const [one] = await deliveriesOf(database.db, world);
  return { workspaceId: world.workspaceId, memberId, deliveryId: one!.id };
};

test.each([
  ["cancelled", async () => cancelDelivery(database.db, await actor())],
  [
    "expired",
    async () => {
      await sql`update delivery set expires_at = now() where workspace_id = ${world.workspaceId}`.execute(database.db);
      await expire(database.db);
    },
  ],
  [
    "disconnected",
    () => database.db.transaction().execute((trx) => cancelForAccess(trx, world.workspaceId, [world.accounts[0]!.id])),
  ],
  ["refused", () => putInto(database.db, world, "rejected", sql`, settled_at = now()`)],
] as const)("What was prepared for a post that was %s is given up once, a minute later", async (_, end) => {
  expect(await claim()).toEqual([]);
  await end();
  expect(await claim(new Date().toISOString())).toEqual([]);
  expect(await claim()).toMatchObject([{ network: "blind", data: { ids: ["7"] }, accountId: world.accounts[0]!.id }]);
  expect(await stored()).toMatchObject({ prepared: null, unprepared: "ends" });
  expect(await claim()).toEqual([]);
});

test("What is used, or may still be, stays; what nothing was kept for is no leftover.", async () => {
  for (const state of ["retry_wait", "sending", "unknown", "published"] as const) {
    await putInto(database.db, world, state, sql`, settled_at = now()`);
    expect(await claim()).toEqual([]);
  }
  await scheduleSome(database.db, world, 1);
  await sql`update delivery set prepared = '{"ready":true,"tries":0,"data":null}' where state = 'ready' and workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  const [, other] = await deliveriesOf(database.db, world);
  await putInto(database.db, world, "cancelled", sql`, settled_at = now()`, [other!.id]);
  expect(await claim()).toEqual([]);
});

test("What was prepared for words that their owner changed is given up, and the new words are prepared anew.", async () => {
  await putInto(database.db, world, "held");
  await sql`update delivery set reason_code = 'consent' where workspace_id = ${world.workspaceId}`.execute(database.db);
  const services = testServices(database.db, networksAt("http://127.0.0.1:1", 100));
  await publishProposal(services, { ...(await actor()), text: "other words" });
  expect(await stored()).toMatchObject({ state: "ready", prepared: null, unprepared: null });
  expect(await claim(new Date().toISOString())).toMatchObject([{ data: { ids: ["7"] } }]);
  expect(await claim()).toEqual([]);
});
