import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api, type Route } from "#server/api.ts";
import { type AreaName, areas } from "#server/mine/areas.ts";
import { placeOf, reading, readersOf } from "#server/mine/readers.ts";
import { ownTables } from "#server/mine/stored.ts";
import { traces } from "#server/mine/traces.ts";
import { names, samples } from "#test/api/samples.ts";
import { createThings, type Things } from "#test/api/things.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";

let server: TestApp;
let workspaceId: string;
let person: TestMember;
let things: Things;
let sessions: Record<"admin" | "manager" | "self", Session>;

beforeAll(async () => {
  server = await testApp();
  const { services, app } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  person = await createMember(services.db, workspaceId, { role: "ambassador", name: "Ysaline Corbeau" });
  things = await createThings(services, workspaceId, person.id, { state: "ready" });
  sessions = {
    admin: await signIn(app, services, await createMember(services.db, workspaceId, { role: "admin" })),
    manager: await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" })),
    self: await signIn(app, services, person),
  };
  const out = await createThings(services, workspaceId, person.id, { state: "ready" });
  await sql`update delivery set state = 'published', published_at = now(), settled_at = now(), account_id = ${things.account}, remote_url = 'https://x.example/p/1' where id = ${out.delivery}`.execute(
    services.db,
  );
  await sql`insert into reading (workspace_id, account_id, delivery_id, step, counts) values (${workspaceId}, ${things.account}, ${out.delivery}, 1, '{"likes":38}')`.execute(
    services.db,
  );
});
afterAll(() => server.close());

/** Numbers of things, not of people: what a row is called, where it stands, how something is set. */
const noFigure =
  /^(id|delivery|number|version|revision|parts?|epoch|attempts|status|place|x|y|width|height|seconds|bytes|step|schema|limit|min|max|port|perRun|burst|hours|minutes|spread|spacingMinutes|quietFrom|quietTo|dailyCap|weeklyCap|looks|fewest|length|colour|maps|n)$/i;
/**
 * Of an item as a whole, though the answer names whom one asked about: how often a map took it, how many posts tell it, how many people were left out.
 * None changes with the person: the same is told to who asks about nobody (the test holds the two side by side).
 */
const ofItem = /^why\.(postCount|leftCount|maps\[\d+\]\.passes) =/;

/** Figures that stand beside a person in an answer: in the same row as their id, their account or their name, or below it. */
function figuresOf(value: unknown, path = "", named = false): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => figuresOf(each, `${path}[${index}]`, named));
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  const here =
    named ||
    entries.some(
      ([, each]) =>
        each === person.id ||
        each === things.account ||
        each === person.name ||
        (typeof each === "object" &&
          each !== null &&
          "id" in each &&
          (each.id === person.id || each.id === things.account)),
    );
  return entries.flatMap(([key, each]) =>
    typeof each === "number" && here && !noFigure.test(key)
      ? [`${path}.${key} = ${each}`]
      : figuresOf(each, `${path}.${key}`, here && !["limits", "post", "draft", "document"].includes(key)),
  );
}

async function figuresFor(who: "admin" | "manager"): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const route = api[name] as Route;
    if (route.method !== "GET" || typeof route.access === "string" || route.file || /^\/api\/me(\/|$)/.test(route.path))
      continue;
    if (!route.access.includes(who)) continue;
    const { status, body } = await sessions[who].call(name, samples[name].input(things, person));
    if (status !== 200) continue;
    const figures = figuresOf(body).map((figure) => `${name}${figure}`);
    found.push(...figures.filter((figure) => !ofItem.test(figure)));
  }
  return found;
}

