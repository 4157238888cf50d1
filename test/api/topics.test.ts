import { afterAll, beforeAll, expect, test } from "vitest";
import { listPublishers } from "#server/run/publishers.ts";
import { putInTeams } from "#server/teams/change.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { createThings, sampleMap } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let admin: Session;
let manager: Session;
let lea: Session;
let person: TestMember;
let account: string;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const join = (role: "admin" | "manager" | "ambassador") => createMember(db, workspaceId, { role });
  const enter = async (member: TestMember) => signIn(server.app, server.services, member);
  admin = await enter(await join("admin"));
  manager = await enter(await join("manager"));
  person = await join("ambassador");
  lea = await enter(person);
  account = (await createThings(server.services, workspaceId, person.id)).account;
});
afterAll(() => server.close());

const make = async (name: string) => (await manager.call("createTopic", { body: { name } })).body;
const follows = async (...ids: string[]) => lea.call("setMyTopics", { body: { topics: ids } });
const picked = async () =>
  (await listPublishers(server.services.db, workspaceId)).find(({ member }) => member === person.id)!;
const choices = async (topic: string) =>
  server.services.db
    .selectFrom("consent")
    .select(["mode", "topic"])
    .where("account_id", "=", account)
    .where("topic", "=", topic)
    .where("withdrawn_at", "is", null)
    .execute();
const choose = (topic: string, mode: string) =>
  server.services.db
    .insertInto("consent")
    .values({ workspace_id: workspaceId, account_id: account, topic, mode, granted_by: person.id, receipt: "{}" })
    .execute();

test("A topic keeps its key when it is renamed; no other takes a name that it had, and maps find it by all of them", async () => {
  const topic = await make("Emploi");
  expect(topic).toMatchObject({ key: "Emploi", name: "Emploi", names: ["emploi"] });
  const renamed = await manager.call("changeTopic", { params: { id: topic.id }, body: { name: "Carrière" } });
  expect(renamed.body).toMatchObject({ key: "Emploi", name: "Carrière", names: ["carriere", "emploi"] });
  for (const name of ["emploi ", "CARRIERE"])
    expect((await manager.call("createTopic", { body: { name } })).status).toBe(409);
  await follows(topic.id);
  const { topics, called } = await picked();
  expect([topics, called?.get("carriere"), called?.get("emploi")]).toEqual([["Emploi"], "Emploi", "Emploi"]);
});

test("Who never chose takes everything; from their first choice on none is none, and an account can be kept to some", async () => {
  const [sport, news] = [await make("Sport"), await make("Actualités")];
  const other = await createMember(server.services.db, workspaceId, { role: "ambassador" });
  const before = (await signIn(server.app, server.services, other)).call("myTopics");
  expect((await before).body).toMatchObject({ chosen: false });
  await follows(sport.id, news.id);
  await lea.call("changeAccount", { params: { id: account }, body: { topics: ["sport"] } });
  expect(await picked()).toMatchObject({ topics: ["Sport"], chose: true });
  // What it was kept to is followed no more: it takes what is.
  await follows(news.id);
  expect(await picked()).toMatchObject({ topics: ["Actualités"], chose: true });
  await follows();
  expect(await picked()).toMatchObject({ topics: [], chose: true });
  expect((await follows(crypto.randomUUID())).status).toBe(404);
});

test("An archived topic is offered to nobody, and stays with whoever follows it", async () => {
  const topic = await make("Salon");
  await follows(topic.id);
  await manager.call("changeTopic", { params: { id: topic.id }, body: { archived: true } });
  expect((await lea.call("myTopics")).body.rows).toContainEqual(
    expect.objectContaining({ id: topic.id, follows: true }),
  );
  expect((await follows(topic.id)).status).toBe(200);
  expect((await picked()).topics).toEqual(["Salon"]);
  await follows();
  expect((await lea.call("myTopics")).body.rows.map(({ id }) => id)).not.toContain(topic.id);
  expect((await follows(topic.id)).status).toBe(404);
});

test("Merging topics brings names and followers along, and raises nobody's choice: the stricter holds", async () => {
  const [from, into] = [await make("Recherche"), await make("Santé")];
  await follows(from.id);
  await choose(into.key, "auto");
  const merged = await manager.call("mergeTopic", { params: { id: from.id }, body: { into: into.id } });
  expect(merged.body.names).toEqual(["recherche", "sante"]);
  expect((await picked()).topics).toEqual(["Santé"]);
  expect(await choices("Santé")).toEqual([{ mode: "ask", topic: "Santé" }]);
  const [third, fourth] = [await make("Vélo"), await make("Ville")];
  await choose(third.key, "paused");
  await choose(fourth.key, "auto");
  await manager.call("mergeTopic", { params: { id: third.id }, body: { into: fourth.id } });
  expect((await choices("Ville")).map(({ mode }) => mode).toSorted()).toEqual(["ask", "paused"]);
  expect(await choices("Vélo")).toEqual([]);
  expect((await manager.call("mergeTopic", { params: { id: into.id }, body: { into: into.id } })).status).toBe(400);
});

test("A topic that is given to somebody is fed by them alone, and by an administrator", async () => {
  const topic = await make("Direction");
  const boss = await createMember(server.services.db, workspaceId, { role: "manager" });
  await admin.call("changeTopic", { params: { id: topic.id }, body: { feeders: [boss.id] } });
  const document = sampleMap();
  document.nodes[1] = { ...document.nodes[1]!, config: { networks: [], topics: ["direction"] } };
  const { body: map } = await manager.call("createMap", { body: { name: "Direction", document } });
  const publish = (who: Session) => who.call("publishMap", { params: { id: map.id }, body: { revision: 1 } });
  expect(await publish(manager)).toMatchObject({
    status: 403,
    body: { message: { en: expect.stringContaining("Direction") } },
  });
  expect((await publish(await signIn(server.app, server.services, boss))).status).toBe(200);
  const { body: use } = await manager.call("topicUse");
  expect(use.topics.find(({ id }) => id === topic.id)).toMatchObject({
    followers: 0,
    maps: [{ id: map.id, live: true }],
    feeders: [{ id: boss.id }],
  });
});

