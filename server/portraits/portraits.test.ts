import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryKey } from "#engine/written.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { photograph } from "#test/support/pictures.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { enterDue } from "../entries/enter.ts";
import { calendarMap } from "../entries/house.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";
import { keepPicture } from "../suggestions/pictures.ts";
import { endPortraits } from "./end.ts";
import { prunePortraits } from "./kept.ts";

let server: TestApp;
let workspaceId: string;
let manager: Session;
const people: Record<string, TestMember> = {};
const sessions: Record<string, Session> = {};

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  for (const [name, role] of [
    ["Claire", "manager"],
    ["Inès", "ambassador"],
    ["Hugo", "ambassador"],
  ] as const) {
    people[name] = await createMember(services.db, workspaceId, { role, name: `${name} Untel` });
    sessions[name] = await signIn(app, services, people[name]);
  }
  manager = sessions["Claire"]!;
  const { rows } = await sql<{ id: string }>`insert into account (workspace_id, network, remote_id, handle, name)
    values (${workspaceId}, 'mastodon', 'r-page', 'page', 'Page') returning id`.execute(services.db);
  await sql`insert into consent (workspace_id, account_id, topic, mode) values (${workspaceId}, ${rows[0]!.id}, '', 'auto')`.execute(
    services.db,
  );
});
afterAll(() => server.close());

const as = (name: string): Session => sessions[name]!;
const reasons = async (name: string, id: string) =>
  (
    await sql<{
      reason: string;
    }>`select reason from notice where workspace_id = ${workspaceId} and member_id = ${people[name]!.id} and reason like ${`portrait/${id}/%`} order by made_at, id`.execute(
      server.services.db,
    )
  ).rows.map(({ reason }) => reason.split("/").slice(2).join("/"));
async function ask(name: string): Promise<string> {
  const id = randomUUID();
  const answer = await manager.call("askPortrait", {
    body: { id, to: people[name]!.id, questions: ["Que faites-vous ?", "Votre plus belle journée ?"] },
  });
  expect(answer.status, answer.text).toBe(200);
  return id;
}
const seen = async (id: string) => (await manager.call("getPortrait", { params: { id } })).body;
const own = async (name: string, id: string) => (await as(name).call("myPortrait", { params: { id } })).body;
async function picture(name: string): Promise<string> {
  const { id } = await inWorkspace(workspaceId, async () =>
    keepPicture(
      server.services,
      { workspaceId, memberId: people[name]!.id },
      new Uint8Array(await photograph(name === "Hugo" ? 1 : 6)),
    ),
  );
  return id;
}
const words = "Inès éclaire des places. Sa plus belle journée : la première nuit rue des Tilleuls.";
/** Asked, answered with a picture, proposed, and yes. */
async function agreed(name = "Inès", medium: string | null = null): Promise<string> {
  const id = await ask(name);
  await as(name).call("answerPortrait", {
    params: { id },
    body: { answers: ["J’éclaire.", ""], medium, alt: medium === null ? "" : "Inès, de nuit", rights: medium !== null },
  });
  const { revision } = await seen(id);
  expect((await manager.call("proposePortrait", { params: { id }, body: { revision, words } })).status).toBe(200);
  const yes = await as(name).call("agreePortrait", { params: { id }, body: { revision: revision + 1, agreed: true } });
  expect(yes.body.state, yes.text).toBe("agreed");
  return id;
}
const promote = async (id: string) => (await manager.call("promotePortrait", { params: { id } })).body.id;
const entry = async (id: string) => (await manager.call("getEntry", { params: { id } })).body.entry;
const plan = async (id: string) =>
  manager.call("planEntry", { params: { id }, body: { revision: (await entry(id)).revision, when: { kind: "now" } } });
async function goOut(): Promise<void> {
  await sql`update entry set enter_at = now() where workspace_id = ${workspaceId} and state = 'planned'`.execute(
    server.services.db,
  );
  await across("entries", () => enterDue(server.services));
  const mapId = await calendarMap(server.services.db, workspaceId);
  if (mapId === null) return;
  const { id: runId } = await requestRun(server.services, { workspaceId, mapId, memberId: null });
  await inWorkspace(workspaceId, () => runMap(server.services, { workspaceId, runId }));
}
const states = async (id: string) =>
  (
    await sql<{
      id: number;
      state: string;
    }>`select id, state from delivery where workspace_id = ${workspaceId} and item_key = ${entryKey(id, 1)} order by id`.execute(
      server.services.db,
    )
  ).rows;

