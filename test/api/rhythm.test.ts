import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { emptyIdea, emptyLesson } from "#engine/own-lesson.ts";
import { fearNames } from "#engine/survey.ts";
import { names, samples } from "./samples.ts";
import { createThings, type Things } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let lea: TestMember;
let owner: Session;
let things: Things;
const enter = (member: TestMember) => signIn(server.app, server.services, member);
const join = (role: "admin" | "manager" | "ambassador") => createMember(server.services.db, workspaceId, { role });

beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db)).id;
  lea = await join("ambassador");
  owner = await enter(lea);
  things = await createThings(server.services, workspaceId, lea.id);
});
afterAll(() => server.close());

const params = () => ({ id: things.account });
const change = (body: Record<string, unknown>) => owner.call("changeAccount", { params: params(), body });
const modeOf = async (topic: string) => {
  const { rows } = await sql<{ mode: string }>`
    select mode from ledger_consent(${workspaceId}::uuid, ${things.account}::uuid, ${topic}, now())`.execute(
    server.services.db,
  );
  return rows[0]?.mode;
};

test("An owner sets shares of the week and month and days off; never all seven, and each change has its receipt in their words", async () => {
  const changed = await change({ weeklyCap: 2, daysOff: [7, 6], quietFrom: 1140, quietTo: 480, zone: "Europe/Paris" });
  expect(changed.body).toMatchObject({ weeklyCap: 2, monthlyCap: null, daysOff: [6, 7] });
  expect((await change({ daysOff: [1, 2, 3, 4, 5, 6, 7] })).status).toBe(400);
  await change({ weeklyCap: null, monthlyCap: 4 });
  const { rows } = (await owner.call("listReceipts")).body;
  const paces = rows.filter(({ kind }) => kind === "pace");
  expect(paces).toHaveLength(2);
  expect(paces[0]).toMatchObject({
    ended: null,
    words: expect.stringContaining("at most 4 a month, I am asked each time."),
  });
  expect(paces[1]?.words).toContain("Never at the weekend, nor from 19:00 to 8:00. Time zone: Europe/Paris.");
  expect(paces[1]?.ended).not.toBeNull();
});

test("A share that is set in the middle of the week counts what went out before", async () => {
  const { db } = server.services;
  await db
    .updateTable("delivery")
    .set({ state: "published", gated_at: new Date().toISOString() })
    .where("account_id", "=", things.account)
    .execute();
  await change({ weeklyCap: 1 });
  const { rows } = await sql<{
    used: number;
  }>`select used from budget where scope = ${`day/${things.account}`}`.execute(db);
  expect(rows).toEqual([{ used: 1 }]);
});

test("A choice for one topic stands beside the one for everything, and ends by itself or with it", async () => {
  const topic = (await owner.call("listTopics")).body.rows.find(({ id }) => id === things.topic)!;
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const set = await owner.call("setMode", { params: params(), body: { mode: "auto", until, topic: topic.id } });
  expect(set.body).toMatchObject({ mode: "ask", topicModes: [{ topic: topic.key, mode: "auto" }] });
  expect([await modeOf(topic.key), await modeOf("")]).toEqual(["auto", "ask"]);
  const beyond = new Date(Date.now() + 400 * 86_400_000).toISOString();
  for (const body of [
    { mode: "auto", until: beyond, topic: topic.id },
    { mode: "ask", until, topic: topic.id },
  ])
    expect((await owner.call("setMode", { params: params(), body })).status).toBe(400);
  await owner.call("endTopicMode", { params: { ...params(), topic: topic.id } });
  expect(await modeOf(topic.key)).toBe("ask");
  await owner.call("setMode", { params: params(), body: { mode: "auto", topic: topic.id } });
  await owner.call("setMode", { params: params(), body: { mode: "ask" } });
  expect(await modeOf(topic.key)).toBe("ask");
  const [receipt] = (await owner.call("listReceipts")).body.rows.filter(({ words }) =>
    words.includes(`“${topic.name}”`),
  );
  expect(receipt).toMatchObject({ kind: "mode", ended: expect.any(String) });
});