test(
  "Where a workspace has no figures about people, no route gives a manager or an admin one about a person",
  { timeout: 180_000 },
  async () => {
    const allowed = await figuresFor("manager");
    // The test finds them where they are told.
    expect(allowed.join("\n")).toMatch(/listAccounts.*published = 1/);
    expect((await sessions.manager.call("savePeopleRule", { body: { personFigures: false } })).status).toBe(403);
    expect((await sessions.admin.call("savePeopleRule", { body: { personFigures: false } })).body).toEqual({
      personFigures: false,
      fewest: 5,
    });
    expect(await figuresFor("manager")).toEqual([]);
    // How many accounts somebody has is what an admin hands over when they leave, and no figure of theirs.
    const handed = /^listMembers\.rows\[\d+\]\.(accounts|opens) =/;
    expect((await figuresFor("admin")).filter((figure) => !handed.test(figure))).toEqual([]);
    // Their own they see as ever.
    const own = (await sessions.self.call("listAccounts")).body.rows.find(({ id }) => id === things.account);
    expect(own?.counts).toMatchObject({ published: 1 });
    const { rows } = (await sessions.admin.call("listAudit")).body;
    expect(rows.some(({ action }) => action === "workspace.figures")).toBe(true);
  },
);

test("what is told of an item as a whole is the same whoever it is asked about: no figure of theirs hides in it", async () => {
  const key = things.let;
  const ofAll = async (query: { key: string; account?: string; member?: string }) => {
    const { status, body } = await sessions.manager.call("why", { query });
    expect(status).toBe(200);
    return [body.postCount, body.leftCount, ...body.maps.map(({ id, passes }) => `${id} ${passes}`)];
  };
  const told = await ofAll({ key });
  expect(told.length).toBeGreaterThan(2);
  expect(await ofAll({ key, account: things.account })).toEqual(told);
  expect(await ofAll({ key, member: person.id })).toEqual(told);
});

test("A person gets everything that is stored about them, table by table, and nothing that opens anything", async () => {
  const { rows, areas: told } = (await sessions.self.call("countStored")).body;
  expect(rows.map(({ table }) => table).toSorted()).toEqual([...ownTables].toSorted());
  expect(rows.find(({ table }) => table === "account")?.rows).toBe(2);
  expect(told.map(({ name }) => name)).toEqual(Object.keys(areas));
  const all = await Promise.all(
    rows.map(async ({ table, rows: count }) => {
      const answer = await sessions.self.call("readStored", { params: { table } });
      expect(answer.body.rows.length, table).toBe(Math.min(count, 500));
      return answer.text;
    }),
  );
  const text = all.join("\n");
  expect(text).toContain("Ysaline Corbeau");
  expect(text).toContain("https://x.example/p/1");
  expect(text).not.toMatch(/canary-token|sealed_token|"password"|"token"/);
  expect((await sessions.self.call("readStored", { params: { table: "workspace" } })).status).toBe(404);
  // Every table with rows that leaving takes away, or takes names from, is a person's own; of the rest only who did something is forgotten.
  const others = traces.filter(
    ({ leaving, table, holds }) =>
      leaving === "delete" && !ownTables.includes(table) && holds !== "user" && holds !== "address",
  );
  expect(others.map(({ table }) => table).toSorted()).toEqual(
    ["connect_choice", "connect_flow", "connect_flow", "reading_due", "wording_of"].filter(
      (table) => !ownTables.includes(table as never),
    ),
  );
});

test("One's own page tells what goes out and what is out with its numbers; its time can be changed while nothing left, by its owner alone", async () => {
  const { coming, out, receipts } = (await sessions.self.call("myPosts")).body;
  expect(coming).toMatchObject([
    { id: things.delivery, network: "x", how: "automatic", leaving: false, waits: null, movable: true },
  ]);
  expect(out).toMatchObject({ total: 1, rows: [{ url: "https://x.example/p/1", counts: { likes: 38 } }] });
  expect(receipts).toBe(0);
  await sessions.self.call("setMode", { params: { id: things.account }, body: { mode: "paused" } });
  expect((await sessions.self.call("myReceipts")).body.rows).toMatchObject([
    { network: "x", mode: "paused", withdrawnAt: null },
  ]);
  const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 7_200_123).toISOString();
  const params = { id: things.delivery };
  expect((await sessions.admin.call("retimePost", { params, body: { at } })).status).toBe(403);
  expect(
    (await sessions.self.call("retimePost", { params, body: { at: new Date(Date.now() - 60_000).toISOString() } }))
      .status,
  ).toBe(400);
  expect((await sessions.self.call("retimePost", { params, body: { at } })).status).toBe(200);
  const { rows } = await sql<{ at: string }>`select due_at as at from delivery where id = ${things.delivery}`.execute(
    server.services.db,
  );
  expect(Date.parse(rows[0]!.at)).toBe(Date.parse(at));
});