test("Somebody is asked once; a no is theirs alone: for who asked, it looks as if they had not answered", async () => {
  const [id, other] = [await ask("Inès"), await ask("Hugo")];
  expect(await reasons("Inès", id)).toEqual(["asked"]);
  const before = [await seen(id), (await manager.call("listPortraits")).body];
  expect((await as("Hugo").call("myPortrait", { params: { id } })).status).toBe(404);
  expect((await as("Hugo").call("withdrawPortrait", { params: { id } })).status).toBe(404);
  expect((await as("Inès").call("withdrawPortrait", { params: { id } })).status).toBe(200);
  expect([await seen(id), (await manager.call("listPortraits")).body]).toEqual(before);
  expect(await own("Inès", id)).toMatchObject({ declined: true });
  expect(await reasons("Claire", id)).toEqual([]);
  // Who thinks again is not held to it.
  await as("Inès").call("answerPortrait", { params: { id }, body: { answers: ["J’éclaire."] } });
  expect(await seen(id)).toMatchObject({ state: "answered", answers: ["J’éclaire.", ""] });
  expect((await seen(other)).state).toBe("asked");
});

test("A picture needs its words and its rights, and the person's own; nothing begins before the yes, and the yes is to exactly what was read", async () => {
  const id = await ask("Inès");
  const medium = await picture("Inès");
  const send = (more: object, name = "Inès") =>
    as(name).call("answerPortrait", {
      params: { id },
      body: { answers: ["J’éclaire.", "Une nuit."], medium, alt: "Inès", rights: true, ...more },
    });
  expect((await send({ answers: ["", " "] })).body).toMatchObject({ code: "portrait_empty" });
  expect((await send({ alt: "" })).body).toMatchObject({ code: "no_alt" });
  expect((await send({ rights: false })).body).toMatchObject({ code: "no_rights" });
  expect((await send({ medium: await picture("Hugo") })).body).toMatchObject({ code: "not_your_picture" });
  expect((await manager.call("proposePortrait", { params: { id }, body: { revision: 1, words } })).body).toMatchObject({
    code: "portrait_unanswered",
  });
  expect((await send({})).status).toBe(200);
  const proposed = (
    await manager.call("proposePortrait", {
      params: { id },
      body: { revision: 2, words, link: "atelier.example/ines" },
    })
  ).body;
  expect(proposed).toMatchObject({ state: "proposed", link: "https://atelier.example/ines" });
  expect((await manager.call("promotePortrait", { params: { id } })).body).toMatchObject({ code: "portrait_unagreed" });
  expect(
    (await as("Inès").call("wishPortrait", { params: { id }, body: { revision: 3, wish: "Sans le nom de la rue." } }))
      .body,
  ).toMatchObject({ state: "answered", wish: "Sans le nom de la rue." });
  // What was read is not what is there now.
  await manager.call("proposePortrait", { params: { id }, body: { revision: 4, words: "Inès éclaire des places." } });
  expect(
    (await as("Inès").call("agreePortrait", { params: { id }, body: { revision: 3, agreed: true } })).body,
  ).toMatchObject({ code: "portrait_changed" });
  expect((await as("Hugo").call("agreePortrait", { params: { id }, body: { revision: 5, agreed: true } })).status).toBe(
    404,
  );
  expect(
    (await as("Inès").call("agreePortrait", { params: { id }, body: { revision: 5, agreed: true } })).body.state,
  ).toBe("agreed");
  const { rows } = await sql<{ receipt: unknown }>`select receipt from portrait where id = ${id}`.execute(
    server.services.db,
  );
  expect(rows[0]!.receipt).toMatchObject({
    words: "Inès éclaire des places.",
    medium,
    alt: "Inès",
    text: expect.stringMatching(/own accounts|propres comptes/u),
  });
  const draft = await promote(id);
  expect(await promote(id)).toBe(draft);
  expect((await entry(draft)).written).toMatchObject({
    words: [{ text: "Inès éclaire des places." }],
    media: [{ id: medium, alt: "Inès" }],
    link: null,
  });
});

