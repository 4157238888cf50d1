import { createHash, randomUUID } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DeliveryState } from "#engine/delivery.ts";
import type { Limits } from "#engine/card.ts";
import { postOf } from "#engine/post.ts";
import { DeliveryDetail, DeliveryRow } from "#server/api/deliveries.ts";
import { ProposedStory } from "#server/api/proposals.ts";
import { otherPictures, takeOther } from "#server/media/others.ts";
import type { Services } from "#server/ports.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { createMember } from "#test/support/session.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { answerDelivery } from "./answers.ts";
import { ledgerHealth, overdue, unbalancedRuns } from "./balance.ts";
import { cancelDelivery } from "./cancel.ts";
import { takenPosts } from "./lost.ts";
import { declineProposal, publishProposal, reconsiderProposal } from "./proposals.ts";
import { recallProposal } from "./recall.ts";
import { openLedger } from "./rounds.ts";
import { reviewMap } from "./review.ts";
import { setStop } from "./stop.ts";
import { expire, recover, release } from "./sweeps.ts";
import { listProposals } from "./asked.ts";
import { getDelivery, listDeliveries } from "./views.ts";

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

/** A workspace with an ambassador who has one account, and wants to be asked. */
beforeEach(async () => {
  const { db } = database;
  world = await makeWorld(db, ["readable"]);
  ({ id: memberId } = await createMember(db, world.workspaceId, { role: "ambassador" }));
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(db);
  await sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId}`.execute(db);
});

const only = async () => {
  const { rows } = await sql<{
    id: number;
    state: string;
    code: string | null;
    text: string;
    approved_at: string | null;
    approved_by: string | null;
    resent: number;
    expires_at: string;
  }>`
    select id, state, reason_code as code, post->'parts'->0->>'text' as text, approved_at, approved_by, resent, expires_at from delivery where workspace_id = ${world.workspaceId} order by id limit 1`.execute(
    database.db,
  );
  return rows[0]!;
};
const deeds = async () =>
  (
    await sql<{
      action: string;
    }>`select action from audit where workspace_id = ${world.workspaceId} order by id`.execute(database.db)
  ).rows.map(({ action }) => action);
const by = (deliveryId: number) => ({ workspaceId: world.workspaceId, memberId, deliveryId });
const put = (state: DeliveryState, more = sql``) => putInto(database.db, world, state, more);

describe("a proposal", () => {
  test("waits for its owner and is shown as it would be sent", async () => {
    await scheduleSome(database.db, world, 2);
    const page = await listProposals(database.db, networks, { workspaceId: world.workspaceId, memberId, limit: 1 });
    expect(page.rows).toHaveLength(1);
    expect(page.next).not.toBeNull();
    expect(ProposedStory.parse(page.rows[0]).posts[0]).toMatchObject({ limits: { text: 1000 } });
    const rest = await listProposals(database.db, networks, {
      workspaceId: world.workspaceId,
      memberId,
      limit: 5,
      before: page.next!,
    });
    expect(rest.rows).toHaveLength(1);
    expect(
      (await listProposals(database.db, networks, { workspaceId: world.workspaceId, memberId: randomUUID(), limit: 5 }))
        .rows,
    ).toEqual([]);
  });

  test("is published with other words where the owner says so, once, and on record", async () => {
    await scheduleSome(database.db, world, 1);
    const { id } = await only();
    await expect(publishProposal(services, { ...by(id), text: "x".repeat(1001) })).rejects.toMatchObject({
      status: 422,
      code: "too_long",
    });
    await publishProposal(services, { ...by(id), text: "My own words" });
    expect(await only()).toMatchObject({ state: "ready", text: "My own words", approved_by: memberId });
    await expect(publishProposal(services, by(id))).rejects.toMatchObject({ status: 409 });
    const lane = await sql<{
      due: boolean;
    }>`select next_at <= now() as due from lane where workspace_id = ${world.workspaceId}`.execute(database.db);
    expect(lane.rows).toEqual([{ due: true }]);
    expect(await deeds()).toEqual(["proposal.publish"]);
    const { detail } = (await getDelivery(database.db, networks, world.workspaceId, id))!;
    expect(detail.post).toEqual(postOf({ text: "My own words" }));
    expect(detail.earlier).toMatchObject([
      { post: { parts: [{ text: expect.stringMatching(/^post .* number 0$/) }] }, by: expect.any(String) },
    ]);
  });

  test("takes its pictures along with other words for them, or not at all; no others, and what it was stays on record", async () => {
    const { db } = database;
    await scheduleSome(db, world, 2);
    const limits = JSON.stringify({ text: 1000, pictures: 4, videos: 0, alt: 20 });
    await sql`update account set limits = ${limits}::jsonb where workspace_id = ${world.workspaceId}`.execute(db);
    const [one, two, other] = [randomUUID(), randomUUID(), randomUUID()];
    const picture = (id: string, alt?: string) => ({
      ...{ id, kind: "picture" as const, type: "image/png", width: 10, height: 10 },
      ...(alt === undefined ? {} : { alt }),
    });
    const post = postOf({ text: "Words", media: [picture(one, "Old"), picture(two)] });
    await sql`update delivery set post = ${JSON.stringify(post)}::jsonb where workspace_id = ${world.workspaceId}`.execute(
      db,
    );
    const { rows } = await sql<{ id: number }>`
      select id from delivery where workspace_id = ${world.workspaceId} order by id`.execute(db);
    const [first, second] = rows.map(({ id }) => id) as [number, number];
    const refused = (media: { id: string; alt: string }[]) => publishProposal(services, { ...by(first), media });
    await expect(refused([{ id: other, alt: "" }])).rejects.toMatchObject({ code: "not_its_picture" });
    const twice = { id: one, alt: "" };
    await expect(refused([twice, twice])).rejects.toMatchObject({ code: "not_its_picture" });
    await expect(refused([{ id: one, alt: "x".repeat(21) }])).rejects.toMatchObject({ code: "alt_too_long" });
    await publishProposal(services, { ...by(first), media: [{ id: two, alt: " A lamp " }] });
    await publishProposal(services, { ...by(second), text: "No picture", media: [] });
    const detail = async (id: number) => (await getDelivery(db, networks, world.workspaceId, id))!.detail;
    expect((await detail(first)).post).toEqual(postOf({ text: "Words", media: [picture(two, "A lamp")] }));
    expect((await detail(first)).earlier).toMatchObject([{ post }]);
    expect((await detail(second)).post).toEqual(postOf({ text: "No picture" }));
  });

  test("takes another picture of its item in the place of its own, once that was fetched for it; none that was fetched for another", async () => {
    const { db } = database;
    const { workspaceId } = world;
    await scheduleSome(db, world, 2);
    const limits = JSON.stringify({ text: 1000, pictures: 1, videos: 0, alt: 100 });
    await sql`update account set limits = ${limits}::jsonb where workspace_id = ${workspaceId}`.execute(db);
    const source = { workspace_id: workspaceId, type: "rss", key: "rss:pictures", config: "{}" };
    const { id: sourceId } = await db.insertInto("source").values(source).returning("id").executeTakeFirstOrThrow();
    const urls = ["a", "b", "c"].map((name) => `https://example.com/${name}.png`);
    const media = urls.map((url) => ({ url, kind: "picture", alt: url.slice(-5) }));
    const data = JSON.stringify({ version: 2, key: "pictured", title: "Pictured", media });
    const item = { workspace_id: workspaceId, source_id: sourceId, key: "pictured", data };
    const { seq } = await db.insertInto("item").values(item).returning("seq").executeTakeFirstOrThrow();
    const stored = new Map<string, string>();
    for (const url of urls) {
      const [id, hash] = [randomUUID(), createHash("sha256").update(url).digest()];
      const medium = {
        workspace_id: workspaceId,
        id,
        received: hash,
        hash,
        kind: "picture",
        type: "image/png",
        bytes: 1,
      };
      await db.insertInto("blob").values({ workspace_id: workspaceId, hash, bytes: 1 }).execute();
      await db.insertInto("medium").values(medium).execute();
      stored.set(url, id);
    }
    const [own, wanted, elses] = urls.map((url) => stored.get(url)!) as [string, string, string];
    const hash = createHash("sha256").update(urls[0]!).digest();
    const at = { workspace_id: workspaceId, hash, address: urls[0]!, medium_id: own, tries: 0 };
    await db.insertInto("medium_address").values(at).execute();
    const post = postOf({ text: "Words", media: [{ id: own, kind: "picture", type: "image/png" }] });
    await sql`update delivery set post = ${JSON.stringify(post)}::jsonb, item_seq = ${seq} where workspace_id = ${workspaceId}`.execute(
      db,
    );
    const { rows } = await sql<{
      id: number;
    }>`select id from delivery where workspace_id = ${workspaceId} order by id`.execute(db);
    const [first, second] = rows.map(({ id }) => id) as [number, number];
    const here = { workspaceId, deliveryId: first };
    expect((await otherPictures(db, here)).map(({ place, url }) => [place, url])).toEqual([
      [1, urls[1]],
      [2, urls[2]],
    ]);
    const asked: string[] = [];
    const fetch = async (_: string, url: string) => {
      asked.push(url);
      return { id: stored.get(url)!, kind: "picture", type: "image/png", width: null, height: null };
    };
    const fetching = { db, media: { fetch } } as unknown as Services;
    await expect(takeOther(fetching, { ...here, place: 0 })).rejects.toMatchObject({ status: 404 });
    expect(await takeOther(fetching, { ...here, place: 1 })).toMatchObject({ id: wanted, alt: "b.png" });
    await takeOther(fetching, { workspaceId, deliveryId: second, place: 2 });
    expect(asked).toEqual([urls[1], urls[2]]);
    const publish = (id: string) => publishProposal(services, { ...by(first), media: [{ id, alt: "B" }] });
    await expect(publish(elses)).rejects.toMatchObject({ code: "not_its_picture" });
    await publish(wanted);
    const { detail } = (await getDelivery(db, networks, workspaceId, first))!;
    expect(detail.post.parts[0]?.media).toMatchObject([{ id: wanted, alt: "B" }]);
    expect(detail.earlier).toMatchObject([{ post }]);
  });

  test("of a thread is changed part by part, and held against the rules as a whole", async () => {
    await scheduleSome(database.db, world, 1);
    const { id } = await only();
    const parts = ["one", "two", "three"].flatMap(
      (text, n) => postOf({ text, kind: n === 0 ? "post" : "reply" }).parts,
    );
    await sql`update delivery set post = ${JSON.stringify({ version: 1, parts })}::jsonb where id = ${id}`.execute(
      database.db,
    );
    const long = { ...by(id), rest: ["two", "x".repeat(1001)] };
    await expect(publishProposal(services, long)).rejects.toMatchObject({ status: 422, code: "too_long" });
    await publishProposal(services, { ...by(id), rest: ["two", "the end"] });
    const { detail } = (await getDelivery(database.db, networks, world.workspaceId, id))!;
    expect(detail.post.parts.map(({ kind, text }) => [kind, text])).toEqual([
      ["post", "one"],
      ["reply", "two"],
      ["reply", "the end"],
    ]);
    expect(detail.chain.map(({ state }) => state)).toEqual(["ready", null, null]);
    expect(detail.earlier).toHaveLength(1);
  });

  test("points to no address any more that its owner took out of the words", async () => {
    const { db } = database;
    await scheduleSome(db, world, 2);
    const link = "https://example.com/a";
    const card = { url: link, title: "A" };
    for (const [index, text] of [`Words ${link}`, "Other words"].entries()) {
      const { rows } = await sql<{ id: number }>`
        select id from delivery where workspace_id = ${world.workspaceId} order by id offset ${index} limit 1`.execute(
        db,
      );
      const post = postOf({ text: `Words ${link}`, link, card, language: "en" });
      await sql`update delivery set post = ${JSON.stringify(post)}::jsonb where id = ${rows[0]!.id}`.execute(db);
      await publishProposal(services, { ...by(rows[0]!.id), text });
    }
    const { rows } = await listDeliveries(db, { workspaceId: world.workspaceId, limit: 5 });
    expect(rows.map(({ text, link: address }) => [text, address])).toEqual([
      ["Other words", null],
      [`Words ${link}`, link],
    ]);
    const { detail } = (await getDelivery(db, networks, world.workspaceId, rows[0]!.id))!;
    expect(detail.post).toEqual(postOf({ text: "Other words", language: "en" }));
  });

  test("made before posts were data is shown and sent as it would have been", async () => {
    const { db } = database;
    await scheduleSome(db, world, 1);
    await sql`update delivery set post = null, text = 'Old words', link = 'https://example.com/old' where workspace_id = ${world.workspaceId}`.execute(
      db,
    );
    const { id } = await only();
    const { rows } = await listProposals(db, networks, { workspaceId: world.workspaceId, memberId, limit: 1 });
    expect(rows[0]!.posts[0]).toMatchObject({
      text: "Old words https://example.com/old",
      link: "https://example.com/old",
    });
    await sql`update delivery set state = 'ready', approved_at = now() where id = ${id}`.execute(db);
    const [account] = world.accounts;
    const ledger = openLedger({ db, worker: "t", networks: new Map() });
    const lane = { workspaceId: world.workspaceId, accountId: account!.id };
    const { gated } = await ledger.round({ lane, settle: null, gate: true, window: null });
    expect(gated?.sending.part).toEqual({
      kind: "post",
      text: "Old words https://example.com/old",
      link: "https://example.com/old",
    });
    expect(Math.abs(gated!.sending.madeAt - Date.now())).toBeLessThan(60_000);
  });

  test("is counted by what the account's own server takes, where that is not the network's usual", async () => {
    await scheduleSome(database.db, world, 1);
    const { id } = await only();
    const small: Limits = { text: 40, pictures: 0, videos: 0, alt: 0 };
    await sql`update account set limits = ${JSON.stringify(small)}::jsonb where id = ${world.accounts[0]!.id}`.execute(
      database.db,
    );
    const asked = { workspaceId: world.workspaceId, memberId, limit: 5 };
    expect((await listProposals(database.db, networks, asked)).rows).toMatchObject([{ posts: [{ limits: small }] }]);
    await expect(publishProposal(services, { ...by(id), text: "x".repeat(41) })).rejects.toMatchObject({
      code: "too_long",
    });
    await publishProposal(services, { ...by(id), text: "x".repeat(40) });
    expect(await only()).toMatchObject({ state: "ready" });
  });

  test("waits for as long as its yes can be taken back, and then says again what it did before; once a call began the yes stands", async () => {
    await scheduleSome(database.db, world, 1);
    const { id, text } = await only();
    await publishProposal(services, { ...by(id), text: "In my words", undoSeconds: 30 });
    const [account] = world.accounts;
    const ledger = openLedger({ db: database.db, worker: "t", networks: new Map() });
    const lane = { workspaceId: world.workspaceId, accountId: account!.id };
    expect((await ledger.round({ lane, settle: null, gate: true, window: null })).gated).toBeNull();
    await expect(recallProposal(services, { ...by(id), memberId: randomUUID() })).rejects.toMatchObject({
      status: 409,
    });
    await recallProposal(services, by(id));
    expect(await only()).toMatchObject({ state: "held", code: "consent", text, approved_at: null, approved_by: null });
    await expect(recallProposal(services, by(id))).rejects.toMatchObject({ status: 409 });
    // What the yes had said stays on record, and an unchanged yes brings none of it back.
    await publishProposal(services, { ...by(id), undoSeconds: 30 });
    await recallProposal(services, by(id));
    expect(await only()).toMatchObject({ text });
    await publishProposal(services, by(id));
    expect((await ledger.round({ lane, settle: null, gate: true, window: null })).gated).not.toBeNull();
    await expect(recallProposal(services, by(id))).rejects.toMatchObject({ code: "left_already" });
  });

  test("is declined, and the no can be taken back until its time is over", async () => {
    await scheduleSome(database.db, world, 1);
    const { id } = await only();
    await declineProposal(services, by(id));
    expect(await only()).toMatchObject({ state: "cancelled", code: "declined" });
    await reconsiderProposal(services, by(id));
    expect(await only()).toMatchObject({ state: "held", code: "consent" });
    await declineProposal(services, by(id));
    await sql`update delivery set expires_at = now() where id = ${id}`.execute(database.db);
    await expect(reconsiderProposal(services, by(id))).rejects.toMatchObject({ status: 409 });
  });
});

