import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { readColleagues } from "../colleagues/read.ts";
import { beginHold, liftHold } from "../crisis/hold.ts";
import { across } from "../database/scope.ts";
import { waitingOf } from "../notices/person.ts";
import { runMap } from "../run/run-map.ts";
import { askDue } from "./ask.ts";

let server: TestApp;
let site: Server;
let base: string;
let workspaceId: string;
let manager: Session;
let chief: TestMember;
const entries: string[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url !== "/blog.xml")
      return response
        .writeHead(200, { "content-type": "text/html" })
        .end(
          "<html><head><title>Une page</title><meta property='og:description' content='Ce qu’elle dit'></head></html>",
        );
    const at = new Date(Date.now() + 1000).toUTCString();
    const items = entries.map(
      (title) =>
        `<item><title>${title}</title><link>${base}/${encodeURIComponent(title)}</link><pubDate>${at}</pubDate><description>Mots de ${title}</description></item>`,
    );
    return response
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end(`<rss version="2.0"><channel><title>Carnet</title>${items.join("")}</channel></rss>`);
  });
  await new Promise<void>((done) => void site.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  base = `http://${host}`;
  server = await testApp({ settings: { allowHosts: [host] } });
});
afterAll(async () => {
  await server.close();
  site.close();
});

// A workspace each: who was asked in one test is not asked in the next.
beforeEach(async () => {
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  chief = await createMember(services.db, workspaceId, { role: "manager" });
  manager = await signIn(app, services, chief);
});

type Person = { member: TestMember; session: Session; account: string };
async function person(name: string, network = "x", more: { handle?: string; server?: string } = {}): Promise<Person> {
  const { app, services } = server;
  const member = await createMember(services.db, workspaceId, { role: "ambassador", name });
  const handle = more.handle ?? name.toLowerCase();
  const { rows } = await sql<{
    id: string;
  }>`insert into account (workspace_id, network, remote_id, handle, name, member_id, server)
    values (${workspaceId}, ${network}, ${`id-${handle}`}, ${handle}, ${name}, ${member.id}, ${more.server ?? ""}) returning id`.execute(
    services.db,
  );
  return { member, session: await signIn(app, services, member), account: rows[0]!.id };
}
const open = (address: string, more: object = {}) =>
  manager.call("openCue", { body: { address, title: "Le chantier de nuit", ...more } });
const round = async () => {
  await sql`update cue set look_at = now() where workspace_id = ${workspaceId} and look_at is not null`.execute(
    server.services.db,
  );
  return across("cues", () => askDue(server.services));
};
const cards = async ({ session }: Person) => (await session.call("listMyCues")).body.rows;
const askedOf = async (people: readonly Person[]) => (await Promise.all(people.map(cards))).map((rows) => rows.length);
const later = () =>
  sql`update cue_ask set asked_at = asked_at - interval '25 hours' where workspace_id = ${workspaceId}`.execute(
    server.services.db,
  );

test("A map asks a few people about a post once, never its author; nothing is sent, and the run says what became of the item", async () => {
  const { db } = server.services;
  const [lea, ...others] = [
    await person("Léa"),
    await person("Noah"),
    await person("Ines"),
    await person("Theo"),
  ] as const;
  expect(
    (await lea.session.call("agreeFollowed", { body: { address: `${base}/blog.xml`, agreed: true } })).status,
  ).toBe(200);
  const read = async () => {
    await sql`update colleague_account set due_at = now() where workspace_id = ${workspaceId} and ended_at is null`.execute(
      db,
    );
    await across("schedule", () => readColleagues(server.services));
  };
  await read();
  entries.push("La fresque");
  await read();
  const document = {
    ...{ schema: 1, name: "À commenter", description: "", first: { kind: "all" as const } },
    nodes: [
      { id: "in", type: "colleagues", config: {}, position: { x: 0, y: 0 } },
      {
        id: "out",
        type: "comment",
        config: { most: 4, ideas: [{ idea: "Les couleurs" }, { idea: "Les enfants du quartier" }] },
        position: { x: 300, y: 0 },
      },
    ],
    edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "out", port: "in" } }],
  };
  const { id: map, revision } = (await manager.call("createMap", { body: { name: "À commenter", document } })).body;
  expect((await manager.call("publishMap", { params: { id: map }, body: { revision } })).status).toBe(200);
  const run = async () =>
    runMap(server.services, { workspaceId, runId: (await manager.call("runMap", { params: { id: map } })).body.id });
  // Whoever has another name since is known by the post, which is hers all the same.
  await sql`update member set name = 'Léa Marchand' where workspace_id = ${workspaceId} and id = ${lea.member.id}`.execute(
    db,
  );
  await run();
  // Room for all four: three are asked.
  expect(await round()).toBe(3);
  await run();
  expect(await round()).toBe(0);
  expect(await askedOf([lea])).toEqual([0]);
  expect(await askedOf(others)).toEqual([1, 1, 1]);
  const { rows: drops } = await sql<{
    code: string;
  }>`select code from drop where workspace_id = ${workspaceId} and map_id = ${map}`.execute(db);
  expect(drops).toEqual([{ code: "asked" }]);
  expect((await sql`select from delivery where workspace_id = ${workspaceId}`.execute(db)).rows).toEqual([]);
  const asked = (await Promise.all(others.map(async (one) => ({ one, rows: await cards(one) })))).find(
    ({ rows }) => rows.length > 0,
  )!;
  expect(asked.rows[0]).toMatchObject({
    title: "La fresque",
    author: "Léa",
    state: "open",
    url: `${base}/La%20fresque`,
  });

  // What the map no longer asks is taken back at once, and what Léa takes back is forgotten.
  await manager.call("pauseMap", { params: { id: map } });
  expect((await cards(asked.one))[0]).toMatchObject({ state: "withdrawn", url: null, title: "" });
  const { rows: own } = (await lea.session.call("myFollowed")).body;
  expect((await lea.session.call("stopFollowed", { params: { id: own[0]!.id } })).status).toBe(200);
  expect((await sql`select title, text, url from cue where workspace_id = ${workspaceId}`.execute(db)).rows).toEqual([
    { title: "—", text: "", url: "" },
  ]);
});

