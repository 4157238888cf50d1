import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createThings } from "./things.ts";
import { createMember, createWorkspace, signIn } from "#test/support/session.ts";

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test("the day tells what went out since midnight by item, what is still to go out, and what somebody has to look after", async () => {
  const home = (await createWorkspace(server.services.db)).id;
  const session = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, home, { role: "manager" }),
  );
  const owner = await createMember(server.services.db, home, { role: "ambassador" });
  const said = async (name: string, member: string | null, state = "connected") =>
    await server.services.db
      .insertInto("account")
      .values({
        workspace_id: home,
        network: "mastodon",
        remote_id: randomUUID(),
        handle: "h",
        name,
        member_id: member,
        state,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
  const accounts = [await said("Atelier", null), await said("Léa", owner.id, "reconnect")];
  const put = (n: number, item: string, state: string, at: string, more: { reason_code?: string } = {}) =>
    server.services.db
      .insertInto("delivery")
      .values({
        ...{
          workspace_id: home,
          account_id: accounts[n]!.id,
          item_key: item,
          item_title: item,
          state,
          due_at: at,
          ...more,
        },
        ...{
          map_id: randomUUID(),
          version: 1,
          run_id: randomUUID(),
          node_id: randomUUID(),
          network: "mastodon",
          text: "t",
        },
        ...{
          expires_at: ago(-1),
          ...(state === "published" && { published_at: at, settled_at: at, remote_id: randomUUID() }),
        },
      })
      .execute();
  const now = new Date().toISOString();
  await put(0, "a", "published", now);
  await put(1, "a", "published", now);
  await put(0, "b", "published", now);
  // Another day's, and what goes out on none.
  await put(0, "old", "published", ago(1));
  await put(0, "c", "ready", now);
  await put(0, "later", "ready", ago(-1));
  await put(1, "d", "held", now, { reason_code: "reconnect" });
  await put(0, "e", "unknown", now);
  const { body } = await session.call("today");
  expect(body.out).toMatchObject({ posts: 3, stories: 2 });
  expect(body.out.rows.map(({ voices }) => voices).toSorted()).toEqual([1, 2]);
  expect(
    body.out.rows.map(({ key, posts, faces }) => [key, posts, faces.map(({ company }) => company).toSorted()]),
  ).toEqual(
    expect.arrayContaining([
      ["a", 2, [false, true]],
      ["b", 1, [true]],
    ]),
  );
  expect(body.planned).toEqual({ posts: 1, more: false });
  expect(body.reconnect).toMatchObject({ count: 1, rows: [{ name: "Léa", company: false, waiting: 1 }] });
  expect(body.unknown).toBe(1);
  expect(body.sources).toEqual({ read: 0, next: null });
  // By half hours: one of what is out, with both voices, and what is still to go.
  expect(body.line.slots.map(({ out, posts, voices }) => [out, posts, voices])).toEqual([
    [true, 3, 2],
    [false, 1, 1],
  ]);
  expect(body.line.zone).toBe("UTC");
  expect([body.line.from, body.line.to].map((at) => at.slice(11, 16))).toEqual(["07:30", "20:00"]);
  expect(body.week.days).toHaveLength(7);
  expect(body.week.days.find(({ today }) => today)).toMatchObject({ out: 3, planned: 1 });
  expect(body.week.days.filter(({ past }) => past).every(({ planned }) => planned === 0)).toBe(true);
  expect(body.out.rows[0]).toMatchObject({ networks: ["mastodon"], picture: null });
  expect(body.reconnect.rows[0]!.until).not.toBeNull();
  // An account is connected, and somebody else is here; no map is published.
  expect(body.setUp).toEqual({ account: true, map: false, invited: true });
});

test("in the morning the day before is told, and counted as none of this one; a workspace that works has nothing to set up", async () => {
  const home = (await createWorkspace(server.services.db)).id;
  const session = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, home, { role: "manager" }),
  );
  expect((await session.call("today")).body).toMatchObject({
    setUp: { account: false, map: false, invited: false },
    line: { slots: [], next: null },
    proposal: null,
    approvals: [],
  });
  const owner = await createMember(server.services.db, home, { role: "ambassador" });
  const things = await createThings(server.services, home, owner.id);
  await server.services.db.updateTable("map").set({ live_version: 1 }).where("id", "=", things.map).execute();
  const yesterday = new Date(new Date().setUTCHours(0, 0, 0, 0) - 3_600_000).toISOString();
  await server.services.db
    .updateTable("delivery")
    .set({ state: "published", published_at: yesterday, settled_at: yesterday, remote_id: "1" })
    .where("id", "=", things.delivery)
    .execute();
  const { body } = await session.call("today");
  expect(body.setUp).toBeNull();
  expect(body.out).toMatchObject({ posts: 0, stories: 0, rows: [{ newest: things.delivery }] });
  expect(body.line.slots).toEqual([]);
});
