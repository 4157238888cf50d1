import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { saveApp } from "#server/networks/apps.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { makeChoice, readChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { endsOf } from "#server/networks/grants/ending.ts";
import { renewEnding } from "#server/networks/grants/jobs.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import { listNetworks } from "#server/networks/views.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { Services } from "#server/ports.ts";
import { sendingOf } from "#test/support/network.ts";
import { toPage } from "./door.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let admin = "";
const asked: string[] = [];
beforeAll(async () => {
  world = await openWorld({
    faults: (_network, { method, path }) => void asked.push(`${method} ${path}`),
  });
  admin = await world.addMember("admin", "Claire Fontaine");
});
beforeEach(async () => {
  asked.length = 0;
  await change({ weather: "1", crowd: "0" });
  for (const table of ["account", "network_grant", "connect_choice"] as const)
    await world.database.db.deleteFrom(table).execute();
});
afterAll(() => world.close());

const who = () => ({ workspaceId: world.workspaceId, memberId: admin, sessionId: "session-1" });
const scopes = [
  "pages_show_list",
  "pages_manage_posts",
  "pages_read_engagement",
  "business_management",
  "read_insights",
];

/** Changes the simulated Facebook on its page of switches. */
const change = async (form: Record<string, string>): Promise<void> => {
  const reply = await fetch(`${world.simulators.base}/facebook/troubles`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  expect(reply.status).toBe(303);
};

/** A person goes through the login dialog, ticking what they leave ticked. */
async function signIn(without: { scope?: string; page?: string } = {}) {
  const { url } = toPage(await beginConnect(world.services, { ...who(), network: "facebook", forWorkspace: true }));
  const dialog = new URL(url);
  expect(dialog.searchParams.get("scope")).toBe(scopes.join(","));
  expect(dialog.searchParams.get("auth_type")).toBe("rerequest");
  const markup = await (await fetch(url)).text();
  const form = new URLSearchParams({ person: "atelier_lumen", decision: "chosen" });
  for (const name of ["client_id", "redirect_uri", "scope", "state", "code_challenge"])
    form.set(name, dialog.searchParams.get(name) ?? "");
  for (const scope of scopes) if (scope !== without.scope) form.append("permission", scope);
  for (const [, page = ""] of markup.matchAll(/name="page" value="(\d+)"/gu))
    if (page !== without.page) form.append("page", page);
  const answered = await fetch(`${dialog.origin}${dialog.pathname}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const back = new URL(answered.headers.get("location") ?? "");
  const arrived = await finishConnect(world.services, { ...who(), params: back.searchParams });
  if (arrived.kind !== "choice") throw new Error(`it came to ${arrived.kind}`);
  return arrived.choiceId;
}
/** Connects the pages of these names; answers the accounts' ids by name of page. */
async function connect(...names: string[]): Promise<Record<string, string>> {
  const choiceId = await signIn();
  const { accounts } = await readChoice(world.services, { ...who(), choiceId });
  const wanted = accounts.filter(({ handle }) => names.includes(handle)).map(({ remoteId }) => remoteId);
  const made = await makeChoice(world.services, { ...who(), choiceId, accounts: wanted });
  return Object.fromEntries(made.accounts.map(({ accountId, handle }) => [handle, accountId]));
}
const login = async (id: string) => {
  const opened = await loginFor(world.services, world.workspaceId, id);
  if (opened.kind !== "login") throw new Error(opened.kind);
  return opened.login;
};
let count = 0;
async function post(id: string) {
  const sending = sendingOf({ text: `Bonjour ${(count += 1)}` }, { key: String(count) });
  return world.network("facebook").publish(world.context("facebook"), await login(id), sending);
}
const states = async () =>
  Object.fromEntries(
    (await world.database.db.selectFrom("account").select(["handle", "state"]).execute()).map((row) => [
      row.handle,
      row.state,
    ]),
  );
const leave = (accountId: string) =>
  disconnect(world.services, { workspaceId: world.workspaceId, accountId, memberId: admin });
const revoked = () => asked.filter((each) => each === "DELETE /me/permissions").length;

test("pages come from the person's own list and from a portfolio, each once; two of three are connected, and each posts as itself", async () => {
  const choiceId = await signIn();
  const choice = await readChoice(world.services, { ...who(), choiceId });
  expect(choice).toMatchObject({ network: "facebook", by: "Atelier Lumen", forWorkspace: true });
  expect(choice.accounts.map(({ handle, kind, state }) => [handle, kind, state])).toEqual([
    ["atelier.lumen", "page", "new"],
    ["lumen.recrute", "page", "new"],
    ["atelier.lumen.nantes", "page", "new"],
  ]);
  // One on which the person may read the numbers only.
  expect(choice.notes.map(({ fr }) => fr).join()).toContain("Les amis de la lumière");
  const ids = await connect("atelier.lumen", "atelier.lumen.nantes");
  expect(await states()).toEqual({ "atelier.lumen": "connected", "atelier.lumen.nantes": "connected" });
  for (const [handle, id] of Object.entries(ids)) {
    expect((await post(id)).kind).toBe("published");
    expect(world.simulators.posts("facebook").at(-1)?.handle).toBe(handle);
  }
});

test("a page that was unticked in the dialog is not offered", async () => {
  const page = world.simulators.identity("facebook", "atelier_lumen").remoteId;
  const { accounts } = await readChoice(world.services, { ...who(), choiceId: await signIn({ page }) });
  expect(accounts.map(({ handle }) => handle)).toEqual(["lumen.recrute", "atelier.lumen.nantes"]);
});

test("130 pages are followed through the answers, also where Facebook asks for less at a time", async () => {
  for (const heavy of [{}, { heavy: "1" }]) {
    await change({ weather: "1", crowd: "127", ...heavy });
    const { accounts } = await readChoice(world.services, { ...who(), choiceId: await signIn() });
    expect(new Set(accounts.map(({ remoteId }) => remoteId)).size).toBe(130);
    expect(accounts).toHaveLength(130);
  }
});

test.each(["pages_show_list", "pages_manage_posts", "pages_read_engagement"])(
  "without %s nothing is connected, and the person is told which box to leave ticked",
  async (scope) => {
    const choice = await readChoice(world.services, { ...who(), choiceId: await signIn({ scope }) });
    expect(choice.accounts).toEqual([]);
    expect(choice.notes[0]?.fr).toContain("«");
    expect(await states()).toEqual({});
  },
);

test.each(["business_management", "read_insights"])(
  "without %s the rest works, and what is missing is said",
  async (scope) => {
    const choice = await readChoice(world.services, { ...who(), choiceId: await signIn({ scope }) });
    expect(choice.accounts.map(({ handle }) => handle)).toContain("atelier.lumen");
    expect(choice.accounts.length).toBe(scope === "business_management" ? 1 : 3);
    expect(choice.notes.length).toBe(2);
  },
);

test("leaving with one page leaves the other; leaving with the last takes everything back at Facebook", async () => {
  const ids = await connect("atelier.lumen", "lumen.recrute");
  const kept = await login(ids["lumen.recrute"]!);
  await leave(ids["atelier.lumen"]!);
  expect([(await post(ids["lumen.recrute"]!)).kind, revoked()]).toEqual(["published", 0]);
  expect(await leave(ids["lumen.recrute"]!)).toMatchObject({ revoked: true });
  expect(revoked()).toBe(1);
  const sending = sendingOf({ text: "après" }, { key: "after" });
  expect((await world.network("facebook").publish(world.context("facebook"), kept, sending)).kind).toBe("unauthorised");
});

test("a page that the person lost parks alone; the others go on", async () => {
  const ids = await connect("atelier.lumen", "lumen.recrute");
  const { epoch } = await login(ids["lumen.recrute"]!);
  // They come back and untick one page: its token is refused, and the list no longer has it.
  const page = (await login(ids["lumen.recrute"]!)).remoteId;
  await signIn({ page });
  expect((await post(ids["lumen.recrute"]!)).kind).toBe("unauthorised");
  expect((await refresh(world.services, world.workspaceId, ids["lumen.recrute"]!, epoch)).kind).toBe("reconnect");
  expect(await states()).toEqual({ "atelier.lumen": "connected", "lumen.recrute": "reconnect" });
  expect((await post(ids["atelier.lumen"]!)).kind).toBe("published");
});

test("an access that Facebook ended says why, on each page, until somebody has connected it again", async () => {
  const ids = await connect("atelier.lumen", "lumen.recrute");
  const { epoch } = await login(ids["lumen.recrute"]!);
  world.simulators.revoke("facebook", "atelier_lumen");
  expect((await refresh(world.services, world.workspaceId, ids["lumen.recrute"]!, epoch)).kind).toBe("reconnect");
  const lost = async () =>
    (await world.database.db.selectFrom("account").select("lost").execute()).map((row) => row.lost);
  const why = { en: expect.stringContaining("has run out"), fr: expect.stringContaining("à son terme") };
  expect(await lost()).toEqual([why, why]);
  await connect("atelier.lumen", "lumen.recrute");
  expect(await lost()).toEqual([null, null]);
});

test("a check at Facebook waits; nobody has to connect again", async () => {
  const ids = await connect("atelier.lumen", "lumen.recrute");
  const { remoteId } = await login(ids["atelier.lumen"]!);
  for (const trouble of ["check", "checkpoint", "unconfirmed", "authorisation", "identity"]) {
    await change({ page: remoteId, trouble });
    expect([trouble, (await post(ids["atelier.lumen"]!)).kind]).toEqual([trouble, "limited"]);
    expect((await post(ids["lumen.recrute"]!)).kind).toBe("published");
  }
  await change({ page: remoteId, trouble: "" });
  expect((await post(ids["atelier.lumen"]!)).kind).toBe("published");
});

test("an access is renewed a week before it ends, and cannot be afterwards", async () => {
  const ids = await connect("atelier.lumen");
  world.clock.skip(55 * 86_400_000);
  expect(await renewEnding(world.services)).toBe(1);
  world.clock.skip(20 * 86_400_000);
  expect((await post(ids["atelier.lumen"]!)).kind).toBe("published");
  world.clock.skip(60 * 86_400_000);
  expect((await loginFor(world.services, world.workspaceId, ids["atelier.lumen"]!)).kind).toBe("reconnect");
});

test("what Facebook ends ninety days after somebody's visit no renewal puts off, and it is told in time; a token that can be renewed is nobody's business", async () => {
  const ids = await connect("atelier.lumen");
  const { db } = world.database;
  const [first, day] = [world.clock.now(), 86_400_000];
  const ends = async () => {
    const { token_expires_at: at } = await db
      .selectFrom("network_grant")
      .select("token_expires_at")
      .executeTakeFirstOrThrow();
    return Math.round((Date.parse(at!) - first) / day);
  };
  expect(await ends()).toBe(60);
  world.clock.skip(55 * day);
  expect([await renewEnding(world.services), await ends()]).toEqual([1, 90]);
  const { nodes } = world.services;
  const shown = async (left: number, given: number) => {
    await sql`update network_grant set token_expires_at = now() + make_interval(days => ${left}), renewed_at = now() + make_interval(days => ${left - given})`.execute(
      db,
    );
    return (await endsOf(db, nodes, world.workspaceId, Object.values(ids))).size;
  };
  // It was renewed for 35 days only, so that its end is one for good; one that was given for 60 is renewed in time.
  expect([await shown(20, 35), await shown(20, 60), await shown(30, 35)]).toEqual([1, 0, 0]);
});

test("calls show the app's secret where it is known; one that Facebook does not accept waits for an administrator", async () => {
  const ids = await connect("atelier.lumen");
  // The operator's own app, of which Facebook wants that every call shows its secret.
  const { settings, nodes } = world.services;
  const { apiBase, ...network } = world.network("facebook");
  const redirected = settings.networks["facebook"]!;
  const place = { ...network, apiBase: redirected.api, webBase: redirected.web };
  const own = {
    ...world.services,
    settings: { ...settings, networks: {} },
    nodes: { ...nodes, networks: new Map([...nodes.networks, ["facebook", place]]) },
  };
  expect(apiBase).toContain("graph.facebook.com");
  await change({ weather: "1", crowd: "0", proof: "1" });
  const publish = async () => {
    const opened = await loginFor(own, world.workspaceId, ids["atelier.lumen"]!);
    if (opened.kind !== "login") throw new Error(opened.kind);
    const sending = sendingOf({ text: `Preuve ${(count += 1)}` }, { key: String(count) });
    return place.publish(world.context("facebook"), opened.login, sending);
  };
  const enter = (clientSecret: string | null) =>
    saveApp(own, world.workspaceId, { network: "facebook", connection: "pages" }, { clientId: "1", clientSecret });
  expect(await publish()).toMatchObject({
    kind: "limited",
    reason: { en: expect.stringContaining("Settings → Networks") },
  });
  await enter("another-secret");
  expect((await publish()).kind).toBe("limited");
  await enter("simulated-app-secret");
  expect((await publish()).kind).toBe("published");
});

test("to somebody's own profile leads Facebook's own dialog alone, and nothing comes back of it", async () => {
  const rows = await listNetworks(world.services as unknown as Services, world.workspaceId);
  const links = rows.flatMap(({ name, share }) => (share === null ? [] : [[name, share] as const]));
  expect(links).toEqual([["facebook", `${world.simulators.networks["facebook"]!.web}/sharer/sharer.php?u={link}`]]);
  const address = "https://lumen.example/emploi?a=1&b=2";
  const before = world.simulators.posts("facebook").length;
  const url = links[0]![1].replace("{link}", encodeURIComponent(address));
  expect(await (await fetch(url)).text()).toContain("a=1&#38;b=2");
  expect(await (await fetch(url, { method: "POST", headers: { "accept-language": "fr" } })).text()).toContain(
    "sur votre profil",
  );
  expect(world.simulators.posts("facebook")).toHaveLength(before);
  expect((await fetch(url.replace(/u=.*/u, "u=javascript:1"))).status).toBe(400);
});
