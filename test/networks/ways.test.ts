import { afterAll, beforeAll, expect, test } from "vitest";
import { saveApp } from "#server/networks/apps.ts";
import { beginConnect, beginReconnect } from "#server/networks/connect/begin.ts";
import { storeGrant } from "#server/networks/connect/store.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import { listNetworks } from "#server/networks/views.ts";
import type { Services } from "#server/ports.ts";
import { refusal, toPage } from "./door.ts";
import { makeToys } from "./toy.ts";
import { openWorld, type World } from "./world.ts";

/** A network with two ways to connect, each with an app of its own, which nobody redirected to a simulator. */
let world: World;
let services: NetworkServices;
let admin = "";
beforeAll(async () => {
  world = await openWorld();
  const toys = makeToys().open(world);
  const { settings, nodes } = toys.services;
  services = { ...toys.services, settings: { ...settings, networks: {} }, nodes: { ...nodes, sites: nodes.networks } };
  admin = await world.addMember("admin");
});
afterAll(() => world.close());

const who = () => ({ workspaceId: world.workspaceId, memberId: admin, sessionId: "session-1" });
const begin = (connection?: string) =>
  beginConnect(services, {
    ...who(),
    network: "pages",
    forWorkspace: true,
    ...(connection === undefined ? {} : { connection }),
  });
const appIn = (url: string): string => {
  const asked = new URL(url).searchParams;
  return `${asked.get("client_id")} ${asked.get("scope")}`;
};
const enter = (connection: string) =>
  saveApp(
    services,
    world.workspaceId,
    { network: "pages", connection },
    { clientId: `app-${connection}`, clientSecret: "s" },
  );
const ready = async () =>
  (await listNetworks(services as Services, world.workspaceId))
    .find(({ name }) => name === "pages")
    ?.connections.map((each) => [each.name, each.ready, each.app !== null]);

test("each way has an app of its own: what is entered for one says nothing of the other", async () => {
  expect(await ready()).toEqual([
    ["login", false, true],
    ["other", false, true],
  ]);
  await enter("other");
  expect(await ready()).toEqual([
    ["login", false, true],
    ["other", true, true],
  ]);
  expect((await refusal(begin())).code).toBe("app_missing");
  expect((await refusal(begin("login"))).code).toBe("app_missing");
  expect(appIn(toPage(await begin("other")).url)).toBe("app-other other");
  await enter("login");
  expect(appIn(toPage(await begin()).url)).toBe("app-login pages,posts");
  expect(appIn(toPage(await begin("other")).url)).toBe("app-other other");
  expect((await refusal(begin("third"))).status).toBe(404);
});

test("an account is connected again by the way that it came", async () => {
  await enter("other");
  const { accounts } = await storeGrant(services, {
    ...{ workspaceId: world.workspaceId, memberId: null, grantedBy: admin },
    ...{ network: "pages", server: "", connection: "other", clientId: "app-other", subject: "1", subjectName: null },
    access: { token: "t", refresh: null, expiresAt: null, scopes: [] },
    accounts: [{ kind: "page", remoteId: "1", handle: "north", name: "North", avatar: null, url: null }],
  });
  const again = await beginReconnect(services, { ...who(), accountId: accounts[0]!.accountId });
  expect(appIn(toPage(again).url)).toBe("app-other other");
});