test("Receipts are downloaded as a text and as JSON, by their owner alone", async () => {
  const all = (await owner.call("listReceipts", { query: { limit: 200 } })).body.rows;
  const file = async (who: Session, as: "text" | "json") =>
    (await who.call("downloadReceipts", { query: { as } })) as unknown as { status: number; body: unknown };
  expect((await file(owner, "json")).body).toMatchObject({ person: lea.name, receipts: all });
  const other = await enter(await join("admin"));
  expect((await other.call("listReceipts")).body.rows).toEqual([]);
  const text = await server.app.inject({
    url: "/api/me/receipts/file",
    headers: { cookie: owner.cookie },
  });
  expect(text.headers["content-type"]).toContain("text/plain");
  for (const { words } of all) expect(text.body).toContain(words);
});

test("No route lets anybody else raise what a person chose: whatever an administrator or manager calls, it stays asked, at the same pace", async () => {
  const hidden = await join("ambassador");
  const theirs = await createThings(server.services, workspaceId, hidden.id, { state: "held" });
  const { db } = server.services;
  await db.updateTable("account").set({ weekly_cap: 2, days_off: 96 }).where("id", "=", theirs.account).execute();
  // With the topic that is theirs paused: merging and renaming topics is among the calls.
  await db
    .insertInto("consent")
    .values({ workspace_id: workspaceId, account_id: theirs.account, topic: "Sujet 2", mode: "paused", receipt: "{}" })
    .execute();
  // What a manager may call an administrator may, too.
  const member = await join("admin");
  // Among the calls is one that deletes a person.
  const spare = await join("ambassador");
  let session = await enter(member);
  for (const name of names) {
    const { access } = api[name];
    if (typeof access === "string" || !(access as readonly string[]).includes("admin")) continue;
    const answer = await session.call(name, samples[name].input(theirs, spare));
    if (answer.status === 401 || name === "signOut") session = await enter(member);
  }
  const forced = { mode: "auto" as const, until: new Date(Date.now() + 86_400_000).toISOString() };
  for (const role of ["manager", "admin"] as const) {
    const boss = await enter(await join(role));
    for (const topic of [undefined, things.topic])
      expect([403, 404]).toContain(
        (await boss.call("setMode", { params: { id: theirs.account }, body: { ...forced, topic } as never })).status,
      );
  }
  const { rows } = await sql<{ mode: string }>`
    select mode from consent where account_id = ${theirs.account}::uuid and mode = 'auto'`.execute(db);
  expect(rows).toEqual([]);
  const account = await db
    .selectFrom("account")
    .select(["weekly_cap", "days_off"])
    .where("id", "=", theirs.account)
    .executeTakeFirst();
  expect(account).toEqual({ weekly_cap: 2, days_off: 96 });
}, 60_000);

