import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Body, Reply } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";

let server: TestApp;
let workspaceId: string;
let manager: Session;
let other: Session;
const people: Record<string, TestMember> = {};
const sessions: Record<string, Session> = {};

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  for (const [name, role] of [
    ...[["Claire", "manager"] as const, ["Paul", "manager"] as const],
    ...["Léa", "Hugo", "Noah", "Inès"].map((name) => [name, "ambassador"] as const),
  ]) {
    people[name] = await createMember(services.db, workspaceId, { role, name: `${name} Untel` });
    sessions[name] = await signIn(app, services, people[name]);
  }
  [manager, other] = [sessions["Claire"]!, sessions["Paul"]!];
});
afterAll(() => server.close());

const said: Omit<Body<"saveBrief">, "revision" | "people"> = {
  ...{
    kind: "article",
    title: "Une nuit de chantier",
    wanted: "Mille signes sur la dernière nuit.",
    effort: "deux heures",
  },
  ...{ help: { text: "Claire", picture: "", technique: "" }, lastDay: null, campaign: null, topic: null, team: null },
};
async function brief(names: string[], more: Partial<Body<"saveBrief">> = {}): Promise<string> {
  const id = randomUUID();
  const body = { revision: 0, ...said, people: names.map((name) => people[name]!.id), ...more };
  const made = await manager.call("saveBrief", { params: { id }, body });
  expect(made.status).toBe(200);
  const opened = await manager.call("turnBrief", { params: { id }, body: { revision: 1, state: "open" } });
  expect(opened.status).toBe(200);
  return id;
}
const answer = (name: string, id: string, body: Body<"answerAsked">) =>
  sessions[name]!.call("answerAsked", { params: { id }, body });
const seen = async (id: string): Promise<Reply<"getBrief">> =>
  (await manager.call("getBrief", { params: { id } })).body;
const offerOf = async (id: string, name: string) =>
  (await seen(id)).offers.find(({ member }) => member.id === people[name]!.id)!;
const toOffer = (id: string, name: string) => ({ params: { id, member: people[name]!.id } });
const agree = (id: string, name: string, revision = 2) =>
  manager.call("answerOffer", { ...toOffer(id, name), body: { revision, answer: "agree", word: "Avec joie" } });
const noticesOf = async (name: string) =>
  (
    await sql<{ reason: string; title: string }>`select reason, data->'title'->>'fr' as title from notice
      where workspace_id = ${workspaceId} and member_id = ${people[name]!.id} and kind = 'brief' order by made_at`.execute(
      server.services.db,
    )
  ).rows;

