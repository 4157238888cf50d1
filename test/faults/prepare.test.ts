import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { sendAgain } from "#server/ledger/again.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { type Fault, manners, networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { everybody, ways } from "./permissions.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { deliveriesOf, full, makeWorld, scheduleSome, until, type World } from "./world.ts";

/** Pictures on their way before the gate: calls that go wrong, permissions that end meanwhile, networks that forget. */
let database: TestDatabase;
let network: TestNetwork;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
  network = await startNetwork();
});
afterEach(() => {
  network.hooks.uploadFault = network.hooks.uploadArrived = undefined;
});
afterAll(async () => {
  await network.close();
  await database.drop();
});

const of = (world: World) => ({
  posts: () => network.posts.filter(({ account }) => world.accounts.some(({ id }) => id === account)),
  calls: () => network.calls.filter(({ account }) => world.accounts.some(({ id }) => id === account)),
  uploads: () => network.uploads.filter(({ account }) => world.accounts.some(({ id }) => id === account)),
  /** What the lanes wait for has come. */
  thaw: () =>
    sql`update lane set frozen_until = now(), next_at = now() where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    ),
});
const laneOf = async (world: World) => {
  const { rows } = await sql<{ frozen: boolean; reason: string | null }>`
    select frozen_until > now() as frozen, frozen_reason as reason from lane where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  return rows;
};

const each = full ? 50 : 4;
const tried: { name: string; fault: Fault; reason: string }[] = [
  { name: "cut before anything was taken", fault: { kind: "cut", when: "before" }, reason: "not_sent" },
  { name: "cut after the picture was taken", fault: { kind: "cut", when: "after" }, reason: "not_sent" },
  { name: "cut in the answer's body", fault: { kind: "cut", when: "body" }, reason: "not_sent" },
  { name: "taken, and silence", fault: { kind: "hang", accept: true }, reason: "not_sent" },
  { name: "answered much too late", fault: { kind: "late", latency: scaled.call * 2 }, reason: "not_sent" },
  { name: "a 502", fault: { kind: "status", status: 502, accept: true }, reason: "not_sent" },
  {
    name: "a 2xx that cannot be read",
    fault: { kind: "status", status: 200, accept: true, body: "{" },
    reason: "not_sent",
  },
  {
    name: "a limit",
    fault: {
      kind: "status",
      status: 429,
      accept: false,
      headers: { "x-reset": `${Math.ceil(Date.now() / 1000) + 900}` },
    },
    reason: "limited",
  },
];

test.each(tried)(
  "an upload that is $name leaves nothing unknown: the lane waits in order, and the post goes out once with its picture",
  { timeout: 60_000 },
  async ({ fault, reason }) => {
    const { db } = database;
    const world = await makeWorld(
      db,
      Array.from({ length: each }, () => "blind"),
    );
    await scheduleSome(db, world, 2, {}, 1);
    const { posts, calls, uploads, thaw } = of(world);
    network.hooks.uploadFault = () => fault;
    const ledger = await runLedger(db, networksAt(network.base, scaled.call));
    try {
      const frozen = await until(
        () => laneOf(world),
        (lanes) => lanes.every(({ frozen: is }) => is),
      );
      expect(new Set(frozen.map(({ reason: why }) => why))).toEqual(new Set([reason]));
      expect((await deliveriesOf(db, world)).map(({ state }) => state)).toEqual(
        Array.from({ length: each * 2 }, () => "ready"),
      );
      // Nobody asks again before it is time; and nothing was published.
      expect(uploads()).toHaveLength(each);
      expect(calls()).toEqual([]);
      network.hooks.uploadFault = undefined;
      await thaw();
      await until(
        () => deliveriesOf(db, world),
        (rows) => rows.every(({ state }) => state === "published"),
      );
    } finally {
      await ledger.stop();
    }
    const rows = await deliveriesOf(db, world);
    expect(
      posts()
        .map(({ text, account, pictures }) => `${account} ${text} ${pictures.join()}`)
        .toSorted(),
    ).toEqual(rows.map(({ text, accountId, pictures }) => `${accountId} ${text} ${pictures.join()}`).toSorted());
    expect(calls()).toHaveLength(each * 2);
  },
);

test("a picture that is refused is told, nothing of its post is sent, and what follows goes on", async () => {
  const { db } = database;
  const world = await makeWorld(db, ["readable"]);
  await scheduleSome(db, world, 2, {}, 1);
  const [first] = await deliveriesOf(db, world);
  network.hooks.uploadFault = ({ picture }) =>
    picture === first!.pictures[0] ? { kind: "status", status: 422, accept: false } : { kind: "none" };
  const ledger = await runLedger(db, networksAt(network.base, scaled.call));
  const rows = await until(
    () => deliveriesOf(db, world),
    (seen) => seen.every(({ state }) => state !== "ready" && state !== "sending"),
  ).finally(() => ledger.stop());
  expect(rows.map(({ state, code }) => [state, code])).toEqual([
    ["rejected", "rejected"],
    ["published", null],
  ]);
  expect(of(world).posts()).toHaveLength(1);
});

/** Where a delivery ends up for each of the ways. */
const ends: Record<string, [string, string | null]> = {
  "the owner withdraws consent": ["held", "consent"],
  "the owner pauses": ["held", "paused"],
  "the account is disconnected": ["cancelled", "disconnected"],
  "the map is paused": ["held", "map_paused"],
  "the map is archived": ["cancelled", "archived"],
  "the workspace is stopped": ["ready", null],
};
const moments = ["while a picture is on its way", "after all was prepared"] as const;
const taken = [...ways, ...everybody].flatMap(([name, take]) => moments.map((moment) => ({ name, take, moment })));

test.each(taken)("when $name $moment, nothing is published", { timeout: 60_000 }, async ({ name, take, moment }) => {
  const { db } = database;
  const world = await makeWorld(db, ["readable"]);
  const account = world.accounts[0]!.id;
  // Two pictures: the second one is not even uploaded where the permission ended during the first.
  await scheduleSome(db, world, 1, {}, moment === moments[0] ? 2 : 1);
  let done = false;
  const takeOnce = async (): Promise<void> => {
    if (!done) await take(db, world, account);
    done = true;
  };
  if (moment === moments[0]) network.hooks.uploadArrived = takeOnce;
  const ledger = await runLedger(db, networksAt(network.base, scaled.call), {}, (point) =>
    point === "preparation kept" && moment === moments[1] ? takeOnce() : undefined,
  );
  const [state, code] = ends[name]!;
  const { calls, uploads, thaw } = of(world);
  try {
    await until(
      async () => done,
      (is) => is,
    );
    if (moment === moments[0]) await thaw();
    await until(
      async () => (await deliveriesOf(db, world))[0]!,
      (one) => one.state === state && one.code === code,
    );
    // Several rounds of every sweep.
    await new Promise((resolve) => setTimeout(resolve, 400));
  } finally {
    await ledger.stop();
  }
  expect(calls()).toEqual([]);
  expect(uploads()).toHaveLength(1);
  expect((await deliveriesOf(db, world))[0]).toMatchObject({ state, code, epoch: 0 });
});

test("an account whose access ends after its post was prepared posts it once, with its picture, when it is connected again", async () => {
  const { db } = database;
  const world = await makeWorld(db, ["readable"]);
  await scheduleSome(db, world, 1, {}, 1);
  const put = (state: string) =>
    sql`update account set state = ${state} where workspace_id = ${world.workspaceId}`.execute(db);
  let done = false;
  const ledger = await runLedger(db, networksAt(network.base, scaled.call), {}, async (point) => {
    if (point === "preparation kept" && !done) await put("reconnect");
    done ||= point === "preparation kept";
  });
  const { calls, uploads, posts } = of(world);
  const state = async () => (await deliveriesOf(db, world))[0]!;
  try {
    await until(state, (one) => one.state === "held" && one.code === "reconnect");
    expect(calls()).toEqual([]);
    await put("connected");
    const one = await until(state, (seen) => seen.state === "published");
    expect(posts().map(({ pictures }) => pictures)).toEqual([one.pictures]);
    expect(uploads()).toHaveLength(1);
  } finally {
    await ledger.stop();
  }
});

test.each(manners)(
  "a network of manner %s that forgot a picture refuses its post once and for all, and whoever sends it again has it uploaded anew",
  { timeout: 60_000 },
  async (manner) => {
    const { db } = database;
    const world = await makeWorld(db, [manner]);
    const { workspaceId } = world;
    const { id: memberId } = await createMember(db, workspaceId, { role: "admin" });
    await scheduleSome(db, world, 1, {}, 1);
    let forgotten = false;
    const ledger = await runLedger(db, networksAt(network.base, scaled.call), {}, (point) => {
      if (point !== "preparation kept" || forgotten) return;
      forgotten = true;
      network.media.clear();
    });
    const { calls, uploads, posts } = of(world);
    try {
      const [refused] = await until(
        () => deliveriesOf(db, world),
        ([one]) => one!.state === "rejected",
      );
      expect(calls()).toHaveLength(1);
      await storePictures(world, refused!.pictures);
      await sendAgain(db, { workspaceId, memberId, deliveryId: refused!.id, owner: true });
      await until(
        () => deliveriesOf(db, world),
        (rows) => rows[1]?.state === "published",
      );
      expect(posts().map(({ text, pictures }) => [text, pictures])).toEqual([[refused!.text, refused!.pictures]]);
      expect(uploads()).toHaveLength(2);
    } finally {
      await ledger.stop();
    }
  },
);

/** Puts these pictures into the workspace's store: what is not there is left out by whoever sends again. */
async function storePictures({ workspaceId }: World, ids: readonly string[]): Promise<void> {
  const { db } = database;
  for (const id of ids) {
    const hash = randomBytes(32);
    await db.insertInto("blob").values({ workspace_id: workspaceId, hash, bytes: 1 }).execute();
    const medium = {
      workspace_id: workspaceId,
      id,
      received: hash,
      hash,
      kind: "picture",
      type: "image/png",
      bytes: 1,
    };
    await db.insertInto("medium").values(medium).execute();
  }
}
