import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDial } from "#server/mail/dial.ts";
import { saveReturnBox } from "#server/mail/returns/settings.ts";
import { readReturns } from "#server/mail/returns/turn.ts";
import { createMedia } from "#server/media/media.ts";
import { saveSecret } from "#server/vault/secrets.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { photograph } from "#test/support/pictures.ts";
import { createMember, createWorkspace, type TestMember } from "#test/support/session.ts";
import { type BoxServer, openBoxServer } from "./box.ts";
import { ca } from "./server.ts";

let database: TestDatabase;
let server: BoxServer;
let services: Parameters<typeof readReturns>[0];
let media: ReturnType<typeof createMedia>;
let lea: TestMember;

const ideas = "news+ideas@atelier-lumen.example";
const dial = createDial(["localhost"], () => Promise.resolve(["127.0.0.1"]));

beforeAll(async () => {
  [database, server] = await Promise.all([testDatabase(), openBoxServer()]);
  const { db } = database;
  // Nothing is asked for outside: what a mail carries is there.
  media = createMedia({ db, settings: { masterKey: Buffer.alloc(32, 7) } } as Parameters<typeof createMedia>[0]);
  services = { db, vault: createVault(db, randomBytes(32)), media };
  const { id: workspaceId } = await createWorkspace(db);
  lea = await createMember(db, workspaceId, { role: "ambassador", email: "Lea@Atelier-Lumen.example" });
  const admin = { workspaceId, memberId: randomUUID() };
  await saveSecret(services, admin, "box", "canary-password");
  const box = { host: "localhost", port: server.port, tls: "tls" as const, username: "news@atelier-lumen.example" };
  await saveReturnBox(db, admin, { ...box, secret: "box", folder: "INBOX", suggestTo: ideas });
});
afterAll(async () => {
  server.close();
  await media.close();
  await database.drop();
});

const read = async () => {
  await sql`update mail_return set next_at = now()`.execute(database.db);
  await readReturns(services, lea.workspaceId, { dial, ca, patience: 8_000 });
};
const drafts = async () => {
  const { rows } = await sql<{
    kind: string;
    body: string;
    medium_id: string | null;
    member_id: string;
    state: string;
  }>`
    select kind, body, medium_id, member_id, state from suggestion where workspace_id = ${lea.workspaceId} order by created_at, id`.execute(
    database.db,
  );
  return rows;
};
let count = 0;
const mail = (headers: string, body: string): string => {
  count += 1;
  return `Message-ID: <${count}@phone.example>\r\n${headers}\r\n\r\n${body}`;
};

test("A member's mail to the address for suggestions is a draft that only they see, with its photo; read again it is there once", async () => {
  const photo = (await photograph(1)).toString("base64").replace(/.{76}/gu, "$&\r\n");
  const parts = [
    "Content-Type: text/plain; charset=utf-8\r\n\r\nChaque marche s'allume.\r\n-- \r\nLea, 06 00 00 00 00",
    `Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=hier.jpg\r\n\r\n${photo}`,
  ];
  server.put(
    mail(
      `From: lea@atelier-lumen.example\r\nTo: <${ideas.toUpperCase()}>\r\nSubject: Trois nuits\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b`,
      `--b\r\n${parts.join("\r\n--b\r\n")}\r\n--b--`,
    ),
  );
  await read();
  expect(await drafts()).toMatchObject([
    { kind: "photo", state: "draft", member_id: lea.id, body: "Trois nuits\n\nChaque marche s'allume." },
  ]);
  expect((await drafts())[0]!.medium_id).not.toBeNull();
  const { rows } = await sql<{ reason: string; data: { path: string } }>`select reason, data from notice`.execute(
    database.db,
  );
  expect(rows).toMatchObject([{ data: { path: expect.stringMatching(/^\/suggest\/[0-9a-f-]{36}$/u) } }]);
  await sql`update mail_return set validity = null, last_uid = 0`.execute(database.db);
  await read();
  expect(await drafts()).toHaveLength(1);
});

test("Mails of strangers, to another address, and those that machines wrote are left alone", async () => {
  const before = (await drafts()).length;
  server.put(mail(`From: mallory@elsewhere.example\r\nTo: ${ideas}\r\nSubject: Bonjour`, "Lisez ceci"));
  server.put(
    mail("From: lea@atelier-lumen.example\r\nTo: news@atelier-lumen.example\r\nSubject: Bonjour", "Pas pour la boîte"),
  );
  server.put(
    mail(
      `From: lea@atelier-lumen.example\r\nTo: ${ideas}\r\nAuto-Submitted: auto-replied\r\nSubject: Absente`,
      "En congé",
    ),
  );
  await read();
  expect(await drafts()).toHaveLength(before);
});

test("A link in a mail is a link; of one person ten a day are kept", async () => {
  for (let each = 0; each < 12; each += 1)
    server.put(
      mail(`From: lea@atelier-lumen.example\r\nTo: ${ideas}\r\nSubject: À lire ${each}`, "https://a.example/nuit"),
    );
  await read();
  const rows = await drafts();
  expect(rows).toHaveLength(10);
  expect(rows.at(-1)).toMatchObject({ kind: "link", state: "draft" });
});
