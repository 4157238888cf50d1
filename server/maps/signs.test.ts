import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Item, unsaid } from "#engine/item.ts";
import { MapNote } from "#engine/map.ts";
import { insertItems } from "../inbox/store.ts";
import { sourceSettings } from "../inbox/map-sources.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace } from "#test/support/session.ts";
import { createMap } from "./edit.ts";
import { stepExample } from "../run/example.ts";
import { mapReach, mapSigns } from "./signs.ts";
import { draw } from "./templates/draw.ts";

let server: TestApp;
let workspaceId: string;
let map: string;
const url = "https://feeds.lumen.example/blog.xml";
beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const { id: memberId } = await createMember(db, workspaceId, { role: "manager" });
  map = await createMap(
    server.services,
    { workspaceId, memberId },
    {
      name: "Signs",
      document: draw({
        name: "Signs",
        description: "",
        nodes: [
          { id: "in", type: "rss", config: { url }, at: [0, 0] },
          { id: "new", type: "rss", config: { url: "https://unread.example/feed" }, at: [0, 1] },
          { id: "say", type: "template", config: { template: "On recrute : {{title}} {{link}}" }, at: [1, 0] },
          { id: "same", type: "template", config: { template: "{{text}}" }, at: [2, 0] },
          { id: "all", type: "ambassadors", config: { networks: [], topics: [] }, at: [3, 0] },
          { id: "none", type: "ambassadors", config: { networks: ["bluesky"], topics: [] }, at: [3, 1] },
          // A draft that cannot run yet shows what it can.
          { id: "unset", type: "account", config: { account: "" }, at: [3, 2] },
        ],
        wires: ["in>say", "say>same", "same>all"],
      }),
    },
  );
  await fill(memberId);
});
afterAll(() => server.close());

const item = (key: string, title: string): Item => ({
  ...unsaid,
  key,
  source: "Le blog",
  title,
  text: title,
  link: `https://www.lumen.example/${key}`,
  summary: "",
  author: null,
  tags: [],
  published: null,
});

async function fill(member: string): Promise<void> {
  const { db, nodes } = server.services;
  const { key } = sourceSettings(nodes, "rss", { url });
  const error = JSON.stringify({ en: "It is gone.", fr: "Elle n’existe plus." });
  const of = { workspace_id: workspaceId };
  const source = await db
    .insertInto("source")
    .values({ ...of, type: "rss", key, config: JSON.stringify({ url }), title: "Le blog", failures: 2, error })
    .returning("id")
    .executeTakeFirstOrThrow();
  const poll = await db
    .insertInto("poll")
    .values({ ...of, source_id: source.id, fresh: 2, total: 2 })
    .returning("id")
    .executeTakeFirstOrThrow();
  const items = [item("a", "Un soudeur"), item("b", "Une éclairagiste")];
  await db
    .transaction()
    .execute((trx) => insertItems(trx, { workspaceId, sourceId: source.id, items, poll: poll.id, baseline: false }));
  const account = async (name: string, network: string, more: Record<string, unknown> = {}) => {
    const row = { ...of, network, remote_id: name, handle: name, name, member_id: member, ...more };
    return (await db.insertInto("account").values(row).returning("id").executeTakeFirstOrThrow()).id;
  };
  await account("Awa", "mastodon");
  const paused = await account("Léa", "mastodon");
  await account("Mei", "linkedin", { state: "reconnect" });
  const full = await account("Noé", "x", { daily_cap: 1, zone: "Europe/Paris" });
  await account("Atelier", "linkedin", { member_id: null });
  await account("Parti", "x", { state: "disconnected" });
  await db
    .insertInto("consent")
    .values({ ...of, account_id: paused, mode: "paused", granted_by: member })
    .execute();
  const midnight = sql<string>`date_trunc('day', now() at time zone 'Europe/Paris') at time zone 'Europe/Paris'`;
  await db
    .insertInto("budget")
    .values({ ...of, scope: `day/${full}`, window_start: midnight, used: 1 })
    .execute();
}

