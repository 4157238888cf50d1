import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Services } from "#server/ports.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { createMember } from "#test/support/session.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { declinedOf } from "../results/declined.ts";
import { answerStory, explain, laterAt, listAnswered, undoAnswers } from "./answering.ts";
import { listProposals, proposedWith } from "./asked.ts";
import { nextAt, timesFor } from "./times.ts";
import { countWaiting, byStory, type Waiting } from "./waiting.ts";

let database: TestDatabase;
let services: Services;
let world: World;
let memberId: string;
const networks = networksAt("http://127.0.0.1:1", 100);
beforeAll(async () => {
  database = await testDatabase();
  services = testServices(database.db, networks);
});
afterAll(() => database.drop());

/** An ambassador with two accounts, who wants to be asked. */
beforeEach(async () => {
  const { db } = database;
  world = await makeWorld(db, ["readable", "blind"]);
  ({ id: memberId } = await createMember(db, world.workspaceId, { role: "ambassador" }));
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(db);
  await sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId}`.execute(db);
});

const who = () => ({ workspaceId: world.workspaceId, memberId });
const list = async () => (await listProposals(database.db, networks, { ...who(), limit: 5 })).rows;
const tap = () => ({ key: randomUUID(), device: "phone" as const });
const states = async () =>
  (
    await sql<{
      state: string;
    }>`select state from delivery where workspace_id = ${world.workspaceId} order by id`.execute(database.db)
  ).rows.map(({ state }) => state);
const proposed = async () => {
  await scheduleSome(database.db, world, 1);
  const [story] = await list();
  return story!.posts.map(({ id }) => ({ id }));
};

describe("one story on two networks", () => {
  test("is one proposal with a post for each, counted once, and found by either", async () => {
    await scheduleSome(database.db, world, 2);
    const rows = await list();
    expect(rows.map(({ posts }) => posts.map(({ account }) => account.network).toSorted())).toEqual([
      ["blind", "readable"],
      ["blind", "readable"],
    ]);
    expect(await countWaiting(database.db, who())).toBe(2);
    for (const { id } of rows[1]!.posts)
      expect((await proposedWith(database.db, networks, who(), id))?.id).toBe(rows[1]!.id);
    const page = await listProposals(database.db, networks, { ...who(), limit: 1 });
    const next = await listProposals(database.db, networks, { ...who(), limit: 1, before: page.next! });
    expect([...page.rows, ...next.rows].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(next.next).toBeNull();
  });

  test("leaves with one yes, and is taken back whole", async () => {
    const posts = await proposed();
    const done = await answerStory(services, who(), { answer: "publish", ...tap(), posts, undoSeconds: 10 });
    expect(done.map(({ refused }) => refused)).toEqual([null, null]);
    expect(await states()).toEqual(["ready", "ready"]);
    expect(await list()).toEqual([]);
    const ids = posts.map(({ id }) => id);
    expect(await undoAnswers(services, who(), ids)).toMatchObject(ids.map((id) => ({ id, refused: null })));
    expect(await states()).toEqual(["held", "held"]);
    expect(await list()).toHaveLength(1);
  });

  test("leaves on one network where the other refuses the words, which then waits alone", async () => {
    const [one, two] = await proposed();
    const posts = [{ ...one!, text: "x".repeat(1001) }, two!];
    const done = await answerStory(services, who(), { answer: "publish", ...tap(), posts });
    expect(done).toMatchObject([{ refused: { code: "too_long" } }, { refused: null }]);
    expect((await list()).map(({ posts: left }) => left.map(({ id }) => id))).toEqual([[one!.id]]);
  });
});

describe("an answer", () => {
  test("that is sent twice by one tap counts once; another device hears of it", async () => {
    const posts = await proposed();
    const yes = { answer: "publish" as const, ...tap(), posts, undoSeconds: 10 };
    await answerStory(services, who(), yes);
    expect((await answerStory(services, who(), yes)).map(({ refused }) => refused)).toEqual([null, null]);
    const other = await answerStory(services, who(), { ...yes, key: randomUUID(), device: "computer" });
    expect(other[0]).toMatchObject({
      refused: { code: "answered", details: { answer: "publish", device: "phone", at: expect.any(String) } },
    });
    const deeds = sql`select 1 from audit where workspace_id = ${world.workspaceId} and action = 'proposal.publish'`;
    expect((await deeds.execute(database.db)).rows).toHaveLength(2);
  });

  test("that two devices give at the same moment is one for each post: a yes here and a no there", async () => {
    const posts = await proposed();
    const ids = posts.map(({ id }) => id);
    const [yes, no] = await Promise.all([
      answerStory(services, who(), { answer: "publish", ...tap(), posts, undoSeconds: 10 }),
      answerStory(services, who(), { answer: "decline", ...tap(), ids, device: "computer" }),
    ]);
    for (const id of ids) {
      const refused = [...yes, ...no].filter((each) => each.id === id).flatMap((each) => each.refused ?? []);
      expect(refused).toMatchObject([{ code: "answered" }]);
    }
    // Each post by itself: a story's posts stand in another order than they were made.
    const said = yes.toSorted((a, b) => a.id - b.id);
    expect(await states()).toEqual(said.map(({ refused }) => (refused === null ? "ready" : "cancelled")));
  });

  test("may name a time, which is not past its end", async () => {
    const posts = await proposed();
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const far = await answerStory(services, who(), { answer: "publish", ...tap(), posts, at: at(24 * 300) });
    expect(far[0]).toMatchObject({ refused: { code: "too_late" } });
    const soon = at(2);
    const done = await answerStory(services, who(), { answer: "publish", ...tap(), posts, at: soon });
    expect(done.map((each) => Date.parse(each.at!))).toEqual(posts.map(() => Date.parse(soon)));
  });

  test("of later puts it off and nothing else; it is counted, can be opened, and comes back", async () => {
    const posts = await proposed();
    const ids = posts.map(({ id }) => id);
    await answerStory(services, who(), { answer: "later", ...tap(), ids });
    const page = await listProposals(database.db, networks, { ...who(), limit: 5 });
    expect(page).toMatchObject({ rows: [], later: { count: 1, at: expect.any(String) } });
    expect(await countWaiting(database.db, who())).toBe(0);
    expect(await states()).toEqual(["held", "held"]);
    expect(await proposedWith(database.db, networks, who(), ids[0]!)).not.toBeNull();
    await sql`update answer set until = now() where workspace_id = ${world.workspaceId}`.execute(database.db);
    expect(await list()).toHaveLength(1);
  });

  test("of not for me is taken first and explained after; what was not declined has no reason", async () => {
    const posts = await proposed();
    const ids = posts.map(({ id }) => id);
    await expect(explain(services, who(), { ids, reason: "tone" })).rejects.toMatchObject({ code: "not_declined" });
    await answerStory(services, who(), { answer: "decline", ...tap(), ids });
    await explain(services, who(), { ids, reason: "tone" });
    const rows = await listAnswered(database.db, who(), new Date(0).toISOString());
    expect(rows).toMatchObject(ids.map(() => ({ answered: { answer: "decline", reason: "tone" }, leavesAt: null })));
    await undoAnswers(services, who(), ids);
    expect(await listAnswered(database.db, who(), new Date(0).toISOString())).toEqual([]);
    expect(await list()).toHaveLength(1);
  });
});

test("why people set a map's proposals aside is told as numbers from five people on, one a story", async () => {
  const { db } = database;
  const told = () => declinedOf(db, world.workspaceId, world.mapId);
  for (let person = 1; person <= 5; person += 1) {
    expect((await told()).reasons).toBeNull();
    const { id } = await createMember(db, world.workspaceId, { role: "ambassador" });
    // Each has a story of their own on both networks.
    await scheduleSome(db, world, 1);
    await sql`update account set member_id = ${id} where workspace_id = ${world.workspaceId}`.execute(db);
    const mine = await sql<{
      id: number;
    }>`select id from delivery where workspace_id = ${world.workspaceId} order by id desc limit 2`.execute(db);
    const ids = mine.rows.map((row) => row.id);
    await answerStory(services, { ...who(), memberId: id }, { answer: "decline", ...tap(), ids });
    if (person <= 3) await explain(services, { ...who(), memberId: id }, { ids, reason: "tone" });
  }
  expect((await told()).reasons).toEqual({ topic: 0, tone: 3, shared: 0, other: 0, unsaid: 2 });
});

test("what is put off in the morning comes back in the evening, later the next morning, and always before its end", () => {
  const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);
  expect(new Date(laterAt(at("08:12:00"), "Europe/Paris", Infinity)).toISOString()).toBe("2026-11-26T17:00:00.000Z");
  expect(new Date(laterAt(at("15:00:00"), "Europe/Paris", Infinity)).toISOString()).toBe("2026-11-27T08:00:00.000Z");
  expect(laterAt(at("15:00:00"), "Europe/Paris", at("16:00:00"))).toBe(at("15:30:00"));
});

test("two sources' items with one address are one story, those of one source with other headlines are not, and an account is in it once", () => {
  const one = (id: number, account: string, key: string, more: Partial<Waiting["story"]> = {}): Waiting => ({
    id,
    account,
    key,
    later: null,
    own: true,
    story: { link: "aa", was: null, print: null, head: "h", source: `s${id}`, ...more },
  });
  const ids = (waiting: Waiting[], by: "off" | "address" = "address") =>
    byStory(waiting, by).map((posts) => posts.map(({ id }) => id));
  expect(ids([one(3, "a", "k3"), one(2, "b", "k2"), one(1, "a", "k1")])).toEqual([[3, 2], [1]]);
  expect(ids([one(3, "a", "k3"), one(2, "b", "k2")], "off")).toEqual([[3], [2]]);
  const same = { source: "s", head: "x" };
  expect(ids([one(3, "a", "k3", { source: "s" }), one(2, "b", "k2", same)])).toEqual([[3], [2]]);
  expect(ids([one(3, "a", "k"), one(2, "b", "k", { link: null })], "off")).toEqual([[3, 2]]);
});

test("a time is the next at which a clock shows it, never past the end, and the clock's change moves nothing", () => {
  const at = (time: string) => Date.parse(time);
  const zone = "Europe/Paris";
  const now = at("2026-11-26T07:12:00Z");
  expect(nextAt(8 * 60 + 40, zone, now, Infinity)).toBe(at("2026-11-26T07:40:00Z"));
  expect(nextAt(8 * 60 + 20, zone, now, at("2026-11-28T00:00:00Z"))).toBe(at("2026-11-27T07:20:00Z"));
  expect(nextAt(8 * 60 + 20, zone, now, at("2026-11-27T07:00:00Z"))).toBeNull();
  expect(nextAt(8 * 60 + 20, zone, now, at("2026-11-29T00:00:00Z"), () => false)).toBeNull();
  // In the night to the 29th of March clocks go forward.
  expect(nextAt(8 * 60 + 40, zone, at("2026-03-28T20:00:00Z"), Infinity)).toBe(at("2026-03-29T06:40:00Z"));
});

describe("a time that is proposed", () => {
  /** Thursday, 10:00 in Paris. */
  const now = "2026-11-26T09:00:00Z";
  const bestOf = async (pace: Record<string, unknown>, hours = 24 * 40) => {
    const [post] = await proposed();
    const { db } = database;
    await db
      .updateTable("account")
      .set({ zone: "Europe/Paris", days_off: 0, weekly_cap: null, monthly_cap: null, ...pace })
      .where("workspace_id", "=", world.workspaceId)
      .execute();
    await sql`update delivery set expires_at = ${now}::timestamptz + make_interval(hours => ${hours}::int) where workspace_id = ${world.workspaceId}`.execute(
      db,
    );
    const at = { workspaceId: world.workspaceId, deliveryId: post!.id, at: now };
    const { best, noon, evening, daysOff } = await timesFor(db, networks, at);
    return {
      day: best === null ? null : best.at.slice(0, 10),
      noon: noon !== null,
      evening: evening !== null,
      daysOff,
    };
  };

  test("is on no day off: neither the best one nor noon and evening of such a day", async () => {
    expect(await bestOf({})).toMatchObject({ day: "2026-11-27", noon: true, evening: true });
    // Thursday, Friday, the weekend.
    const off = await bestOf({ days_off: 8 + 16 + 32 + 64 });
    expect(off).toEqual({ day: "2026-11-30", noon: false, evening: false, daysOff: [4, 5, 6, 7] });
    expect(await bestOf({ days_off: 16 + 32 + 64 }, 72)).toMatchObject({ day: null, noon: true });
  });

  test("is in no quiet hours", async () => {
    expect(await bestOf({ quiet_from: 8 * 60, quiet_to: 11 * 60 })).toMatchObject({ day: null, noon: true });
  });

  test("is not when the share of its week or month is spent, or planned away", async () => {
    const { db } = database;
    await proposed();
    // What leaves on Friday is the week's one.
    await sql`update delivery set state = 'ready', reason_code = null, due_at = '2026-11-27T07:00:00Z' where workspace_id = ${world.workspaceId}`.execute(
      db,
    );
    expect(await bestOf({ weekly_cap: 1 })).toMatchObject({ day: "2026-11-30", noon: true });
    expect(await bestOf({ monthly_cap: 1 })).toMatchObject({ day: "2026-12-01" });
    expect(await bestOf({ monthly_cap: 2 })).toMatchObject({ day: "2026-11-27" });
  });
});

test("without posts of one's own the best time is the usual one, said as such", async () => {
  const [post] = await proposed();
  const times = await timesFor(database.db, networks, { workspaceId: world.workspaceId, deliveryId: post!.id });
  expect(times.best).toMatchObject({ own: null });
  expect(times.quiet).toBeNull();
});