test("The dossier names every table with its area in three languages, whom the routes let see it, and claims nothing", async () => {
  const { body, text } = await sessions.manager.call("readDossier");
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r','p') and c.relname not like 'kysely%' order by 1`.execute(
    server.services.db,
  );
  const tables = body.areas.flatMap((area) => area.tables.map(({ name }) => name));
  expect(tables.toSorted()).toEqual(rows.map(({ name }) => name));
  for (const { title, what, why, kept } of body.areas)
    for (const said of [title, what, why, kept])
      for (const words of Object.values(said)) expect(words.length).toBeGreaterThan(4);
  expect(text).not.toMatch(/complian|conforme au|konform|RGPD|GDPR|DSGVO/i);
  expect(body.areas.find(({ name }) => name === "deeds")?.seenBy).toEqual(["self", "admin"]);
  // Whatever reads has its place, and what its reply tells of people is found there by its own fields.
  for (const route of reading()) expect(placeOf(route), route.path).not.toBeNull();
  const paths = (name: AreaName) => body.areas.find((area) => area.name === name)!.routes.map(({ path }) => path);
  expect(paths("consent")).toContain("/api/accounts");
  expect(paths("choices")).toContain("/api/accounts");
  expect(paths("posts")).toContain("/api/deliveries");
  expect(readersOf("deeds", { new: { ...api.listAudit, path: "/api/me/new" } as Route })).toHaveLength(1);
  expect((await sessions.self.call("readDossier")).status).toBe(403);
});

test(
  "what one person answered, claimed and brought in is no figure to others: fewer than five make no group, in no reply and no file",
  { timeout: 180_000 },
  async () => {
    const { db } = server.services;
    const out = await createThings(server.services, workspaceId, person.id);
    await sql`insert into offer_claim (workspace_id, member_id, story, map_id, title) values (${workspaceId}, ${person.id}, 's', ${out.map}, 't')`.execute(
      db,
    );
    await sql`insert into answer (workspace_id, delivery_id, member_id, map_id, key, answer, reason, at)
    values (${workspaceId}, ${out.delivery}, ${person.id}, ${out.map}, gen_random_uuid(), 'decline', 'tone', now())`.execute(
      db,
    );
    await sessions.admin.call("savePeopleRule", { body: { personFigures: false } });
    for (const who of ["manager", "admin"] as const) {
      const declined = await sessions[who].call("mapDeclined", { params: { id: out.map } });
      expect(declined.body.reasons).toBeNull();
      const results = await sessions[who].call("mapResults", { params: { id: out.map } });
      expect(results.status).toBe(200);
      expect(results.body.claims).toBeNull();
    }
    // Files: none that somebody else may read has a word of a person. An administrator reads all that a manager does.
    for (const name of names) {
      const route = api[name] as Route;
      if (
        !route.file ||
        route.method !== "GET" ||
        typeof route.access === "string" ||
        /^\/api\/me(\/|$)/.test(route.path)
      )
        continue;
      const { text } = await sessions.admin.call(name, samples[name].input(out, person));
      expect(text, name).not.toContain(person.name);
    }
    // One's own table of posts and figures is one's own.
    const { text, status } = await sessions.self.call("downloadPosts");
    expect(status).toBe(200);
    expect(text).toContain('"38"');
    expect((await sessions.manager.call("downloadPosts")).text).not.toContain("x.example/p/1");
  },
);
