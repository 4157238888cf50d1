import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { across } from "#server/database/scope.ts";
import { finishLeavings } from "#server/mine/leave.ts";
import { createThings, sampleMap, type Things } from "#test/api/things.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { fillTraces, searchAll, tellOf, words } from "./fill.ts";

let server: TestApp;
let folder: string;
let workspaceId: string;
let boss: TestMember;
let admin: Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relaymap-left-"));
  server = await testApp({ settings: { backupDir: folder } });
  workspaceId = (await createWorkspace(server.services.db)).id;
  boss = await createMember(server.services.db, workspaceId, { role: "admin", name: "Inès Moreau" });
  admin = await signIn(server.app, server.services, boss);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function arrive(): Promise<{ person: TestMember; things: Things; session: Session }> {
  const { db } = server.services;
  const person = await createMember(db, workspaceId, { role: "manager", name: words.name, email: words.email });
  const things = await createThings(server.services, workspaceId, person.id);
  const seen = {
    handle: words.handle,
    name: words.name,
    remote_id: words.remoteId,
    url: `https://x.example/${words.handle}`,
  };
  await db.updateTable("account").set(seen).where("id", "=", things.account).execute();
  const session = await signIn(server.app, server.services, person);
  return { person, things, session };
}

/** What a person does in the product, by its own routes. */
async function work({ things, session }: { things: Things; session: Session }): Promise<string> {
  const account = { params: { id: things.account } };
  await session.call("setMode", { ...account, body: { mode: "auto" } });
  await session.call("changeAccount", { ...account, body: { dailyCap: 2, topics: ["lumière"], linkNamed: true } });
  await session.call("pauseMine", { body: {} });
  await session.call("changeMe", { body: { name: words.name, language: "fr" } });
  await session.call("setPassword", { body: { password: "long enough it is" } });
  const made = await session.call("createMap", { body: { name: "Brouillon" } });
  await session.call("changeMap", { params: { id: things.map }, body: { starred: true } });
  const { ref } = (await session.call("getAccount", account)).body;
  const document = {
    ...sampleMap("Vers elle"),
    nodes: sampleMap().nodes.map((node) =>
      node.id === "lea" ? { ...node, type: "account", config: { account: ref } } : node,
    ),
  };
  await sql`update map set draft = ${JSON.stringify(document)}::jsonb where id = ${made.body.id}`.execute(
    server.services.db,
  );
  await admin.call("memberLink", { params: { id: (await session.call("me")).body.member.id } });
  return made.body.id;
}

test("Whoever leaves is nowhere any more: no name, address, handle, remote id, member or sign-in in any column of any table", async () => {
  const { db } = server.services;
  const { person, things, session } = await arrive();
  const map = await work({ things, session });
  await sql`update delivery set state = 'published', published_at = now(), remote_id = 'p1', remote_url = ${`https://x.example/${words.handle}/p1`},
    text = ${`de ${words.name}`} where id = ${things.delivery}`.execute(db);
  const filled = await fillTraces(db, things, person);
  expect(filled.length).toBeGreaterThan(20);
  await tellOf(db, things, person);
  const needles = [...Object.values(words), person.id, person.userId];
  const before = await searchAll(db, needles);
  expect(before.length).toBeGreaterThan(80);

  const seen = (await session.call("readLeaving")).body;
  expect(seen).toMatchObject({
    networks: ["x"],
    posts: 1,
    last: false,
    maps: [{ id: map }],
    colleagues: [{ id: boss.id }],
  });
  const wrong = await session.call("leaveMe", { body: { email: "other@example.org" } });
  expect(wrong).toMatchObject({ status: 409, body: { code: "not_you" } });
  const gone = await session.call("leaveMe", { body: { email: words.email, heir: boss.id } });
  expect(gone.status, gone.text).toBe(200);
  expect(gone.body.links).toMatchObject([{ network: "x", url: `https://x.example/${words.handle}/p1` }]);
  expect(gone.body.erasedAt).not.toBeNull();

  expect(await searchAll(db, needles)).toEqual([]);
  expect((await session.call("me")).status).toBe(401);
  // What stays is a number: the day's post, the delivery of the run, the log's line, the draft of whoever took it on.
  const left = await sql<{ state: string; text: string | null; former: boolean; member: string | null }>`
    select d.state, d.text, a.former, a.member_id as member from delivery d join account a on a.id = d.account_id where d.id = ${things.delivery}`.execute(
    db,
  );
  expect(left.rows).toEqual([{ state: "published", text: null, former: true, member: null }]);
  const { rows: drafts } = await sql<{ by: string }>`select created_by as by from map where id = ${map}`.execute(db);
  expect(drafts).toEqual([{ by: boss.id }]);
  const log = (await admin.call("listAudit")).body.rows;
  expect(log.find(({ action }) => action === "member.leave")).toMatchObject({ by: null });
  const { rows: leavings } = await sql<{ done: boolean }>`select ended_at is not null as done from leaving`.execute(db);
  expect(leavings).toEqual([{ done: true }]);
});