test("Lessons are kept where they were left, finished ones stay so; asked for before automatic posts, they hold back a new choice and no old one", async () => {
  const manager = await enter(await join("manager"));
  const person = await join("ambassador");
  const learner = await enter(person);
  const theirs = (await createThings(server.services, workspaceId, person.id)).account;
  const auto = () => learner.call("setMode", { params: { id: theirs }, body: { mode: "auto" } });
  const keep = (name: string, step: number) => learner.call("keepLesson", { params: { name }, body: { step } });
  // Chosen before the rule.
  expect((await auto()).status).toBe(200);
  expect((await learner.call("saveTrainingRule", { body: { first: true } })).status).toBe(403);
  expect((await manager.call("saveTrainingRule", { body: { first: true } })).body.first).toBe(true);
  const { rows } = await sql<{ mode: string }>`
    select mode from ledger_consent(${workspaceId}::uuid, ${theirs}::uuid, '', now())`.execute(server.services.db);
  expect(rows[0]?.mode).toBe("auto");
  const refused = await auto();
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: "training_first", message: { en: expect.stringContaining("3 to go") } });
  expect((await learner.call("setMode", { params: { id: theirs }, body: { mode: "ask" } })).status).toBe(200);

  const { rows: lessons, certified } = (await learner.call("listTraining")).body;
  expect(certified).toBeNull();
  const basic = lessons.filter(({ kind }) => kind === "basic");
  expect(basic).toHaveLength(3);
  expect((await keep("why", 2)).body).toMatchObject({ step: 2, doneAt: null });
  expect((await learner.call("readLesson", { params: { name: "why" } })).body.step).toBe(2);
  for (const { name, screens } of basic) {
    expect((await auto()).status).toBe(409);
    expect((await keep(name, screens)).body.doneAt).not.toBeNull();
  }
  // Read again from its beginning: it stays finished.
  expect((await keep("why", 0)).body.doneAt).not.toBeNull();
  expect((await learner.call("listTraining")).body.certified).not.toBeNull();
  expect((await auto()).status).toBe(200);
  expect((await keep("nothing", 1)).status).toBe(404);

  // One person is no number, whatever is shown of posts.
  const { done, fewest } = (await manager.call("readTrainingRule")).body;
  expect(done).toEqual([]);
  const others = await Promise.all(Array.from({ length: fewest - 1 }, () => join("ambassador")));
  await server.services.db
    .insertInto("training")
    .values(
      others.map(({ id }) => ({
        ...{ workspace_id: workspaceId, member_id: id, lesson: "why" },
        done_at: new Date().toISOString(),
      })),
    )
    .execute();
  expect((await manager.call("readTrainingRule")).body.done).toContainEqual({ lesson: "why", people: fewest });
  await manager.call("saveTrainingRule", { body: { first: false } });
});

test("Every network on which people post has its screen in the lesson about posts, and each question one right answer", async () => {
  const { parts } = (await owner.call("readLesson", { params: { name: "post" } })).body;
  const { networks } = server.services.nodes;
  const titles = parts.flatMap((part) => (part.kind === "idea" && part.picture === "network" ? [part.title.en] : []));
  const advised = [...networks.values()].filter(({ advice }) => advice !== undefined);
  expect(titles).toEqual(advised.map(({ card }) => `On ${card.title}`));
  expect(titles.length).toBeGreaterThanOrEqual(5);
  for (const { name } of (await owner.call("listTraining")).body.rows)
    for (const part of (await owner.call("readLesson", { params: { name } })).body.parts)
      if (part.kind === "question") expect(part.answers[part.right], `${name}: ${part.ask.en}`).toBeDefined();
});

const answer = (leads: "yes" | "no" | "unsaid", words = "") => ({
  fears: ["time", "judged"] as const,
  wishes: ["choose"] as const,
  ease: 2 as const,
  leads,
  words,
});

