import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInLink } from "#server/http/link.ts";
import { publicUrl, testApp, type TestApp } from "#test/support/app.ts";
import { call, cookieOf, createMember, createWorkspace, signIn, type TestMember } from "#test/support/session.ts";

let server: TestApp;
let workspace: { id: string };
let admin: TestMember;
const password = "correct horse battery";

beforeAll(async () => {
  server = await testApp();
  workspace = await createWorkspace(server.services.db);
  admin = await createMember(server.services.db, workspace.id, { role: "admin" });
});
afterAll(() => server.close());

const member = (options: { disabled?: boolean } = {}) =>
  createMember(server.services.db, workspace.id, { role: "ambassador", ...options });
const tokenOf = async (email: string) => new URL(await signInLink(server.services, email)).searchParams.get("token");

describe("a one-time link", () => {
  test("leads to the sign-in page and is stored only as a hash", async () => {
    const link = new URL(await signInLink(server.services, admin.email));
    expect(`${link.origin}${link.pathname}`).toBe(`${publicUrl}/sign-in`);
    const token = link.searchParams.get("token") ?? "";
    expect(token.length).toBeGreaterThanOrEqual(32);
    const rows = await server.services.db.selectFrom("auth_verification").selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("signs in once and never again", async () => {
    const token = await tokenOf(admin.email);
    const first = await call(server.app, "signInByLink", { body: { token } });
    expect(first.status).toBe(200);
    const me = await call(server.app, "me", { cookie: cookieOf(first) });
    expect(me.body.member).toMatchObject({ id: admin.id, role: "admin", email: admin.email });
    const second = await call(server.app, "signInByLink", { body: { token } });
    expect(second).toMatchObject({ status: 401, body: { code: "link_used" } });
    expect(second.headers["set-cookie"]).toBeUndefined();
  });

  test("of ten people who press at once lets one in", async () => {
    const token = await tokenOf(admin.email);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call(server.app, "signInByLink", { body: { token } })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 401),
    ]);
  });

  test("is not used up by a preview that only gets its address", async () => {
    const link = await signInLink(server.services, admin.email);
    for (const method of ["GET", "HEAD"] as const)
      await server.app.inject({ method, url: link.slice(publicUrl.length) });
    const token = new URL(link).searchParams.get("token");
    expect((await call(server.app, "signInByLink", { body: { token } })).status).toBe(200);
  });

  test("ends after a day", async () => {
    const token = await tokenOf(admin.email);
    const before = await server.services.db
      .selectFrom("auth_verification")
      .select("expiresAt")
      .orderBy("createdAt", "desc")
      .executeTakeFirstOrThrow();
    const hours = (Date.parse(before.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    await server.services.db
      .updateTable("auth_verification")
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .execute();
    expect(await call(server.app, "signInByLink", { body: { token } })).toMatchObject({
      status: 401,
      body: { code: "link_used" },
    });
  });

  test("is not made for an address that nobody let in", async () => {
    await expect(signInLink(server.services, "stranger@example.org")).rejects.toMatchObject({ status: 404 });
  });

  test("of a person who was switched off opens nothing", async () => {
    const token = await tokenOf((await member({ disabled: true })).email);
    expect(await call(server.app, "signInByLink", { body: { token } })).toMatchObject({
      status: 403,
      body: { code: "switched_off" },
    });
  });
});

describe("a password", () => {
  test("signs in after one was chosen, whatever the case of the address", async () => {
    const person = await member();
    const session = await signIn(server.app, server.services, person);
    expect((await session.call("setPassword", { body: { password } })).status).toBe(200);
    const email = person.email.toUpperCase();
    expect((await call(server.app, "signIn", { body: { email, password } })).status).toBe(200);
  });

  test("is refused in the same words for a wrong one and for a stranger", async () => {
    const person = await member();
    await (await signIn(server.app, server.services, person)).call("setPassword", { body: { password } });
    const wrong = await call(server.app, "signIn", { body: { email: person.email, password: "not this one" } });
    const stranger = await call(server.app, "signIn", { body: { email: "nobody@example.org", password } });
    expect(wrong).toMatchObject({ status: 401, body: { code: "wrong_sign_in" } });
    expect({ ...(wrong.body as object), requestId: "" }).toEqual({ ...(stranger.body as object), requestId: "" });
  });

  test("is not enough for a person who was switched off", async () => {
    const person = await member();
    await (await signIn(server.app, server.services, person)).call("setPassword", { body: { password } });
    await server.services.db
      .updateTable("member")
      .set({ disabled_at: new Date().toISOString() })
      .where("id", "=", person.id)
      .execute();
    expect(await call(server.app, "signIn", { body: { email: person.email, password } })).toMatchObject({
      status: 403,
      body: { code: "switched_off" },
    });
  });

  test("can be tried ten times in a quarter of an hour for one address", async () => {
    const email = "guessed@example.org";
    const tries = Array.from({ length: 11 }, () => call(server.app, "signIn", { body: { email, password } }));
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  test("is replaced with the current one, or right after signing in, and ends the other sessions", async () => {
    const person = await member();
    const here = await signIn(server.app, server.services, person);
    const there = await signIn(server.app, server.services, person);
    await here.call("setPassword", { body: { password } });
    expect((await there.call("me")).status).toBe(401);
    expect((await here.call("me")).status).toBe(200);

    const old = new Date(Date.now() - 3_600_000).toISOString();
    await server.services.db
      .updateTable("auth_session")
      .set({ createdAt: old })
      .where("userId", "=", person.userId)
      .execute();
    const next = { password: "another long sentence" };
    expect(await here.call("setPassword", { body: next })).toMatchObject({
      status: 403,
      body: { code: "current_needed" },
    });
    expect(await here.call("setPassword", { body: { ...next, current: "wrong one" } })).toMatchObject({
      status: 403,
      body: { code: "wrong_password" },
    });
    expect((await here.call("setPassword", { body: { ...next, current: password } })).status).toBe(200);
    expect((await call(server.app, "signIn", { body: { email: person.email, ...next } })).status).toBe(200);
  });
});

describe("a session", () => {
  test("ends with signing out, also for a copy of its cookie", async () => {
    const session = await signIn(server.app, server.services, admin);
    expect((await session.call("signOut")).status).toBe(200);
    expect(await session.call("me")).toMatchObject({ status: 401, body: { code: "signed_out" } });
  });

  test("ends when its time is over", async () => {
    const session = await signIn(server.app, server.services, admin);
    await server.services.db
      .updateTable("auth_session")
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .where("userId", "=", admin.userId)
      .execute();
    expect((await session.call("me")).status).toBe(401);
  });

  test("that ended, like a link that did, is swept away by the next person who signs in", async () => {
    const { db } = server.services;
    await signIn(server.app, server.services, admin);
    await signInLink(server.services, admin.email);
    const past = new Date(Date.now() - 1000).toISOString();
    await db.updateTable("auth_session").set({ expiresAt: past }).execute();
    await db.updateTable("auth_verification").set({ expiresAt: past }).execute();
    await signIn(server.app, server.services, admin);
    expect(await db.selectFrom("auth_session").select("id").execute()).toHaveLength(1);
    expect(await db.selectFrom("auth_verification").select("id").execute()).toHaveLength(0);
  });

  test("is in one workspace: what the person is elsewhere neither shows in it nor ends with it", async () => {
    const { db } = server.services;
    const person = await member();
    const elsewhere = await createWorkspace(db, { name: "Elsewhere" });
    const email = `${person.userId}@elsewhere.example`;
    const other = { workspace_id: elsewhere.id, user_id: person.userId, role: "admin", name: "Other", email };
    await db.insertInto("member").values(other).execute();
    const here = await signIn(server.app, server.services, person);
    expect((await here.call("me")).body).toMatchObject({ member: { id: person.id, role: person.role } });
    const there = await signIn(server.app, server.services, person);
    await db
      .updateTable("auth_session")
      .set({ workspaceId: elsewhere.id })
      .where("id", "=", (sub) =>
        sub
          .selectFrom("auth_session")
          .select("id")
          .where("userId", "=", person.userId)
          .orderBy("createdAt", "desc")
          .limit(1),
      )
      .execute();
    expect((await there.call("me")).body).toMatchObject({ member: { name: "Other", role: "admin" } });
    const boss = await signIn(server.app, server.services, admin);
    await boss.call("changeMember", { params: { id: person.id }, body: { disabled: true } });
    expect((await here.call("me")).status).toBe(401);
    expect((await there.call("me")).status).toBe(200);
  });

  test("cannot be made up: the cookie is signed", async () => {
    const session = await signIn(server.app, server.services, admin);
    const row = await server.services.db
      .selectFrom("auth_session")
      .select("token")
      .where("userId", "=", admin.userId)
      .executeTakeFirstOrThrow();
    for (const cookie of [
      `relaymap=${row.token}`,
      `relaymap=${row.token}.AAAA`,
      session.cookie.replace(/.{8}$/, "AAAAAAA%3D"),
    ])
      expect((await call(server.app, "me", { cookie })).status).toBe(401);
  });

  test("is a cookie that scripts cannot read and other sites do not send", async () => {
    const token = await tokenOf(admin.email);
    const set = String((await call(server.app, "signInByLink", { body: { token } })).headers["set-cookie"]);
    expect(set).toMatch(/^relaymap=/);
    expect(set).toMatch(/; HttpOnly/i);
    expect(set).toMatch(/; SameSite=Lax/i);
    expect(set).not.toMatch(/; Secure/i);
  });

  test("behind HTTPS is a __Host- cookie: secure, for this host and no other", async () => {
    const safe = await testApp({ settings: { publicUrl: "https://relay.example.org" } });
    try {
      const { id } = await createWorkspace(safe.services.db);
      const person = await createMember(safe.services.db, id, { role: "admin" });
      const token = new URL(await signInLink(safe.services, person.email)).searchParams.get("token");
      const answer = await call(safe.app, "signInByLink", { body: { token } });
      const set = String(answer.headers["set-cookie"]);
      expect(set).toMatch(/^__Host-relaymap=/);
      expect(set).toMatch(/; Secure/i);
      expect(set).toMatch(/; Path=\/(;|$)/i);
      expect(set).not.toMatch(/Domain/i);
      expect((await call(safe.app, "me", { cookie: cookieOf(answer) })).status).toBe(200);
    } finally {
      await safe.close();
    }
  });
});

test("None of better-auth's own addresses can be reached", async () => {
  const paths = [
    "sign-up/email",
    "sign-in/email",
    "magic-link/verify?token=x",
    "get-session",
    "update-user",
    "change-email",
    "ok",
  ];
  for (const path of paths)
    for (const method of ["GET", "POST"] as const) {
      const answer = await server.app.inject({
        method,
        url: `/api/auth/${path}`,
        headers: { "sec-fetch-site": "same-origin" },
      });
      expect(answer.statusCode).toBe(404);
    }
});

test("No token, cookie or password reaches the log", async () => {
  const person = await member();
  const token = await tokenOf(person.email);
  const answer = await call(server.app, "signInByLink", { body: { token } });
  const cookie = cookieOf(answer);
  await server.app.inject({ method: "GET", url: `/sign-in?token=${token}` });
  await call(server.app, "setPassword", { cookie, body: { password: "a-secret-sentence-7731" } });
  await call(server.app, "signIn", { body: { email: person.email, password: "a-secret-sentence-7731" } });
  const log = server.logged();
  expect(log).toContain("/api/sign-in/link");
  for (const secret of [token ?? "", cookie.split("=")[1] ?? "", "a-secret-sentence-7731"]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(log).not.toContain(secret);
  }
});
