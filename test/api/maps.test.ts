import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { NodeError } from "#engine/node.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, sampleMap } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let lea: Session;
let hugo: Session;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (name: string) =>
    signIn(server.app, server.services, await createMember(db, workspaceId, { role: "manager", name }));
  lea = await enter("Léa Martin");
  hugo = await enter("Hugo Bernard");
  // Somebody the sample map can reach.
  const ambassador = await createMember(db, workspaceId, { role: "ambassador" });
  await createThings(server.services, workspaceId, ambassador.id);
});
afterAll(() => server.close());

const create = async (name = "Actualités") =>
  (await lea.call("createMap", { body: { name, document: sampleMap() } })).body;

test("An empty map starts as a draft with the problems that forbid publishing it", async () => {
  const { body: map, status } = await lea.call("createMap", { body: { name: "Vide" } });
  expect(status).toBe(200);
  expect(map).toMatchObject({
    name: "Vide",
    state: "draft",
    revision: 1,
    live: null,
    document: { name: "Vide", nodes: [] },
  });
  expect(map.problems.some((problem) => problem.severity === "error")).toBe(true);
  expect(await lea.call("publishMap", { params: { id: map.id }, body: { revision: 1 } })).toMatchObject({
    status: 422,
    body: { code: "map_problems", details: map.problems },
  });
});

test("An RSS step that was given a network's page says at the try which source reads it, and a feed that fails says why", async () => {
  const reading = vi.spyOn(server.services.feeds, "read");
  const text = { en: "It is no feed.", fr: "Ce n’est pas un flux." };
  reading.mockRejectedValue(new NodeError("not_a_feed", text, { retry: false }));
  const tried = async (url: string) => (await lea.call("checkSource", { body: { type: "rss", config: { url } } })).body;
  const better = (type: string, config: object) => ({ type, config, label: expect.anything() });
  const channel = "https://www.youtube.com/@lumen";
  expect(await tried(channel)).toEqual({
    title: null,
    items: [],
    error: { en: expect.stringContaining("“YouTube channel” reads it"), fr: expect.stringContaining("YouTube") },
    better: better("youtube", { address: channel, shorts: true }),
  });
  const alert = "https://www.google.com/alerts/feeds/01/02";
  expect(await tried(alert)).toMatchObject({ error: text, better: better("google-alerts", { url: alert }) });
  expect(await tried("https://lumen.example/tag/actus")).toMatchObject({ error: text, better: null });
  // A page that names its feed: one press uses that.
  const instead = "https://lumen.example/feed.xml";
  reading.mockRejectedValue(new NodeError("not_a_feed", text, { retry: false, instead }));
  expect(await tried("https://lumen.example")).toMatchObject({ error: text, better: better("rss", { url: instead }) });
  reading.mockResolvedValue({ unchanged: true, cursor: {} });
  expect(await tried(channel)).toMatchObject({ error: null, better: null });
  reading.mockRestore();
});

test("A map starts from each template, without errors of its shape", async () => {
  const { rows } = (await lea.call("templates")).body;
  expect(rows.length).toBeGreaterThan(0);
  for (const template of rows) {
    const drawn = await lea.call("drawTemplate", { params: { name: template.id }, body: { answers: {} } });
    expect(drawn.body.document).toEqual(template.document);
    const answer = await lea.call("createMap", { body: { name: "Depuis un modèle", document: drawn.body.document } });
    expect([template.id, answer.status]).toEqual([template.id, 200]);
  }
  const asked = await lea.call("drawTemplate", { params: { name: "event" }, body: { answers: { event: ["salon"] } } });
  expect(JSON.stringify(asked.body.document)).toContain("salon");
  expect((await lea.call("drawTemplate", { params: { name: "none" }, body: { answers: {} } })).status).toBe(404);
});

test("Two people who save the same draft: the second is told who saved, and when, and nothing is lost", async () => {
  const map = await create();
  const params = { id: map.id };
  const first = await lea.call("saveDraft", {
    params,
    body: { revision: 1, document: { ...sampleMap(), description: "de Léa" } },
  });
  expect(first).toMatchObject({ status: 200, body: { revision: 2 } });
  const second = await hugo.call("saveDraft", {
    params,
    body: { revision: 1, document: { ...sampleMap(), description: "de Hugo" } },
  });
  expect(second).toMatchObject({
    status: 409,
    body: { code: "draft_changed", details: { revision: 2, by: "Léa Martin", at: first.body.savedAt } },
  });
  expect((await hugo.call("getMap", { params })).body.document.description).toBe("de Léa");
});

test("Of ten saves of one revision at once, one wins", async () => {
  const map = await create();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      (n % 2 ? lea : hugo).call("saveDraft", {
        params: { id: map.id },
        body: { revision: 1, document: { ...sampleMap(), description: String(n) } },
      }),
    ),
  );
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 9 }, () => 409),
  ]);
  const winner = answers.findIndex((answer) => answer.status === 200);
  expect((await lea.call("getMap", { params: { id: map.id } })).body).toMatchObject({
    revision: 2,
    document: { description: String(winner) },
  });
});

