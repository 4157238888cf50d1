import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pino } from "pino";
import { choiceOf, choiceToken, choose, readChoiceToken } from "#server/mail/choices.ts";
import { mailMany, mailOnce, type Once } from "#server/mail/once.ts";
import { claim, dueWorkspaces, forgetWords, handing, recoverMails, settle } from "#server/mail/outbox.ts";
import { sendDue, type Sender } from "#server/mail/sender.ts";
import { loadTemplates } from "#server/mail/templates.ts";
import { template as post } from "#server/mail/templates/post.ts";
import { template as signIn } from "#server/mail/templates/sign-in.ts";
import { mailAgain, readMail } from "#server/mail/views.ts";
import { createWays } from "#server/mail/way.ts";
import { ensureUser } from "#server/http/user.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { Services } from "#server/ports.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { ca, type MailServer, openMailServer } from "./server.ts";

let database: TestDatabase;
let server: MailServer;
let sender: Sender;
let settings: Services["settings"];
let lines: string[] = [];
let workspaceId = "";
let memberId = "";

beforeAll(async () => {
  database = await testDatabase();
  server = await openMailServer();
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const mail = {
    ...{ host: "localhost", port: server.port, tls: "starttls" as const, username: "", password: null },
    ...{ fromName: "Relaymap", fromAddress: "news@example.org", replyTo: null },
  };
  settings = {
    ...{
      host: "127.0.0.1",
      port: 3000,
      dataDir: "/nowhere",
      databaseUrl: null,
      demo: false,
      role: "all",
      logLevel: "info",
    },
    ...{
      publicUrl: "https://relaymap.example",
      masterKey: randomBytes(32),
      allowHosts: ["localhost"],
      networks: {},
      mail,
    },
  } as Services["settings"];
  const { db } = database;
  const outbound = createOutbound({ allowHosts: [], log });
  const services = {
    db,
    settings,
    log,
    outbound,
    clock: { now: () => Date.now() },
    vault: createVault(db, settings.masterKey),
  };
  sender = {
    services,
    templates: await loadTemplates(),
    way: createWays(services, { ca, patience: { open: 4_000, send: 2_000 } }),
  };
});
afterAll(async () => {
  await server.close();
  await database.drop();
});
beforeEach(async () => {
  lines = [];
  server.mails.length = 0;
  server.manners.length = 0;
  const { db } = database;
  ({ id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: "Atelier Lumen" })
    .returning("id")
    .executeTakeFirstOrThrow());
  const userId = await ensureUser(db, { email: `lea-${workspaceId}@example.org`, name: "Léa" });
  const member = {
    role: "admin",
    name: "Léa",
    email: `lea-${workspaceId}@example.org`,
    language: "fr",
    zone: "Europe/Paris",
  };
  ({ id: memberId } = await db
    .insertInto("member")
    .values({ workspace_id: workspaceId, user_id: userId, ...member })
    .returning("id")
    .executeTakeFirstOrThrow());
});

const mailTo = (address: string, reason = "list/1"): Once<ReturnType<typeof post.sample>> => ({
  workspaceId,
  reason: `${reason}/${address}`,
  to: { address },
  template: post,
  data: post.sample("fr"),
  language: "fr",
});
const all = async () =>
  await database.db.selectFrom("mail").selectAll().where("workspace_id", "=", workspaceId).orderBy("made_at").execute();
const only = async () => (await all())[0]!;
const send = () => sendDue(sender, workspaceId);
/** As if this long had passed for everything that waits. */
const later = (minutes: number) =>
  database.db
    .updateTable("mail")
    .set((eb) => ({ next_at: eb.fn<string>("now"), called_at: new Date(Date.now() - minutes * 60_000).toISOString() }))
    .where("workspace_id", "=", workspaceId)
    .execute();

test("the same reason makes one mail, whoever gives it how often, and it is sent once", async () => {
  const given = await Promise.all(Array.from({ length: 6 }, () => mailOnce(database.db, mailTo("a@example.org"))));
  expect(given.filter(Boolean)).toHaveLength(1);
  const sent = await Promise.all([send(), send(), send()]);
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(server.mails).toHaveLength(1);
  expect(await mailOnce(database.db, mailTo("a@example.org"))).toBe(false);
  expect(await send()).toBe(0);
  expect(await only()).toMatchObject({ state: "sent", tries: 1, status: 250, lease: null });
});

test("a mail is part of the deed that it tells of: what is rolled back mails nothing", async () => {
  await expect(
    database.db.transaction().execute(async (trx) => {
      await mailOnce(trx, mailTo("a@example.org"));
      throw new Error("the deed failed");
    }),
  ).rejects.toThrow("the deed failed");
  expect(await all()).toEqual([]);
});

