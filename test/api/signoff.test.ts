import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, sampleMap } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let admin: Session;
let lea: Session;
let hugo: Session;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (name: string, role: "admin" | "manager") =>
    signIn(server.app, server.services, await createMember(db, workspaceId, { role, name }));
  admin = await enter("Claire Fontaine", "admin");
  lea = await enter("Léa Martin", "manager");
  hugo = await enter("Hugo Bernard", "manager");
  await createThings(server.services, workspaceId, (await createMember(db, workspaceId, { role: "ambassador" })).id);
});
afterAll(() => server.close());

const rule = (by: "off" | "admins" | "editors", own = false) =>
  admin.call("saveSignOffRule", { body: { by, own, entries: false } });
const create = async () => (await lea.call("createMap", { body: { name: "Accord", document: sampleMap() } })).body.id;
const waiting = async (who: Session, id: string) => (await who.call("readSignOff", { params: { id } })).body;

test("Where the workspace wants it, nobody publishes alone: what another agreed to goes live, exactly that", async () => {
  await rule("editors");
  const id = await create();
  const params = { id };
  expect(await admin.call("publishMap", { params, body: { revision: 1 } })).toMatchObject({
    status: 409,
    body: { code: "sign_off_needed" },
  });
  expect((await lea.call("askSignOff", { params, body: { revision: 1, note: "pour lundi" } })).status).toBe(200);
  // Who asked may not answer; another may.
  const own = await waiting(lea, id);
  expect(own).toMatchObject({ needed: true, may: false, waiting: { own: true, note: "pour lundi" } });
  const seen = (await waiting(hugo, id)).waiting!;
  const yes = { id: seen.id, hash: seen.hash, yes: true };
  expect((await lea.call("answerSignOff", { params, body: yes })).status).toBe(403);
  expect((await hugo.call("today", {})).body.signOffs).toMatchObject({
    count: 1,
    rows: [{ map: id, by: "Léa Martin" }],
  });
  expect((await lea.call("today", {})).body.signOffs.count).toBe(0);
  // The draft goes on meanwhile: what goes live is what was asked.
  await lea.call("saveDraft", { params, body: { revision: 1, document: { ...sampleMap(), description: "surprise" } } });
  expect((await hugo.call("answerSignOff", { params, body: { ...yes, hash: "0".repeat(64) } })).status).toBe(409);
  const live = await hugo.call("answerSignOff", { params, body: yes });
  expect(live.body).toMatchObject({
    state: "live",
    live: { number: 1, by: "Léa Martin", document: { description: "" } },
    document: { description: "surprise" },
  });
  expect((await lea.call("listVersions", { params })).body.rows).toMatchObject([
    { number: 1, by: "Léa Martin", signedBy: "Hugo Bernard", note: "pour lundi" },
  ]);
  expect((await hugo.call("answerSignOff", { params, body: yes })).status).toBe(409);
  const audit = (await admin.call("listAudit", { query: { limit: 20 } })).body.rows.filter(
    (row) => row.subject === `map/${id}`,
  );
  expect(audit.map(({ action, by }) => [action, by])).toEqual([
    ["map.agree", "Hugo Bernard"],
    ["map.ask", "Léa Martin"],
    ["map.create", "Léa Martin"],
  ]);
});

test("A drawing that was changed behind everybody's back is not what was agreed to", async () => {
  await rule("editors");
  const id = await create();
  const params = { id };
  await lea.call("askSignOff", { params, body: { revision: 1 } });
  const seen = (await waiting(hugo, id)).waiting!;
  await sql`update sign_off set document = jsonb_set(document, '{description}', '"other"') where id = ${seen.id}`.execute(
    server.services.db,
  );
  expect(await hugo.call("answerSignOff", { params, body: { id: seen.id, hash: seen.hash, yes: true } })).toMatchObject(
    {
      status: 409,
      body: { code: "sign_off_changed" },
    },
  );
  expect((await lea.call("getMap", { params })).body.live).toBeNull();
});

test("What is sent back says why, to who asked; asking again replaces what waited", async () => {
  await rule("admins");
  const id = await create();
  const params = { id };
  await lea.call("askSignOff", { params, body: { revision: 1 } });
  const seen = (await waiting(hugo, id)).waiting!;
  const no = { id: seen.id, hash: seen.hash, yes: false, word: "Sans Slack, s’il te plaît." };
  // Only an administrator may answer here.
  expect((await hugo.call("answerSignOff", { params, body: no })).status).toBe(403);
  expect((await admin.call("answerSignOff", { params, body: { ...no, word: " " } })).body).toMatchObject({
    code: "no_word",
  });
  expect((await admin.call("answerSignOff", { params, body: no })).status).toBe(200);
  expect(await waiting(lea, id)).toMatchObject({ waiting: null, back: { word: no.word, by: "Claire Fontaine" } });
  expect((await lea.call("today", {})).body.sentBack).toMatchObject([{ map: id, word: no.word }]);
  await lea.call("askSignOff", { params, body: { revision: 1, note: "un" } });
  await lea.call("askSignOff", { params, body: { revision: 1, note: "deux" } });
  expect(await waiting(admin, id)).toMatchObject({ may: true, waiting: { note: "deux" }, back: null });
  // Who asked takes it back; a colleague cannot.
  expect((await hugo.call("withdrawSignOff", { params })).status).toBe(403);
  expect((await lea.call("withdrawSignOff", { params })).status).toBe(200);
  expect((await waiting(admin, id)).waiting).toBeNull();
});

test("Nobody agrees with themselves unless the workspace lets them, and nobody waits for nobody", async () => {
  await rule("admins");
  const id = await create();
  const params = { id };
  // The only administrator has nobody to ask.
  expect((await admin.call("askSignOff", { params, body: { revision: 1 } })).body).toMatchObject({
    code: "nobody_signs",
  });
  await rule("admins", true);
  await admin.call("askSignOff", { params, body: { revision: 1 } });
  const seen = (await waiting(admin, id)).waiting!;
  expect(
    (await admin.call("answerSignOff", { params, body: { id: seen.id, hash: seen.hash, yes: true } })).status,
  ).toBe(200);
  await rule("off");
  expect((await lea.call("askSignOff", { params, body: { revision: 1 } })).body).toMatchObject({ code: "no_sign_off" });
  expect((await lea.call("publishMap", { params, body: { revision: 1 } })).status).toBe(200);
});
