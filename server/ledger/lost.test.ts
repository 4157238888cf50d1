import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliveriesOf, makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { adopt, claimLost, giveUp, noteLook } from "./lost.ts";

let database: TestDatabase;
let world: World;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  world = await makeWorld(database.db, ["readable"]);
  await scheduleSome(database.db, world, 1);
  await putInto(database.db, world, "sending", sql`, epoch = 1, gated_at = now()`);
  await putInto(database.db, world, "unknown", sql`, settled_at = now()`);
});

const stored = async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select state, reason_code, looks, looked_at, lease_until, remote_id, resent, epoch from delivery where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  return rows;
};
const post = { remoteId: "r1", url: null, text: "", links: [], at: Date.now() };
const late = {
  "a look": (claimed) => noteLook(database.db, claimed, { absent: true, looked: true, again: Date.now() + 3_600_000 }),
  "a post that was found": (claimed) => adopt(database.db, claimed, post),
  "giving up": (claimed) => giveUp(database.db, claimed),
} satisfies Record<string, (claimed: Awaited<ReturnType<typeof claimLost>>[number]) => Promise<void>>;

test.each(Object.entries(late))(
  "%s, written late, changes nothing on a delivery that was sent again meanwhile and lost again",
  async (_name, write) => {
    const [claimed] = (await claimLost(database.db, 100)).filter(
      ({ workspaceId }) => workspaceId === world.workspaceId,
    );
    // Whoever claimed it stands still. A person says that it is not there; it is sent again, and lost again.
    await putInto(database.db, world, "ready");
    await putInto(database.db, world, "sending", sql`, epoch = 2, lease_until = now()`);
    await putInto(database.db, world, "unknown", sql`, settled_at = now(), lease_until = null`);
    const before = await stored();
    expect(before).toMatchObject([{ state: "unknown", epoch: 2, looks: 0 }]);
    await write(claimed!);
    expect(await stored()).toEqual(before);
  },
);

test.each(Object.entries(late))("%s, written in time, changes the delivery", async (_name, write) => {
  const [claimed] = (await claimLost(database.db, 100)).filter(({ workspaceId }) => workspaceId === world.workspaceId);
  const before = await stored();
  await write(claimed!);
  expect(await stored()).not.toEqual(before);
  expect(await deliveriesOf(database.db, world)).toHaveLength(1);
});