test("A call that was under way when its person left is answered to nobody: what the network says afterwards is erased as well", async () => {
  const { db } = server.services;
  const person = await createMember(db, workspaceId, { role: "ambassador", name: "Ousmane Ferrand" });
  const things = await createThings(server.services, workspaceId, person.id, { state: "ready" });
  const lost = await createThings(server.services, workspaceId, person.id, { state: "unknown" });
  await sql`update delivery set state = 'sending', reason_code = null, epoch = 1, lease_until = now() + interval '1 minute' where id = ${things.delivery}`.execute(
    db,
  );
  const gone = await admin.call("deleteMember", { params: { id: person.id }, body: {} });
  expect(gone.status, gone.text).toBe(200);
  expect(Object.keys(gone.body)).not.toContain("links");
  const open = async () =>
    (await sql<{ open: boolean }>`select bool_or(ended_at is null) as open from leaving`.execute(db)).rows[0]!.open;
  expect(await open()).toBe(true);
  const stateOf = async (id: number) =>
    (
      await sql<{
        state: string;
        url: string | null;
      }>`select state, remote_url as url from delivery where id = ${id}`.execute(db)
    ).rows[0];
  // Nobody can look it up any more.
  expect(await stateOf(lost.delivery)).toMatchObject({ state: "rejected" });
  await sql`update delivery set state = 'published', remote_url = 'https://x.example/ousmane/p9', settled_at = now() where id = ${things.delivery}`.execute(
    db,
  );
  await sql`insert into attempt (workspace_id, delivery_id, epoch, raw) values (${workspaceId}, ${things.delivery}, 1, 'ousmane p9')`.execute(
    db,
  );
  await across("grants", () => finishLeavings(server.services));
  expect(await open()).toBe(false);
  expect(await stateOf(things.delivery)).toMatchObject({ state: "published", url: null });
  expect(await searchAll(db, ["Ousmane", "Ferrand", person.email, person.id])).toEqual([]);
});

test("The last administrator stays; who is in another workspace too signs in there as before; a colleague of the same first name keeps theirs", async () => {
  const { db } = server.services;
  expect(await admin.call("leaveMe", { body: { email: boss.email } })).toMatchObject({
    status: 409,
    body: { code: "last_admin" },
  });
  const other = await createWorkspace(db, { name: "Ailleurs" });
  const here = await createMember(db, workspaceId, {
    role: "ambassador",
    name: "Paul",
    email: "paul.both@example.org",
  });
  const there = await createMember(db, other.id, { role: "ambassador", name: "Paul", email: "paul.both@example.org" });
  expect(there.userId).toBe(here.userId);
  await sql`insert into audit (workspace_id, member_id, action, subject, detail) values
    (${workspaceId}, ${boss.id}, 'x.y', 'x/1', ${JSON.stringify({ name: "Paul", of: "Paul Durand" })}::jsonb)`.execute(
    db,
  );
  expect((await admin.call("deleteMember", { params: { id: here.id }, body: {} })).status).toBe(200);
  const { rows } = await sql<{ detail: unknown }>`select detail from audit where action = 'x.y'`.execute(db);
  expect(rows).toEqual([{ detail: { name: "—", of: "Paul Durand" } }]);
  expect((await (await signIn(server.app, server.services, there)).call("me")).body.workspace.id).toBe(other.id);
});
