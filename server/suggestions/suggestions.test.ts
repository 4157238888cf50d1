import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Body } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { photograph, movie } from "#test/support/pictures.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { runMap } from "../run/run-map.ts";
import { tellPublished } from "./out.ts";

let server: TestApp;
let workspaceId: string;
let lea: TestMember;
let author: Session;
let manager: Session;
let admin: Session;

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  lea = await createMember(services.db, workspaceId, { role: "ambassador", name: "Léa Martin" });
  author = await signIn(app, services, lea);
  manager = await signIn(
    app,
    services,
    await createMember(services.db, workspaceId, { role: "manager", name: "Claire" }),
  );
  admin = await signIn(app, services, await createMember(services.db, workspaceId, { role: "admin" }));
});
afterAll(() => server.close());

const enter = async (): Promise<Session> =>
  signIn(server.app, server.services, await createMember(server.services.db, workspaceId, { role: "ambassador" }));

const upload = async (session: Session, bytes: Buffer) => {
  const answer = await server.app.inject({
    method: "POST",
    url: "/api/suggestions/pictures",
    headers: { "sec-fetch-site": "same-origin", cookie: session.cookie, "content-type": "image/jpeg" },
    payload: bytes,
  });
  return { status: answer.statusCode, body: answer.json<{ id: string; code: string }>() };
};

/** A sound suggestion of a kind, with the promises that it asks for. */
async function given(session: Session, kind: Body<"suggest">["kind"], changes: Partial<Body<"suggest">> = {}) {
  const { boxes } = (await session.call("suggestionForm")).body;
  const ticked = boxes.filter((box) => box.kinds.includes(kind)).map(({ id, wording }) => ({ id, wording }));
  return { id: randomUUID(), kind, body: "Trois nuits dans l’escalier", boxes: ticked, ...changes };
}
async function send(session: Session, kind: Body<"suggest">["kind"], changes: Partial<Body<"suggest">> = {}) {
  const body = await given(session, kind, changes);
  const answer = await session.call("suggest", { body });
  expect(answer.status, answer.text).toBe(200);
  return { ...answer.body, id: body.id };
}
const items = async (key: string) => {
  const { rows } = await sql<{ data: { author?: string; media?: { url: string; alt: string }[]; tags?: string[] } }>`
    select data from item where workspace_id = ${workspaceId} and key = ${`suggestion:${key}`}`.execute(
    server.services.db,
  );
  return rows.map(({ data }) => data);
};
const toldOf = async (id: string) => {
  const { rows } = await sql<{ reason: string }>`select reason from notice where workspace_id = ${workspaceId}
    and reason like ${`suggestion/${id}/%`} order by reason`.execute(server.services.db);
  return rows.map(({ reason }) => reason.split("/").at(-1));
};
const mine = async (id: string) => (await author.call("listMySuggestions")).body.rows.find((row) => row.id === id)!;
const answer = (id: string, body: Body<"answerSuggestion">, session = manager) =>
  session.call("answerSuggestion", { params: { id }, body });