test("a no reaches nobody: after it everything that a manager can read is what it was", async () => {
  const id = await brief(["Léa", "Hugo", "Noah"]);
  const all = async () => {
    const told: unknown[] = [];
    for (const input of [
      await manager.call("getBrief", { params: { id } }),
      await manager.call("listBriefs"),
      await manager.call("today"),
      await manager.call("deleteBrief", { params: { id }, query: { revision: 2 } }),
      await manager.call("answerOffer", { ...toOffer(id, "Léa"), body: { revision: 2, answer: "thank" } }),
      await manager.call("answerOffer", { ...toOffer(id, "Hugo"), body: { revision: 2, answer: "thank" } }),
      await manager.call("promoteOffer", toOffer(id, "Léa")),
      await manager.call("promoteOffer", toOffer(id, "Hugo")),
    ])
      told.push([input.status, input.text.replaceAll(/"requestId":"[^"]*"/gu, "").replaceAll(/T[\d:.]+Z/gu, "")]);
    const { rows: deeds } = await sql<{
      n: number;
    }>`select count(*)::int as n from audit where workspace_id = ${workspaceId}`.execute(server.services.db);
    return { told, deeds, notices: [await noticesOf("Claire"), await noticesOf("Paul")] };
  };
  const before = await all();
  expect((await answer("Léa", id, { answer: "no" })).body.state).toBe("no");
  expect(await all()).toEqual(before);
  // Nor does a yes that follows tell that there was a no: it looks as Hugo's, who said nothing before.
  await answer("Léa", id, { answer: "yes" });
  await answer("Hugo", id, { answer: "yes" });
  const [lea, hugo] = (await seen(id)).offers.map(({ at: _at, member: _member, ...rest }) => rest);
  expect(lea).toEqual(hugo);
  expect((await seen(id)).counts).toEqual({ asked: 3, offered: 2, agreed: 0, done: 0 });
  // A colleague reads nothing of it at all.
  expect((await sessions["Inès"]!.call("getAsked", { params: { id } })).status).toBe(404);
  expect((await sessions["Léa"]!.call("getBrief", { params: { id } })).status).toBe(403);
});

test("each is told once, whatever is opened, saved and closed again; who said yes is told to who asked", async () => {
  const id = await brief(["Noah"]);
  const asked = async () => (await noticesOf("Noah")).filter(({ reason }) => reason === `brief/${id}/asked`);
  expect(await asked()).toHaveLength(1);
  await manager.call("turnBrief", { params: { id }, body: { revision: 2, state: "closed" } });
  await manager.call("turnBrief", { params: { id }, body: { revision: 3, state: "open" } });
  const next = { revision: 4, ...said, title: "Deux nuits", people: [people["Inès"]!.id] };
  const saved = await manager.call("saveBrief", { params: { id }, body: next });
  // Who was asked stays asked: the count would tell what they answered.
  expect([saved.status, saved.body.counts.asked, saved.body.people.length]).toEqual([200, 2, 1]);
  expect(await asked()).toHaveLength(1);
  // The answer to the same save was lost.
  expect((await manager.call("saveBrief", { params: { id }, body: next })).body.revision).toBe(5);
  const stale = await manager.call("saveBrief", { params: { id }, body: { ...next, title: "Autre" } });
  expect([stale.status, stale.body]).toMatchObject([409, { code: "brief_changed", details: { title: "Deux nuits" } }]);

  for (const word of ["Pourquoi pas ?", "Pourquoi pas ?"]) await answer("Noah", id, { answer: "yes", word });
  expect(await offerOf(id, "Noah")).toMatchObject({ word: "Pourquoi pas ?", revision: 2, state: "offered" });
  expect((await noticesOf("Claire")).filter(({ reason }) => reason.includes(id)).map(({ title }) => title)).toEqual([
    "Noah Untel est partant·e : Deux nuits",
  ]);
  // Taken back, it is gone for everybody.
  expect((await answer("Noah", id, { answer: "back" })).body.state).toBe("asked");
  expect((await seen(id)).offers).toEqual([]);
});

test("of two managers who answer an offer the first one counts, and the same answer twice is there once", async () => {
  const id = await brief(["Léa"]);
  await answer("Léa", id, { answer: "yes" });
  const both = await Promise.all([
    agree(id, "Léa"),
    other.call("answerOffer", { ...toOffer(id, "Léa"), body: { revision: 2, answer: "thank" } }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ code: "offer_changed", details: { id } });
  const fresh = await brief(["Hugo"]);
  await answer("Hugo", fresh, { answer: "yes" });
  expect([(await agree(fresh, "Hugo")).status, (await agree(fresh, "Hugo")).status]).toEqual([200, 200]);
  expect((await noticesOf("Hugo")).filter(({ reason }) => reason === `brief/${fresh}/agreed`)).toHaveLength(1);
  // What was agreed is no tap any more.
  for (const tap of ["yes", "no", "back"] as const)
    expect((await answer("Hugo", fresh, { answer: tap })).body, tap).toMatchObject({ code: "brief_answered" });
  expect(
    (await sessions["Hugo"]!.call("endAsked", { params: { id: fresh }, body: { word: "Trop de travail" } })).status,
  ).toBe(200);
  expect(await offerOf(fresh, "Hugo")).toMatchObject({ state: "ended", endedOwn: true, endWord: "Trop de travail" });
  expect(
    (await noticesOf("Claire")).some(({ reason }) => reason === `brief/${fresh}/ended/${people["Hugo"]!.id}`),
  ).toBe(true);
});

test("closed meanwhile, or over, nobody offers any more; what was agreed goes on", async () => {
  const id = await brief(["Léa", "Hugo", "Noah"]);
  await answer("Léa", id, { answer: "yes" });
  await agree(id, "Léa");
  await sql`update brief set last_day = current_date - 2 where id = ${id}`.execute(server.services.db);
  expect((await answer("Hugo", id, { answer: "yes" })).body).toMatchObject({ code: "brief_closed" });
  expect(
    (await sessions["Hugo"]!.call("listAsked", { query: { of: "now" } })).body.rows.map((row) => row.id),
  ).not.toContain(id);
  await manager.call("turnBrief", { params: { id }, body: { revision: 2, state: "closed" } });
  expect((await answer("Noah", id, { answer: "yes" })).body).toMatchObject({ code: "brief_closed" });
  // A no is theirs to say whenever they like.
  expect((await answer("Noah", id, { answer: "no" })).status).toBe(200);
  const finish = (body: Body<"finishAsked">) => sessions["Léa"]!.call("finishAsked", { params: { id }, body });
  expect((await finish({})).body).toMatchObject({ code: "brief_nothing" });
  expect((await finish({ link: "javascript:alert(1)" })).body).toMatchObject({ code: "no_link" });
  expect((await finish({ link: "blog.lumen.example/nuit", words: "C’est en ligne." })).body).toMatchObject({
    state: "done",
    made: { link: "https://blog.lumen.example/nuit", words: "C’est en ligne.", picture: null },
  });
  expect(
    (await manager.call("turnBrief", { params: { id }, body: { revision: 3, state: "open" } })).body,
  ).toMatchObject({
    code: "brief_past",
  });
});

test("what was made is carried from the company's accounts and the person's own: each begins one draft, and sees what is planned of the other's", async () => {
  const { db } = server.services;
  for (const [name, member] of [
    ["page", null],
    ["lea", people["Léa"]!.id],
  ] as const)
    await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id) values (${workspaceId}, 'mastodon', ${name}, ${name}, ${name}, ${member})`.execute(
      db,
    );
  const id = await brief(["Léa"]);
  await answer("Léa", id, { answer: "yes" });
  await agree(id, "Léa");
  expect((await manager.call("promoteOffer", toOffer(id, "Léa"))).body).toMatchObject({ code: "brief_not_done" });
  await sessions["Léa"]!.call("finishAsked", {
    params: { id },
    body: { link: "https://blog.lumen.example/nuit", words: "Trois heures du matin." },
  });
  const [one, two] = await Promise.all([
    manager.call("promoteOffer", toOffer(id, "Léa")),
    other.call("promoteOffer", toOffer(id, "Léa")),
  ]);
  expect([one.status, two.status, one.body.id]).toEqual([200, 200, two.body.id]);
  const company = (await manager.call("getEntry", { params: { id: one.body.id } })).body.entry;
  expect(company).toMatchObject({
    own: false,
    state: "draft",
    title: "Trois heures du matin.",
    accounts: [{ handle: "page" }],
  });
  const own = (await sessions["Léa"]!.call("promoteAsked", { params: { id } })).body.id;
  expect((await sessions["Léa"]!.call("getEntry", { params: { id: own } })).body.entry).toMatchObject({
    ...{ own: true, accounts: [{ handle: "lea" }], written: { link: "https://blog.lumen.example/nuit" } },
  });
  // Drafts are their writer's alone.
  expect((await offerOf(id, "Léa")).posts.map(({ own: theirs }) => theirs)).toEqual([false]);
  const mine = async () => (await sessions["Léa"]!.call("getAsked", { params: { id } })).body.posts;
  expect(await mine()).toMatchObject([{ own: true, entry: own, state: "draft" }]);
  const at = new Date(Date.now() + 3 * 86_400_000).toISOString();
  for (const [session, entry] of [
    [manager, one.body.id],
    [sessions["Léa"]!, own],
  ] as const)
    expect(
      (await session.call("planEntry", { params: { id: entry }, body: { revision: 1, when: { kind: "at", at } } }))
        .status,
    ).toBe(200);
  expect(await mine()).toMatchObject([{ state: "planned" }, { state: "planned" }]);
  // The company's is no page of Léa's, and hers none of the manager's.
  expect((await mine()).find(({ own: hers }) => !hers)!.entry).toBe(null);
  const told = (await offerOf(id, "Léa")).posts;
  expect([told.length, told.find(({ own: hers }) => hers)!.entry]).toEqual([2, null]);
  await sql`update workspace set person_figures = false where id = ${workspaceId}`.execute(db);
  expect((await offerOf(id, "Léa")).posts.map(({ own: hers }) => hers)).toEqual([false]);
  await sql`update workspace set person_figures = true where id = ${workspaceId}`.execute(db);
  // Planned, it is no draft to go on with: the next tap begins another one.
  expect((await manager.call("promoteOffer", toOffer(id, "Léa"))).body.id).not.toBe(one.body.id);
});

test("it asks who agreed to speak on its topic and who is in its team; nobody is no audience, and who is switched off cannot answer", async () => {
  const { db } = server.services;
  const topic = (await manager.call("createTopic", { body: { name: "Chantiers", colour: 1 } })).body.id;
  const team = (await manager.call("createTeam", { body: { name: "Terrain" } })).body.id;
  await sql`insert into speaker (workspace_id, topic_id, member_id, agrees) values (${workspaceId}, ${topic}, ${people["Léa"]!.id}, true),
    (${workspaceId}, ${topic}, ${people["Hugo"]!.id}, null)`.execute(db);
  await sql`insert into member_team (workspace_id, team_id, member_id) values (${workspaceId}, ${team}, ${people["Inès"]!.id}), (${workspaceId}, ${team}, ${people["Claire"]!.id})`.execute(
    db,
  );
  const id = await brief([], { topic, team });
  // Who opens it asks, and is not asked.
  expect((await seen(id)).counts.asked).toBe(2);
  const lonely = randomUUID();
  await manager.call("saveBrief", { params: { id: lonely }, body: { revision: 0, ...said, people: [] } });
  expect(
    (await manager.call("turnBrief", { params: { id: lonely }, body: { revision: 1, state: "open" } })).body,
  ).toMatchObject({
    code: "brief_nobody",
  });
  expect((await seen(lonely)).state).toBe("draft");
  const theirs = await createWorkspace(db, { name: "Elsewhere" });
  const stranger = await createMember(db, theirs.id, { role: "ambassador" });
  const body = { revision: 1, ...said, people: [stranger.id], topic: randomUUID() };
  expect((await manager.call("saveBrief", { params: { id: lonely }, body })).body).toMatchObject({
    people: [],
    topic: null,
  });
  await answer("Inès", id, { answer: "yes" });
  await sql`update member set disabled_at = now() where id = ${people["Inès"]!.id}`.execute(db);
  expect((await answer("Inès", id, { answer: "back" })).status).toBe(403);
  expect((await agree(id, "Inès")).status).toBe(404);
  await sql`update member set disabled_at = null where id = ${people["Inès"]!.id}`.execute(db);
});

test("whoever leaves takes their offers along, and their name leaves what others were told", async () => {
  const id = await brief(["Hugo", "Noah"]);
  await answer("Noah", id, { answer: "yes", word: "Je connais le lieu" });
  await agree(id, "Noah");
  const { status } = await sessions["Noah"]!.call("leaveMe", { body: { email: people["Noah"]!.email } });
  expect(status).toBe(200);
  expect(await seen(id)).toMatchObject({ offers: [], counts: { asked: 1, agreed: 0 } });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from notice where workspace_id = ${workspaceId}
    and (data::text like '%Noah Untel%' or reason like ${`%${people["Noah"]!.id}%`})`.execute(server.services.db);
  expect(rows[0]!.n).toBe(0);
});