describe("an unknown outcome", () => {
  test("that a person found there is published and adopted", async () => {
    await scheduleSome(database.db, world, 1);
    await put("unknown");
    const { id } = await only();
    await answerDelivery(services, { ...by(id), answer: "there", url: "https://network.example/1" });
    const found = await getDelivery(database.db, networks, world.workspaceId, id);
    expect(DeliveryDetail.parse({ ...found!.detail, readings: [], short: null, measured: null })).toMatchObject({
      state: "published",
      adopted: true,
      remoteUrl: "https://network.example/1",
    });
    expect(found!.ownerId).toBe(memberId);
    await expect(answerDelivery(services, { ...by(id), answer: "absent" })).rejects.toMatchObject({ status: 409 });
    expect(await deeds()).toEqual(["delivery.answer"]);
  });

  test("that a person did not find is sent again, with time for it", async () => {
    await scheduleSome(database.db, world, 1);
    await put("unknown", sql`, expires_at = now()`);
    const { id } = await only();
    await answerDelivery(services, { ...by(id), answer: "absent", url: "javascript:alert(1)" });
    const row = await only();
    expect(row).toMatchObject({ state: "ready", code: "told_absent", resent: 1 });
    expect(Date.parse(row.expires_at)).toBeGreaterThan(Date.now() + 3_600_000);
  });

  test("knows which posts are others', and which others may be there unseen", async () => {
    const { db } = database;
    await scheduleSome(db, world, 5);
    const [account] = world.accounts;
    const { rows } = await sql<{ id: number; text: string }>`
      select id, post->'parts'->0->>'text' as text from delivery where workspace_id = ${world.workspaceId} order by id`.execute(
      db,
    );
    // The fifth was never sent.
    const [mine, lost, told, owned] = rows as [Named, Named, Named, Named, Named];
    await putInto(db, world, "unknown", sql`, gated_at = now()`, [mine.id, lost.id]);
    await putInto(db, world, "published", sql`, gated_at = now()`, [told.id]);
    await putInto(db, world, "published", sql`, gated_at = now(), remote_id = 'p4'`, [owned.id]);
    const { workspaceId } = world;
    const { text } = mine;
    const claimed = {
      workspaceId,
      accountId: account!.id,
      deliveryId: mine.id,
      epoch: 1,
      network: "readable",
      now: Date.now(),
      lost: { text, link: null, gates: [Date.now()], lostAt: Date.now(), lookedAt: null, absent: 0, expiresAt: 0 },
    };
    const { ids, rivals } = await takenPosts(db, claimed, ["p4", "p5"]);
    expect([...ids]).toEqual(["p4"]);
    expect(rivals.map((rival) => rival.text).toSorted()).toEqual([lost.text, told.text].toSorted());
  });
});
type Named = { id: number; text: string };

