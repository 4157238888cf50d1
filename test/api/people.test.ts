import { afterAll, beforeAll, expect, test } from "vitest";
import { signInLink } from "#server/http/link.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import {
  call,
  cookieOf,
  createMember,
  createWorkspace,
  type Session,
  sessionOf,
  signIn,
  type TestMember,
} from "#test/support/session.ts";
import { createThings } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let chief: TestMember;
let admin: Session;

beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db)).id;
  chief = await createMember(server.services.db, workspaceId, { role: "admin", name: "Inès Moreau" });
  admin = await signIn(server.app, server.services, chief);
});
afterAll(() => server.close());

const ambassador = () => createMember(server.services.db, workspaceId, { role: "ambassador" });
const enter = (member: TestMember) => signIn(server.app, server.services, member);

test("An invited person comes in by the link, in their language, with their role", async () => {
  const invited = await admin.call("inviteMember", {
    body: { name: "Noah Petit", email: "Noah@Example.org", role: "ambassador", language: "fr" },
  });
  expect(invited.status).toBe(200);
  const token = new URL(invited.body.link).pathname.replace("/join/", "");
  const answer = await call(server.app, "acceptInvitation", { body: { token } });
  const me = await sessionOf(server.app, cookieOf(answer)).call("me");
  expect(me.body.member).toMatchObject({
    name: "Noah Petit",
    email: "noah@example.org",
    role: "ambassador",
    language: "fr",
  });
  expect(
    (await admin.call("inviteMember", { body: { name: "x", email: "noah@example.org", role: "admin" } })).status,
  ).toBe(409);
});

test("People are found by the beginnings of their words, without accents; each tells the networks on which they speak", async () => {
  const owner = await createMember(server.services.db, workspaceId, { role: "ambassador", name: "Zoë d’Été" });
  await createThings(server.services, workspaceId, owner.id);
  const called = async (search: string) =>
    (await admin.call("listMembers", { query: { search } })).body.rows.map(({ id }) => id);
  expect(await called("ZOE")).toEqual([owner.id]);
  expect(await called("ete zo")).toEqual([]);
  expect(await called("d'e zo")).toEqual([owner.id]);
  expect(await called(owner.email)).toEqual([owner.id]);
  expect(await called("oe")).toEqual([]);
  expect(await called("nobody called so")).toEqual([]);
  const [row] = (await admin.call("listMembers", { query: { search: "zoe" } })).body.rows;
  expect(row!.networks).toEqual([{ network: "x", reconnect: false }]);
  const accounts = async (person: string) => (await admin.call("listAccounts", { query: { person } })).body.rows;
  expect((await accounts(owner.id)).map(({ member }) => member?.id)).toEqual([owner.id]);
  expect(await accounts(chief.id)).toEqual([]);
});

test("A person is spoken to in the language of the browser they sign in with, until they choose one", async () => {
  const person = await ambassador();
  const comeIn = async (browser?: string) => {
    const token = new URL(await signInLink(server.services, person.email)).searchParams.get("token");
    const headers = browser === undefined ? {} : { "accept-language": browser };
    const session = sessionOf(
      server.app,
      cookieOf(await call(server.app, "signInByLink", { body: { token }, headers })),
    );
    return { session, me: (await session.call("me")).body.member };
  };
  expect((await comeIn("fr-FR,fr;q=0.9,en;q=0.8")).me).toMatchObject({ language: "fr", languageChosen: false });
  // A browser that asks for nothing that we speak changes nothing, and neither does none.
  for (const browser of ["de-DE", undefined]) expect((await comeIn(browser)).me.language).toBe("fr");
  await (
    await comeIn("en-GB")
  ).session.call("changeMe", { body: { language: "fr", theme: "dark", density: "compact", mapsAs: "list" } });
  expect((await comeIn("en-GB")).me).toMatchObject({
    ...{ language: "fr", languageChosen: true, theme: "dark", density: "compact", mapsAs: "list" },
  });
});

test("An address of another workspace cannot be invited, so no admin can make a link into it", async () => {
  const other = await createWorkspace(server.services.db);
  const theirs = await createMember(server.services.db, other.id, { role: "admin" });
  expect(
    await admin.call("inviteMember", { body: { name: "x", email: theirs.email.toUpperCase(), role: "ambassador" } }),
  ).toMatchObject({
    status: 409,
    body: { code: "email_taken" },
  });
});

test("A person who is switched off is out at once, and what they had connected is gone", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const things = await createThings(server.services, workspaceId, person.id);
  await session.call("setMode", { params: { id: things.account }, body: { mode: "auto" } });
  expect(
    (await admin.call("changeMember", { params: { id: person.id }, body: { disabled: true } })).body.disabled,
  ).toBe(true);
  expect((await session.call("me")).status).toBe(401);
  expect((await admin.call("memberLink", { params: { id: person.id } })).status).toBe(409);
  expect(await choices(things.account)).toEqual([]);
  expect(
    (await admin.call("changeMember", { params: { id: person.id }, body: { disabled: false } })).body.disabled,
  ).toBe(false);
  expect((await (await enter(person)).call("listAccounts")).body.rows).toEqual([]);
});