test("Only what was agreed goes out: other words are refused where they are planned and where what is planned is changed; new words need a new yes", async () => {
  const id = await agreed();
  const post = await promote(id);
  const change = async (text: string) => {
    const { revision, written, at } = await entry(post);
    return manager.call("saveEntry", {
      params: { id: post },
      body: { revision, at, written: { ...written, words: [{ text }] } },
    });
  };
  await change("Inès est notre meilleure éclairagiste.");
  expect((await plan(post)).body).toMatchObject({ code: "portrait_unagreed" });
  await change(words);
  expect((await plan(post)).status).toBe(200);
  expect((await change("Autre chose.")).body).toMatchObject({ code: "portrait_unagreed" });
  const { revision } = await seen(id);
  await manager.call("proposePortrait", { params: { id }, body: { revision, words: "Inès éclaire, autrement." } });
  // The old yes is none for the new words, and what was planned with it is a draft.
  expect(await entry(post)).toMatchObject({ state: "draft" });
  expect((await plan(post)).body).toMatchObject({ code: "portrait_unagreed" });
});

test("Taken back, nothing new goes out: plans end, what waits is cancelled, what was sent is forgotten, and what is public is named", async () => {
  const { db } = server.services;
  const [out, waits, later] = [await agreed(), await agreed(), await agreed()];
  const posts = { out: await promote(out), waits: await promote(waits), later: await promote(later) };
  expect((await plan(posts.out)).status).toBe(200);
  await goOut();
  const [public_] = await states(posts.out);
  await sql`update delivery set state = 'sending' where id = ${public_!.id}`.execute(db);
  await sql`update delivery set state = 'published', published_at = now(), settled_at = now(), remote_url = 'https://social.example/1' where id = ${public_!.id}`.execute(
    db,
  );
  expect((await plan(posts.waits)).status).toBe(200);
  await goOut();
  expect((await states(posts.waits)).map(({ state }) => state)).toEqual(["ready"]);
  const recalled = async (who: Session) =>
    (await who.call("listRecall")).body.rows.map(({ id, portrait, may, word }) => [id, portrait, may, word]);
  expect(await recalled(manager)).toEqual([]);
  expect((await plan(posts.later)).status).toBe(200);
  for (const id of [out, waits, later])
    expect((await as("Inès").call("withdrawPortrait", { params: { id } })).status).toBe(200);
  expect((await states(posts.waits)).map(({ state }) => state)).toEqual(["cancelled"]);
  await goOut();
  expect(await states(posts.later)).toEqual([]);
  expect((await manager.call("getEntry", { params: { id: posts.later } })).status).toBe(404);
  expect((await plan(posts.waits)).body).toMatchObject({ code: "portrait_unagreed" });
  const list = [
    { id: public_!.id, network: "mastodon", account: "Page", url: "https://social.example/1", gone: false },
  ];
  expect(await seen(out)).toMatchObject({ state: "withdrawn", answers: [], words: "", picture: null, out: list });
  expect((await own("Inès", out)).out).toMatchObject(list);
  expect(await reasons("Claire", out)).toContain("withdrawn");
  // It is to be looked at again: by the managers, by its person, and by who can delete it; by nobody else.
  const admin = await createMember(db, workspaceId, { role: "admin" });
  expect([
    ...(await recalled(await signIn(server.app, server.services, admin))),
    ...(await recalled(manager)),
    ...(await recalled(as("Inès"))),
    ...(await recalled(as("Hugo"))),
  ]).toEqual([true, false, false].map((may) => [public_!.id, out, may, null]));
  expect(
    (await as("Inès").call("answerPortrait", { params: { id: out }, body: { answers: ["Si."] } })).body,
  ).toMatchObject({ code: "portrait_over" });
});

test("A yes ends with its time, and with whoever leaves: what was planned enters no more", async () => {
  const { db } = server.services;
  const [over, gone] = [await agreed("Hugo"), await agreed("Hugo")];
  const posts = [await promote(over), await promote(gone)];
  for (const post of posts) expect((await plan(post)).status).toBe(200);
  // Its time is over between the plan and the hour; a round later its row is gone, and bars all the same.
  await sql`update portrait set until = now() - interval '1 minute' where id = ${over}`.execute(db);
  await across("prune", () => prunePortraits(db));
  await inWorkspace(workspaceId, () =>
    db.transaction().execute((trx) => endPortraits(trx, { workspaceId, memberId: people["Hugo"]!.id })),
  );
  await goOut();
  for (const post of posts) expect(await states(post)).toEqual([]);
  expect(await entry(posts[0]!)).toMatchObject({ state: "draft" });
  expect(await seen(gone)).toMatchObject({ state: "withdrawn" });
});
