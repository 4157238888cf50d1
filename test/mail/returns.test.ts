import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { createDial } from "#server/mail/dial.ts";
import { startReturns } from "#server/mail/returns/jobs.ts";
import { freeAddress, listMails, listParked, mailAgain } from "#server/mail/views.ts";
import type { BoxTools } from "#server/mail/returns/imap.ts";
import { readReport } from "#server/mail/returns/report.ts";
import { readReturnBox, saveReturnBox, tryReturnBox } from "#server/mail/returns/settings.ts";
import { dueReturns, readReturns } from "#server/mail/returns/turn.ts";
import type { Services } from "#server/ports.ts";
import { saveSecret } from "#server/vault/secrets.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { type BoxServer, openBoxServer } from "./box.ts";
import { type About, delayed, exchange, exim, gmail, postfix, vacation } from "./reports.ts";
import { ca } from "./server.ts";

let database: TestDatabase;
let server: BoxServer;
let services: Parameters<typeof readReturns>[0];
let admin = { workspaceId: "", memberId: randomUUID() };

const dial = createDial(["localhost"], () => Promise.resolve(["127.0.0.1"]));
const tools: BoxTools = { dial, ca, patience: 8_000 };
const box = (more: object = {}) => ({
  ...{ host: "localhost", port: server.port, tls: "tls" as const, username: "news@atelier-lumen.example" },
  ...{ secret: "box", folder: "INBOX", ...more },
});

beforeAll(async () => {
  [database, server] = await Promise.all([testDatabase(), openBoxServer()]);
  services = { db: database.db, vault: createVault(database.db, randomBytes(32)) };
});
afterAll(async () => {
  server.close();
  await database.drop();
});
beforeEach(async () => {
  server.empty();
  const { id } = await database.db
    .insertInto("workspace")
    .values({ name: "Atelier Lumen" })
    .returning("id")
    .executeTakeFirstOrThrow();
  admin = { ...admin, workspaceId: id };
  await saveSecret(services, admin, "box", "canary-password");
  await saveReturnBox(database.db, admin, box());
});

/** A mail of ours that a server took. */
async function sent(address: string, state = "sent"): Promise<About> {
  const id = randomUUID();
  const { workspaceId } = admin;
  const mail = { reason: id, template: "trial", language: "en", address, message_id: id, state, data: "{}" };
  await database.db
    .insertInto("mail")
    .values({ workspace_id: workspaceId, ...mail, expires_at: "2030-01-01T00:00:00Z" })
    .execute();
  return { id: `${id}@atelier-lumen.example`, to: address };
}
const read = () => readReturns(services, admin.workspaceId, tools);
const again = () =>
  database.db
    .updateTable("mail_return")
    .set((eb) => ({ next_at: eb.fn<string>("now") }))
    .where("workspace_id", "=", admin.workspaceId)
    .execute();
const mails = async () => {
  const { rows } = await listMails(database.db, new Map(), admin.workspaceId, { limit: 50 });
  return Object.fromEntries(rows.map(({ address, state, back }) => [address, { state, back }]));
};
const parked = async () => (await listParked(database.db, admin.workspaceId, undefined)).rows;
const cursor = () =>
  database.db
    .selectFrom("mail_return")
    .selectAll()
    .where("workspace_id", "=", admin.workspaceId)
    .executeTakeFirstOrThrow();

