import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMode } from "#server/accounts/consent.ts";
import { tellOfConsents } from "#server/accounts/ending.ts";
import { changeMember, endLeavers } from "#server/members/change.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { Fault } from "#server/simulators/start.ts";
import { openDoor, refusal, toPage } from "./door.ts";
import { sendingOf } from "#test/support/network.ts";
import { answerPage, openWorld, type World } from "./world.ts";

let world: World;
let door: ReturnType<typeof openDoor>;
let fault: ((path: string) => Fault | undefined) | undefined;
let lea = "";
beforeAll(async () => {
  world = await openWorld({ faults: (_network, { path }) => fault?.(path) });
  lea = await world.addMember("ambassador");
  door = openDoor(world, lea);
});
afterAll(() => world.close());

test("leaving deletes the tokens, withdraws the consent, cancels the queue and ends the token at the network", async () => {
  for (const network of ["x", "mastodon"]) {
    const { accountId } = await door.connect("ines_moreau", { network });
    const result = await loginFor(world.services, world.workspaceId, accountId);
    if (result.kind !== "login") throw new Error(result.kind);
    const states = ["held", "ready", "retry_wait", "sending", "unknown", "published"];
    for (const state of states) await addDelivery(accountId, state, network);
    const left = await disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea });
    expect(left).toEqual({ revoked: true, cancelled: 3 });
    expect(await door.account(accountId)).toMatchObject({
      state: "disconnected",
      sealed_token: null,
      sealed_refresh: null,
    });
    const live = await world.database.db
      .selectFrom("consent")
      .select("id")
      .where("account_id", "=", accountId)
      .where("withdrawn_at", "is", null)
      .execute();
    expect(live).toEqual([]);
    const deliveries = await world.database.db
      .selectFrom("delivery")
      .select(["state", "reason_code"])
      .where("account_id", "=", accountId)
      .orderBy("id")
      .execute();
    expect(deliveries.map(({ state }) => state)).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
      "sending",
      "unknown",
      "published",
    ]);
    expect(
      (
        await world
          .network(network)
          .publish(world.context(network), result.login, sendingOf({ text: "trop tard" }, { key: randomUUID() }))
      ).kind,
    ).toBe("unauthorised");
    expect((await loginFor(world.services, world.workspaceId, accountId)).kind).toBe("reconnect");
    expect(
      (await refusal(disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea }))).status,
    ).toBe(404);
    // Coming back begins with `ask` again.
    expect((await door.connect("ines_moreau", { network })).accountId).toBe(accountId);
    const consents = await world.database.db
      .selectFrom("consent")
      .select("withdrawn_at")
      .where("account_id", "=", accountId)
      .execute();
    expect(consents.map(({ withdrawn_at }) => withdrawn_at === null)).toEqual([false, true]);
  }
});

test("who is switched off is gone at once: no session, no token here or at the network, nothing that waits, and what they let go of passes on", async () => {
  const { db } = world.database;
  const boss = await world.addMember("admin");
  const gone = await world.addMember("ambassador", "Paul Leroy");
  const theirs = openDoor(world, gone);
  const { accountId } = await theirs.connect("hugo_bernard");
  const login = await loginFor(world.services, world.workspaceId, accountId);
  if (login.kind !== "login") throw new Error(login.kind);
  await db
    .updateTable("account")
    .set({ daily_cap: 3, topics: ["jobs"] })
    .where("id", "=", accountId)
    .execute();
  for (const state of ["held", "ready", "published", "sending"]) await addDelivery(accountId, state, "x");
  const { user_id: user } = await db
    .selectFrom("member")
    .select("user_id")
    .where("id", "=", gone)
    .executeTakeFirstOrThrow();
  const session = {
    id: randomUUID(),
    userId: user,
    workspaceId: world.workspaceId,
    token: randomUUID(),
    expiresAt: "2099-01-01",
  };
  await db.insertInto("auth_session").values(session).execute();
  const by = { workspaceId: world.workspaceId, memberId: boss };
  await changeMember(world.services, by, gone, { disabled: true });
  expect(await db.selectFrom("auth_session").select("id").where("userId", "=", user).execute()).toEqual([]);
  expect(await theirs.account(accountId)).toMatchObject({ state: "disconnected", sealed_token: null, grant_id: null });
  const sending = sendingOf({ text: "trop tard" }, { key: randomUUID() });
  expect((await world.network("x").publish(world.context("x"), login.login, sending)).kind).toBe("unauthorised");
  const queue = await db
    .selectFrom("delivery")
    .select(["state", "reason_code"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
  expect(queue.map(({ state, reason_code: code }) => [state, code])).toEqual([
    ["cancelled", "left"],
    ["cancelled", "left"],
    ["published", null],
    // What is in the call is told by the network, and settled or looked up; nobody makes it again (recovery never gives `ready`).
    ["sending", null],
  ]);
  const live = db
    .selectFrom("consent")
    .select("mode")
    .where("account_id", "=", accountId)
    .where("withdrawn_at", "is", null);
  expect(await live.execute()).toEqual([]);
  // Somebody else may connect what nobody holds any more, and begins with nothing of the former owner's.
  const heir = await world.addMember("ambassador", "Zoé Roux");
  expect((await openDoor(world, heir).connect("hugo_bernard")).accountId).toBe(accountId);
  expect(await theirs.account(accountId)).toMatchObject({
    member_id: heir,
    daily_cap: null,
    topics: [],
    state: "connected",
  });
  expect(await live.execute()).toEqual([{ mode: "ask" }]);
  // A connection that was under way when they left is taken away by the next round.
  await db.updateTable("member").set({ disabled_at: new Date().toISOString() }).where("id", "=", heir).execute();
  expect(await endLeavers(world.services)).toBe(1);
  expect(await theirs.account(accountId)).toMatchObject({ state: "disconnected", sealed_token: null });
  expect(await endLeavers(world.services)).toBe(0);
});

test("whose yes to automatic posts ends within a week is asked once; who was given another end than they chose is told once", async () => {
  const { db } = world.database;
  const { settings } = world.services;
  const box = { api: "http://127.0.0.1:1", web: "http://127.0.0.1:1" };
  const mailing = { ...world.services, settings: { ...settings, networks: { ...settings.networks, email: box } } };
  const { accountId } = await door.connect("ines_moreau", { network: "mastodon" });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const yes = (until: string) =>
    db
      .transaction()
      .execute((trx) =>
        writeMode(trx, { workspaceId: world.workspaceId, memberId: lea }, accountId, { mode: "auto", until }, {}),
      );
  const reasons = async () => {
    for (let round = 0; round < 2; round += 1) await tellOfConsents(mailing);
    const mails = db.selectFrom("mail").select("reason").where("reason", "like", "consent-ending/%").orderBy("reason");
    return (await mails.execute()).map(({ reason }) => reason.split("/").at(-1)).toSorted();
  };
  await yes(inDays(30));
  expect(await reasons()).toEqual([]);
  // Whoever wrote it so, the database gave it an end of its own.
  await yes("9999-12-31T00:00:00Z");
  expect(await reasons()).toEqual(["bounded"]);
  await yes(inDays(6));
  expect(await reasons()).toEqual(["bounded", "week"]);
  // One that is withdrawn or over asks nothing.
  await yes(inDays(5));
  await disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea });
  expect(await reasons()).toEqual(["bounded", "week"]);
});

