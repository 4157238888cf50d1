import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Limits } from "#engine/map.ts";
import { firstPart, type Post, postOf } from "#engine/post.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, putInto, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { postOfRow, type PostColumns } from "./posts.ts";
import { publishProposal } from "./proposals.ts";
import { followLeads, writeReposts } from "./reposts.ts";
import { reviewMap } from "./review.ts";
import { scheduleDeliveries } from "./schedule.ts";
import type { Wanted } from "./wanted.ts";
import { listProposals } from "./asked.ts";

let database: TestDatabase;
let world: World;
let memberId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

/** The company's account and a colleague's, on one network. */
beforeEach(async () => {
  world = await makeWorld(database.db, ["readable", "readable"]);
  ({ id: memberId } = await createMember(database.db, world.workspaceId, { role: "ambassador" }));
  await sql`update account set member_id = ${memberId} where id = ${world.accounts[1]!.id}`.execute(database.db);
});

type Pass = NonNullable<Wanted["pass"]>;
const services = () => testServices(database.db, networksAt("http://127.0.0.1:1", 100));
const repost = postOf({ kind: "repost", text: "", original: { remoteId: "at://a/1" } });

/** One item for both, of which the colleague's is a repost; `asks`: they want to be asked. Gives the two numbers. */
async function plan(pass: Partial<Pass> = {}, { asks = false, review = false, alone = false } = {}): Promise<number[]> {
  const { db } = database;
  const [company, lea] = world.accounts.map(({ id }) => id) as [string, string];
  if (asks) await sql`update consent set mode = 'ask' where account_id = ${lea}`.execute(db);
  const wanted: Wanted[] = [company, lea].map((accountId) => ({
    ...{
      node: "t",
      accountId,
      network: "readable",
      itemKey: "k",
      itemSeq: null,
      itemTitle: "t",
      link: null,
      topic: "",
    },
    post: postOf({ text: accountId === lea ? "In my words" : "The company says so" }),
    ...(accountId === lea ? { review, pass: { share: "repost", leadAccount: company, other: null, ...pass } } : {}),
  }));
  const some = alone ? wanted.slice(1) : wanted;
  const limits = Limits.parse({ spread: 0 });
  const input = { ...world, version: 1, runId: randomUUID(), limits, now: new Date().toISOString(), wanted: some };
  await db.transaction().execute(async (trx) => {
    const { numbers } = await scheduleDeliveries(trx, input);
    await writeReposts(trx, world.workspaceId, numbers!, some);
  });
  const { rows } = await sql<{ id: number }>`select id from delivery where workspace_id = ${world.workspaceId}
    order by account_id = ${lea}, id`.execute(db);
  return rows.map(({ id }) => id);
}

async function look(id: number): Promise<{ state: string; code: string | null; post: Post }> {
  const { rows } = await sql<PostColumns & { state: string; code: string | null }>`
    select state, reason_code as code, post, text, link from delivery where id = ${id}`.execute(database.db);
  const { state, code, ...row } = rows[0]!;
  return { state, code, post: postOfRow(row) };
}
const out = (id: number, remoteId: string | null = "at://company/7") =>
  putInto(database.db, world, "published", sql`, remote_id = ${remoteId}, remote_url = 'https://n.example/7'`, [id]);
const passed = { kind: "repost", text: "", original: { remoteId: "at://company/7", url: "https://n.example/7" } };

test("a repost waits for the company's post, passes on that very post once it is out, and moves on once", async () => {
  const [lead, own] = await plan();
  expect(await look(own!)).toMatchObject({ state: "held", code: "lead" });
  expect(await followLeads(database.db)).toBe(0);
  await out(lead!);
  expect(await Promise.all([followLeads(database.db), followLeads(database.db)])).toContain(1);
  const { state, code, post } = await look(own!);
  expect([state, code, post.parts.length]).toEqual(["ready", null, 1]);
  expect(firstPart(post)).toMatchObject({
    ...passed,
    original: { ...passed.original, author: "n0", text: "The company says so" },
  });
  expect(await followLeads(database.db)).toBe(0);
});

