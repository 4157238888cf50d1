import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Limits } from "#engine/map.ts";
import { postOf } from "#engine/post.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, putInto, type World } from "#test/faults/world.ts";
import { createMember } from "#test/support/session.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { sendAgain } from "./again.ts";
import { publishProposal } from "./proposals.ts";
import { reviewMap } from "./review.ts";
import { openLedger } from "./rounds.ts";
import { scheduleDeliveries } from "./schedule.ts";
import { release } from "./sweeps.ts";
import { listProposals } from "./asked.ts";
import { getDelivery } from "./views.ts";

const machine = [{ task: "rewrite" as const, model: "scribe-1", prompt: "0123456789abcdef" }];
const networks = networksAt("http://127.0.0.1:1", 100);
let database: TestDatabase;
let world: World;
let memberId: string;

/** An account that posts without asking. */
beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld(database.db, ["readable"]);
  ({ id: memberId } = await createMember(database.db, world.workspaceId, { role: "ambassador", name: "Ada" }));
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(database.db);
});
afterAll(() => database.drop());

/** Schedules a post, by a machine or not; gives its number. */
async function schedule(byMachine: boolean, review = false): Promise<number> {
  const [account] = world.accounts;
  const wanted = {
    node: "t",
    accountId: account!.id,
    network: account!.network,
    itemKey: randomUUID(),
    itemSeq: null,
    itemTitle: "t",
    post: postOf({ text: `words ${randomUUID()}` }),
    link: null,
    topic: "",
    review,
    ...(byMachine ? { machine } : {}),
  };
  const input = { ...world, version: 1, runId: randomUUID(), limits: Limits.parse({}), now: new Date().toISOString() };
  const { numbers } = await database.db
    .transaction()
    .execute((trx) => scheduleDeliveries(trx, { ...input, wanted: [wanted] }));
  return numbers!.first;
}
const stateOf = async (id: number) =>
  await database.db
    .selectFrom("delivery")
    .select(["state", "reason_code as code", "machine"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
const gate = async () => {
  const lane = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  await sql`update lane set next_at = now(), frozen_until = null, reached_at = null, reached_id = null`.execute(
    database.db,
  );
  const ledger = openLedger({ db: database.db, worker: "t", networks: new Map() });
  return (await ledger.round({ lane, settle: null, gate: true, window: null })).gated?.deliveryId ?? null;
};
const by = (deliveryId: number) => ({ workspaceId: world.workspaceId, memberId, deliveryId });
const waiting = { state: "held", code: "consent" };

test("on an account that posts without asking, words by a machine wait for a yes; a person's do not", async () => {
  expect(await stateOf(await schedule(false))).toEqual({ state: "ready", code: null, machine: null });
  expect(await stateOf(await schedule(true))).toEqual({ ...waiting, machine });
  await sql`update delivery set state = 'cancelled'`.execute(database.db);
});

test("nothing lets them past the gate but a yes: not a review, not a resumed account, not whoever made them due; and who said yes is kept", async () => {
  const { db } = database;
  const reviewed = await schedule(true, true);
  expect(await stateOf(reviewed)).toMatchObject({ state: "held", code: "review" });
  await reviewMap(db, { ...world, memberId, answer: "release" });
  expect(await stateOf(reviewed)).toMatchObject(waiting);
  await sql`update delivery set reason_code = 'paused' where id = ${reviewed}`.execute(db);
  await release(db);
  expect(await stateOf(reviewed)).toMatchObject(waiting);
  // However it became due.
  await putInto(db, world, "ready", sql`, due_at = now()`, [reviewed]);
  expect(await gate()).toBeNull();
  expect(await stateOf(reviewed)).toMatchObject(waiting);
  const { rows } = await listProposals(db, networks, { workspaceId: world.workspaceId, memberId, limit: 5 });
  expect(rows).toMatchObject([{ id: reviewed, posts: [{ machine }] }]);
  await publishProposal(testServices(db, networks), by(reviewed));
  expect(await gate()).toBe(reviewed);
  const { detail } = (await getDelivery(db, networks, world.workspaceId, reviewed))!;
  expect(detail).toMatchObject({ machine, approvedBy: "Ada" });
});

test("sent once more by somebody else, they wait again; by their owner, that is the yes", async () => {
  const { db } = database;
  await sql`update delivery set state = 'published', lease_until = null where state = 'sending'`.execute(db);
  const id = await schedule(true);
  await putInto(db, world, "cancelled", sql``, [id]);
  const again = await sendAgain(db, { ...by(id), owner: false });
  expect(await stateOf(again)).toEqual({ ...waiting, machine });
  await putInto(db, world, "cancelled", sql``, [again]);
  expect(await stateOf(await sendAgain(db, { ...by(again), owner: true }))).toMatchObject({ state: "ready", machine });
});
