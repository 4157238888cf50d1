import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
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
