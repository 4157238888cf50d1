import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { itemKey } from "#engine/key.ts";
import type { MapDocument } from "#engine/map.ts";
import { storyWays } from "#engine/story.ts";
import { addAccount, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { putInto } from "#test/faults/world.ts";
import { toyCard } from "#test/support/network.ts";
import { createMember } from "#test/support/session.ts";
import { drawing, item } from "#test/support/toys.ts";
import { sha256 } from "../inbox/names.ts";
import { followLeads } from "../ledger/reposts.ts";
import { loadNodes } from "../nodes.ts";
import { firstItems } from "./first.ts";
import { preview } from "./preview.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const titles = [
  "Revue de presse de la semaine",
  "Acme ouvre une usine de batteries à Lyon",
  "Acme ouvre une usine de batteries à Lyon !",
  "Avis",
];
const links = [
  "http://a.example/1",
  "https://www.a.example/1/",
  "https://a.example/2",
  "https://a.example/2#x",
  "https://a.example/2#y",
  null,
];
const entry = fc
  .record({
    id: fc.constantFrom(null, "tag:a", "tag:b", "tag:c"),
    title: fc.constantFrom(...titles),
    link: fc.constantFrom(...links),
  })
  .map(({ id, title, link }): Item => {
    const key = itemKey({ id, title, link, summary: "" }, "spring", sha256);
    return item(key, { title, text: title, link, summary: "" });
  });
const entries = fc.array(entry, { maxLength: 6 });
const rule = fc.record({ by: fc.constantFrom(...storyWays), days: fc.constant(30) });
const targets = fc.array(fc.constantFrom("one", "two"), { minLength: 1, maxLength: 3 });
const history = fc.record({
  lists: fc.tuple(entries, entries),
  maps: fc.array(fc.tuple(rule, targets), { minLength: 1, maxLength: 3 }),
});

/** Two sources, and an account for each target; the same account may stand twice. */
function draw(springs: string[], accounts: string[], stories: MapDocument["stories"]): MapDocument {
  const sources = springs.map((name, n) => [`s${n}`, ["spring", { name }]] as const);
  const wells = accounts.map((account, n) => [`t${n}`, ["well", { account: `plain:${account}` }]] as const);
  const wires = sources.flatMap(([from]) => wells.map(([to]) => `${from}>${to}`));
  const document = drawing(Object.fromEntries([...sources, ...wells]), wires);
  const limits = { ...document.limits, burst: 1000, newShare: 1, spread: 0 };
  return { ...document, first: { kind: "all" }, limits, ...(stories === undefined ? {} : { stories }) };
}

