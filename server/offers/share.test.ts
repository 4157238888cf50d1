import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/ambassadors/node.ts";
import { expand } from "../../nodes/ambassadors/run.ts";
import type { Settings } from "../ports.ts";
import { claimOffer, countClaims, unclaimOffer } from "./claims.ts";
import { createClicks } from "../links/clicks.ts";
import { createFinder } from "../links/find.ts";
import { makingOf } from "./compose.ts";
import { handLink, handVisits } from "./hand-link.ts";
import { listOffers } from "./list.ts";
import { recallShare, shareOffer } from "./share.ts";

let world: World;
let memberId: string;
beforeAll(async () => {
  world = await makeWorld();
  const { services } = world;
  (services.nodes.manifests as Map<string, unknown>).set("ambassadors", manifest);
  const toys = services.nodes.expand;
  services.nodes.expand = (type) => (type === "ambassadors" ? (expand as ReturnType<typeof toys>) : toys(type));
  services.settings = { ...services.settings, publicUrl: "https://relay.example" } as Settings;
  memberId = await person("lea");
});
afterAll(() => world.close());

async function person(name: string): Promise<string> {
  const { db } = world.services;
  const id = randomUUID();
  await sql`insert into auth_user (id, name, email, "emailVerified", "createdAt", "updatedAt") values (${id}, ${name}, ${`${name}@example.org`}, true, now(), now())`.execute(
    db,
  );
  const { rows } = await sql<{ id: string }>`
    insert into member (workspace_id, user_id, email, name, role) values (${world.workspaceId}, ${id}, ${`${name}@example.org`}, ${name}, 'ambassador') returning id`.execute(
    db,
  );
  return rows[0]!.id;
}