test("each recipient gets a mail of their own, over one connection, and sees nobody else's address", async () => {
  const people = ["anna@example.org", "basil@example.org", "chloe@example.org"];
  const before = server.connections();
  expect(
    await mailMany(
      database.db,
      people.map((each) => mailTo(each)),
    ),
  ).toBe(3);
  expect(await send()).toBe(3);
  expect(server.connections() - before).toBe(1);
  expect(server.mails.map(({ to }) => to).toSorted()).toEqual(people);
  for (const { to, raw } of server.mails)
    for (const other of people) if (other !== to) expect(raw).not.toContain(other);
});

test("greylisted twice, then taken: one mail, with the same Message-ID each time", async () => {
  await mailOnce(database.db, mailTo("a@example.org"));
  const { message_id: id } = await only();
  for (const tries of [1, 2]) {
    server.manners.push({ data: "450 4.2.0 greylisted, come back" });
    expect(await send()).toBe(0);
    const row = await only();
    expect(row).toMatchObject({ state: "queued", tries, status: 450 });
    expect(Date.parse(row.next_at)).toBeGreaterThan(Date.now() + 30_000);
    expect(await send()).toBe(0);
    await later(5);
  }
  expect(await send()).toBe(1);
  expect(server.mails.map(({ raw }) => /^Message-ID: <(.*)@example\.org>/mu.exec(raw)?.[1])).toEqual([id]);
});

test("an address that does not exist is parked: what is queued for it is let go, until an admin frees it", async () => {
  await mailOnce(database.db, mailTo("gone@example.org"));
  server.manners.push({ rcpt: "550 5.1.1 no such user here" });
  await send();
  expect(await only()).toMatchObject({
    state: "refused",
    status: 550,
    answer: expect.stringContaining("no such user here"),
  });
  await mailOnce(database.db, mailTo("gone@example.org", "list/2"));
  await send();
  expect((await all()).map(({ state }) => state)).toEqual(["refused", "dropped"]);
  expect(server.mails).toEqual([]);
  expect((await readMail(sender.services, workspaceId)).counts).toMatchObject({ trouble: 1, parked: 1 });
});

test("what the operator has to mend parks nobody: the queue waits, and the settings say why", async () => {
  await mailMany(database.db, [mailTo("a@example.org"), mailTo("b@example.org")]);
  server.manners.push({ data: "550 5.7.26 This mail is unauthenticated" });
  await send();
  expect((await all()).map(({ state, tries }) => [state, tries])).toEqual([
    ["queued", 0],
    ["queued", 0],
  ]);
  const { trouble, counts } = await readMail(sender.services, workspaceId);
  expect(trouble?.why.en).toContain("SPF");
  expect(counts).toMatchObject({ queued: 2, parked: 0 });
  expect(await dueWorkspaces(database.db)).not.toContain(workspaceId);
  await database.db
    .updateTable("mail_state")
    .set({ wait_until: null })
    .where("workspace_id", "=", workspaceId)
    .execute();
  await later(5);
  expect(await send()).toBe(2);
  expect((await readMail(sender.services, workspaceId)).trouble).toBeNull();
});

test("an answer that is lost after the final dot is unknown, and the mail is not sent again unless somebody says so", async () => {
  await mailOnce(database.db, mailTo("a@example.org"));
  server.manners.push({ cut: "after" });
  await send();
  expect(await only()).toMatchObject({ state: "unknown" });
  await later(600);
  expect(await send()).toBe(0);
  expect(server.mails).toHaveLength(1);
  await mailAgain(database.db, { workspaceId, memberId }, (await only()).id);
  expect(await send()).toBe(1);
  const [first, second] = server.mails.map(({ raw }) => /^Message-ID: (.*)$/mu.exec(raw)?.[1]);
  expect(second).toBe(first);
});

test("a process that dies before it hands a mail over leaves it queued; one that dies later leaves it unknown", async () => {
  await mailMany(database.db, [mailTo("a@example.org"), mailTo("b@example.org")]);
  const pace = { perMinute: 10, perRecipient: 10 };
  const [before, after] = [await claim(database.db, workspaceId, pace), await claim(database.db, workspaceId, pace)];
  expect(await handing(database.db, after!, "subject")).toBe(true);
  expect(await recoverMails(database.db)).toBe(0);
  await database.db
    .updateTable("mail")
    .set({ lease_until: new Date(Date.now() - 1000).toISOString() })
    .where("workspace_id", "=", workspaceId)
    .execute();
  // The process was only slow: too late to hand over, too late to settle.
  expect(await handing(database.db, before!, "subject")).toBe(false);
  expect(await recoverMails(database.db)).toBe(2);
  await settle(database.db, after!, { kind: "sent", status: 250, answer: "" });
  const states = Object.fromEntries((await all()).map(({ address, state }) => [address, state]));
  expect(states).toEqual({ [before!.address]: "queued", [after!.address]: "unknown" });
});