test("a delivery can be cancelled until it is being sent", async () => {
  await scheduleSome(database.db, world, 1);
  const { id } = await only();
  await put("sending");
  await expect(cancelDelivery(database.db, by(id))).rejects.toMatchObject({ status: 409 });
  await put("retry_wait");
  await cancelDelivery(database.db, by(id));
  expect(await only()).toMatchObject({ state: "cancelled", code: "cancelled" });
});

describe("what the flood protection holds", () => {
  test("goes on as its owner chose when it is released", async () => {
    await scheduleSome(database.db, world, 2, { perRun: 1 });
    await sql`update delivery set reason_code = 'review' where workspace_id = ${world.workspaceId} and reason_code = 'consent'`.execute(
      database.db,
    );
    expect(
      await reviewMap(database.db, { workspaceId: world.workspaceId, memberId, mapId: world.mapId, answer: "release" }),
    ).toBe(2);
    expect(await only()).toMatchObject({ state: "held", code: "consent" });
    expect(await deeds()).toEqual(["map.review"]);
  });

  test("is cancelled when a person says so", async () => {
    await scheduleSome(database.db, world, 1, { perRun: 1 });
    await sql`update delivery set reason_code = 'overflow' where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    );
    expect(
      await reviewMap(database.db, { workspaceId: world.workspaceId, memberId, mapId: world.mapId, answer: "cancel" }),
    ).toBe(1);
    expect(await only()).toMatchObject({ state: "cancelled" });
  });
});

describe("the sweeps", () => {
  test("turn an expired lease into unknown, never into another try", async () => {
    await scheduleSome(database.db, world, 1);
    await put("sending", sql`, lease_until = now() - interval '1 second', epoch = 1`);
    expect(await recover(database.db)).toBe(1);
    expect(await only()).toMatchObject({ state: "unknown", code: "lost" });
  });

  test("let what is past its deadline expire with a reason, and nothing that may be there", async () => {
    await scheduleSome(database.db, world, 1);
    const past = sql`, expires_at = now() - interval '1 second'`;
    await put("unknown", past);
    expect(await expire(database.db)).toBe(0);
    await put("held", past);
    expect(await expire(database.db)).toBe(1);
    expect(await only()).toMatchObject({ state: "expired", code: "expired" });
  });

  test("end a hold when its cause is gone: as a proposal, where the owner wants to be asked", async () => {
    await scheduleSome(database.db, world, 1);
    await sql`update delivery set reason_code = 'reconnect' where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    );
    await sql`update account set state = 'reconnect' where workspace_id = ${world.workspaceId}`.execute(database.db);
    expect(await release(database.db)).toBe(0);
    await sql`update account set state = 'connected' where workspace_id = ${world.workspaceId}`.execute(database.db);
    expect(await release(database.db)).toBe(1);
    expect(await only()).toMatchObject({ state: "held", code: "consent" });
  });
});