test("Teams keep their key; people are put into them, by a list too, and choose themselves only where the workspace lets them", async () => {
  const { body: team } = await manager.call("createTeam", { body: { name: "Études & travaux" } });
  await manager.call("renameTeam", { params: { id: team.id }, body: { name: "Travaux" } });
  for (const name of ["travaux", "etudes & travaux"])
    expect((await manager.call("createTeam", { body: { name } })).status).toBe(409);
  await manager.call("changeTeamPeople", { params: { id: team.id }, body: { add: [person.id] } });
  await server.services.db
    .transaction()
    .execute((trx) => putInTeams(trx, { workspaceId, memberId: person.id }, ["TRAVAUX", "Lyon", " "]));
  expect((await picked()).teams).toEqual(["etudes & travaux", "lyon"]);
  const leave = () => lea.call("setMyPlace", { body: { place: "Lyon", teams: [] } });
  expect((await leave()).status).toBe(403);
  await manager.call("openTeams", { body: { open: true } });
  expect((await leave()).status).toBe(200);
  expect((await lea.call("myTopics")).body).toMatchObject({ place: "Lyon", teamsOpen: true });
  expect((await picked()).teams).toEqual([]);
  expect((await manager.call("teamPeople", { params: { id: team.id } })).body.rows).toContainEqual({
    id: person.id,
    name: person.name,
    place: "Lyon",
    member: false,
  });
});

test("The editorial line is written whole: what is wanted of whom, the topics for them; what is deleted takes its wires along", async () => {
  const topic = await make("Lumière");
  const said = { name: "Qu’ils candidatent", description: "" };
  const { objectives } = (await manager.call("createObjective", { body: said })).body;
  const objective = objectives.at(-1)!.id;
  const gone = crypto.randomUUID();
  const aims = [
    { objective, note: "une journée ici" },
    { objective: gone, note: "" },
  ];
  const body = { name: "Futurs collègues", description: "", topics: [topic.id, gone], aims };
  const line = (await manager.call("createAudience", { body })).body;
  const audience = line.audiences.at(-1)!.id;
  expect(line.audiences.at(-1)).toEqual({ ...body, aims: undefined, id: audience, topics: [topic.id] });
  expect(line.aims).toEqual([{ audience, objective, note: "une journée ici" }]);
  // An objective that is renamed keeps its wires.
  await manager.call("changeObjective", { params: { id: objective }, body: { ...said, name: "Qu’ils viennent" } });
  const wired = await manager.call("setAim", { body: { audience, objective, note: "portes ouvertes" } });
  expect(wired.body.aims).toEqual([{ audience, objective, note: "portes ouvertes" }]);
  expect((await manager.call("setAim", { body: { audience, objective: gone, note: "" } })).status).toBe(404);
  expect((await manager.call("deleteObjective", { params: { id: objective } })).body.aims).toEqual([]);
  expect((await manager.call("deleteObjective", { params: { id: objective } })).status).toBe(404);
  const many = await Promise.all(
    Array.from({ length: 62 }, (_, n) => manager.call("createObjective", { body: { ...said, name: `Objectif ${n}` } })),
  );
  expect(many.map(({ status }) => status).filter((status) => status === 422)).toHaveLength(
    62 + objectives.length - 1 - 60,
  );
});

test("Who is proposed to speak on a topic answers themselves, and a no is theirs to take back", async () => {
  const topic = await make("Matières");
  const propose = (speaks: boolean) =>
    manager.call("setSpeaker", { body: { topic: topic.id, member: person.id, speaks } });
  const answer = (agrees: boolean) => lea.call("answerSpeaking", { params: { id: topic.id }, body: { agrees } });
  const told = async () =>
    (await manager.call("editorialLine", {})).body.speakers.filter((each) => each.topic === topic.id);
  expect((await answer(true)).status).toBe(404);
  await propose(true);
  expect((await lea.call("mySpeaking", {})).body.rows).toEqual([{ topic: topic.id, name: "Matières", agrees: null }]);
  await answer(false);
  for (const speaks of [false, true]) await propose(speaks);
  expect(await told()).toMatchObject([{ member: { id: person.id }, agrees: false }]);
  await answer(true);
  expect(await told()).toMatchObject([{ agrees: true }]);
  await propose(false);
  expect([await told(), (await lea.call("mySpeaking", {})).body.rows]).toEqual([[], []]);
});

test("The tone is for everybody who writes; own sites are compared by their host", async () => {
  const rules = { sentence: 20, avoid: ["synergie"], capitals: true, hashtags: 3, exclamations: null };
  await manager.call("setTone", { body: { network: "", notes: "Nous.", rules } });
  expect((await lea.call("toneNotes", {})).body.tones).toEqual([{ network: "", notes: "Nous.", rules }]);
  const share = (ownSites: string[]) => manager.call("changeEditorial", { body: { ownShare: 60, ownSites } });
  expect((await share(["https://www.Example.org/blog", "example.org", "café.example"])).body).toMatchObject({
    ownShare: 60,
    ownSites: ["example.org", "xn--caf-dma.example"],
  });
  for (const none of ["localhost", "127.0.0.1", "a b.c", "://"]) expect((await share([none])).status, none).toBe(422);
});