test("the steps of a draft show how its source fares, how its texts read and whom it reaches, those included who get nothing now", async () => {
  const { rows } = await mapSigns(server.services, workspaceId, map);
  const of = new Map(rows.map((row) => [row.node, row]));
  expect(of.get("in")?.source).toMatchObject({
    title: "Le blog",
    icon: null,
    week: 2,
    quiet: false,
    error: { en: "It is gone." },
  });
  expect([of.get("new"), of.get("same")]).toEqual([undefined, undefined]);
  expect(of.get("say")?.sample).toBe("On recrute : Une éclairagiste");
  expect(of.get("all")?.reach).toMatchObject({
    accounts: 4,
    people: 1,
    networks: ["linkedin", "mastodon", "x"],
    hindered: 3,
    ending: 0,
    first: { code: "reconnect", name: "Mei", until: null },
  });
  // One person, however many accounts: with the one that something can go to.
  expect(of.get("all")?.reach?.faces).toEqual([expect.objectContaining({ name: "Awa", company: false })]);
  expect(of.get("none")?.reach).toMatchObject({ accounts: 0, faces: [], first: null });
});

test("who wrote a draft's notes is named as long as they are here", async () => {
  const { services } = server;
  const [here, left] = [
    await createMember(services.db, workspaceId, { role: "manager" }),
    await createMember(services.db, workspaceId, { role: "manager" }),
  ];
  const elsewhere = await createMember(services.db, (await createWorkspace(services.db)).id, { role: "manager" });
  const by = [here.id, left.id, elsewhere.id, undefined, here.id];
  const notes = by.map((id, at) =>
    MapNote.parse({ id: `n${at}`, text: "Pas en août", ...(id && { by: id, on: "2026-11-26" }) }),
  );
  const id = await createMap(
    services,
    { workspaceId, memberId: here.id },
    { name: "Notes", document: { ...draw({ name: "Notes", description: "", nodes: [], wires: [] }), notes } },
  );
  const named = async () => (await mapSigns(services, workspaceId, id)).writers.map((writer) => writer.id).toSorted();
  expect(await named()).toEqual([here.id, left.id].toSorted());
  await services.db
    .updateTable("member")
    .set({ disabled_at: sql`now()` })
    .where("id", "=", left.id)
    .execute();
  expect(await named()).toEqual([here.id]);
});

test("everybody whom a target reaches is listed by name, with what keeps things from them", async () => {
  const list = (before?: string) => mapReach(server.services, workspaceId, map, { node: "all", limit: 3, before });
  const first = await list();
  const rest = await list(first.next ?? undefined);
  expect([...first.rows, ...rest.rows].map(({ name, hindrance }) => [name, hindrance?.code ?? null])).toEqual([
    ["Léa", "paused"],
    ["Mei", "reconnect"],
    ["Noé", "cap"],
    ["Awa", null],
  ]);
  expect(Date.parse(first.rows[2]?.hindrance?.until ?? "")).toBeGreaterThan(Date.now());
  expect(rest.next).toBeNull();
  await expect(mapReach(server.services, workspaceId, map, { node: "in", limit: 3 })).rejects.toMatchObject({
    status: 404,
  });
});

test("a step that is being set shows what it makes of the stored items, also of a draft that nobody saved", async () => {
  const document = draw({
    name: "Draft",
    description: "",
    nodes: [
      { id: "in", type: "rss", config: { url }, at: [0, 0] },
      { id: "keep", type: "keywords", config: { words: ["zebra"], fields: ["title"] }, at: [1, 0] },
      { id: "say", type: "template", config: { template: "On recrute : {{title}}" }, at: [1, 1] },
      { id: "unset", type: "account", config: { account: "" }, at: [2, 0] },
    ],
    wires: ["in>keep", "in>say", "keep>unset"],
  });
  const of = (node: string) => stepExample(server.services, workspaceId, { document, node });
  const kept = await of("keep");
  expect(kept.rows.length).toBeGreaterThan(0);
  expect(kept.rows.every(({ left, dropped }) => left.length === 0 && dropped !== null)).toBe(true);
  const said = await of("say");
  expect(said.rows.map(({ item: { title }, left }) => left[0]?.text === `On recrute : ${title}`)).not.toContain(false);
  expect(said.rows.map(({ item: { key } }) => key)).toEqual(kept.rows.map(({ item: { key } }) => key));
  // What nothing reaches, and what is not there, has nothing to show.
  expect([await of("unset"), await of("nowhere")]).toEqual([{ rows: [] }, { rows: [] }]);
});