test("A survey is answered once, told only when it is closed, of five and more, and no group of it can be worked out from the others", async () => {
  const { db } = server.services;
  const place = (await createWorkspace(db)).id;
  const come = async (role: "manager" | "ambassador") => enter(await createMember(db, place, { role }));
  const manager = await come("manager");
  const people = [manager];
  for (let count = 0; count < 12; count += 1) people.push(await come("ambassador"));
  const rounds = async () => (await manager.call("listSurveys")).body.rows;
  const reply = (who: Session, number: number, leads: "yes" | "no" | "unsaid", words = "") =>
    who.call("answerSurvey", { params: { number }, body: answer(leads, words) as never });

  expect((await people[1]!.call("openSurvey", { body: { stage: "before" } })).status).toBe(403);
  const { number } = (await manager.call("openSurvey", { body: { stage: "before" } })).body;
  expect((await manager.call("openSurvey", { body: { stage: "after" } })).status).toBe(409);
  const asked = await sql<{ count: number }>`
    select count(*)::int as count from notice where workspace_id = ${place} and reason = ${`survey/${number}`}`.execute(
    db,
  );
  expect(asked.rows[0]?.count).toBe(people.length);

  for (const who of people.slice(0, 4)) expect((await reply(who, number, "no", "Zut")).status).toBe(200);
  // Twice, also at once: the second one counts nowhere.
  expect((await reply(people[0]!, number, "no")).body).toMatchObject({ code: "survey_answered" });
  expect(await rounds()).toMatchObject([{ answers: null, result: null }]);
  const both = await Promise.all([reply(people[4]!, number, "no", "Ah"), reply(people[4]!, number, "yes", "Ah")]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await reply(people[5]!, number, "unsaid", "=1+1");
  // Open: how many only in fives, and nothing else.
  expect(await rounds()).toMatchObject([{ answers: 5, result: null }]);

  // Nothing that is stored joins a person with an answer, or an answer with a time.
  const { rows: kept } = await sql<{ sums: unknown; words: string[] }>`
    select sums, words from survey where workspace_id = ${place}`.execute(db);
  expect(kept[0]!.words).toEqual(["=1+1", "Ah", "Zut", "Zut", "Zut", "Zut"]);
  expect(JSON.stringify(kept)).not.toMatch(/[0-9a-f]{8}-|20\d\d-/u);
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = 'survey_done' order by 1`.execute(db);
  expect(columns.map(({ name }) => name)).toEqual(["member_id", "number", "workspace_id"]);
  const { rows: deeds } = await sql<{ action: string }>`
    select distinct action from audit where workspace_id = ${place} and member_id is not null`.execute(db);
  expect(deeds.map(({ action }) => action)).not.toContain("survey.answer");

  expect((await manager.call("closeSurvey", { params: { number } })).status).toBe(200);
  const [first] = await rounds();
  expect(first).toMatchObject({ answers: 6, result: { all: { people: 6, fears: { time: 6 } } } });
  // Of those who did not say, or lead, there are too few: from the others and the whole they would be known.
  expect(first!.result!.apart).toBeNull();
  expect(first!.result!.words.toSorted()).toEqual(["=1+1", "Ah", "Zut", "Zut", "Zut", "Zut"]);
  const { rows: left } = await sql`select from survey_done where workspace_id = ${place}`.execute(db);
  expect(left).toHaveLength(0);
  expect((await reply(people[7]!, number, "no")).body).toMatchObject({ code: "survey_closed" });

  // Four answers, and four words among enough answers, are nothing.
  const second = (await manager.call("openSurvey", { body: { stage: "after" } })).body.number;
  for (const who of people.slice(0, 4)) await reply(who, second, "no", "Bon");
  await manager.call("closeSurvey", { params: { number: second } });
  expect((await rounds())[0]).toMatchObject({ answers: null, result: null });
  const third = (await manager.call("openSurvey", { body: { stage: "after" } })).body.number;
  for (const [index, who] of people.slice(0, 11).entries())
    await reply(who, third, index < 5 ? "yes" : "no", index < 4 ? "Bon" : "");
  // Whoever leaves takes along that they answered, and nothing of the sums.
  await sql`delete from member where workspace_id = ${place} and id = (
    select member_id from survey_done where workspace_id = ${place} limit 1)`.execute(db);
  expect((await sql`select from survey_done where workspace_id = ${place}`.execute(db)).rows).toHaveLength(10);
  const closer = await come("manager");
  await closer.call("closeSurvey", { params: { number: third } });
  expect((await closer.call("listSurveys")).body.rows[0]).toMatchObject({
    answers: 11,
    result: { words: [], apart: { yes: { people: 5 }, no: { people: 6 }, unsaid: { people: 0 } } },
  });
}, 60_000);

test("A company's own questions stand before those that ship, in one language for both; another's cannot be changed", async () => {
  const manager = await enter(await join("manager"));
  const own = { ask: { en: "", fr: "Et le samedi ?" }, answer: { en: "", fr: "Jamais." } };
  const { id } = (await manager.call("addObjection", { body: own })).body;
  const [first, ...others] = (await owner.call("listObjections")).body.rows.filter(
    (row) => row.id === id || row.own === null,
  );
  expect(first).toEqual({
    id,
    ask: { en: "Et le samedi ?", fr: "Et le samedi ?" },
    answer: { en: "Jamais.", fr: "Jamais." },
    own,
  });
  expect(others.map((row) => row.id)).toEqual([...fearNames]);
  const half = { ask: { en: "Saturdays?", fr: "" }, answer: { en: "", fr: "Jamais." } };
  expect((await manager.call("addObjection", { body: half })).status).toBe(400);
  expect((await owner.call("changeObjection", { params: { id }, body: own })).status).toBe(403);
  expect((await manager.call("deleteObjection", { params: { id } })).status).toBe(200);
  expect((await manager.call("deleteObjection", { params: { id } })).status).toBe(404);
});

test("A mentor and a newcomer both say yes before they are told how to reach each other; either ends it, leaving ends it, and nobody else can touch it", async () => {
  const { db } = server.services;
  const place = (await createWorkspace(db)).id;
  const made = (role: "manager" | "ambassador", name: string) => createMember(db, place, { role, name });
  const [maia, nils, omar] = await Promise.all([
    made("ambassador", "Maïa Legrand"),
    made("ambassador", "Nils Roy"),
    made("ambassador", "Omar Ba"),
  ]);
  const boss = await enter(await made("manager", "Rose Diallo"));
  const [mentor, newcomer, other] = [await enter(maia), await enter(nils), await enter(omar)];
  const seen = async (who: Session) => (await who.call("readMentoring")).body;
  const ask = (who: Session) => who.call("askMentor", { body: { mentor: maia.id, reach: "Poste 3" } });

  expect((await ask(newcomer)).status).toBe(404);
  await mentor.call("offerMentor", { body: { capacity: 1, reach: "Bureau 12" } });
  // Another workspace's mentor, newcomer and pair are none here.
  expect((await ask(owner)).status).toBe(404);
  const foreign = { mentor: maia.id, newcomer: lea.id };
  expect((await boss.call("suggestPair", { body: foreign })).status).toBe(404);
  expect((await seen(newcomer)).free).toEqual([{ id: maia.id, name: "Maïa", place: "" }]);
  const { id } = (await ask(newcomer)).body;
  expect((await ask(newcomer)).body).toMatchObject({ code: "mentor_full" });
  expect((await ask(other)).body).toMatchObject({ code: "mentor_full" });
  expect((await seen(other)).free).toEqual([]);
  // One yes is none: nobody is told how to reach anybody.
  expect((await seen(newcomer)).mentor).toEqual({ id, name: "Maïa", state: "asked", reach: null });
  expect((await seen(mentor)).newcomers).toEqual([{ id, name: "Nils", state: "asks", reach: null }]);
  for (const who of [other, boss, owner])
    for (const call of ["answerPair", "endPair"] as const)
      expect((await who.call(call, { params: { id }, body: {} } as never)).status).toBe(404);
  await mentor.call("answerPair", { params: { id }, body: {} });
  expect((await seen(newcomer)).mentor).toEqual({ id, name: "Maïa", state: "on", reach: "Bureau 12" });
  expect((await seen(mentor)).newcomers).toEqual([{ id, name: "Nils", state: "on", reach: "Poste 3" }]);
  expect((await newcomer.call("readTrack")).body.track?.steps).toContainEqual({ name: "mentor", done: true });
  await newcomer.call("endPair", { params: { id } });
  expect((await seen(mentor)).newcomers).toEqual([]);

  // Suggested: both have to say yes, the newcomer with how they are reached.
  expect((await boss.call("listNewcomers")).body.newcomers.map(({ name }) => name).toSorted()).toEqual([
    "Nils Roy",
    "Omar Ba",
  ]);
  await boss.call("suggestPair", { body: { mentor: maia.id, newcomer: omar.id } });
  const pair = (await seen(other)).mentor!;
  expect(pair).toMatchObject({ name: "Maïa", state: "asks", reach: null });
  await mentor.call("answerPair", { params: { id: pair.id }, body: {} });
  expect((await other.call("answerPair", { params: { id: pair.id }, body: {} })).status).toBe(409);
  await other.call("answerPair", { params: { id: pair.id }, body: { reach: "Quai 2" } });
  expect((await seen(mentor)).newcomers).toMatchObject([{ name: "Omar", state: "on", reach: "Quai 2" }]);
  expect((await mentor.call("leaveMe", { body: { email: maia.email } })).status).toBe(200);
  expect(await seen(other)).toMatchObject({ mentor: null, free: [] });
  expect((await sql`select from mentoring where workspace_id = ${place}`.execute(db)).rows).toHaveLength(0);

  // The path goes when it is put away, and by itself after four weeks.
  await newcomer.call("hideTrack", { body: { hidden: true } });
  expect((await newcomer.call("readTrack")).body).toEqual({ track: null, hidden: true });
  await newcomer.call("hideTrack", { body: { hidden: false } });
  expect((await newcomer.call("readTrack")).body.track).toMatchObject({ week: 1 });
  await sql`update member set created_at = now() - interval '29 days' where id = ${nils.id}`.execute(db);
  expect((await newcomer.call("readTrack")).body).toEqual({ track: null, hidden: false });
}, 60_000);

test("A company's own lesson is read as it was published, may come before automatic posts, and leads to the web's own pages only", async () => {
  const manager = await enter(await join("manager"));
  const person = await join("ambassador");
  const reader = await enter(person);
  const theirs = (await createThings(server.services, workspaceId, person.id)).account;
  const content = emptyLesson("fr");
  const { id } = (await manager.call("createOwnLesson", { body: { content } })).body;
  const publish = (revision: number) => manager.call("publishOwnLesson", { params: { id }, body: { revision } });
  expect((await publish(1)).body).toMatchObject({ code: "lesson_lacks" });
  const fr = (text: string) => ({ en: "", fr: text });
  const idea = (video: string) => ({ ...emptyIdea, title: fr("Le quai"), text: fr("Un.\n\nDeux."), video });
  const written = (video: string) => ({
    ...content,
    title: fr("Nos quais"),
    about: fr("Où l’on va."),
    parts: [idea(video)],
  });
  const save = (revision: number, video: string) =>
    manager.call("saveOwnLesson", { params: { id }, body: { revision, content: written(video) as never } });
  // A picture that is none of this library's, or another workspace's, is nobody's to show.
  const foreign = { ...written(""), parts: [{ ...idea(""), medium: randomUUID() }] };
  expect(
    (await manager.call("saveOwnLesson", { params: { id }, body: { revision: 1, content: foreign as never } })).body,
  ).toMatchObject({ code: "picture_gone" });
  await save(1, "javascript:alert(1)");
  expect((await publish(2)).body).toMatchObject({
    code: "lesson_lacks",
    message: { en: expect.stringContaining("https://") },
  });
  expect((await save(1, "")).status).toBe(409);
  expect((await save(2, "https://video.example.org/quai")).body).toEqual({ revision: 3 });
  const read = () => reader.call("readLesson", { params: { name: id } });
  expect((await read()).status).toBe(404);
  expect((await publish(3)).status).toBe(200);
  expect((await read()).body.parts).toMatchObject([
    {
      title: { en: "Le quai", fr: "Le quai" },
      text: [{ fr: "Un." }, { fr: "Deux." }],
      video: "https://video.example.org/quai",
    },
  ]);
  // What is written on is not what is read.
  await save(3, "https://video.example.org/autre");
  expect((await read()).body.parts).toMatchObject([{ video: "https://video.example.org/quai" }]);
  expect((await owner.call("readOwnLesson", { params: { id } })).status).toBe(403);

  await manager.call("requireOwnLesson", { params: { id }, body: { required: true } });
  await manager.call("saveTrainingRule", { body: { first: true } });
  const auto = async () => (await reader.call("setMode", { params: { id: theirs }, body: { mode: "auto" } })).status;
  for (const name of ["why", "post", "care"])
    await reader.call("keepLesson", { params: { name }, body: { step: 200 } });
  expect(await auto()).toBe(409);
  await reader.call("keepLesson", { params: { name: id }, body: { step: 200 } });
  expect(await auto()).toBe(200);
  await manager.call("saveTrainingRule", { body: { first: false } });
  await manager.call("withdrawOwnLesson", { params: { id } });
  expect((await read()).status).toBe(404);
  expect((await manager.call("deleteOwnLesson", { params: { id } })).status).toBe(200);
  expect((await sql`select from training where lesson = ${id}`.execute(server.services.db)).rows).toHaveLength(0);
});
