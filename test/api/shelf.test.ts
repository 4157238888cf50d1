import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLedger } from "#server/ledger/rounds.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, sampleMap, type Things } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let lea: Session;
let hugo: Session;
let admin: Session;
let things: Things;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (name: string, role: "manager" | "admin" = "manager") =>
    signIn(server.app, server.services, await createMember(db, workspaceId, { role, name }));
  [lea, hugo, admin] = [await enter("Léa Martin"), await enter("Hugo Bernard"), await enter("Ada", "admin")];
  const ambassador = await createMember(db, workspaceId, { role: "ambassador", name: "Inès Caron" });
  things = await createThings(server.services, workspaceId, ambassador.id);
});
afterAll(() => server.close());

const create = async (name: string) => (await lea.call("createMap", { body: { name, document: sampleMap() } })).body;
const list = async (session: Session, query: Record<string, string | number> = {}) =>
  (await session.call("listMaps", { query: { limit: 200, ...query } })).body.rows;

test("maps are kept in folders, which go and leave their maps; no two folders have one name", async () => {
  const map = await create("Recrutement à Nantes");
  const made = (await lea.call("createFolder", { body: { name: "Veille" } })).body;
  expect(await hugo.call("createFolder", { body: { name: "VEILLE" } })).toMatchObject({
    status: 409,
    body: { code: "folder_there" },
  });
  const params = { id: made.id };
  const put = async (folder: string | null) =>
    (await lea.call("changeMap", { params: { id: map.id }, body: { folder } })).status;
  expect(await put(made.id)).toBe(200);
  expect(await put(randomUUID())).toBe(404);
  expect((await list(hugo, { folder: made.id })).map(({ id }) => id)).toEqual([map.id]);
  const counted = (await hugo.call("listFolders")).body;
  expect(counted.rows.find(({ id }) => id === made.id)).toEqual({ id: made.id, name: "Veille", maps: 1 });

  expect((await lea.call("renameFolder", { params, body: { name: "veille" } })).status).toBe(200);
  await lea.call("createFolder", { body: { name: "Marque" } });
  expect((await lea.call("renameFolder", { params, body: { name: "marque" } })).status).toBe(409);
  expect((await lea.call("deleteFolder", { params })).status).toBe(200);
  expect((await list(lea)).find(({ id }) => id === map.id)?.folder).toBeNull();
  expect((await lea.call("deleteFolder", { params })).status).toBe(404);
});