test("A new name in the document is the map's name in the list", async () => {
  const map = await create();
  await lea.call("saveDraft", { params: { id: map.id }, body: { revision: 1, document: sampleMap("Nouveau nom") } });
  const { rows } = (await lea.call("listMaps")).body;
  expect(rows.find((row) => row.id === map.id)).toMatchObject({ name: "Nouveau nom", state: "draft", nodes: 2 });
});

test("Publishing makes the draft live, sets its next time, and keeps the version for good", async () => {
  const map = await create();
  const params = { id: map.id };
  const one = await lea.call("publishMap", { params, body: { revision: 1, note: "première" } });
  expect(one.status).toBe(200);
  expect(one.body).toMatchObject({ state: "live", live: { number: 1, by: "Léa Martin" } });
  expect(Date.parse(one.body.nextDueAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  expect((await lea.call("listMaps")).body.rows.find((row) => row.id === map.id)).toMatchObject({
    changed: false,
    liveVersion: 1,
  });

  await hugo.call("saveDraft", { params, body: { revision: 1, document: { ...sampleMap(), description: "deux" } } });
  const changed = (await lea.call("getMap", { params })).body;
  expect([changed.live?.document.description, changed.document.description]).toEqual(["", "deux"]);
  expect((await lea.call("listMaps")).body.rows.find((row) => row.id === map.id)?.changed).toBe(true);

  await hugo.call("publishMap", { params, body: { revision: 2 } });
  const versions = (await lea.call("listVersions", { params })).body.rows;
  expect(versions).toMatchObject([
    { number: 2, by: "Hugo Bernard", live: true, nodes: 2, change: { settings: ["description"], added: [], wires: 0 } },
    { number: 1, by: "Léa Martin", note: "première", live: false, change: null },
  ]);
  // Any version can be held against any other.
  const old = await lea.call("getVersion", { params: { id: map.id, number: 1 } });
  expect(old.body).toMatchObject({ number: 1, note: "première", document: { description: "" } });
  expect((await lea.call("getVersion", { params: { id: map.id, number: 3 } })).status).toBe(404);
});

test("Publishing another draft than the one looked at is refused", async () => {
  const map = await create();
  const params = { id: map.id };
  await hugo.call("saveDraft", {
    params,
    body: { revision: 1, document: { ...sampleMap(), description: "surprise" } },
  });
  expect(await lea.call("publishMap", { params, body: { revision: 1 } })).toMatchObject({
    status: 409,
    body: { details: { by: "Hugo Bernard" } },
  });
  expect((await lea.call("getMap", { params })).body.state).toBe("draft");
});

test("Five people who publish at once make at most five versions with different numbers", async () => {
  const map = await create();
  const params = { id: map.id };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => lea.call("publishMap", { params, body: { revision: 1 } })),
  );
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  const numbers = (await lea.call("listVersions", { params })).body.rows.map((row) => row.number);
  expect(numbers).toEqual([5, 4, 3, 2, 1]);
});

test("A version that is restored becomes the draft, and the live one stays", async () => {
  const map = await create();
  const params = { id: map.id };
  await lea.call("publishMap", { params, body: { revision: 1 } });
  await lea.call("saveDraft", { params, body: { revision: 1, document: { ...sampleMap(), description: "deux" } } });
  await lea.call("publishMap", { params, body: { revision: 2 } });
  const restored = (await hugo.call("restoreVersion", { params, body: { number: 1 } })).body;
  expect(restored).toMatchObject({ revision: 3, document: { description: "" }, live: { number: 2 } });
  expect((await hugo.call("restoreVersion", { params, body: { number: 9 } })).status).toBe(404);
  // Who restores says which draft they saw: another's newer one is not overwritten unseen.
  expect(await lea.call("restoreVersion", { params, body: { number: 2, revision: 2 } })).toMatchObject({
    status: 409,
    body: { code: "draft_changed", details: { by: "Hugo Bernard" } },
  });
  expect((await lea.call("restoreVersion", { params, body: { number: 2, revision: 3 } })).body.revision).toBe(4);
});

test("A paused map has no next time; resumed, it has one again", async () => {
  const map = await create();
  const params = { id: map.id };
  expect(await lea.call("pauseMap", { params })).toMatchObject({ status: 409, body: { code: "not_live" } });
  await lea.call("publishMap", { params, body: { revision: 1 } });
  expect((await lea.call("pauseMap", { params })).body).toMatchObject({ state: "paused", nextDueAt: null });
  expect(await lea.call("runMap", { params })).toMatchObject({ status: 409 });
  const resumed = (await lea.call("resumeMap", { params })).body;
  expect(resumed.state).toBe("live");
  expect(resumed.nextDueAt).not.toBeNull();
  expect(await lea.call("resumeMap", { params })).toMatchObject({ status: 409, body: { code: "not_paused" } });
});

test("An archived map is gone from the list, and its record stays", async () => {
  const map = await create();
  const params = { id: map.id };
  await lea.call("publishMap", { params, body: { revision: 1 } });
  expect((await lea.call("deleteMap", { params })).status).toBe(200);
  expect((await lea.call("getMap", { params })).status).toBe(404);
  expect((await lea.call("listMaps")).text).not.toContain(map.id);
  const row = await server.services.db
    .selectFrom("map")
    .select(["state", "next_due_at"])
    .where("id", "=", map.id)
    .executeTakeFirst();
  expect(row).toEqual({ state: "archived", next_due_at: null });
});