test("leaving works while the network is down", async () => {
  const { accountId } = await door.connect("noah_petit");
  fault = () => ({ kind: "cut", when: "request" });
  const left = await disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: lea });
  fault = undefined;
  expect(left.revoked).toBe(false);
  expect((await door.account(accountId)).sealed_token).toBeNull();
});

test("no token, code, verifier or client secret stands readable in a row, a log or the simulators' files", async () => {
  const canaries: string[] = [];
  const { outbound } = world.services;
  const note = (text: string, sent: unknown): void => {
    for (const [, value = ""] of text.matchAll(/"(?:access_token|refresh_token|client_secret)":"([^"]+)"/gu))
      canaries.push(value);
    for (const part of ["code", "code_verifier"])
      canaries.push(new URLSearchParams(typeof sent === "string" ? sent : "").get(part) ?? "");
  };
  const spy: typeof outbound = {
    ...outbound,
    call: async (url, init) => {
      const reply = await outbound.call(url, init);
      note(reply.body.toString(), init.body);
      return reply;
    },
    fetch: async (url, init) => {
      const response = await outbound.fetch(url, init);
      const text = await response.text();
      note(text, init.body);
      return new Response(text, { status: response.status, headers: response.headers });
    },
  };
  const services = { ...world.services, outbound: spy };
  for (const [network, person] of [
    ["x", "lea_martin"],
    ["mastodon", "lea_martin"],
  ] as const) {
    const who = { workspaceId: world.workspaceId, memberId: lea, sessionId: "s" };
    await world.database.db.deleteFrom("network_app").execute();
    const { url } = toPage(
      await beginConnect(services, { ...who, network, server: "social.example", forWorkspace: false }),
    );
    await finishConnect(services, { ...who, params: (await answerPage(url, person)).searchParams });
  }
  const found = canaries.filter((value) => value.length > 10);
  expect(found.length).toBeGreaterThanOrEqual(8);
  const { rows } = await sql<{
    dump: string;
  }>`select query_to_xml('select * from account', true, false, '')::text || query_to_xml('select * from network_grant', true, false, '')::text || query_to_xml('select * from network_app', true, false, '')::text
    || query_to_xml('select * from audit', true, false, '')::text || query_to_xml('select * from consent', true, false, '')::text || query_to_xml('select * from connect_flow', true, false, '')::text as dump`.execute(
    world.database.db,
  );
  const folder = join(world.dataDir, "simulators");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".jsonl"));
  const written = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const kept = (rows[0]?.dump ?? "") + world.logged() + written.join("");
  expect(kept).toContain("lea_martin");
  for (const value of found)
    for (const form of [value, Buffer.from(value).toString("base64"), Buffer.from(value).toString("hex")])
      expect(kept.includes(form)).toBe(false);
});

async function addDelivery(accountId: string, state: string, network: string): Promise<void> {
  const common = {
    workspace_id: world.workspaceId,
    account_id: accountId,
    map_id: randomUUID(),
    version: 1,
    run_id: randomUUID(),
    node_id: "n",
    network,
  };
  const times = { due_at: new Date().toISOString(), expires_at: new Date(Date.now() + 3_600_000).toISOString() };
  await world.database.db
    .insertInto("delivery")
    .values({ ...common, ...times, item_key: randomUUID(), state, text: "t", item_title: "t" })
    .execute();
}