/** The choices of an account that hold now. */
const choices = (account: string) =>
  server.services.db
    .selectFrom("consent")
    .select(["mode", "ends_at", "bounded"])
    .where("account_id", "=", account)
    .where("withdrawn_at", "is", null)
    .orderBy("id")
    .execute();

test("A role that is taken away holds from the next request on", async () => {
  const person = await createMember(server.services.db, workspaceId, { role: "manager" });
  const session = await enter(person);
  expect((await session.call("listMaps")).status).toBe(200);
  await admin.call("changeMember", { params: { id: person.id }, body: { role: "ambassador" } });
  expect((await session.call("listMaps")).status).toBe(403);
});

test("The last administrator stays one, also when two go for each other at once", async () => {
  expect(await admin.call("changeMember", { params: { id: chief.id }, body: { role: "manager" } })).toMatchObject({
    status: 409,
    body: { code: "last_admin" },
  });
  expect((await admin.call("changeMember", { params: { id: chief.id }, body: { disabled: true } })).status).toBe(409);
  for (let round = 0; round < 5; round += 1) {
    const { id } = await createWorkspace(server.services.db);
    const two = await Promise.all([1, 2].map(() => createMember(server.services.db, id, { role: "admin" })));
    const sessions = await Promise.all(two.map((one) => enter(one)));
    const answers = await Promise.all(
      sessions.map((session, n) =>
        session.call("changeMember", { params: { id: two[1 - n]?.id ?? "" }, body: { role: "ambassador" } }),
      ),
    );
    const left = await server.services.db
      .selectFrom("member")
      .select("id")
      .where("workspace_id", "=", id)
      .where("role", "=", "admin")
      .execute();
    expect(left).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  }
});

test("Changing one's mind about an account withdraws the consent before it and keeps both receipts", async () => {
  const person = await ambassador();
  const session = await enter(person);
  await session.call("changeMe", { body: { language: "fr" } });
  const { account } = await createThings(server.services, workspaceId, person.id);
  const params = { id: account };
  expect((await session.call("listAccounts")).body.rows[0]).toMatchObject({
    id: account,
    mode: "ask",
    mine: true,
    counts: { waiting: 1 },
  });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  expect((await session.call("setMode", { params, body: { mode: "auto", until } })).body).toMatchObject({
    mode: "auto",
  });
  expect((await session.call("setMode", { params, body: { mode: "paused" } })).body).toMatchObject({
    mode: "paused",
    modeUntil: null,
  });
  const rows = await server.services.db
    .selectFrom("consent")
    .selectAll()
    .where("account_id", "=", account)
    .orderBy("id")
    .execute();
  // A pause lies over the choice, which holds again after it.
  expect(rows.map((row) => [row.mode, row.withdrawn_at === null, row.granted_by])).toEqual([
    ["auto", true, person.id],
    ["paused", true, person.id],
  ]);
  expect((await session.call("setMode", { params, body: { mode: "ask" } })).body.mode).toBe("ask");
  expect((await choices(account)).map(({ mode }) => mode)).toEqual(["ask"]);
  expect(rows[0]?.receipt).toMatchObject({
    by: person.id,
    language: "fr",
    words: expect.stringMatching(/automatiquement/),
  });
});

test("A person's yes to automatic posts ends within a year, whichever way it comes in; one for the company's account is the company's own", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const { account } = await createThings(server.services, workspaceId, person.id);
  const params = { id: account };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const far = { mode: "auto", until: inDays(400).toISOString() };
  expect((await session.call("setMode", { params, body: far })).status).toBe(400);
  const { body } = await session.call("setMode", { params, body: { mode: "auto" } });
  const ends = Date.parse(body.modeUntil ?? "");
  expect(ends).toBeGreaterThan(inDays(364).getTime());
  expect(ends).toBeLessThan(inDays(367).getTime());
  const { receipt } = await server.services.db
    .selectFrom("consent")
    .select("receipt")
    .where("account_id", "=", account)
    .where("withdrawn_at", "is", null)
    .executeTakeFirstOrThrow();
  expect((receipt as { words: string }).words).toContain(String(new Date(ends).getFullYear()));
  // Beside the API: the database itself gives it an end.
  const { db } = server.services;
  const set = (ends_at: string | null) =>
    db
      .updateTable("consent")
      .set({ ends_at })
      .where("account_id", "=", account)
      .where("withdrawn_at", "is", null)
      .execute();
  for (const end of [null, "9999-12-31T00:00:00Z"]) {
    await set(end);
    const [now] = await choices(account);
    expect(Date.parse(now?.ends_at ?? "")).toBeLessThan(inDays(367).getTime());
    expect(now?.bounded).toBe(true);
  }
  const { account: page } = await createThings(server.services, workspaceId, null);
  expect((await admin.call("setMode", { params: { id: page }, body: { mode: "auto" } })).body.modeUntil).toBeNull();
});

