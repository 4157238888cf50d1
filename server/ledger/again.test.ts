import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { postOf, readPost } from "#engine/post.ts";
import type { DeliveryState } from "#engine/delivery.ts";
import { makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { createMember } from "#test/support/session.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { sendAgain } from "./again.ts";
import { unbalancedRuns } from "./balance.ts";

let database: TestDatabase;
let world: World;
let memberId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  world = await makeWorld(database.db, ["readable"]);
  ({ id: memberId } = await createMember(database.db, world.workspaceId, { role: "ambassador" }));
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(database.db);
  await sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId}`.execute(database.db);
});

const act = (deliveryId: number, owner: boolean) =>
  sendAgain(database.db, { workspaceId: world.workspaceId, memberId, deliveryId, owner });
const put = async (state: DeliveryState): Promise<void> => {
  await scheduleSome(database.db, world, 1);
  await putInto(database.db, world, state);
};
const stored = async () =>
  (
    await sql<{ id: number; state: string; code: string | null; occasion: string; key: string; item: string }>`
      select id, state, reason_code as code, occasion, key, item_key as item from delivery where workspace_id = ${world.workspaceId} order by id`.execute(
      database.db,
    )
  ).rows;

test("what is sent again is a delivery of its own, with a key of its own, and waits for its owner's yes", async () => {
  await put("published");
  const [first] = await stored();
  const id = await act(first!.id, false);
  const [, second] = await stored();
  expect(second).toMatchObject({
    id,
    state: "held",
    code: "consent",
    occasion: `person:delivery/${first!.id}`,
    item: first!.item,
  });
  expect(second?.key).not.toBe(first?.key);
});

test("the owner's own wish is their yes, and wakes the lane", async () => {
  await put("expired");
  const [first] = await stored();
  await sql`update lane set next_at = null where workspace_id = ${world.workspaceId}`.execute(database.db);
  await act(first!.id, true);
  expect((await stored())[1]).toMatchObject({ state: "ready", code: null });
  const { rows } = await sql<{
    due: boolean;
  }>`select next_at <= now() as due from lane where workspace_id = ${world.workspaceId}`.execute(database.db);
  expect(rows).toEqual([{ due: true }]);
});

test("two clicks are one post; the one that was sent again can be sent again in its turn", async () => {
  await put("published");
  const [first] = await stored();
  const both = await Promise.allSettled([act(first!.id, false), act(first!.id, false)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { status: 409, code: "sent_again" },
  });
  const [, second] = await stored();
  await sql`update delivery set state = 'cancelled' where workspace_id = ${world.workspaceId} and id = ${second!.id}`.execute(
    database.db,
  );
  await act(second!.id, false);
  expect(await stored()).toHaveLength(3);
});

test.each(["held", "ready", "sending", "retry_wait", "unknown"] as const)(
  "what is %s is not sent again: it is not at its end",
  async (state) => {
    await put(state);
    const [first] = await stored();
    await expect(act(first!.id, true)).rejects.toMatchObject({ status: 409, code: "on_its_way" });
    expect(await stored()).toHaveLength(1);
  },
);

test("a disconnected account gets nothing, and another workspace's delivery is not found", async () => {
  await put("published");
  const [first] = await stored();
  const elsewhere = await makeWorld(database.db, ["readable"]);
  const input = { workspaceId: elsewhere.workspaceId, memberId, deliveryId: first!.id, owner: true };
  await expect(sendAgain(database.db, input)).rejects.toMatchObject({ status: 404 });
  await sql`update account set state = 'disconnected' where workspace_id = ${world.workspaceId}`.execute(database.db);
  await expect(act(first!.id, true)).rejects.toMatchObject({ status: 409, code: "no_account" });
});

test("it is recorded who did it, and a run's balance is what it was", async () => {
  const before = await unbalancedRuns(database.db, world.workspaceId);
  await scheduleSome(database.db, world, 1);
  const [first] = await stored();
  await sql`update delivery set state = 'cancelled' where workspace_id = ${world.workspaceId}`.execute(database.db);
  await act(first!.id, false);
  const { rows } = await sql<{ action: string; detail: unknown }>`
    select action, detail from audit where workspace_id = ${world.workspaceId} and action = 'delivery.again'`.execute(
    database.db,
  );
  expect(rows).toEqual([{ action: "delivery.again", detail: { of: first!.id } }]);
  expect(await unbalancedRuns(database.db, world.workspaceId)).toEqual(before);
});

test("its pictures go along and are kept as long as it waits; one that is no longer there is left out", async () => {
  await put("published");
  const { db } = database;
  const { workspaceId } = world;
  const [first] = await stored();
  const medium = async (byte: number): Promise<string> => {
    const hash = Buffer.alloc(32, byte);
    await db.insertInto("blob").values({ workspace_id: workspaceId, hash, bytes: 1 }).execute();
    const row = { workspace_id: workspaceId, received: hash, hash, kind: "picture", type: "image/png", bytes: 1 };
    const used_at = "2020-01-01T00:00:00Z";
    return (
      await db
        .insertInto("medium")
        .values({ ...row, used_at })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  };
  const [kept, gone] = [await medium(1), await medium(2)];
  const picture = (id: string) => ({ id, kind: "picture" as const, type: "image/png" });
  const post = postOf({ text: "Words", media: [picture(gone), picture(kept)] });
  await sql`update delivery set post = ${JSON.stringify(post)}::jsonb where workspace_id = ${workspaceId}`.execute(db);
  await db.deleteFrom("medium").where("id", "=", gone).execute();
  const id = await act(first!.id, true);
  const row = await db.selectFrom("delivery").select("post").where("id", "=", id).executeTakeFirstOrThrow();
  expect(readPost(row.post, { text: null, link: null })).toEqual(postOf({ text: "Words", media: [picture(kept)] }));
  const uses = await db.selectFrom("medium_use").select("medium_id").where("delivery_id", "=", id).execute();
  expect(uses).toEqual([{ medium_id: kept }]);
  const { used } = await db
    .selectFrom("medium")
    .select(sql<boolean>`used_at > now() - interval '1 hour'`.as("used"))
    .where("id", "=", kept)
    .executeTakeFirstOrThrow();
  expect(used).toBe(true);
});