let turn = 0;
test("A preview shows what a run then sends, whatever was sent before.", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ lists, maps }) => {
      turn += 1;
      const springs = lists.map((_, n) => `preview-${turn}-${n}`);
      for (const [n, name] of springs.entries()) world.springs.set(name, () => list(lists[n]!));
      const names = new Map<string, string>();
      for (const name of ["one", "two"]) names.set(name, await addAccount(world, `${name}-${turn}`));
      for (const [stories, accounts] of maps) {
        const document = draw(
          springs,
          accounts.map((name) => `${name}-${turn}`),
          stories,
        );
        const shown = await preview(world.services, world.workspaceId, document);
        const promised = shown.posts
          .filter(({ letGo }) => letGo === null)
          .map(({ accountName, text }) => `${accountName}: ${text}`);
        expect(shown.postCount).toBe(promised.length);
        const run = await runNow(world, await publish(world, document));
        const { rows } = await sql<{ post: string }>`
          select account.name || ': ' || (post->'parts'->0->>'text') as post from delivery join account on account.id = delivery.account_id
          where run_id = ${run.id}`.execute(world.services.db);
        expect(rows.map(({ post }) => post).toSorted()).toEqual(promised.toSorted());
        const stayed = shown.steps.reduce((sum, { dropCount }) => sum + dropCount, 0);
        expect(run.drops).toBe(stayed);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test("What an account has already is shown all the same, with the reason, and is not counted.", async () => {
  await addAccount(world, "again");
  world.springs.set("again", () =>
    list([item("tag:again", { title: "Avis", text: "Avis", link: "https://a.example/avis" })]),
  );
  const document = draw(["again"], ["again", "again"], undefined);
  const before = await preview(world.services, world.workspaceId, document);
  expect(before.postCount).toBe(1);
  await runNow(world, await publish(world, document));
  const after = await preview(world.services, world.workspaceId, document);
  expect(after.postCount).toBe(0);
  expect(after.posts.map(({ text, letGo }) => [text, letGo?.en])).toEqual(
    [0, 1].map(() => ["Avis https://a.example/avis", "This item already has a delivery for this account."]),
  );
});

test("What the sources list is one thing, what a run would do now another: nothing where all was read, what is new, and what the first run passes over.", async () => {
  const { services, workspaceId } = world;
  await addAccount(world, "now");
  const told = (n: number) =>
    item(`tag:now:${n}`, {
      title: `Nouvelle ${"abcdef"[n]!.repeat(9)}`,
      text: `Nouvelle numéro ${n}`,
      link: `https://now.example/${n}`,
    });
  world.springs.set("now", () => list([told(2), told(1), told(0)]));
  const draft = draw(["now"], ["now"], undefined);
  const map = randomUUID();
  const begin = async (first: MapDocument["first"]) =>
    (await preview(services, workspaceId, { ...draft, first }, { map })).now!;
  expect(await begin({ kind: "skip" })).toMatchObject({
    items: 0,
    messages: 0,
    passedOver: 3,
    anew: true,
    readAt: null,
  });
  expect(await begin({ kind: "newest", count: 2 })).toMatchObject({ items: 2, messages: 2, ready: 2, passedOver: 1 });
  expect(await begin({ kind: "all" })).toMatchObject({ items: 3, messages: 3, accounts: 1, passedOver: 0 });

  expect(await runNow(world, await publish(world, draft, map))).toMatchObject({ items: 3, deliveries: 3 });
  const after = await preview(services, workspaceId, draft, { map });
  expect(after.now).toMatchObject({ items: 0, messages: 0, letGoCount: 0, passedOver: 0, anew: false });
  expect(after.posts.map(({ now }) => now)).toEqual(["read", "read", "read"]);
  // As another map's draft it would take them all, and its account has them all.
  const other = await preview(services, workspaceId, { ...draft, name: "Other" }, { map: randomUUID() });
  expect(other.now).toMatchObject({ items: 3, messages: 0, letGo: [{ code: "already", count: 3 }] });
  expect(other.posts.map(({ now }) => now)).toEqual(["letGo", "letGo", "letGo"]);

  await db()
    .updateTable("consent")
    .set({ mode: "ask" })
    .where("account_id", "in", db().selectFrom("account").select("id").where("name", "=", "now"))
    .execute();
  world.springs.set("now", () => list([told(4), told(3), told(2), told(1), told(0)]));
  const plain = draw(["now"], ["now"], undefined);
  await runNow(
    world,
    await publish(world, {
      ...plain,
      name: "Reader",
      nodes: plain.nodes.map((node) =>
        node.type === "well" ? { ...node, config: { account: "plain:nobody" } } : node,
      ),
    }),
  );
  const fresh = await preview(services, workspaceId, draft, { map });
  expect(fresh.now).toMatchObject({ items: 2, messages: 2, ready: 0, held: [{ code: "consent", count: 2 }] });
  expect(fresh.posts.map(({ key, now, leaves }) => [key, now, leaves?.code ?? null])).toEqual([
    ["tag:now:4", "held", "consent"],
    ["tag:now:3", "held", "consent"],
    ["tag:now:2", "read", null],
    ["tag:now:1", "read", null],
    ["tag:now:0", "read", null],
  ]);
});
const db = () => world.services.db;

test("What each way to begin would make is what a run then sends, stories that an account has aside.", async () => {
  const stories = ["un", "deux", "trois", "quatre", "cinq"].map((title, n) =>
    item(`first-${n}`, { title, text: `Annonce numéro ${title}`, link: `https://first.example/${n}`, summary: "" }),
  );
  const [one, two] = [await addAccount(world, "first-one"), await addAccount(world, "first-two")];
  world.springs.set("first", () => list(stories));
  const draft = (first: MapDocument["first"], ...accounts: string[]): MapDocument => ({
    ...draw(["first"], accounts, undefined),
    first,
  });
  // Listed oldest first: these two are the newest.
  const early = draft({ kind: "newest", count: 2 }, "first-one");
  await runNow(world, await publish(world, early));

  const both = draft({ kind: "skip" }, "first-one", "first-two");
  const { rows } = await firstItems(world.services, world.workspaceId, { document: both, counts: [3, 2] });
  expect(rows).toEqual([
    { first: { kind: "newest", count: 2 }, items: 2, messages: 2, accounts: 1, had: 2 },
    { first: { kind: "newest", count: 3 }, items: 3, messages: 4, accounts: 2, had: 2 },
    { first: { kind: "all" }, items: 5, messages: 8, accounts: 2, had: 2 },
  ]);
  const run = await runNow(world, await publish(world, { ...both, first: { kind: "newest", count: 3 } }));
  const { rows: sent } = await sql<{ account: string; count: number }>`
    select account_id as account, count(*)::int as count from delivery where run_id = ${run.id} group by 1`.execute(
    world.services.db,
  );
  expect(new Map(sent.map(({ account, count }) => [account, count]))).toEqual(
    new Map([
      [one, 1],
      [two, 3],
    ]),
  );

  const broken = { ...both, edges: [] };
  expect((await firstItems(world.services, world.workspaceId, { document: broken, counts: [1] })).rows).toEqual([]);
});

test("An ambassador's repost of the company's post is what the preview shows and the run leaves waiting, and is sent once that post is out.", async () => {
  const { services, workspaceId } = world;
  const { db } = services;
  const card = toyCard("plain", {
    kinds: { person: { title: { en: "Plain", fr: "Plain" }, can: ["post", "read", "repost"] } },
  });
  const network = { ...services.nodes.networks.get("plain")!, card };
  const real = await loadNodes();
  const nodes = {
    ...services.nodes,
    ...{ networks: new Map([["plain", network]]), sites: new Map([["plain", network]]) },
    manifests: new Map([...services.nodes.manifests, ["account", real.manifests.get("account")!]]),
    expand: (type: string) => (type === "account" ? real.expand(type) : services.nodes.expand(type)),
  };
  const here: World = { ...world, services: { ...services, nodes } };
  const [company, lea] = [await addAccount(world, "company"), await addAccount(world, "lea")];
  const { id: memberId } = await createMember(db, workspaceId, { role: "ambassador" });
  await db.updateTable("account").set({ member_id: memberId }).where("id", "=", lea).execute();
  const said = "Nous ouvrons à Nantes";
  world.springs.set("lead", () => list([item("tag:lead", { title: said, text: said })]));
  const document = {
    ...drawing(
      {
        a: ["spring", { name: "lead" }],
        c: ["account", { account: "plain:company" }],
        l: ["account", { account: "plain:lea", share: "repost" }],
      },
      ["a>c", "a>l"],
    ),
    first: { kind: "all" } as const,
  };

  const { posts } = await preview(here.services, workspaceId, document);
  const shown = posts.toSorted((a, b) => a.accountName.localeCompare(b.accountName));
  expect(shown.map(({ accountName, text, original }) => [accountName, text, original?.author, original?.text])).toEqual(
    [
      ["company", said, undefined, undefined],
      ["lea", "", "company", said],
    ],
  );
  expect(await runNow(here, await publish(here, document))).toMatchObject({ deliveries: 2 });
  const rows = async () =>
    (
      await sql<{ id: number; account: string; state: string; code: string | null; part: unknown }>`
        select id, account_id as account, state, reason_code as code, post->'parts'->0 as part from delivery
        where account_id in (${company}, ${lea}) order by account_id = ${lea}`.execute(db)
    ).rows;
  expect((await rows()).map(({ state, code }) => [state, code])).toEqual([
    ["ready", null],
    ["held", "lead"],
  ]);
  const { id } = (await rows())[0]!;
  const sent = sql`, remote_id = '7', remote_url = 'https://n.example/7'`;
  await putInto(db, { workspaceId, mapId: "", accounts: [] }, "published", sent, [id]);
  expect(await followLeads(db)).toBe(1);
  expect((await rows())[1]).toMatchObject({
    ...{ state: "ready", code: null },
    part: { kind: "repost", text: "", original: { remoteId: "7", author: "company", text: said } },
  });
});

test("Each post says what it waits for, as the run then leaves it, when it would go by its owner’s pace, and who is left out.", async () => {
  const { db } = world.services;
  const set = (id: string, values: object) => db.updateTable("account").set(values).where("id", "=", id).execute();
  const said = (title: string) => ({ title, text: title, link: null, summary: "" });
  world.springs.set("when", () =>
    list([item("tag:w2", said("Une seconde nouvelle")), item("tag:w1", said("La toute première"))]),
  );
  await addAccount(world, "when-paused", "paused");
  const [auto, ask, gone] = [
    await addAccount(world, "when-auto"),
    await addAccount(world, "when-ask", "ask"),
    await addAccount(world, "when-gone"),
  ];
  await set(auto, { daily_cap: 1, zone: "Europe/Paris" });
  await set(gone, { state: "reconnect" });
  const { id: memberId } = await createMember(db, world.workspaceId, { role: "ambassador" });
  await set(ask, { member_id: memberId });
  const drawn = draw(["when"], ["when-auto", "when-ask", "when-paused", "when-gone"], undefined);
  const document = { ...drawn, limits: { ...drawn.limits, spread: 7, hours: 100 } };
  const before = Date.now();
  const { posts, accounts } = await preview(world.services, world.workspaceId, document);
  const after = Date.now();
  const told = new Map(posts.map(({ accountName, key, leaves }) => [`${accountName} ${key}`, leaves!]));
  expect(accounts.map(({ name, member, mode, goes }) => [name, member?.id ?? null, mode, goes])).toEqual([
    ["when-auto", null, "auto", 2],
    ["when-gone", null, "auto", 2],
    ["when-paused", null, "paused", 2],
    ["when-ask", memberId, "ask", 2],
  ]);

  const run = await runNow(world, await publish(world, document));
  const { rows } = await sql<{ place: string; code: string | null; minutes: number }>`
    select a.name || ' ' || d.item_key as place, d.reason_code as code, extract(epoch from d.due_at - d.created_at)::int / 60 as minutes
    from delivery d join account a on a.id = d.account_id where d.run_id = ${run.id}`.execute(db);
  expect(rows).toHaveLength(8);
  for (const { place, code, minutes } of rows) {
    const { at, why, ...leaves } = told.get(place)!;
    expect([place, leaves.code]).toEqual([place, code]);
    expect([place, why.includes("spread")]).toEqual([place, minutes > 0]);
    if (code !== null) expect([at, leaves.reason?.en.length]).toEqual([null, expect.any(Number)]);
  }
  const [first, second] = ["tag:w1", "tag:w2"].map((key) => told.get(`when-auto ${key}`)!);
  const minutes = rows.find(({ place }) => place === "when-auto tag:w1")!.minutes;
  const due = Date.parse(first!.at!) - minutes * 60_000;
  expect(due).toBeGreaterThanOrEqual(before);
  expect(due).toBeLessThanOrEqual(after);
  expect(second!.why.at(-1)).toBe("cap");
  expect(new Date(second!.at!).toLocaleTimeString("fr-FR", { timeZone: "Europe/Paris" })).toBe("00:00:00");
});

test("What the gate puts aside once this drawing is live takes nobody’s turn.", async () => {
  const { db } = world.services;
  const said = (title: string) => ({ title, text: title, link: null, summary: "" });
  world.springs.set("turns", () => list([item("tag:t1", said("La première")), item("tag:t2", said("La seconde"))]));
  const account = await addAccount(world, "turns");
  await db.updateTable("account").set({ daily_cap: 1 }).where("id", "=", account).execute();
  const drawn: MapDocument = { ...draw(["turns"], ["turns"], undefined), first: { kind: "newest", count: 1 } };
  const map = await publish(world, drawn);
  await runNow(world, map);
  const whyOf = async (document: MapDocument) => {
    const { posts } = await preview(world.services, world.workspaceId, document, { map });
    return posts.find(({ key }) => key === "tag:t2")!.leaves!.why;
  };
  expect(await whyOf(drawn)).toContain("cap");
  const renamed = JSON.parse(JSON.stringify(drawn).replaceAll('"t0"', '"t9"')) as MapDocument;
  expect(await whyOf(renamed)).not.toContain("cap");
  // Another map's is put aside as well while that one rests.
  const ofOther = async () => {
    const { posts } = await preview(world.services, world.workspaceId, { ...drawn, name: "Other" });
    return posts.find(({ key }) => key === "tag:t2")!.leaves!.why;
  };
  expect(await ofOther()).toContain("cap");
  await db.updateTable("map").set({ state: "paused" }).where("id", "=", map).execute();
  expect(await ofOther()).not.toContain("cap");
});