test("Running a live map answers with its run, which the lists show", async () => {
  const map = await create();
  const params = { id: map.id };
  await lea.call("publishMap", { params, body: { revision: 1 } });
  const run = await lea.call("runMap", { params });
  expect(run).toMatchObject({ status: 200, body: { mapId: map.id, version: 1, cause: "manual" } });
  expect((await lea.call("getRun", { params: { id: run.body.id } })).body).toMatchObject({
    id: run.body.id,
    steps: [],
  });
  expect((await lea.call("listRuns", { query: { map: map.id } })).body.rows.map((row) => row.id)).toContain(
    run.body.id,
  );
});

test("Pages follow each other without gap or repetition", async () => {
  const other = (await createWorkspace(server.services.db)).id;
  const admin = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, other, { role: "admin" }),
  );
  const made: string[] = [];
  for (let n = 0; n < 7; n += 1) made.push((await admin.call("createMap", { body: { name: `Carte ${n}` } })).body.id);
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(before);
    expect(page.rows.length).toBeLessThanOrEqual(3);
    seen.push(...page.rows.map((row) => row.id));
    before = page.next;
  } while (before !== null);
  expect(seen).toEqual(made.toReversed());
  async function read(mark: string | null) {
    return (await admin.call("listMaps", { query: { limit: 3, ...(mark === null ? {} : { before: mark }) } })).body;
  }
});

test("The next five times of a schedule are told; a wrong cron line gets a sentence", async () => {
  const good = await lea.call("nextTimes", {
    body: { schedule: { kind: "cron", expression: "0 9 * * 1", zone: "Europe/Paris" } },
  });
  expect(good.body.times).toHaveLength(5);
  const bad = await lea.call("nextTimes", {
    body: { schedule: { kind: "cron", expression: "61 * * * *", zone: "Europe/Paris" } },
  });
  expect(bad).toMatchObject({ status: 422, body: { code: "bad_schedule" } });
  expect((await lea.call("nextTimes", { body: { schedule: { kind: "manual" } } })).body.times).toEqual([]);
});

test("What was done to a map stands in the audit, with who did it", async () => {
  const admin = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, workspaceId, { role: "admin" }),
  );
  const map = await create();
  const params = { id: map.id };
  await hugo.call("publishMap", { params, body: { revision: 1 } });
  await lea.call("pauseMap", { params });
  await lea.call("deleteMap", { params });
  const rows = (await admin.call("listAudit", { query: { limit: 200 } })).body.rows.filter(
    (row) => row.subject === `map/${map.id}`,
  );
  expect(rows.map((row) => [row.action, row.by])).toEqual([
    ["map.archive", "Léa Martin"],
    ["map.pause", "Léa Martin"],
    ["map.publish", "Hugo Bernard"],
    ["map.create", "Léa Martin"],
  ]);
});

test("A database without room answers 507 with what to do, keeps what it has, and takes the same once it has room again", async () => {
  const { db } = server.services;
  const map = await create("Pleine");
  const params = { id: map.id };
  const full = (table: string, event: string) =>
    sql`create trigger no_room before ${sql.raw(event)} on ${sql.table(table)} for each row execute function no_room()`.execute(
      db,
    );
  const free = (table: string) => sql`drop trigger no_room on ${sql.table(table)}`.execute(db);
  await sql`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(db);
  const document = { ...sampleMap(), description: "after" };
  const body = { revision: 1, document };
  expect((await lea.call("today")).body.room).not.toBe("full");

  await full("map", "update");
  const refused = await lea.call("saveDraft", { params, body });
  expect(refused).toMatchObject({ status: 507, body: { code: "no_room", details: { room: "full" } } });
  const { message } = refused.body as unknown as { message: { en: string; fr: string } };
  expect([message.en, message.fr]).toEqual([
    expect.stringMatching(/no room left to save.*Tell an administrator/u),
    expect.stringMatching(/plus de place.*Prévenez un administrateur/u),
  ]);
  const boss = await signIn(server.app, server.services, await createMember(db, workspaceId, { role: "admin" }));
  expect((await boss.call("saveDraft", { params, body })).body).toMatchObject({
    message: { en: expect.stringMatching(/Free some disk or memory/u) },
  });
  expect([(await lea.call("today")).body.room, (await boss.call("health")).body.room]).toEqual(["full", "full"]);
  await free("map");
  expect(await lea.call("saveDraft", { params, body })).toMatchObject({ status: 200, body: { revision: 2 } });

  await full("version", "insert");
  const publishing = { params, body: { revision: 2 } };
  expect((await lea.call("publishMap", publishing)).status).toBe(507);
  expect((await lea.call("getMap", { params })).body).toMatchObject({ live: null, revision: 2, state: "draft" });
  await free("version");
  expect((await lea.call("publishMap", publishing)).body).toMatchObject({ live: { number: 1 }, state: "live" });
});