test("a star is one's own: it puts the map first for its owner alone, on every page of the list", async () => {
  const made: string[] = [];
  for (const name of ["a", "b", "c"]) made.push((await create(name)).id);
  await lea.call("changeMap", { params: { id: made[0]! }, body: { starred: true } });
  expect((await list(lea))[0]).toMatchObject({ id: made[0], starred: true });
  expect((await list(lea, { only: "starred" })).map(({ id }) => id)).toEqual([made[0]]);
  expect((await list(hugo)).find(({ id }) => id === made[0])).toMatchObject({ starred: false });
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: { rows: { id: string }[]; next: string | null } = (
      await lea.call("listMaps", { query: { limit: 1, ...(before === null ? {} : { before }) } })
    ).body;
    seen.push(...page.rows.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  expect(seen).toEqual((await list(lea)).map(({ id }) => id));
  expect(new Set(seen).size).toBe(seen.length);
  await lea.call("changeMap", { params: { id: made[0]! }, body: { starred: false } });
  expect(await list(lea, { only: "starred" })).toEqual([]);
});

test("a search finds names, sources, people and words without accents or capitals, says where, and takes whatever is typed", async () => {
  const document = sampleMap("Fête des Lumières");
  document.nodes.push(
    {
      ...{ id: "words", type: "keywords", version: 1, title: "", position: { x: 0, y: 90 } },
      config: { mode: "any", words: ["échafaudage"], fields: ["title"], whole: true },
    },
    { id: "to", type: "account", version: 1, title: "", config: { account: "x:lea_1" }, position: { x: 600, y: 0 } },
  );
  const { id } = (await lea.call("createMap", { body: { name: document.name, document } })).body;
  await server.services.db
    .updateTable("source")
    .set({ title: "Le blog de l’atelier" })
    .where("id", "=", things.source)
    .execute();
  const found = async (search: string) => (await list(lea, { search })).map((row) => [row.id, row.hit?.in]);
  expect(await found("FETE lumieres")).toEqual([[id, "name"]]);
  expect(await found("echafaud")).toEqual([[id, "words"]]);
  expect(await found("blog de l'atelier")).toEqual([[things.map, "source"]]);
  // By what the step's account is called, and by its handle.
  expect(await found("lea_1")).toContainEqual([id, "person"]);
  // All words must be there, and a choice of ours is no word of theirs.
  expect(await found("fete nantes")).toEqual([]);
  expect(await found("whole any")).toEqual([]);
  for (const odd of ["%", "%%", "\\", "'; drop table map; --", "é".repeat(10_000)])
    expect(await found(odd), odd.slice(0, 9)).toEqual([]);
  expect((await list(lea, { search: "  " })).length).toBeGreaterThan(1);
  expect((await lea.call("listMaps", { query: { search: "é".repeat(10_001) } })).status).toBe(400);
});

test("a map's row has its picture, its seven days, and whom its steps name", async () => {
  const { db } = server.services;
  const account = things.account;
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const row = async () => (await list(lea)).find(({ id }) => id === things.map)!;
  expect(await row()).toMatchObject({
    picture: {
      shapes: [
        { kind: "source", of: 1 },
        { kind: "target", of: 1 },
      ],
      wires: [{ from: 0, to: 1 }],
    },
    days: [0, 0, 0, 0, 0, 0, 0],
    voices: 0,
  });
  for (const [ago, posts] of [
    [0, 2],
    [2, 1],
    [7, 9],
  ] as const)
    await db
      .insertInto("result_day")
      .values({ workspace_id: workspaceId, map_id: things.map, account_id: account, day: day(ago), posts })
      .execute();
  expect(await row()).toMatchObject({
    days: [0, 0, 0, 0, 1, 0, 2],
    voices: 1,
    faces: [{ id: account, name: "Léa", company: false }],
  });
  expect((await lea.call("listFolders")).body.week).toEqual({ posts: 3, maps: 1, people: 1 });
});

test("a renamed map has its name in its drawing too, and a copy is a draft with all its words", async () => {
  const map = await create("Ancien nom");
  const params = { id: map.id };
  await lea.call("publishMap", { params, body: { revision: 1 } });
  expect((await hugo.call("changeMap", { params, body: { name: "  Nouveau nom " } })).status).toBe(200);
  const renamed = (await lea.call("getMap", { params })).body;
  expect(renamed).toMatchObject({ name: "Nouveau nom", document: { name: "Nouveau nom" }, revision: 2 });
  // An open canvas that saves over it hears of it.
  expect((await lea.call("saveDraft", { params, body: { revision: 1, document: sampleMap() } })).status).toBe(409);
  const { id } = (await lea.call("duplicateMap", { params, body: { name: "Copie" } })).body;
  const copy = (await lea.call("getMap", { params: { id } })).body;
  expect(copy).toMatchObject({ name: "Copie", state: "draft", live: null, nextDueAt: null });
  expect(copy.document).toEqual({ ...renamed.document, name: "Copie" });
});

test("what waits for an archived map is cancelled, or a live one's still goes out; it comes back paused, and then waits with it", async () => {
  const { db } = server.services;
  const state = async (id: number) => {
    const { state, reason_code: why } = await db
      .selectFrom("delivery")
      .select(["state", "reason_code"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return [state, why];
  };
  const ledger = openLedger({ db, worker: "t", networks: new Map() });
  /** Whether what waits for the account passes the gate. */
  const passes = async (accountId: string) => {
    const lane = { workspaceId, accountId };
    return (await ledger.round({ lane, settle: null, gate: true, window: null })).gated !== null;
  };
  const other = async () => {
    const made = await createThings(server.services, workspaceId, null, { state: "ready" });
    await db.insertInto("lane").values({ workspace_id: workspaceId, account_id: made.account }).execute();
    const approved_at = new Date().toISOString();
    await db.updateTable("delivery").set({ approved_at }).where("id", "=", made.delivery).execute();
    return made;
  };
  const [cancelled, sent, paused, back] = [await other(), await other(), await other(), await other()];
  const archive = async (id: string, waiting: "cancel" | "send") =>
    expect((await lea.call("deleteMap", { params: { id }, query: { waiting } })).status).toBe(200);

  await archive(cancelled.map, "cancel");
  expect(await state(cancelled.delivery)).toEqual(["cancelled", "archived"]);
  await archive(sent.map, "send");
  expect(await state(sent.delivery)).toEqual(["ready", null]);
  expect(await passes(sent.account)).toBe(true);
  // Whoever paused it stopped that.
  await lea.call("pauseMap", { params: { id: paused.map } });
  await archive(paused.map, "send");
  expect(await state(paused.delivery)).toEqual(["cancelled", "archived"]);

  await archive(back.map, "send");
  const params = { id: back.map };
  expect((await list(lea, { only: "archived" })).map(({ id }) => id)).toContain(back.map);
  expect((await list(lea)).map(({ id }) => id)).not.toContain(back.map);
  expect((await hugo.call("returnMap", { params })).status).toBe(200);
  expect(await hugo.call("returnMap", { params })).toMatchObject({ status: 409, body: { code: "not_archived" } });
  expect((await lea.call("getMap", { params })).body).toMatchObject({ state: "paused", nextDueAt: null });
  expect(await passes(back.account)).toBe(false);
  expect(await state(back.delivery)).toEqual(["held", "map_paused"]);
  const said = (await admin.call("listAudit", { query: { limit: 9 } })).body.rows.map(({ action }) => action);
  expect(said.slice(0, 2)).toEqual(["map.return", "map.archive"]);
});
