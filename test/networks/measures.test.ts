import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { takeAudiences } from "#server/measures/audience.ts";
import { noteOut } from "#server/measures/plan.ts";
import { savePaidReadings } from "#server/measures/settings.ts";
import { takeReadings } from "#server/measures/take.ts";
import { audienceOf, readingsOf } from "#server/measures/views.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { Services } from "#server/ports.ts";
import type { Fault } from "#server/simulators/start.ts";
import { sendingOf } from "#test/support/network.ts";
import { openDoor } from "./door.ts";
import { openWorld, type World } from "./world.ts";

const worlds: World[] = [];
let world: World;
let fault: ((path: string) => Fault | undefined) | undefined;
let lea = "";
const services = (): Services => world.services as unknown as Services;
beforeEach(async () => {
  fault = undefined;
  world = await openWorld({ faults: (_network, { path }) => fault?.(path) });
  worlds.push(world);
  // The plan of the networks themselves, not the demo's, which begins earlier.
  Object.assign(world.services.settings, { demo: false });
  lea = await world.addMember("ambassador");
});
afterAll(() => Promise.all(worlds.map((each) => each.close())));

const hours = (count: number): string => new Date(Date.now() - count * 3_600_000).toISOString();

/** A real post on the simulated network, and its delivery, published so many hours ago. */
async function posted(
  network: string,
  age: number,
  remoteId?: string,
): Promise<{ accountId: string; deliveryId: number }> {
  const { accountId } = await openDoor(world, lea).connect("lea_martin", { network });
  const opened = await loginFor(world.services, world.workspaceId, accountId);
  if (opened.kind !== "login") throw new Error(opened.kind);
  const made = await world
    .network(network)
    .publish(
      world.context(network),
      opened.login,
      sendingOf({ text: `Bonjour ${randomUUID()}` }, { key: randomUUID() }),
    );
  if (made.kind !== "published") throw new Error(made.kind);
  const { id } = await world.database.db
    .insertInto("delivery")
    .values({
      workspace_id: world.workspaceId,
      account_id: accountId,
      item_key: randomUUID(),
      map_id: randomUUID(),
      version: 1,
      run_id: randomUUID(),
      node_id: "n",
      network,
      state: "published",
      text: "Bonjour",
      item_title: "Bonjour",
      due_at: hours(age),
      expires_at: hours(-24),
      published_at: hours(age),
      settled_at: new Date().toISOString(),
      remote_id: remoteId ?? made.remoteId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`update reading_mark set settled_at = now() - interval '1 minute'`.execute(world.database.db);
  return { accountId, deliveryId: id };
}

const day = () => world.database.db.selectFrom("result_day").selectAll().executeTakeFirstOrThrow();
const due = () => world.database.db.selectFrom("reading_due").selectAll().execute();

test("a post is read an hour after it went out; what it gained since is added to its day once, by however many processes", async () => {
  const { deliveryId } = await posted("mastodon", 1.5);
  expect(await noteOut(services())).toBe(1);
  expect(await takeReadings(services())).toBe(1);
  const [reading, ...more] = await readingsOf(world.database.db, world.workspaceId, deliveryId);
  expect(more).toEqual([]);
  expect(Object.keys(reading?.counts ?? {}).toSorted()).toEqual(["likes", "replies", "reposts"]);
  // The day has what was read, and later what came to it since: never the same twice.
  const read = reading!.counts as { likes: number; reposts: number; replies: number };
  expect(await day()).toMatchObject({ posts: 1, measured: 1, likes: read.likes, likes_of: 1, views_of: 0 });
  await sql`update reading set counts = '{"likes": 0}'`.execute(world.database.db);
  await sql`update reading_due set due_at = now() - interval '1 second', published_at = published_at - interval '1 day'`.execute(
    world.database.db,
  );
  expect((await Promise.all([takeReadings(services()), takeReadings(services())])).toSorted()).toEqual([0, 1]);
  const later = (await readingsOf(world.database.db, world.workspaceId, deliveryId)).at(-1)!.counts;
  expect(await day()).toMatchObject({
    posts: 1,
    measured: 1,
    likes: read.likes + (later["likes"] ?? 0),
    likes_of: 1,
    reposts: read.reposts + (later["reposts"] ?? 0),
    reposts_of: 2,
  });
});

test("after its first reading a post is read six hours after it went out", async () => {
  await posted("mastodon", 1.5);
  await noteOut(services());
  await takeReadings(services());
  const [next] = await due();
  expect(next?.step).toBe(1);
  expect(Date.parse(next?.due_at ?? "") - Date.parse(next?.published_at ?? "")).toBe(6 * 3_600_000);
  expect(await takeReadings(services())).toBe(0);
});

test("what went out is noted once, by however many processes", async () => {
  await posted("mastodon", 0.1);
  const noted = await Promise.all([1, 2, 3, 4].map(() => noteOut(services())));
  expect(noted.reduce((sum, each) => sum + each)).toBe(1);
  await sql`update reading_mark set settled_at = now() - interval '1 minute'`.execute(world.database.db);
  expect(await noteOut(services())).toBe(0);
  expect(await takeReadings(services())).toBe(0);
});

test("a server that was off for days has caught up with one sweep", async () => {
  await posted("mastodon", 0.1);
  await sql`update reading_mark set settled_at = now() - interval '9 days'`.execute(world.database.db);
  expect(await noteOut(services())).toBe(1);
});

test("a post that is gone has an empty reading, its last", async () => {
  const { deliveryId } = await posted("mastodon", 2, "999999999999999999");
  await noteOut(services());
  await takeReadings(services());
  expect(await readingsOf(world.database.db, world.workspaceId, deliveryId)).toMatchObject([{ counts: {} }]);
  expect(await due()).toEqual([]);
});

test("a network that asks to wait, or does not answer, is left alone and nothing is lost", async () => {
  const { deliveryId } = await posted("mastodon", 2);
  await noteOut(services());
  const until = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000;
  fault = (path) =>
    path === "/api/v1/statuses"
      ? { kind: "answer", accept: false, status: 429, headers: { "x-ratelimit-reset": new Date(until).toISOString() } }
      : undefined;
  expect(await takeReadings(services())).toBe(0);
  expect(Date.parse((await due())[0]?.due_at ?? "")).toBe(until);
  await sql`update reading_due set due_at = now() - interval '1 second'`.execute(world.database.db);
  fault = () => ({ kind: "cut", when: "accepted" });
  expect(await takeReadings(services())).toBe(0);
  const [waiting] = await due();
  expect(Date.parse(waiting?.due_at ?? "")).toBeGreaterThan(Date.now() + 9 * 60_000);
  fault = undefined;
  await sql`update reading_due set due_at = now() - interval '1 second'`.execute(world.database.db);
  expect(await takeReadings(services())).toBe(1);
  expect(await readingsOf(world.database.db, world.workspaceId, deliveryId)).toHaveLength(1);
});

test("readings have a budget of their own", async () => {
  await posted("mastodon", 2);
  await noteOut(services());
  const start = Math.floor(Date.now() / 300_000) * 300_000;
  const { account_id: accountId } = (await due())[0]!;
  for (const at of [start, start + 300_000])
    await world.database.db
      .insertInto("budget")
      .values({
        workspace_id: world.workspaceId,
        scope: `readings/${accountId}`,
        window_start: new Date(at).toISOString(),
        used: 100,
      })
      .execute();
  let asked = 0;
  fault = () => void (asked += 1);
  expect(await takeReadings(services())).toBe(0);
  expect(asked).toBe(0);
});

test("readings that cost money are off until an admin switches them on", async () => {
  const { deliveryId } = await posted("x", 2);
  expect(await noteOut(services())).toBe(0);
  const admin = await world.addMember("admin");
  await savePaidReadings(services(), { workspaceId: world.workspaceId, memberId: admin }, "x", true);
  await sql`update reading_mark set settled_at = now() - interval '1 minute'`.execute(world.database.db);
  expect(await noteOut(services())).toBe(1);
  expect(await takeReadings(services())).toBe(1);
  const [reading] = await readingsOf(world.database.db, world.workspaceId, deliveryId);
  expect(Object.keys(reading?.counts ?? {}).toSorted()).toEqual(["likes", "quotes", "replies", "reposts", "views"]);
});

test("an account that has to be connected again is not asked, and keeps its plan", async () => {
  const { accountId } = await posted("mastodon", 2);
  await noteOut(services());
  await world.database.db.updateTable("account").set({ state: "reconnect" }).where("id", "=", accountId).execute();
  expect(await takeReadings(services())).toBe(0);
  const [waiting] = await due();
  expect(Date.parse(waiting?.due_at ?? "")).toBeGreaterThan(Date.now() + 5 * 3_600_000);
});

test("followers are read once a day", async () => {
  const { accountId } = await posted("mastodon", 2);
  expect(await takeAudiences(services())).toBe(1);
  expect(await takeAudiences(services())).toBe(0);
  const rows = await audienceOf(world.database.db, world.workspaceId, accountId);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.followers).toBeGreaterThan(0);
});