describe("the lists", () => {
  test("page by key, filter, and show an ambassador only their own", async () => {
    await scheduleSome(database.db, world, 3);
    const { workspaceId } = world;
    const first = await listDeliveries(database.db, { workspaceId, limit: 2, state: "held" });
    expect(first.rows.map((row) => DeliveryRow.parse(row).reason?.fr)).toEqual([
      "En attente de l’accord du titulaire du compte.",
      "En attente de l’accord du titulaire du compte.",
    ]);
    const second = await listDeliveries(database.db, {
      workspaceId,
      limit: 2,
      before: first.next!,
      account: world.accounts[0]!.id,
      map: world.mapId,
    });
    expect(second.rows).toHaveLength(1);
    expect(second.next).toBeNull();
    expect((await listDeliveries(database.db, { workspaceId, limit: 9, ownerId: memberId })).rows).toHaveLength(3);
    expect((await listDeliveries(database.db, { workspaceId, limit: 9, ownerId: randomUUID() })).rows).toEqual([]);
    expect(await getDelivery(database.db, networks, randomUUID(), first.rows[0]!.id)).toBeNull();
  });

  test("say when a post can go out: as planned, or when its lane goes on", async () => {
    await scheduleSome(database.db, world, 1);
    await put("ready", sql`, due_at = '2026-01-01T00:00Z'`);
    const dueAfter = async (change: RawBuilder<unknown>) => {
      await sql`update lane set ${change} where workspace_id = ${world.workspaceId}`.execute(database.db);
      const { rows } = await listDeliveries(database.db, { workspaceId: world.workspaceId, limit: 1 });
      return Date.parse(rows[0]!.dueAt);
    };
    expect(await dueAfter(sql`next_at = null`)).toBe(Date.parse("2026-01-01T00:00Z"));
    expect(await dueAfter(sql`next_at = now() + interval '45 seconds'`)).toBe(Date.parse("2026-01-01T00:00Z"));
    expect(await ledgerHealth(database.db, world.workspaceId)).toMatchObject({ due: 1 });
    expect(await dueAfter(sql`next_at = '2100-01-01T00:00Z'`)).toBe(Date.parse("2100-01-01T00:00Z"));
    expect(await ledgerHealth(database.db, world.workspaceId)).toMatchObject({ due: 0 });
    expect(await dueAfter(sql`frozen_until = '2100-02-01T00:00Z'`)).toBe(Date.parse("2100-02-01T00:00Z"));
  });
});

