import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shareMap } from "#server/maps/presence.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { sampleMap } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let lea: Session;
let hugo: Session;
const members: Record<string, string> = {};

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (name: string) => {
    const member = await createMember(db, workspaceId, { role: "manager", name });
    members[name] = member.id;
    return signIn(server.app, server.services, member);
  };
  lea = await enter("Léa Martin");
  hugo = await enter("Hugo Bernard");
});
afterAll(() => server.close());

const tab = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const create = async () => (await lea.call("createMap", { body: { name: "Ensemble", document: sampleMap() } })).body;

test("Who has a map open hears who else has, where they are, and who saved last", async () => {
  const map = await create();
  const params = { id: map.id };
  const alone = await lea.call("shareMap", { params, body: { tab: tab(1), node: "feed" } });
  expect(alone.body).toMatchObject({
    others: [],
    revision: 1,
    live: null,
    state: "draft",
    saved: { by: "Léa Martin", own: true },
  });
  await lea.call("shareMap", { params, body: { tab: tab(2) } });
  const seen = await hugo.call("shareMap", { params, body: { tab: tab(3), node: "words", editing: true } });
  expect(seen.body.others).toEqual([
    { tab: tab(1), name: "Léa Martin", own: false, node: "feed", editing: false },
    { tab: tab(2), name: "Léa Martin", own: false, node: null, editing: false },
  ]);
  await hugo.call("saveDraft", { params, body: { revision: 1, document: { ...sampleMap(), description: "deux" } } });
  expect((await lea.call("shareMap", { params, body: { tab: tab(1) } })).body).toMatchObject({
    others: [
      { name: "Hugo Bernard", node: "words", editing: true },
      { tab: tab(2), own: true },
    ],
    revision: 2,
    saved: { by: "Hugo Bernard", own: false },
  });
});

test("A window that closes is gone at once, and one that says nothing within a minute", async () => {
  const map = await create();
  const params = { id: map.id };
  const { db } = server.services;
  const others = async () => (await lea.call("shareMap", { params, body: { tab: tab(11) } })).body.others.length;
  await hugo.call("shareMap", { params, body: { tab: tab(12) } });
  // A window is its member's alone: another can neither move nor close it.
  await lea.call("shareMap", { params, body: { tab: tab(12), gone: true } });
  expect(await others()).toBe(1);
  await hugo.call("shareMap", { params, body: { tab: tab(12), gone: true } });
  expect(await others()).toBe(0);
  await hugo.call("shareMap", { params, body: { tab: tab(12) } });
  await sql`update presence set seen_at = now() - interval '50 s' where tab = ${tab(12)}`.execute(db);
  expect(await others()).toBe(0);
  expect((await sql`select 1 from presence where tab = ${tab(12)}`.execute(db)).rows).toEqual([]);
});

test("One person keeps at most twenty windows on a map, and is told of at most thirty", async () => {
  const map = await create();
  const { db } = server.services;
  for (let number = 100; number < 140; number += 1)
    await shareMap(db, { workspaceId, memberId: members["Hugo Bernard"]! }, map.id, {
      tab: tab(number),
      node: null,
      editing: false,
      gone: false,
    });
  expect((await lea.call("shareMap", { params: { id: map.id }, body: { tab: tab(50) } })).body.others).toHaveLength(20);
});
