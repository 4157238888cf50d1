import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import type { Replay, RoundRequest } from "#engine/lane.ts";
import { deliveriesOf, makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { reconsiderProposal } from "./proposals.ts";
import { openLedger } from "./rounds.ts";

/** What comes too late, or once too often: each is refused, also where a random history would seldom meet it. */
let database: TestDatabase;
let world: World;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  world = await makeWorld(database.db, ["x"]);
});

const budget = { account: { calls: 2, seconds: 86_400 }, app: null };
const ledger = () => openLedger({ db: database.db, worker: "t", networks: new Map([["x", { budget }]]) });
const lane = () => ({ workspaceId: world.workspaceId, accountId: world.accounts[0]!.id });
const ask = (more: Partial<RoundRequest> = {}) =>
  ledger().round({ lane: lane(), settle: null, gate: true, window: null, ...more });
const none = { status: 401, raw: "", reason: { en: "no", fr: "non" } };
const facts = { attempt: 1, suspected: false, refreshed: true, now: Date.now(), random: 0 };

test("what a network allows an account in its time is spent, and no more", async () => {
  await scheduleSome(database.db, world, 3);
  const verdicts = [];
  for (let n = 0; n < 3; n += 1) {
    const { gated, refused } = await ask();
    verdicts.push(gated === null ? refused?.code : "go");
    if (gated !== null) await putInto(database.db, world, "published", sql``, [gated.deliveryId]);
  }
  expect(verdicts).toEqual(["go", "go", "budget"]);
});

test("a lost call is made again only as long as it is the call that was lost, and the network knows its key", async () => {
  await scheduleSome(database.db, world, 1);
  const { gated } = await ask();
  await putInto(database.db, world, "unknown", sql`, settled_at = now(), lease_until = null`);
  const lost: Replay = { deliveryId: gated!.deliveryId, epoch: gated!.epoch, until: Date.now() + 60_000 };
  expect((await ask({ replay: { ...lost, epoch: lost.epoch - 1 } })).gated).toBeNull();
  expect((await ask({ replay: { ...lost, until: Date.now() - 1 } })).gated).toBeNull();
  expect((await ask({ replay: lost })).gated).toMatchObject({ deliveryId: lost.deliveryId, epoch: lost.epoch + 1 });
});

test("what an old access was refused does not park the account that has a new one", async () => {
  await scheduleSome(database.db, world, 2);
  const refuse = async (): Promise<void> => {
    const { gated } = await ask();
    const { deliveryId, epoch, sending, parts, tokenEpoch } = gated!;
    const verdict = judge({ ...none, kind: "unauthorised" }, facts);
    const settle = { ...lane(), deliveryId, epoch, part: sending.index, parts, day: null, verdict };
    await sql`update account set token_epoch = 1 where workspace_id = ${world.workspaceId}`.execute(database.db);
    await ask({ settle: { ...settle, tokenEpoch }, gate: false });
  };
  const account = async () => {
    const { rows } = await sql`select state from account where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    );
    return rows;
  };
  await refuse();
  expect(await account()).toEqual([{ state: "connected" }]);
  await refuse();
  expect(await account()).toEqual([{ state: "reconnect" }]);
});

test("a no is not taken back after its deadline", async () => {
  const { id: memberId } = await createMember(database.db, world.workspaceId, { role: "admin" });
  await scheduleSome(database.db, world, 1);
  await putInto(database.db, world, "cancelled");
  await sql`update delivery set reason_code = 'declined', expires_at = now() where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  const [one] = await deliveriesOf(database.db, world);
  const input = { workspaceId: world.workspaceId, memberId, deliveryId: one!.id };
  await expect(reconsiderProposal(database, input)).rejects.toMatchObject({ status: 409 });
  await sql`update delivery set expires_at = now() + interval '1 hour' where id = ${one!.id}`.execute(database.db);
  await reconsiderProposal(database, input);
  expect(await deliveriesOf(database.db, world)).toMatchObject([{ state: "held", code: "consent" }]);
});