test("what its owner wants to be asked about is asked once there is a post to see, and never sent before a yes", async () => {
  const [lead, own] = await plan({}, { asks: true });
  const asked = { workspaceId: world.workspaceId, memberId, limit: 5 };
  const { networks } = services().nodes;
  expect((await listProposals(database.db, networks, asked)).rows).toEqual([]);
  await out(lead!);
  await followLeads(database.db);
  expect(await look(own!)).toMatchObject({ state: "held", code: "consent" });
  expect((await listProposals(database.db, networks, asked)).rows).toMatchObject([
    { posts: [{ other: null, post: { parts: [passed] } }] },
  ]);
});

test("a post that is refused, or not out in time, leaves a post of one's own or nothing, as the target says", async () => {
  const [lead, own] = await plan();
  await putInto(database.db, world, "rejected", sql``, [lead!]);
  await followLeads(database.db);
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [{ text: "In my words" }] } });

  world = await makeWorld(database.db, ["readable", "readable"]);
  const [, only] = await plan({ share: "only" });
  const half = new Date(Date.now() + 4.1 * 3_600_000).toISOString();
  expect(await followLeads(database.db)).toBe(0);
  expect(await followLeads(database.db, { at: half })).toBe(1);
  expect(await look(only!)).toMatchObject({ state: "cancelled", code: "lead_gone" });
});

test("a post that is said to be there, but that nobody can name, and one that was never planned, cannot be passed on", async () => {
  const [lead, own] = await plan();
  await out(lead!, null);
  await followLeads(database.db);
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [{ text: "In my words" }] } });
  world = await makeWorld(database.db, ["readable", "readable"]);
  const [alone] = await plan({ share: "only" }, { alone: true });
  await followLeads(database.db);
  expect(await look(alone!)).toMatchObject({ state: "cancelled", code: "lead_gone" });
});

test("the owner chooses between both, and the answer freezes what is sent", async () => {
  const [lead, own] = await plan({ share: "choice" }, { asks: true });
  await out(lead!);
  await followLeads(database.db);
  const asked = { workspaceId: world.workspaceId, memberId, limit: 5 };
  const { rows } = await listProposals(database.db, services().nodes.networks, asked);
  expect(rows).toMatchObject([{ id: own, posts: [{ text: "In my words", other: { parts: [passed] } }] }]);
  await publishProposal(services(), { workspaceId: world.workspaceId, memberId, deliveryId: own!, share: "repost" });
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [passed] } });
});

test("who says it in their own words does, and a repost that is not offered cannot be had", async () => {
  const [, own] = await plan({ share: "choice", leadAccount: null, other: repost }, { asks: true });
  const mine = { workspaceId: world.workspaceId, memberId, deliveryId: own! };
  expect(await look(own!)).toMatchObject({ state: "held", code: "consent" });
  await publishProposal(services(), { ...mine, share: "own", text: "Other words" });
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [{ text: "Other words" }] } });
  world = await makeWorld(database.db, ["readable", "readable"]);
  const [, plain] = await plan({ leadAccount: null }, { asks: true });
  const wrong = { ...mine, workspaceId: world.workspaceId, deliveryId: plain!, share: "repost" as const };
  await expect(publishProposal(services(), wrong)).rejects.toMatchObject({ status: 422, code: "no_repost" });
});

test("who is not asked cannot choose, and passes on", async () => {
  const [, own] = await plan({ share: "choice", leadAccount: null, other: repost });
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [{ kind: "repost" }] } });
  world = await makeWorld(database.db, ["readable", "readable"]);
  const [lead, waits] = await plan({ share: "choice" });
  await out(lead!);
  await followLeads(database.db);
  expect(await look(waits!)).toMatchObject({ state: "ready", post: { parts: [passed] } });
});

test("what a review held before waits for the company's post when it is released", async () => {
  const [lead, own] = await plan({}, { review: true });
  await out(lead!);
  expect(await followLeads(database.db)).toBe(0);
  const { workspaceId, mapId } = world;
  await reviewMap(database.db, { workspaceId, mapId, memberId, answer: "release" });
  expect(await look(own!)).toMatchObject({ state: "held", code: "lead" });
  await followLeads(database.db);
  expect(await look(own!)).toMatchObject({ state: "ready", post: { parts: [passed] } });
});
