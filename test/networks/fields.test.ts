import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { appFor, appReady, saveApp } from "#server/networks/apps.ts";
import { beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { refusal } from "./door.ts";
import { makeToys, type Toys } from "./toy.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let toys: Toys;
let admin = "";
beforeAll(async () => {
  const server = makeToys();
  world = await openWorld({ extra: server.handlers });
  toys = server.open(world);
  admin = await world.addMember("admin", "Claire Fontaine");
});
beforeEach(() => {
  toys.fault = null;
});
afterAll(() => world.close());

const who = () => ({ workspaceId: world.workspaceId, memberId: admin, sessionId: "session-1" });
const enter = (fields: Record<string, string>) =>
  beginConnect(toys.services, { ...who(), network: "keys", forWorkspace: true, fields });
const lamp = { name: "lamp", key: "open-sesame-lamp" };

test("what a person enters is checked by a call, sealed, and given to the connector", async () => {
  const begun = await enter(lamp);
  if (begun.kind !== "connected") throw new Error(begun.kind);
  const [{ accountId, handle } = { accountId: "", handle: "" }] = begun.accounts;
  expect(handle).toBe("lamp");
  const result = await loginFor(toys.services, world.workspaceId, accountId);
  expect(result).toMatchObject({ kind: "login", login: { kind: "channel", token: "", fields: lamp } });
  const row = await world.database.db.selectFrom("account").selectAll().where("id", "=", accountId).executeTakeFirst();
  const grant = await world.database.db.selectFrom("network_grant").selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify([row, grant]) + world.logged()).not.toContain(lamp.key);
  expect((grant.sealed_fields as Buffer).includes(lamp.key)).toBe(false);
});

test("each wrong entry is told at its field, in a sentence, before anything is asked", async () => {
  const before = toys.asked.length;
  const cases: [Record<string, string>, string | null, RegExp][] = [
    [{ name: "lamp" }, "key", /^Key: this is missing/u],
    [{ name: "", key: "open-sesame-lamp" }, "name", /^Name: this is empty/u],
    [{ name: "lamp", key: "short" }, "key", /at least 8 characters/u],
    [{ ...lamp, more: "x" }, null, /"?more"? is not known here/u],
  ];
  for (const [fields, field, words] of cases) {
    const error = await refusal(enter(fields));
    expect(error).toMatchObject({ code: "connect_fields", status: 422, details: { field } });
    expect(error.text.en).toMatch(words);
  }
  expect(toys.asked.length).toBe(before);
});

test("a key that opens nothing is told at its field; a network that is down is no refusal", async () => {
  const error = await refusal(enter({ name: "lamp", key: "open-sesame-desk" }));
  expect(error).toMatchObject({ code: "connect_fields", status: 422, details: { field: "key" } });
  expect(error.text.fr).toBe("Cette clé n’ouvre rien.");
  toys.fault = { path: "/key", status: 503 };
  expect((await refusal(enter(lamp))).code).toBe("connect_failed");
  expect(world.logged()).not.toContain("open-sesame");
});

test("entering it again reconnects the same account, and another's is told", async () => {
  const begun = await enter({ name: "desk", key: "open-sesame-desk" });
  if (begun.kind !== "connected") throw new Error(begun.kind);
  const accountId = begun.accounts[0]!.accountId;
  const row = () =>
    world.database.db
      .selectFrom("account")
      .select(["state", "token_epoch"])
      .where("id", "=", accountId)
      .executeTakeFirstOrThrow();
  // What was entered cannot be renewed: once the network refuses it, somebody has to enter it again.
  expect((await refresh(toys.services, world.workspaceId, accountId, 1)).kind).toBe("reconnect");
  expect(await row()).toEqual({ state: "reconnect", token_epoch: 1 });
  const again = (fields: Record<string, string>) => beginReconnect(toys.services, { ...who(), accountId, fields });
  expect(await refusal(again(lamp))).toMatchObject({ code: "connect_other", details: { wanted: "desk", got: "lamp" } });
  expect(await row()).toEqual({ state: "reconnect", token_epoch: 1 });
  expect((await again({ name: "desk", key: "open-sesame-desk" })).kind).toBe("connected");
  expect(await row()).toEqual({ state: "connected", token_epoch: 2 });
});

test("a connection that is not on the card is not there", async () => {
  for (const connection of ["nothing", "constructor", "__proto__"])
    expect(
      (await refusal(beginConnect(toys.services, { ...who(), network: "keys", connection, forWorkspace: true })))
        .status,
    ).toBe(404);
});

test("each way to connect has an app of its own", async () => {
  const services = { ...toys.services, settings: { ...toys.services.settings, networks: {} } };
  const place = (name: string) => ({
    network: toys.pages,
    name,
    connection: toys.pages.connections[name]!,
    server: "",
  });
  const ready = () => Promise.all(["login", "other"].map((name) => appReady(services, world.workspaceId, place(name))));
  expect(await ready()).toEqual([false, false]);
  const client = { clientId: "one", clientSecret: "canary-of-an-app" };
  await saveApp(services, world.workspaceId, { network: "pages", connection: "other" }, client);
  expect(await ready()).toEqual([false, true]);
  expect(await appFor(services, world.workspaceId, place("other"))).toEqual(client);
  expect((await refusal(appFor(services, world.workspaceId, place("login")))).code).toBe("app_missing");
  const error = await refusal(
    saveApp(services, world.workspaceId, { network: "keys", connection: "key" }, { clientId: "x", clientSecret: null }),
  );
  expect(error.status).toBe(404);
});