test("limits hold for a minute and for an address, also for several processes at once", async () => {
  const pace = { perMinute: 3, perRecipient: 2 };
  await mailMany(
    database.db,
    ["1", "2", "3", "4"].map((reason) => mailTo("a@example.org", reason)),
  );
  await mailMany(
    database.db,
    ["x", "y"].map((name) => mailTo(`${name}@example.org`)),
  );
  const turns = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const claimed = await claim(database.db, workspaceId, pace);
      if (claimed === null) return null;
      await handing(database.db, claimed, "s");
      await settle(database.db, claimed, { kind: "sent", status: 250, answer: "" });
      return claimed.address;
    }),
  );
  const got = turns.filter((each) => each !== null);
  expect(got.filter((each) => each === "a@example.org").length).toBeLessThanOrEqual(2);
  expect(got.length).toBeLessThanOrEqual(3);
});

test("who waits to sign in is not behind a list; the link stands in the mail, and in no row and no log", async () => {
  await mailMany(
    database.db,
    ["a", "b", "c"].map((name) => mailTo(`${name}@example.org`)),
  );
  const address = `lea-${workspaceId}@example.org`;
  const data = { name: "Léa", company: "Atelier Lumen" };
  await mailOnce(database.db, {
    workspaceId,
    reason: "sign-in/1",
    to: { address, name: "Léa" },
    template: signIn,
    data,
    language: "fr",
  });
  await send();
  const [first] = server.mails;
  expect(first!.to).toBe(address);
  const token = /sign-in\?token=3D([\w=\r\n-]+?)"?\s/u.exec(first!.raw)?.[1]?.replaceAll("=\r\n", "") ?? "";
  expect(token.length).toBeGreaterThan(20);
  const rows = JSON.stringify([await all(), await database.db.selectFrom("auth_verification").selectAll().execute()]);
  expect(rows).not.toContain(token);
  expect(lines.join("")).not.toContain(token);
  expect(first!.raw).not.toContain("List-Unsubscribe");
});

test("whoever stopped such mails gets none, and only of that kind; the link names neither them nor anything that signs in", async () => {
  const topic = post.topic!(post.sample("fr"))!;
  const mark = await choiceOf(database.db, { workspaceId, address: "a@example.org", topic });
  const token = choiceToken(settings, mark);
  expect(readChoiceToken(settings, token)).toEqual(mark);
  for (const wrong of [
    `${token}A`,
    token.slice(1),
    `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`,
    "",
    choiceToken({ masterKey: randomBytes(32) }, mark),
  ])
    expect(() => readChoiceToken(settings, wrong)).toThrow();
  await choose(database.db, mark, true);
  await choose(database.db, mark, true);
  await mailMany(database.db, [mailTo("a@example.org"), mailTo("b@example.org")]);
  expect(await send()).toBe(1);
  expect(server.mails.map(({ to }) => to)).toEqual(["b@example.org"]);
  await choose(database.db, mark, false);
  await mailOnce(database.db, mailTo("a@example.org", "list/2"));
  expect(await send()).toBe(1);
});

test("a mail that came too late is not sent; a month after its end nothing is left of what it said, and its reason stays taken", async () => {
  await mailOnce(database.db, mailTo("a@example.org"));
  const past = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const here = database.db.updateTable("mail").where("workspace_id", "=", workspaceId);
  await here.set({ expires_at: past(1) }).execute();
  expect(await send()).toBe(0);
  expect(await only()).toMatchObject({ state: "failed" });
  await here.set({ ended_at: past(31) }).execute();
  expect(await forgetWords(database.db)).toBe(1);
  expect(await only()).toMatchObject({ data: null, subject: null });
  expect(await mailOnce(database.db, mailTo("a@example.org"))).toBe(false);
});

test.each([
  '"a@x b"@y.example',
  "u@good.example(x)evil.example",
  "a@example.org\r\nBcc: b@example.org",
  "(".repeat(10_000),
  "a@b@c.example",
  "a@localhost",
  "a, b@example.org",
  "<a@example.org>",
  ".a@example.org",
  "a@example..org",
])("an address that is none is refused before it reaches a mail: %j", async (address) => {
  await expect(mailOnce(database.db, mailTo(address))).rejects.toThrow("one plain address");
});