test("A photo is kept without its place, enters a map once it is accepted, and its author is told and named", async () => {
  const taken = await upload(author, await photograph(6));
  expect(taken.status).toBe(200);
  const stored = await server.services.media.shown(workspaceId, taken.body.id, 1200);
  expect((await sharp(Buffer.from(stored.bytes)).metadata()).exif).toBeUndefined();
  const { rows: topics } = await sql<{ id: string }>`insert into topic (workspace_id, key, name, colour)
    values (${workspaceId}, 'Projets', 'Projets', 1) returning id`.execute(server.services.db);
  const photo = { medium: taken.body.id, alt: "Escalier éclairé", topic: topics[0]!.id, credit: true };
  const body = await given(author, "photo", photo);
  expect((await author.call("suggest", { body })).body).toMatchObject({ state: "sent", trusted: false });
  // A phone that heard no answer sends it again.
  expect((await author.call("suggest", { body })).body).toMatchObject({ state: "sent" });
  expect((await manager.call("me")).body.suggestions).toBe(1);
  expect((await author.call("me")).body.suggestions).toBeNull();
  expect(await items(body.id)).toEqual([]);
  const waiting = (await manager.call("listSuggestions")).body.rows;
  expect(waiting).toMatchObject([
    { author: { name: "Léa Martin" }, topic: { name: "Projets" }, boxes: [{}, {}], maps: 0 },
  ]);
  expect((await answer(body.id, { answer: "accept" })).status).toBe(200);
  expect((await answer(body.id, { answer: "accept" })).status).toBe(409);
  const [item, ...more] = await items(body.id);
  expect(more).toEqual([]);
  expect(item).toMatchObject({ author: "Léa Martin", tags: ["Projets"], media: [{ alt: "Escalier éclairé" }] });
  // Its picture is found by its address, without a request.
  expect((await server.services.media.fetch(workspaceId, item!.media![0]!.url)).id).toBe(taken.body.id);
  expect(await toldOf(body.id)).toEqual(["accepted"]);
  expect(await mine(body.id)).toMatchObject({
    state: "accepted",
    by: "Claire",
    picture: { alt: "Escalier éclairé" },
    came: null,
  });

  const document = {
    schema: 1,
    name: "Ce que les collègues apportent",
    nodes: [
      { id: "in", type: "suggestions", version: 1, config: {}, position: { x: 0, y: 0 } },
      {
        id: "people",
        type: "ambassadors",
        version: 2,
        config: { pictures: "with", several: "posts" },
        position: { x: 300, y: 0 },
      },
    ],
    edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "people", port: "in" } }],
    first: { kind: "newest", count: 1 },
  };
  await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id)
    values (${workspaceId}, 'x', 'r1', 'lea', 'Léa', ${lea.id})`.execute(server.services.db);
  const preview = (await manager.call("preview", { body: { document } })).body;
  expect(preview.sources).toEqual([{ node: "in", items: 1, error: null }]);
  const { id: map, revision } = (await manager.call("createMap", { body: { name: document.name, document } })).body;
  expect((await manager.call("publishMap", { params: { id: map }, body: { revision } })).status).toBe(200);
  const run = (await manager.call("runMap", { params: { id: map } })).body;
  await runMap(server.services, { workspaceId, runId: run.id });
  const { rows } = await sql<{
    id: string;
    media: { id: string; alt: string }[];
  }>`select id, post#>'{parts,0,media}' as media from delivery
    where workspace_id = ${workspaceId} and item_key = ${`suggestion:${body.id}`}`.execute(server.services.db);
  expect(rows).toMatchObject([{ media: [{ id: taken.body.id, alt: "Escalier éclairé" }] }]);

  expect(await tellPublished(server.services)).toBe(0);
  await sql`update delivery set state = 'published', published_at = now(), remote_url = 'https://x.example/1' where id = ${rows[0]!.id}`.execute(
    server.services.db,
  );
  expect(await tellPublished(server.services)).toBe(1);
  expect(await tellPublished(server.services)).toBe(0);
  expect(await toldOf(body.id)).toEqual(["accepted", "published"]);
  expect((await mine(body.id)).came).toEqual({ posts: 1, people: 1, visits: 0, link: "https://x.example/1" });
  await sql`update workspace set person_figures = false where id = ${workspaceId}`.execute(server.services.db);
  expect((await mine(body.id)).came).toEqual({ posts: 1, people: null, visits: null, link: "https://x.example/1" });

  // Who leaves is named nowhere: its item stays, without them.
  await sql`delete from suggestion where workspace_id = ${workspaceId} and id = ${body.id}`.execute(server.services.db);
  expect(await items(body.id)).toMatchObject([{ tags: ["Projets"] }]);
  expect((await items(body.id))[0]).not.toHaveProperty("author");
});

test("Only one's own pictures can be suggested and seen, and no videos are taken", async () => {
  const { body: taken } = await upload(author, await photograph(1, { colour: "#123" }));
  const other = await enter();
  expect((await author.call("showMedium", { params: { id: taken.id } })).status).toBe(200);
  expect((await other.call("showMedium", { params: { id: taken.id } })).status).toBe(404);
  const body = await given(other, "photo", { medium: taken.id, alt: "Pas à moi" });
  expect((await other.call("suggest", { body })).body).toMatchObject({ code: "no_photo" });
  expect((await upload(author, movie())).body).toMatchObject({ code: "no_video" });
  expect((await upload(author, Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).status).toBe(422);
});

test("Nothing is sent without its promises, in the words that were read, and a photo not without what it shows", async () => {
  const { body: taken } = await upload(author, await photograph(1, { colour: "#345" }));
  const photo = { medium: taken.id, alt: "Le hall" };
  const whole = await given(author, "photo", photo);
  const refused = async (changes: Partial<Body<"suggest">>) =>
    (await author.call("suggest", { body: { ...whole, id: randomUUID(), ...changes } })).body as unknown as {
      code: string;
    };
  expect(await refused({ boxes: whole.boxes.slice(1) })).toMatchObject({ code: "box_missing" });
  expect(await refused({ boxes: whole.boxes.map((box) => ({ ...box, wording: "others" })) })).toMatchObject({
    code: "box_changed",
  });
  expect(await refused({ alt: " " })).toMatchObject({ code: "no_alt" });
  expect(await refused({ kind: "text", body: " " })).toMatchObject({ code: "no_words" });
  expect(await refused({ kind: "link", link: "not a link" })).toMatchObject({ code: "no_link" });
  expect(await refused({ topic: randomUUID() })).toMatchObject({ code: "no_topic" });
  expect(await refused({ body: "x".repeat(10_000) })).toMatchObject({ code: "invalid" });
});

test("Other words enter only with the author's yes to those very words, and what stood there first is kept", async () => {
  const { id } = await send(author, "text", { title: "Croquis" });
  const words = { title: "Le hall, en croquis", body: "Trois nuits dans le hall", alt: "" };
  expect(
    (await answer(id, { answer: "change", ...words, title: "Croquis", body: "Trois nuits dans l’escalier" })).body,
  ).toMatchObject({ code: "no_change" });
  expect((await answer(id, { answer: "change", ...words, word: "Plus clair ?" })).status).toBe(200);
  expect(await items(id)).toEqual([]);
  expect(await toldOf(id)).toEqual(["changed"]);
  expect(await mine(id)).toMatchObject({ state: "changed", title: "Croquis", proposed: words, word: "Plus clair ?" });
  const agree = (body: Body<"agreeToSuggestion">, session = author) =>
    session.call("agreeToSuggestion", { params: { id }, body });
  expect((await agree({ agree: true, proposed: words }, await enter())).status).toBe(404);
  expect((await agree({ agree: true, proposed: { ...words, title: "Autre" } })).status).toBe(409);
  expect(await items(id)).toEqual([]);
  expect((await agree({ agree: true, proposed: words })).status).toBe(200);
  expect(await items(id)).toMatchObject([{ title: "Le hall, en croquis", summary: "Trois nuits dans le hall" }]);
  expect(await mine(id)).toMatchObject({ state: "accepted", proposed: null, first: { title: "Croquis" } });

  const { id: second } = await send(author, "text", { title: "Le pont" });
  await answer(second, { answer: "change", ...words });
  await author.call("agreeToSuggestion", { params: { id: second }, body: { agree: false, proposed: words } });
  expect(await mine(second)).toMatchObject({ state: "withdrawn", title: "Le pont" });
  expect(await items(second)).toEqual([]);
});

test("A declined suggestion comes back with a word, one that was taken back waits for nobody, and neither enters", async () => {
  const { id } = await send(author, "testimonial");
  expect((await answer(id, { answer: "decline", word: " " })).status).toBe(400);
  await answer(id, { answer: "decline", word: "Déjà relayé en février, merci !" });
  expect(await mine(id)).toMatchObject({ state: "declined", word: "Déjà relayé en février, merci !" });
  const { id: second } = await send(author, "text");
  expect((await manager.call("withdrawSuggestion", { params: { id: second } })).status).toBe(404);
  expect((await author.call("withdrawSuggestion", { params: { id: second } })).status).toBe(200);
  expect((await answer(second, { answer: "accept" })).body).toMatchObject({ code: "withdrawn" });
  expect([...(await items(id)), ...(await items(second))]).toEqual([]);
});

test("An idea is answered by those who draw maps, and enters none", async () => {
  const { id } = await send(author, "idea", { body: "Parlons plus du tram", boxes: [] });
  expect((await answer(id, { answer: "accept", word: "Bonne idée" })).status).toBe(200);
  expect(await items(id)).toEqual([]);
  expect(await mine(id)).toMatchObject({ state: "accepted", word: "Bonne idée" });
});

test("Who feeds a topic answers what is suggested for it, and nothing else", async () => {
  const { db } = server.services;
  const feeder = await createMember(db, workspaceId, { role: "ambassador" });
  const { rows } = await sql<{ id: string }>`insert into topic (workspace_id, key, name, colour)
    values (${workspaceId}, 'Métier', 'Métier', 2) returning id`.execute(db);
  const topic = rows[0]!.id;
  await sql`insert into topic_feeder (workspace_id, topic_id, member_id) values (${workspaceId}, ${topic}, ${feeder.id})`.execute(
    db,
  );
  const session = await signIn(server.app, server.services, feeder);
  const fed = await send(author, "text", { topic });
  const idea = await send(author, "idea", { topic, boxes: [] });
  const other = await send(author, "text");
  expect((await session.call("me")).body.suggestions).toBe(1);
  expect((await session.call("listSuggestions")).body.rows.map(({ id }) => id)).toEqual([fed.id]);
  for (const { id } of [idea, other]) expect((await answer(id, { answer: "accept" }, session)).status).toBe(404);
  expect((await answer(fed.id, { answer: "accept" }, session)).status).toBe(200);
});

test("Who was accepted often enough needs no yes where the workspace wishes it, until that is taken from them", async () => {
  const { db } = server.services;
  const often = await createMember(db, workspaceId, { role: "ambassador" });
  const session = await signIn(server.app, server.services, often);
  await answer((await send(session, "text")).id, { answer: "accept" });
  await answer((await send(session, "idea", { boxes: [] })).id, { answer: "accept" });
  expect((await manager.call("setSuggestionSettings", { body: { trustAfter: 1 } })).status).toBe(403);
  await admin.call("setSuggestionSettings", { body: { trustAfter: 2 } });
  expect((await send(session, "text")).state).toBe("sent");
  await admin.call("setSuggestionSettings", { body: { trustAfter: 1 } });
  expect((await session.call("suggestionForm")).body.trusted).toBe(true);
  const direct = await send(session, "text");
  expect(direct).toMatchObject({ state: "accepted", trusted: true });
  expect(await items(direct.id)).toHaveLength(1);
  expect((await send(session, "idea", { boxes: [] })).state).toBe("sent");
  await manager.call("trustSuggester", { params: { id: often.id }, body: { trusted: false } });
  expect((await send(session, "text")).state).toBe("sent");
  await admin.call("setSuggestionSettings", { body: { trustAfter: null } });
});

test("One person sends twenty a day", async () => {
  const session = await enter();
  const body = await given(session, "idea");
  for (let count = 0; count < 20; count += 1) await session.call("suggest", { body: { ...body, id: randomUUID() } });
  expect((await session.call("suggestionForm")).body.left).toBe(0);
  expect((await session.call("suggest", { body: { ...body, id: randomUUID() } })).status).toBe(429);
});

test("What a phone's share menu hands over opens the page, filled: words, a link, a photo that is kept as one's own", async () => {
  const share = async (form: FormData, site: string) => {
    const request = new Request("http://x", { method: "POST", body: form });
    return server.app.inject({
      method: "POST",
      url: "/api/suggestions/share",
      headers: {
        "sec-fetch-site": site,
        cookie: author.cookie,
        "content-type": request.headers.get("content-type") ?? "",
      },
      payload: Buffer.from(await request.arrayBuffer()),
    });
  };
  const form = new FormData();
  form.set("text", "À lire https://a.example/nuit");
  form.set(
    "photo",
    new Blob([new Uint8Array(await photograph(1, { colour: "#543" }))], { type: "image/jpeg" }),
    "1.jpg",
  );
  // A person's own sharing comes from no page.
  const answered = await share(form, "none");
  expect(answered.statusCode).toBe(303);
  const to = new URL(answered.headers.location!, "http://x");
  expect([to.pathname, to.searchParams.get("text")]).toEqual(["/suggest", "À lire https://a.example/nuit"]);
  expect((await author.call("showMedium", { params: { id: to.searchParams.get("medium")! } })).status).toBe(200);
  expect((await share(form, "cross-site")).headers.location ?? "").not.toContain("medium");
  form.set("photo", new Blob(["no picture"], { type: "image/jpeg" }), "1.jpg");
  expect((await share(form, "none")).headers.location).toContain("photo=lost");
});
