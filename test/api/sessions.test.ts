import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";

let server: TestApp;
let lea: TestMember;
let workspaceId: string;
beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db)).id;
  lea = await createMember(server.services.db, workspaceId, { role: "ambassador" });
});
afterAll(() => server.close());

const enter = (member: TestMember): Promise<Session> => signIn(server.app, server.services, member);
const listed = async (session: Session) => (await session.call("listSessions")).body.rows;
const lives = async (session: Session) => (await session.call("me")).status === 200;

test("One sees where one is signed in, this browser first, by a name and nothing more of it; and ends one, or all the others, at once", async () => {
  const [phone, desk, old] = [await enter(lea), await enter(lea), await enter(lea)];
  const rows = await listed(desk);
  expect(rows.map(({ here }) => here)).toEqual([true, false, false]);
  expect(Object.keys(rows[0]!).toSorted()).toEqual(["device", "here", "id", "seenAt", "since"]);
  const { id } = (await listed(old)).find(({ here }) => here)!;
  expect((await desk.call("endSession", { params: { id } })).status).toBe(200);
  expect([await lives(phone), await lives(desk), await lives(old)]).toEqual([true, true, false]);
  expect((await desk.call("endSession", { params: { id } })).status).toBe(404);
  expect((await desk.call("endOtherSessions")).body.ended).toBe(1);
  expect([await lives(phone), await lives(desk)]).toEqual([false, true]);
  expect(await listed(desk)).toHaveLength(1);
  expect((await desk.call("endOtherSessions")).body.ended).toBe(0);
});

test("An administrator neither sees nor ends the sessions of somebody else", async () => {
  const hers = await enter(lea);
  const { id } = (await listed(hers)).find(({ here }) => here)!;
  const admin = await enter(await createMember(server.services.db, workspaceId, { role: "admin" }));
  expect((await admin.call("listSessions")).text).not.toContain(id);
  expect((await admin.call("endSession", { params: { id } })).status).toBe(404);
  await admin.call("endOtherSessions");
  expect(await lives(hers)).toBe(true);
});

test("A session keeps the name of its device, and not what the browser says of itself", async () => {
  const agent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  const session = await signIn(server.app, server.services, lea, { "user-agent": agent });
  expect((await listed(session))[0]).toMatchObject({ here: true, device: "Firefox · Android" });
  const rows = await server.services.db
    .selectFrom("auth_session")
    .selectAll()
    .where("userId", "=", lea.userId)
    .execute();
  expect(JSON.stringify(rows)).not.toContain("Mozilla");
});