test("A pause ends by itself or when its owner goes on, and what they chose before holds again; nobody else lifts it", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const { account } = await createThings(server.services, workspaceId, person.id);
  const params = { id: account };
  // A moment that is written in one way only.
  const until = new Date(Math.floor(Date.now() / 1000) * 1000 + 86_400_123).toISOString();
  await session.call("setMode", { params, body: { mode: "auto" } });
  expect((await session.call("pauseMine", { body: { until } })).body).toEqual({ accounts: 1 });
  expect((await session.call("getAccount", { params })).body).toMatchObject({
    mode: "paused",
    modeUntil: until,
    modeAfter: "auto",
  });
  expect((await admin.call("resumeAccount", { params })).status).toBe(403);
  await server.services.db
    .updateTable("consent")
    .set({ ends_at: new Date(Date.now() - 1000).toISOString() })
    .where("account_id", "=", account)
    .where("mode", "=", "paused")
    .execute();
  expect((await session.call("getAccount", { params })).body).toMatchObject({ mode: "auto", modeAfter: null });
  await session.call("setMode", { params, body: { mode: "paused" } });
  expect((await session.call("resumeAccount", { params })).body.mode).toBe("auto");
  expect((await session.call("pauseMine", { body: {} })).body).toEqual({ accounts: 1 });
  expect((await session.call("resumeMine")).body).toEqual({ accounts: 1 });
  expect((await session.call("resumeMine")).body).toEqual({ accounts: 0 });
  expect((await session.call("getAccount", { params })).body.mode).toBe("auto");
});

test("An end of consent lies in the future, and being asked has none", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const { account } = await createThings(server.services, workspaceId, person.id);
  const past = new Date(Date.now() - 1000).toISOString();
  for (const body of [
    { mode: "auto", until: past },
    { mode: "ask", until: "2099-01-01T00:00:00Z" },
    { mode: "always" },
  ])
    expect((await session.call("setMode", { params: { id: account }, body })).status).toBe(400);
});

test("An account's consent that ran out counts as ask", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const { account } = await createThings(server.services, workspaceId, person.id);
  await session.call("setMode", {
    params: { id: account },
    body: { mode: "auto", until: new Date(Date.now() + 60_000).toISOString() },
  });
  await server.services.db
    .updateTable("consent")
    .set({ ends_at: new Date(Date.now() - 1000).toISOString() })
    .where("account_id", "=", account)
    .execute();
  expect((await session.call("listAccounts")).body.rows[0]?.mode).toBe("ask");
});

test("An owner sets quiet hours, caps and topics; half a pair of quiet hours and unknown zones are refused", async () => {
  const person = await ambassador();
  const session = await enter(person);
  const { account } = await createThings(server.services, workspaceId, person.id);
  const params = { id: account };
  const good = {
    zone: "Europe/Paris",
    quietFrom: 1320,
    quietTo: 420,
    dailyCap: 3,
    spacingMinutes: 45,
    topics: ["jobs", "jobs", "news"],
  };
  expect((await session.call("changeAccount", { params, body: good })).body).toMatchObject({
    ...good,
    topics: ["jobs", "news"],
  });
  expect(
    (await session.call("changeAccount", { params, body: { quietFrom: null, quietTo: null } })).body,
  ).toMatchObject({ quietFrom: null, dailyCap: 3 });
  for (const body of [
    { quietFrom: 60 },
    { quietFrom: 60, quietTo: null },
    { zone: "Mars/Olympus" },
    { zone: "+02:00" },
    { mode: "auto" },
  ])
    expect((await session.call("changeAccount", { params, body })).status).toBe(400);
});

test("An account of the company is decided about by an administrator, not by a manager", async () => {
  const { account } = await createThings(server.services, workspaceId, null);
  const manager = await enter(await createMember(server.services.db, workspaceId, { role: "manager" }));
  const params = { id: account };
  expect((await manager.call("setMode", { params, body: { mode: "auto" } })).status).toBe(403);
  expect((await admin.call("setMode", { params, body: { mode: "auto" } })).body).toMatchObject({
    mode: "auto",
    member: null,
  });
});

test("How many proposals wait is told to their owner", async () => {
  const person = await ambassador();
  await createThings(server.services, workspaceId, person.id);
  await createThings(server.services, workspaceId, person.id);
  expect((await (await enter(person)).call("me")).body.waiting).toBe(2);
});

test("The global stop shows who stopped, and why, until it is lifted", async () => {
  expect((await admin.call("stopAll", { body: { on: true, reason: "Crise" } })).body.workspace.stopped).toMatchObject({
    reason: "Crise",
    by: "Inès Moreau",
  });
  expect((await admin.call("stopAll", { body: { on: false } })).body.workspace.stopped).toBeNull();
});
