import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { storeSingle } from "#server/networks/connect/store.ts";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { Fault } from "#server/simulators/start.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let lea = "";
/** Refreshes that the network saw, by answer; and what a test does to them. */
let asked = 0;
let fault: Fault | undefined;
const crowd = Array.from({ length: 50 }, (_, index) => ({
  handle: `person_${index}`,
  name: `Person ${index}`,
  about: "",
}));

beforeAll(async () => {
  world = await openWorld({
    people: crowd,
    faults: (_network, { path }) => {
      if (!path.endsWith("/token")) return undefined;
      asked += 1;
      return fault;
    },
  });
  lea = await world.addMember("ambassador");
});
beforeEach(() => {
  asked = 0;
  fault = undefined;
});
afterAll(() => world.close());

async function addAccount(handle: string, network = "x"): Promise<string> {
  const { identity, server, tokens } = world.simulators.issueToken(network, handle);
  return storeSingle(world.services, {
    workspaceId: world.workspaceId,
    memberId: lea,
    grantedBy: lea,
    network: world.network(network),
    server,
    account: identity,
    access: { token: tokens.access, refresh: tokens.refresh, expiresAt: tokens.expiresAt },
  });
}
const read = (id: string) =>
  world.database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const login = (id: string) => loginFor(world.services, world.workspaceId, id);

test("of a thousand callers at once, one an account asks the network, and all get the same new login", async () => {
  const ids = await Promise.all(crowd.map(({ handle }) => addAccount(handle)));
  for (const round of [1, 2]) {
    asked = 0;
    world.clock.skip(2 * 3_600_000);
    const results = await Promise.all(
      ids.flatMap((id) => Array.from({ length: 20 }, async () => ({ id, result: await login(id) }))),
    );
    expect(asked).toBe(ids.length);
    const tokens = new Map<string, Set<string>>();
    for (const { id, result } of results) {
      if (result.kind !== "login") throw new Error(`${id}: ${result.kind}`);
      expect(result.login.epoch).toBe(round + 1);
      tokens.set(id, (tokens.get(id) ?? new Set()).add(result.login.token));
    }
    for (const seen of tokens.values()) expect(seen.size).toBe(1);
  }
}, 60_000);

test("a login that was renewed meanwhile is not renewed again", async () => {
  const id = await addAccount("person_1");
  const { token_epoch: epoch } = await read(id);
  await refresh(world.services, world.workspaceId, id, epoch);
  const late = await refresh(world.services, world.workspaceId, id, epoch);
  expect(late).toMatchObject({ kind: "login", login: { epoch: epoch + 1 } });
  expect(asked).toBe(1);
});

test("a dead refresh token asks the person to connect again and holds what was queued", async () => {
  const id = await addAccount("person_2");
  for (const state of ["ready", "retry_wait", "held", "published"]) await addDelivery(id, state);
  world.simulators.revoke("x", "person_2");
  const { token_epoch: epoch } = await read(id);
  const results = await Promise.all([1, 2, 3, 4, 5].map(() => refresh(world.services, world.workspaceId, id, epoch)));
  expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill("reconnect"));
  expect(asked).toBe(1);
  expect(await read(id)).toMatchObject({
    state: "reconnect",
    lost: { en: expect.stringContaining("another installation"), fr: expect.stringContaining("autre installation") },
  });
  const rows = await world.database.db
    .selectFrom("delivery")
    .select(["state", "reason_code"])
    .where("account_id", "=", id)
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { state: "held", reason_code: "reconnect" },
    { state: "held", reason_code: "reconnect" },
    { state: "held", reason_code: null },
    { state: "published", reason_code: null },
  ]);
  const told = await world.database.db
    .selectFrom("audit")
    .select("action")
    .where("subject", "=", `grant/${(await read(id)).grant_id}`)
    .execute();
  expect(told).toEqual([{ action: "grant.lost" }]);
  await addAccount("person_2");
  expect((await login(id)).kind).toBe("login");
});

test.each<{ says: string; fault: Fault }>([
  { says: "503", fault: { kind: "answer", accept: false, status: 503, body: "down" } },
  { says: "a cut connection", fault: { kind: "cut", when: "request" } },
  {
    says: "a refused client",
    fault: {
      kind: "answer",
      accept: false,
      status: 401,
      headers: { "content-type": "application/json" },
      body: '{"error":"unauthorized_client"}',
    },
  },
])("$says is no reason to lose the account: it is tried later", async ({ fault: wanted }) => {
  const id = await addAccount("person_3");
  const { token_epoch: epoch } = await read(id);
  fault = wanted;
  expect((await refresh(world.services, world.workspaceId, id, epoch)).kind).toBe("later");
  fault = undefined;
  expect((await refresh(world.services, world.workspaceId, id, epoch)).kind).toBe("login");
});

test("where the network renewed and its answer was lost, it is asked once more, and then the person has one task", async () => {
  const id = await addAccount("person_6");
  const { token_epoch: epoch, grant_id: grant } = await read(id);
  fault = { kind: "cut", when: "accepted" };
  expect((await refresh(world.services, world.workspaceId, id, epoch)).kind).toBe("later");
  fault = undefined;
  // The old refresh token was spent by the call whose answer is lost.
  for (let again = 0; again < 3; again += 1)
    expect((await refresh(world.services, world.workspaceId, id, epoch)).kind).toBe("reconnect");
  expect(asked).toBe(2);
  const told = await world.database.db
    .selectFrom("audit")
    .select("action")
    .where("subject", "=", `grant/${grant}`)
    .execute();
  expect(told).toEqual([{ action: "grant.lost" }]);
});

test("Mastodon's tokens do not end; a refused one asks the person to connect again without a call", async () => {
  const id = await addAccount("person_4", "mastodon");
  world.clock.skip(400 * 24 * 3_600_000);
  const opened = await login(id);
  expect(opened.kind).toBe("login");
  expect((await refresh(world.services, world.workspaceId, id, (await read(id)).token_epoch)).kind).toBe("reconnect");
  expect(asked).toBe(0);
});

test("somebody who leaves during a refresh stays gone", async () => {
  const id = await addAccount("person_5");
  fault = { kind: "none", latency: 150 };
  const renewing = refresh(world.services, world.workspaceId, id, (await read(id)).token_epoch);
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await disconnect(world.services, { workspaceId: world.workspaceId, accountId: id, memberId: lea });
  expect((await renewing).kind).toBe("reconnect");
  expect(await read(id)).toMatchObject({ state: "disconnected", sealed_token: null, sealed_refresh: null });
});

async function addDelivery(accountId: string, state: string): Promise<void> {
  const common = {
    workspace_id: world.workspaceId,
    account_id: accountId,
    map_id: randomUUID(),
    version: 1,
    run_id: randomUUID(),
    node_id: "n",
    network: "x",
  };
  const times = { due_at: new Date().toISOString(), expires_at: new Date(Date.now() + 3_600_000).toISOString() };
  await world.database.db
    .insertInto("delivery")
    .values({ ...common, ...times, item_key: randomUUID(), state, text: "t", item_title: "t" })
    .execute();
}
