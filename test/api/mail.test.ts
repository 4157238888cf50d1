import { afterAll, beforeAll, expect, test } from "vitest";
import { choiceOf, choiceToken } from "#server/mail/choices.ts";
import { call, createMember, createWorkspace, signIn, type Session, type TestMember } from "#test/support/session.ts";
import { testApp, type TestApp } from "#test/support/app.ts";

let server: TestApp;
let workspaceId = "";
let admin: TestMember;
let session: Session;

beforeAll(async () => {
  const mail = {
    ...{ host: "mail.example.org", port: 587, tls: "starttls" as const, username: "", password: null },
    ...{ fromName: "Relaymap", fromAddress: "news@example.org", replyTo: null },
  };
  server = await testApp({ settings: { mail } });
  ({ id: workspaceId } = await createWorkspace(server.services.db));
  admin = await createMember(server.services.db, workspaceId, { role: "admin" });
  session = await signIn(server.app, server.services, admin);
});
afterAll(() => server.close());

const mails = () =>
  server.services.db
    .selectFrom("mail")
    .select(["reason", "template", "address", "language", "data", "state"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("made_at")
    .execute();

test("whoever is invited gets a mail that says who invites and for which company, and no link stands in the outbox", async () => {
  const body = { name: "Eva", email: "Eva@example.org", role: "ambassador" as const, language: "fr" as const };
  const answer = await session.call("inviteMember", { body });
  expect(answer).toMatchObject({
    status: 200,
    body: { mailed: true, link: expect.stringContaining("/join/") },
  });
  const [mail] = await mails();
  expect(mail).toMatchObject({ template: "invitation", address: "eva@example.org", language: "fr", state: "queued" });
  expect(mail!.data).toMatchObject({ name: "Eva", inviter: expect.any(String), company: expect.any(String) });
  expect(JSON.stringify(mail)).not.toContain("token");
});

test("a sign-in link is mailed to whoever is let in, once a minute; for anybody else the answer is the same, and nothing is written", async () => {
  const ask = (email: string) => call(server.app, "mailSignInLink", { body: { email } });
  const known = await ask(admin.email.toUpperCase());
  const stranger = await ask("nobody@example.org");
  expect(stranger).toMatchObject({ status: known.status, body: known.body });
  await ask(admin.email);
  const links = (await mails()).filter(({ template }) => template === "sign-in");
  expect(links.length).toBeGreaterThan(0);
  expect(links.length).toBeLessThanOrEqual(2);
  expect(new Set(links.map(({ address }) => address))).toEqual(new Set([admin.email]));
  for (let times = 0; times < 10; times += 1) await ask("greedy@example.org");
  expect((await ask("greedy@example.org")).status).toBe(429);
  expect(await call(server.app, "signInWays", {})).toMatchObject({ body: { mail: true } });
}, 20_000);

test("one click unsubscribes: POST without cookie, session or origin works, twice too; GET and HEAD change nothing", async () => {
  const topic = { name: "list/news", title: { en: "“News”", fr: "« Nouvelles »" } };
  const { db, settings } = server.services;
  const mark = await choiceOf(db, { workspaceId, address: "lea@example.org", topic });
  const url = `/u/${choiceToken(settings, mark)}`;
  const stopped = async () =>
    (
      await db
        .selectFrom("mail_choice")
        .select("stopped_at")
        .where("id", "=", Number(mark.id))
        .executeTakeFirstOrThrow()
    ).stopped_at;
  for (const method of ["GET", "HEAD"] as const) await server.app.inject({ method, url });
  await server.app.inject({ method: "GET", url: `/api/mail/choices/${url.slice(3)}` });
  expect(await stopped()).toBeNull();
  const payload = "List-Unsubscribe=One-Click";
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "cross-site",
    origin: "https://mail.example",
  };
  for (let times = 0; times < 2; times += 1) {
    const answer = await server.app.inject({ method: "POST", url, payload, headers });
    expect([answer.statusCode, answer.headers.location, answer.headers["set-cookie"]]).toEqual([
      200,
      undefined,
      undefined,
    ]);
  }
  expect(await stopped()).not.toBeNull();
  const shown = await server.app.inject({ method: "GET", url: `/api/mail/choices/${url.slice(3)}` });
  expect(shown.json()).toMatchObject({ stopped: true, address: "l***@example.org", title: topic.title });
});

test("an example of each mail is shown in a frame that runs nothing, below what mail programs cut", async () => {
  const { body } = await session.call("listMailTemplates", {});
  const { rows } = body as {
    rows: { name: string; subject: { en: string; fr: string }; text: { en: string; fr: string } }[];
  };
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["invitation", "post", "sign-in", "trial"]));
  for (const { name, subject, text } of rows) {
    expect(subject.en).not.toBe(name === "post" ? "" : subject.fr);
    for (const language of ["en", "fr"] as const) {
      expect(text[language].length).toBeGreaterThan(100);
      const url = `/api/mail/templates/${name}?language=${language}`;
      const answer = await server.app.inject({ method: "GET", url, headers: { cookie: session.cookie } });
      expect(answer.statusCode, name).toBe(200);
      expect(answer.headers["content-security-policy"]).toContain("sandbox");
      expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'self'");
      // A mail's pictures are parts of their own; the page has them in their places.
      expect(Buffer.byteLength(answer.body.replaceAll(/"data:image[^"]*"/gu, ""))).toBeLessThan(80_000);
      expect(answer.body).not.toMatch(/<script|<svg|<link|<img(?! src="data:image\/png;base64,)/u);
      expect(answer.body).toContain(`lang="${language}"`);
    }
  }
});

test("settings that cannot work are refused with a sentence, and no secret of them is ever told", async () => {
  const sound = {
    ...{
      host: "smtp.example.org",
      port: 465,
      tls: "tls",
      auth: "password",
      username: "news",
      secret: "smtp:1",
      tokenUrl: null,
    },
    ...{
      clientId: null,
      scope: null,
      refreshSecret: null,
      fromName: "News",
      fromAddress: "news@example.org",
      replyTo: null,
    },
    ...{ perMinute: 60, perRecipient: 10 },
  };
  const save = async (part: object) => {
    const { status, body } = await session.call("saveMail", { body: { ...sound, ...part } });
    return [status, (body as { code?: string }).code];
  };
  expect(await save({})).toEqual([422, "mail_secret"]);
  await session.call("saveSecret", { params: { name: "smtp:1" }, body: { value: "canary-smtp-password" } });
  expect(await save({ tls: "none" })).toEqual([422, "mail_plain"]);
  expect(await save({ fromAddress: "a@b, c@d" })).toEqual([422, "mail_address"]);
  expect(await save({ auth: "xoauth2" })).toEqual([422, "mail_tokens"]);
  expect(await save({ host: "http://smtp.example.org" })).toEqual([400, "invalid"]);
  expect(await save({})).toEqual([200, undefined]);
  const read = await session.call("readMail", {});
  expect(read.body).toMatchObject({ by: "workspace", settings: { host: "smtp.example.org", secret: "smtp:1" } });
  expect(read.text + server.logged()).not.toContain("canary-smtp-password");
});