async function account(handle: string, mode: "ask" | "auto" | "paused", owner = memberId): Promise<string> {
  const { db } = world.services;
  const { id } = await db
    .insertInto("account")
    .values({
      ...{ workspace_id: world.workspaceId, network: "plain", remote_id: handle, handle, name: handle },
      member_id: owner,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.insertInto("consent").values({ workspace_id: world.workspaceId, account_id: id, mode }).execute();
  return id;
}

/** A story that a live map offers, and that its target asked nobody about. */
async function offered(name: string, networks = ["other"]): Promise<number> {
  world.springs.set(name, () => list(items(name, 1)));
  const nodes = { a: ["spring", { name }], z: ["ambassadors", { ...(manifest.defaults as object), networks }] };
  const map = await publish(world, { ...drawing(nodes as never, ["a>z"]), first: { kind: "all" } });
  await runNow(world, map);
  const { rows } = await listOffers(world.services.db, { workspaceId: world.workspaceId, limit: 1 });
  return rows[0]!.id;
}

const share = (offerId: number, accountId: string, more: Partial<Parameters<typeof shareOffer>[1]> = {}) =>
  shareOffer(world.services, {
    ...{ workspaceId: world.workspaceId, memberId, offerId, accountId },
    ...{ way: "own" as const, undoSeconds: 10, now: Date.now(), ...more },
  });
const deliveriesOf = (accountId: string) =>
  world.services.db
    .selectFrom("delivery")
    .select([
      "id",
      "state",
      "reason_code as code",
      "occasion",
      "approved_by as by",
      "due_at as due",
      "expires_at as until",
    ])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();

test("two taps at once are one delivery, ready by its owner's yes, for an account that posts by itself too", async () => {
  const offer = await offered("tap");
  for (const mode of ["ask", "auto"] as const) {
    const mine = await account(`tap-${mode}`, mode);
    const taps = await Promise.allSettled([share(offer, mine), share(offer, mine)]);
    const told = taps.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(new Set(told).size).toBe(1);
    const rows = await deliveriesOf(mine);
    expect(rows).toMatchObject([{ state: "ready", occasion: `person:offer/${offer}/0`, by: memberId }]);
    expect(Date.parse(rows[0]!.due)).toBeGreaterThan(Date.now());
    await expect(share(offer, mine)).rejects.toMatchObject({ code: "planned", status: 409 });
  }
});

test("what is taken back is no more, and can be shared anew; what is out is not shared again", async () => {
  const mine = await account("back", "ask");
  const offer = await offered("back");
  const first = await share(offer, mine);
  await recallShare(world.services, { workspaceId: world.workspaceId, memberId, deliveryId: first });
  const second = await share(offer, mine, { text: "In my own words" });
  expect(second).not.toBe(first);
  expect((await deliveriesOf(mine)).map(({ state }) => state)).toEqual(["cancelled", "ready"]);
  const { post } = await world.services.db
    .selectFrom("delivery")
    .select("post")
    .where("id", "=", second)
    .executeTakeFirstOrThrow();
  expect(post).toMatchObject({ parts: [{ text: "In my own words" }] });
  await sql`update delivery set state = 'published', published_at = now() where id = ${second}`.execute(
    world.services.db,
  );
  await expect(share(offer, mine)).rejects.toMatchObject({ code: "published" });
});

test("a proposal that waits is answered, and stays one when the answer is taken back", async () => {
  const mine = await account("asked", "ask");
  const offer = await offered("asked", ["plain"]);
  const [waiting] = await deliveriesOf(mine);
  expect(waiting).toMatchObject({ state: "held", code: "consent", occasion: "" });
  expect(await share(offer, mine)).toBe(waiting!.id);
  await recallShare(world.services, { workspaceId: world.workspaceId, memberId, deliveryId: waiting!.id });
  expect(await deliveriesOf(mine)).toMatchObject([{ state: "held", code: "consent" }]);
});

test("it leaves at the time that was chosen, with a day to spare; a time too far ahead is refused", async () => {
  const mine = await account("later", "ask");
  const offer = await offered("later");
  const dueAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await share(offer, mine, { dueAt });
  const [row] = await deliveriesOf(mine);
  expect(Date.parse(row!.due)).toBe(Date.parse(dueAt));
  expect(Date.parse(row!.until)).toBeGreaterThanOrEqual(Date.parse(dueAt) + 86_400_000);
  const far = new Date(Date.now() + 40 * 86_400_000).toISOString();
  await expect(share(offer, await account("far", "ask"), { dueAt: far })).rejects.toMatchObject({ code: "too_far" });
});

test("nothing is shared with a paused account, somebody else's, one that has the story, or words that a rule forbids; and nothing stays behind", async () => {
  const offer = await offered("not");
  const paused = await account("paused", "paused");
  await expect(share(offer, paused)).rejects.toMatchObject({ code: "paused" });
  const theirs = await account("theirs", "ask", await person("max"));
  await expect(share(offer, theirs)).rejects.toMatchObject({ status: 404 });
  const long = await account("long", "ask");
  await expect(share(offer, long, { text: "x".repeat(600) })).rejects.toMatchObject({ status: 422 });
  await expect(share(offer, long, { way: "repost" })).rejects.toMatchObject({ code: "no_repost" });
  expect((await deliveriesOf(paused)).concat(await deliveriesOf(theirs))).toEqual([]);
  expect((await deliveriesOf(long)).map(({ state }) => state)).toEqual(["cancelled"]);
  await share(offer, long);
  await sql`update map set state = 'paused' where id = (select map_id from offer where id = ${offer})`.execute(
    world.services.db,
  );
  await expect(share(offer, await account("late", "ask"))).rejects.toMatchObject({ code: "offer_ended" });
});

test("what somebody says that they posted is said once a story, taken back at will, and no post anywhere", async () => {
  const { db } = world.services;
  const offer = await offered("told");
  const { map_id: mapId } = await db
    .selectFrom("offer")
    .select("map_id")
    .where("id", "=", offer)
    .executeTakeFirstOrThrow();
  const who = { workspaceId: world.workspaceId, memberId, offerId: offer };
  const counted = () => countClaims(db, { workspaceId: world.workspaceId, mapId, days: 28 });
  await claimOffer(db, { ...who, network: "plain" });
  await claimOffer(db, { ...who, network: "other" });
  await claimOffer(db, { ...who, memberId: await person("zoe"), network: "" });
  expect(await counted()).toEqual({ claims: 2, people: 2 });
  await unclaimOffer(db, who);
  await unclaimOffer(db, who);
  expect(await counted()).toEqual({ claims: 1, people: 1 });
  const { rows } = await sql`select from delivery where map_id = ${mapId}`.execute(db);
  expect(rows).toEqual([]);
});

/** One story that two maps offer, each of its own source. Gives the numbers, the first one's first. */
async function twice(
  name: string,
  one: { networks: string[] },
  other: { networks: string[] },
): Promise<[number, number]> {
  const title = `Une même nouvelle dite deux fois, pour ${name}`;
  const ids: number[] = [];
  for (const [at, { networks }] of [one, other].entries()) {
    world.springs.set(`${name}${at}`, () => list(items(`${name}${at}`, 1).map((item) => ({ ...item, title }))));
    const nodes = {
      a: ["spring", { name: `${name}${at}` }],
      z: ["ambassadors", { ...(manifest.defaults as object), networks }],
    };
    await runNow(world, await publish(world, { ...drawing(nodes as never, ["a>z"]), first: { kind: "all" } }));
    const { rows } = await listOffers(world.services.db, { workspaceId: world.workspaceId, limit: 1 });
    ids.push(rows[0]!.id);
  }
  return [ids[0]!, ids[1]!];
}

test("a card of two maps is shared by the one that is meant for the account's network, and never asks twice", async () => {
  const { db } = world.services;
  const mine = await account("mates", "ask");
  const [plain, other] = await twice("mates", { networks: ["plain"] }, { networks: ["other"] });
  const [waiting] = await deliveriesOf(mine);
  expect(waiting).toMatchObject({ state: "held", code: "consent" });
  // It is the other one that its reader has open: the proposal that waits for the first one's item is what is answered.
  expect(await share(other, mine)).toBe(waiting!.id);
  expect(await deliveriesOf(mine)).toHaveLength(1);
  const { rows } = await sql<{
    of: number;
  }>`select count(distinct story)::int as of from offer where id in (${plain}, ${other})`.execute(db);
  expect(rows[0]!.of).toBe(1);
});

test("who was asked nothing shares by the offer for their network; what one of a card has out is not shared again by another", async () => {
  const [plain, other] = await twice("fits", { networks: ["plain"] }, { networks: ["other"] });
  const late = await account("fits", "ask");
  const id = await share(other, late);
  const [row] = await deliveriesOf(late);
  expect(row).toMatchObject({ id, occasion: `person:offer/${plain}/0` });
  await sql`update delivery set state = 'published', published_at = now() where id = ${id}`.execute(world.services.db);
  await expect(share(other, late)).rejects.toMatchObject({ status: 409 });
});

test("a person's own link leads on and is counted for them alone: neither robots nor those signed in, and others get no number of fewer than five", async () => {
  const { services } = world;
  const { db } = services;
  const offer = await offered("hand");
  await sql`update workspace set short_links = true, link_marks = true`.execute(db);
  const { map_id: mapId, story } = await db
    .selectFrom("offer")
    .select(["map_id", "story"])
    .where("id", "=", offer)
    .executeTakeFirstOrThrow();
  const { item, ...rest } = await makingOf(db, world.workspaceId, offer);
  const making = { ...rest, item: { ...item, link: "https://one.example/hand" } };
  const linkOf = (who: string) => handLink(services, { workspaceId: world.workspaceId, memberId: who }, making, story);
  const [once, again] = await Promise.all([linkOf(memberId), linkOf(memberId)]);
  expect(once).toEqual(again);
  const code = once!.url.split("/").at(-1)!;
  expect(await createFinder(services)(code)).toMatchObject({ hand: code, deliveryId: null });
  expect((await createFinder(services)(code))!.target).toContain("utm_source=colleague");
  const clicks = createClicks(services);
  const place = { workspaceId: world.workspaceId, deliveryId: null, hand: code };
  for (const visitor of ["people", "people", "robots", "own"] as const) clicks.count(place, visitor);
  await clicks.flush();
  expect((await linkOf(memberId))!.visits).toBe(2);
  const told = () => handVisits(db, { workspaceId: world.workspaceId, mapId, days: 28 });
  expect(await told()).toBeNull();
  for (const name of ["a1", "a2", "a3", "a4"]) {
    const { url } = (await linkOf(await person(name)))!;
    clicks.count({ ...place, hand: url.split("/").at(-1)! }, "people");
  }
  await clicks.flush();
  expect(await told()).toBe(6);
  const { rows } = await sql`select from result_day where map_id = ${mapId}`.execute(db);
  expect(rows).toEqual([]);
  expect(
    await handLink(
      services,
      { workspaceId: world.workspaceId, memberId },
      { ...making, item: { ...making.item, short: false } },
      story,
    ),
  ).toBeNull();
});