test("what comes back in the shapes of Postfix, Exim, Gmail and Exchange is told at its mail, and parks the address where that is to blame", async () => {
  const told = [postfix, exim, gmail, exchange, delayed].map((shape) => ({ shape, to: `${shape.name}@example.org` }));
  for (const { shape, to } of told) server.put(shape(await sent(to)));
  server.put("Subject: Bonjour\r\n\r\nA mail of somebody.");
  await read();
  const at = expect.any(String);
  expect(await mails()).toEqual({
    "postfix@example.org": {
      state: "returned",
      back: {
        ...{ at, kind: "returned", status: "5.1.1" },
        words: "550 5.1.1 <postfix@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
      },
    },
    "exim@example.org": {
      state: "returned",
      back: { at, kind: "returned", status: "5.0.0", words: "550 No such recipient here" },
    },
    "gmail@example.org": {
      state: "returned",
      back: {
        at,
        kind: "returned",
        status: "5.2.2",
        words: expect.stringMatching(/^552-5\.2\.2 The recipient's inbox/u),
      },
    },
    "exchange@example.org": {
      state: "returned",
      back: { at, kind: "returned", status: "5.1.10", words: expect.stringContaining("RecipientNotFound") },
    },
    "delayed@example.org": {
      state: "sent",
      back: { at, kind: "delayed", status: "4.4.1", words: "connect to mail.example.org: timed out" },
    },
  });
  // A full box is no address that is gone, and a delay is no end.
  expect((await parked()).map(({ address, answer }) => [address, answer.slice(0, 4)])).toEqual([
    ["exchange@example.org", "550 "],
    ["exim@example.org", "550 "],
    ["postfix@example.org", "550 "],
  ]);
  expect(await readReturnBox(database.db, admin.workspaceId)).toMatchObject({ trouble: null, goodAt: at });
});

test("nobody's address is parked by somebody's word: without our Message-ID, for another recipient, of a mail that did not go out, or in another form", async () => {
  const lea = await sent("lea@example.org");
  const waiting = await sent("waiting@example.org", "queued");
  server.put(postfix({ id: `${randomUUID()}@atelier-lumen.example`, to: "lea@example.org" }));
  server.put(postfix({ id: "no-id-of-ours@atelier-lumen.example", to: "lea@example.org" }));
  server.put(postfix({ ...lea, to: "max@example.org" }));
  server.put(postfix(waiting));
  server.put(vacation(lea));
  server.put(postfix(lea).replace("report-type=delivery-status", "report-type=disposition-notification"));
  server.put(postfix(lea).replace("Action: failed", "Action: delivered"));
  // Its Message-ID stands in the text of what is returned only.
  server.put(exim({ ...lea, id: "other" }).replace("Bonjour", `Message-ID: <${lea.id}>`));
  server.put(postfix(lea).replace("Your mail could", "x".repeat(300_000)));
  server.put("Content-Type: multipart/report; report-type=delivery-status\r\n\r\n\u0000--\r\n\r\nStatus: 5.1.1");
  await read();
  expect(await mails()).toEqual({
    "lea@example.org": { state: "sent", back: null },
    "waiting@example.org": { state: "queued", back: null },
  });
  expect(await parked()).toEqual([]);
  // And what is too long for one turn only behind its statuses counts.
  server.put(exim(lea).replace("Bonjour", "x".repeat(400_000)));
  await again();
  await read();
  expect(await mails()).toMatchObject({ "lea@example.org": { state: "returned" } });
});

test("a report counts once: delivered twice, or read again by a server with other UIDs after the address was freed", async () => {
  const lea = await sent("lea@example.org");
  server.put(postfix(lea));
  server.put(postfix(lea));
  await read();
  await freeAddress(database.db, admin, "lea@example.org");
  const { id } = await database.db
    .selectFrom("mail")
    .select("id")
    .where("workspace_id", "=", admin.workspaceId)
    .executeTakeFirstOrThrow();
  await mailAgain(database.db, admin, id);
  await database.db.updateTable("mail").set({ state: "sent" }).where("id", "=", id).execute();
  server.renumber();
  await again();
  await read();
  expect(await mails()).toEqual({ "lea@example.org": { state: "sent", back: null } });
  expect(await parked()).toEqual([]);
  // A new report of the same mail is news, and what is late after it is not.
  server.put(postfix({ ...lea, mark: "second" }));
  server.put(delayed(lea));
  await again();
  await read();
  expect(await mails()).toMatchObject({ "lea@example.org": { state: "returned", back: { kind: "returned" } } });
});

test("two readers never read at once, a turn reads 200 messages and goes on where it ended, and new settings stop who still reads", async () => {
  for (let count = 0; count < 200; count += 1) server.put("Subject: x\r\n\r\nx");
  const lea = await sent("lea@example.org");
  server.put(postfix(lea));
  const before = server.connections();
  await Promise.all([read(), read(), read()]);
  expect(server.connections() - before).toBe(1);
  expect(await mails()).toMatchObject({ "lea@example.org": { state: "sent" } });
  const { last_uid: reached } = await cursor();
  await again();
  expect(await dueReturns(database.db)).toContain(admin.workspaceId);
  const held: BoxTools = {
    ...tools,
    dial: async (host, port) => {
      await saveReturnBox(database.db, admin, box());
      return dial(host, port);
    },
  };
  await readReturns(services, admin.workspaceId, held);
  expect(await mails()).toMatchObject({ "lea@example.org": { state: "sent" } });
  await read();
  expect(await mails()).toMatchObject({ "lea@example.org": { state: "returned" } });
  expect((await cursor()).last_uid).toBe(reached + 1);
  expect(await dueReturns(database.db)).not.toContain(admin.workspaceId);
});

test("a trial says precisely what is wrong, and nowhere stands the password", async () => {
  const attempt = async (more: object, other: Partial<BoxTools> = {}) => {
    await saveReturnBox(database.db, admin, box(more));
    return tryReturnBox(services, { ...tools, ...other }, admin.workspaceId);
  };
  server.put("Subject: x\r\n\r\nx");
  expect(await attempt({})).toEqual({ works: true, host: "localhost", messages: 1, why: null, answer: "" });
  const why = async (...given: Parameters<typeof attempt>) => (await attempt(...given)).why?.en;
  expect(await why({ folder: "Bounces" })).toContain("no folder “Bounces”");
  expect(await why({ username: "max" })).toContain("does not let us in");
  expect(await why({}, { ca: "" })).toContain("certificate");
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
  const { port } = nobody.address() as AddressInfo;
  expect(await why({ port }, { patience: 200 })).toContain("took too long");
  nobody.close();
  expect(await why({ port: 1 })).toContain("could not be reached");
  expect(await why({}, { dial: createDial([], () => Promise.resolve(["127.0.0.1"])) })).toContain("inside the network");
  const plain = await openBoxServer({ tls: "none" });
  expect(await why({ port: plain.port, tls: "starttls" })).toContain("does not offer a safe connection");
  plain.close();
  const upgraded = await openBoxServer({ tls: "starttls" });
  expect(await attempt({ port: upgraded.port, tls: "starttls" })).toMatchObject({ works: true, messages: 0 });
  expect(await why({ port: upgraded.port, tls: "starttls" }, { ca: "" })).toContain("certificate");
  upgraded.close();
  await expect(saveReturnBox(database.db, admin, box({ secret: "other" }))).rejects.toMatchObject({
    code: "mail_secret",
  });

  // The job meets the same, keeps since when, and asks less often.
  await saveReturnBox(database.db, admin, box({ username: "max" }));
  await read();
  const { trouble_since: since } = await cursor();
  await again();
  await read();
  const fares = await readReturnBox(database.db, admin.workspaceId);
  expect(fares.trouble).toMatchObject({ since, why: { en: expect.stringContaining("does not let us in") } });
  expect(Date.parse(fares.nextAt!) - Date.now()).toBeGreaterThan(15 * 60_000);
  expect(JSON.stringify([fares, await cursor()])).not.toContain("canary");
});

test("a process that works reads the mailbox by itself, from behind the wall between workspaces, and a good trial does not make it wait", async () => {
  const lea = await sent("lea@example.org");
  server.put(postfix(lea));
  await database.db
    .updateTable("mail_return")
    .set({ next_at: "2030-01-01T00:00:00Z", failures: 5 })
    .where("workspace_id", "=", admin.workspaceId)
    .execute();
  expect(await tryReturnBox(services, tools, admin.workspaceId)).toMatchObject({ works: true });
  const db = openPool({
    url: database.url,
    max: 2,
    wall: { role: serviceRole, ledger: ledgerRole, outside: "refused" },
  });
  // Of the product's services, what mails need.
  const all = {
    ...services,
    db,
    log: pino({ level: "silent" }),
    settings: { allowHosts: ["localhost"], publicUrl: "https://relaymap.example" },
  };
  const resolve = () => Promise.resolve(["127.0.0.1"]);
  const mail = startReturns(all as unknown as Services, { pace: 0.001, ca, resolve });
  await expect.poll(mails, { timeout: 20_000 }).toMatchObject({ "lea@example.org": { state: "returned" } });
  await mail.stop();
  await db.destroy();
  expect(await parked()).toMatchObject([{ address: "lea@example.org" }]);
});

test("what is no report is none, whatever its bytes", async () => {
  for (const bytes of [
    Buffer.alloc(0),
    randomBytes(3000),
    Buffer.from(
      `${"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n".repeat(40)}`,
    ),
  ])
    expect((await readReport(bytes))?.about ?? []).toEqual([]);
});