describe("the balance", () => {
  test("finds a run whose sum does not come out even, and what is past its deadline", async () => {
    const { db } = database;
    await scheduleSome(db, world, 2);
    const { rows } = await sql<{ run_id: string; first_delivery: number; last_delivery: number }>`
      select run_id, min(id) as first_delivery, max(id) as last_delivery from delivery where workspace_id = ${world.workspaceId}
      group by run_id limit 1`.execute(db);
    const run = {
      workspace_id: world.workspaceId,
      id: rows[0]!.run_id,
      first_delivery: rows[0]!.first_delivery,
      last_delivery: rows[0]!.last_delivery,
      map_id: world.mapId,
      version: 1,
      due_at: new Date().toISOString(),
      cause: "manual",
      state: "done",
      finished_at: new Date().toISOString(),
    };
    await db
      .insertInto("run")
      .values({ ...run, targets: JSON.stringify({ t: 2 }) })
      .execute();
    expect(await unbalancedRuns(db, world.workspaceId)).toEqual([]);
    await sql`update run set targets = '{"t": 3}' where workspace_id = ${world.workspaceId}`.execute(db);
    expect(await unbalancedRuns(db, world.workspaceId)).toMatchObject([{ expected: 3, deliveries: 2, drops: 0 }]);
    expect(await overdue(db, world.workspaceId)).toEqual([]);
    await sql`update delivery set expires_at = now() - interval '1 hour' where workspace_id = ${world.workspaceId}`.execute(
      db,
    );
    expect((await overdue(db, world.workspaceId)).map(({ kind }) => kind)).toEqual(["expiry", "expiry"]);
    expect(await ledgerHealth(db, world.workspaceId)).toMatchObject({ held: 2, late: 2, unbalancedRuns: 1 });
  });
});

test("the global stop is set once, says why, and is lifted", async () => {
  const { db } = database;
  const { workspaceId } = world;
  await setStop(db, { workspaceId, memberId, on: true, reason: "a mistake" });
  await setStop(db, { workspaceId, memberId, on: true, reason: "again" });
  const read = async () =>
    (
      await sql<{
        stopped: boolean;
        stop_reason: string | null;
      }>`select stopped_at is not null as stopped, stop_reason from workspace where id = ${workspaceId}`.execute(db)
    ).rows[0];
  expect(await read()).toEqual({ stopped: true, stop_reason: "a mistake" });
  await setStop(db, { workspaceId, memberId, on: false, reason: "" });
  expect(await read()).toEqual({ stopped: false, stop_reason: null });
});