test("By hand: one post once however its address is written, no words to paste, nobody over their pace, and a no makes room without telling anybody", async () => {
  const people = [await person("Noah"), await person("Ines"), await person("Theo")];
  const first = await open("https://x.com/lumen/status/1234567?s=20", { most: 2 });
  expect(first.body).toMatchObject({ asked: true });
  expect((await open("http://www.x.com/lumen/status/1234567")).body).toMatchObject({ code: "cue_known" });
  for (const idea of ["« Bravo à toute l’équipe ! »", "Fier de #Lumen", "Voir https://lumen.example", "Bravo 🎉"])
    expect((await open("https://x.com/lumen/status/99", { ideas: [idea] })).body).toMatchObject({ code: "ready_made" });
  expect((await askedOf(people)).toSorted()).toEqual([0, 1, 1]);

  // One a day: the second post finds the one who was not asked yet, and waits for the others.
  await open("https://x.com/lumen/status/2", { most: 2 });
  expect(await askedOf(people)).toEqual([1, 1, 1]);
  await later();
  expect(await round()).toBe(1);
  expect((await askedOf(people)).toSorted()).toEqual([1, 1, 2]);

  const before = (await manager.call("listCues")).body;
  const [noah] = [people.find((one) => one.member.name === "Noah")!];
  await later();
  for (const card of await cards(noah)) {
    const no = await noah.session.call("answerMyCue", { params: { id: card.id }, body: { answer: "no" } });
    expect(no.body).toMatchObject({ answer: "no", state: "no" });
  }
  expect((await manager.call("listCues")).body).toEqual(before);
  expect((await askedOf(people)).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(4);
  for (const row of await cards(people.find((one) => one.member.name === "Ines")!))
    expect(row).toMatchObject({ ideas: expect.arrayContaining([expect.objectContaining({ fr: expect.any(String) })]) });
});

test("Who commented says so: no publication, in no result, and told as a group only", async () => {
  const { db } = server.services;
  const noah = await person("Noah");
  const { id } = (await open("https://x.com/lumen/status/7")).body;
  const said = () => noah.session.call("answerMyCue", { params: { id }, body: { answer: "done" } });
  expect((await said()).body).toMatchObject({ state: "done" });
  expect((await said()).status).toBe(200);
  for (const table of ["delivery", "offer_claim", "attempt", "result_day"])
    expect((await sql`select from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(db)).rows).toEqual(
      [],
    );
  await sql`update workspace set person_figures = false where id = ${workspaceId}`.execute(db);
  expect((await manager.call("listCues")).body.said).toBeNull();
});

test("Its author by handle or name, whoever pauses, whoever wants none, whoever left and who gave it are not asked", async () => {
  const { db } = server.services;
  const [author, named, paused, unwilling, gone] = [
    await person("Ada", "x", { handle: "ada_lumen" }),
    await person("Éloi Petit"),
    await person("Zoé"),
    await person("Max"),
    await person("Uma"),
  ];
  await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id) values (${workspaceId}, 'x', 'chief', 'chief', 'Chief', ${chief.id})`.execute(
    db,
  );
  await sql`insert into consent (workspace_id, account_id, mode) values (${workspaceId}, ${paused.account}, 'paused')`.execute(
    db,
  );
  await unwilling.session.call("wantCues", { body: { wanted: false } });
  await sql`update member set disabled_at = now() where id = ${gone.member.id}`.execute(db);
  expect((await open("https://x.com/Ada_Lumen/status/5", { author: "eloi PETIT", most: 5 })).body.asked).toBe(false);
  const { rows } = await sql<{
    name: string;
  }>`select m.name from cue_ask k join member m on m.id = k.member_id where k.workspace_id = ${workspaceId}`.execute(
    db,
  );
  expect(rows).toEqual([]);
  // Without those reasons they would have been.
  await open("https://x.com/lumen/status/6", { most: 5 });
  expect(await askedOf([author, named, paused, unwilling])).toEqual([1, 1, 0, 0]);
  // Whoever pauses later keeps nothing to answer.
  await sql`insert into consent (workspace_id, account_id, mode) values (${workspaceId}, ${named.account}, 'paused')`.execute(
    db,
  );
  expect((await cards(named))[0]).toMatchObject({ state: "paused", ideas: [] });
  expect((await named.session.call("listMyCues", { query: { of: "now" } })).body.rows).toEqual([]);
});

test("While a hold keeps its words nobody is asked, and what was asked shows neither words nor the way there; afterwards it goes on", async () => {
  const { services } = server;
  const [noah, ines] = [await person("Noah"), await person("Ines")];
  const { id } = (await open("https://x.com/lumen/status/8", { title: "Le chantier des Tilleuls", most: 1 })).body;
  const asked = (await cards(noah)).length === 1 ? noah : ines;
  const who = { workspaceId, memberId: chief.id };
  const { number } = await beginHold(services, who, { words: ["Tilleuls"] });
  const held = (await asked.session.call("getMyCue", { params: { id } })).body;
  expect(held).toMatchObject({ state: "held", title: "", text: "", url: null, ideas: [] });
  await later();
  await open("https://x.com/lumen/status/9", { title: "Encore les Tilleuls", most: 2 });
  expect(await round()).toBe(0);
  await liftHold(services, who, number);
  expect(await round()).toBe(2);
  expect((await asked.session.call("getMyCue", { params: { id } })).body).toMatchObject({
    state: "open",
    title: "Le chantier des Tilleuls",
  });

  await manager.call("endCue", { params: { id } });
  expect((await asked.session.call("getMyCue", { params: { id } })).body).toMatchObject({
    state: "withdrawn",
    url: null,
  });
});

test("While a hold stands only the notices of what it keeps wait; while everything is stopped, all of them", async () => {
  const { services } = server;
  const people = [await person("Noah"), await person("Ines")];
  await open("https://x.com/lumen/status/10", { title: "Le chantier des Tilleuls", most: 1 });
  await open("https://x.com/lumen/status/11", { title: "La halle aux grains", most: 1 });
  /** By the post that they were asked about: how their invitation stands. */
  const notices = async () => {
    const found = await Promise.all(
      people.map(async ({ member, session }) => {
        const rows = await services.db
          .transaction()
          .execute((trx) => waitingOf(trx, { workspaceId, memberId: member.id }));
        const [{ id } = { id: 0 }] = (await session.call("listMyCues")).body.rows;
        const { title } = (await manager.call("listCues")).body.rows.find((row) => row.id === id)!;
        return rows.filter(({ kind }) => kind === "cue").map(({ stands }) => `${title}: ${stands}`);
      }),
    );
    return found.flat().toSorted();
  };
  expect(await notices()).toEqual(["La halle aux grains: yes", "Le chantier des Tilleuls: yes"]);
  const who = { workspaceId, memberId: chief.id };
  const { number } = await beginHold(services, who, { words: ["Tilleuls"] });
  expect(await notices()).toEqual(["La halle aux grains: yes", "Le chantier des Tilleuls: later"]);
  await liftHold(services, who, number);
  expect(await notices()).toEqual(["La halle aux grains: yes", "Le chantier des Tilleuls: yes"]);
  await sql`update workspace set stopped_at = now() where id = ${workspaceId}`.execute(services.db);
  expect(await notices()).toEqual(["La halle aux grains: later", "Le chantier des Tilleuls: later"]);
});

test("A post of another Mastodon server opens through one's own, where one is signed in", async () => {
  const karim = await person("Karim", "mastodon", { server: "https://piaille.example" });
  await open("https://mastodon.social/@lumen/115");
  expect((await cards(karim))[0]?.url).toBe(
    "https://piaille.example/authorize_interaction?uri=https%3A%2F%2Fmastodon.social%2F%40lumen%2F115",
  );
  await later();
  await open("https://piaille.example/@lumen/116");
  const urls = (await cards(karim)).map(({ url }) => url);
  expect(urls).toHaveLength(2);
  expect(urls[0]).not.toContain("authorize_interaction?uri=https%3A%2F%2Fpiaille");
});
