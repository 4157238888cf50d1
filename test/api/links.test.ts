import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drain } from "#engine/lane.ts";
import type { LinkRule } from "#engine/short-link.ts";
import { clickToken } from "#server/conversions/click.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { pruneLinks } from "#server/links/prune.ts";
import { runMap } from "#server/run/run-map.ts";
import { requestRun } from "#server/run/ticks.ts";
import { publicUrl, testApp, type TestApp } from "#test/support/app.ts";
import { ask, call, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { signed } from "./conversion-samples.ts";
import { sampleMap } from "./things.ts";

const link = "https://www.atelier.example/portes?jour=1#acces";
const browser = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
  accept: "text/html,*/*",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};
const config = { name: "cms", proof: "address", secret: null };

let server: TestApp;
let workspaceId: string;
let admin: Session;
let cookie: string;
let map: { id: string; revision: number; document: Record<string, unknown> };
let address: string;
let item = 0;

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  admin = await signIn(app, services, await createMember(services.db, workspaceId, { role: "admin" }));
  await admin.call("connect", { body: { network: "rssfeed", fields: { name: "Actus" }, forWorkspace: true } });
  const sample = sampleMap("Portes ouvertes d’été");
  const document = {
    ...sample,
    nodes: [
      { ...sample.nodes[0]!, type: "webhook-in", config },
      { ...sample.nodes[1]!, type: "account", config: { account: "rssfeed:actus" } },
    ],
    limits: { ...sample.limits, spread: 0 },
  };
  map = (await admin.call("createMap", { body: { name: document.name, document } })).body as unknown as typeof map;
  address = new URL((await admin.call("sourceAddress", { body: { type: "webhook-in", config } })).body.url).pathname;
  await publish({});
  cookie = `${services.settings.publicUrl.startsWith("https:") ? "__Host-relaymap" : "relaymap"}=x`;
});
afterAll(() => server.close());

async function publish(changes: Record<string, unknown>): Promise<void> {
  const now = (await admin.call("getMap", { params: { id: map.id } })).body;
  const document = { ...now.document, ...changes };
  const { body: draft } = await admin.call("saveDraft", {
    params: { id: map.id },
    body: { revision: now.revision, document },
  });
  const live = await admin.call("publishMap", { params: { id: map.id }, body: { revision: draft.revision } });
  expect(live.status, live.text).toBe(200);
}
const rule = (next: LinkRule) => admin.call("saveLinkRule", { body: next });

/** Something new comes, and the map runs over it; gives the delivery. */
async function run(to = link, text = `Venez voir ${to}`) {
  const { app, services } = server;
  item += 1;
  await ask(app, "POST", address, {
    body: { id: String(item), title: `Portes ${item}`, text, ...(to === "" ? {} : { link: to }) },
    headers: { "sec-fetch-site": "" },
  });
  return inWorkspace(workspaceId, async () => {
    const { id: runId } = await requestRun(services, { workspaceId, mapId: map.id, memberId: null });
    await runMap(services, { workspaceId, runId });
    const { id } = await services.db
      .selectFrom("delivery")
      .select("id")
      .where("workspace_id", "=", workspaceId)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    return id;
  });
}
const detail = async (id: number) => (await admin.call("getDelivery", { params: { id } })).body;
const follow = (url: string, headers: Record<string, string> = browser, method: "GET" | "HEAD" = "GET") =>
  server.app.inject({ method, url: new URL(url).pathname, headers });
/** Counts are written once a second; a test does not wait for that. */
async function counted(id: number, want: { people: number; robots: number; own: number }) {
  await expect.poll(async () => (await detail(id)).short?.visits, { timeout: 5000 }).toEqual(want);
}

test("links stay as they are unless somebody wants it", async () => {
  const { post, short } = await detail(await run());
  expect([post.parts[0]!.text, post.parts[0]!.link, short]).toEqual([`Venez voir ${link}`, link, null]);
});

test("each delivery has a link of its own, which leads on to its page, marked by network and map, before its fragment", async () => {
  await rule({ short: true, marks: true });
  const id = await run();
  const { post, short } = await detail(id);
  expect(short?.url).toMatch(/^http:\/\/relaymap\.test:3000\/l\/[1-9A-Za-z]{10}$/u);
  expect(post.parts[0]).toMatchObject({ text: `Venez voir ${short!.url}`, link: short!.url });
  const answer = await follow(short!.url);
  expect(answer.statusCode).toBe(302);
  expect(answer.headers.location).toBe(
    "https://www.atelier.example/portes?jour=1&utm_source=rssfeed&utm_medium=social&utm_campaign=portes-ouvertes-d-ete#acces",
  );
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-robots-tag"]).toContain("noindex");
  await counted(id, { people: 1, robots: 0, own: 0 });
  expect((await admin.call("listMaps", {})).body.rows[0]?.clicks).toEqual({ week: 1, span: 1 });
  const other = await detail(await run());
  expect(other.short?.url).not.toBe(short!.url);
  // Who brought a visit is told only where they allow it.
  const [account] = (await admin.call("listAccounts", {})).body.rows;
  await admin.call("changeAccount", { params: { id: account!.id }, body: { linkNamed: true } });
  expect((await detail(await run())).short?.target).toContain("utm_content=actus");
});

test("a thousand servers that look at a link, people who are signed in, and what a browser fetches ahead are no visits", async () => {
  const id = await run();
  const { short } = await detail(id);
  const fan = Array.from(
    { length: 1000 },
    (_, number) => `Mastodon/4.5.${number % 9} (http.rb/5.3.1; +https://s${number}.example/) Bot`,
  );
  for (const agent of fan) await follow(short!.url, { "user-agent": agent, accept: "text/html" });
  await follow(short!.url, browser, "HEAD");
  await follow(short!.url, { ...browser, "sec-purpose": "prefetch" });
  await follow(short!.url, { ...browser, cookie });
  await counted(id, { people: 0, robots: 1002, own: 1 });
});

test("a code that is none is answered kindly, in the reader's language, and no address leads anywhere by it", async () => {
  for (const path of [
    "/l/abcdefghij",
    "/l/0000000000",
    "/l/x",
    "/l/https:%2F%2Fevil.example",
    "/l/abcdefghij?to=https://evil.example",
  ]) {
    const answer = await server.app.inject({ url: path, headers: { "accept-language": "fr-FR,fr;q=0.9" } });
    expect([answer.statusCode, answer.headers.location]).toEqual([404, undefined]);
    expect(answer.body).toContain("Ce lien ne mène plus nulle part");
  }
  expect((await server.app.inject("/l/abcdefghij")).body).toContain("This link leads nowhere any more");
  expect((await server.app.inject("/sheet.css")).headers["content-type"]).toContain("text/css");
});

test("a preview shows how the link will look, and spends no code", async () => {
  const count = () =>
    inWorkspace(workspaceId, () => server.services.db.selectFrom("short_link").select("code").execute()).then(
      (all) => all.length,
    );
  const before = await count();
  const { document } = (await admin.call("getMap", { params: { id: map.id } })).body;
  const { posts } = (await admin.call("preview", { body: { document } })).body;
  expect(posts[0]?.text).toBe(`Venez voir ${publicUrl}/l/0000000000`);
  expect(await count()).toBe(before);
});

test("what is sent once more has a link of its own", async () => {
  const id = await run();
  await inWorkspace(workspaceId, async () => {
    const { services } = server;
    const { accountId } = await services.db
      .selectFrom("delivery")
      .select("account_id as accountId")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const ledger = openLedger({ db: services.db, worker: hostname(), networks: services.nodes.networks });
    await drain({ workspaceId, accountId }, lanePorts(services, ledger), () => false);
  });
  const first = await detail(id);
  expect(first.state).toBe("published");
  const again = await detail((await admin.call("sendAgain", { params: { id } })).body.id);
  expect(again.short?.target).toBe(first.short?.target);
  expect(again.short?.url).not.toBe(first.short?.url);
  expect(again.post.parts[0]?.text).toBe(`Venez voir ${again.short!.url}`);
});

test("a map says otherwise for itself; a post without a link has none; marks can be left out", async () => {
  await publish({ links: { short: false } });
  expect((await detail(await run())).short).toBeNull();
  await rule({ short: false, marks: false });
  await publish({ links: { short: true } });
  expect((await detail(await run())).short?.target).toBe(link);
  const bare = await detail(await run("", "Sans lien"));
  expect([bare.short, bare.post.parts[0]?.text]).toEqual([null, "Sans lien"]);
});

test("a link whose post never went out is let go, one that can be met stays", async () => {
  const { db } = server.services;
  const [out, off] = [await run(), await run()];
  await admin.call("cancelDelivery", { params: { id: off } });
  await inWorkspace(workspaceId, async () => {
    await sql`update short_link set look_at = now() - interval '1 day' where delivery_id = any(${[out, off]}::bigint[])`.execute(
      db,
    );
    expect(await pruneLinks(db)).toBe(1);
  });
  expect((await detail(off)).short).toBeNull();
  expect((await detail(out)).short).not.toBeNull();
});

const told = (params: { id: string }, message: { body: unknown; headers: Record<string, string> }) =>
  call(server.app, "tellConversions", { params, ...message });
/** What is added up of all days, by kind. */
async function sums() {
  const { rows } = await sql<
    Record<string, number>
  >`select coalesce(sum(visits), 0)::int as visits, coalesce(sum(contacts), 0)::int as contacts,
    coalesce(sum(registrations), 0)::int as registrations, coalesce(sum(entries), 0)::int as entries, coalesce(sum(hires), 0)::int as hires
    from result_day where workspace_id = ${workspaceId}`.execute(server.services.db);
  return rows[0];
}

test("what a site tells is counted once by its id, on the day it happened, with the post that it came of; what is forged, late or replayed changes nothing", async () => {
  const { body: key } = await admin.call("createConversionKey", { body: { name: "Site carrières" } });
  const { secret } = key;
  const { short } = await detail(await run());
  const entry = { kind: "entry", id: "4711", link: short!.url, at: new Date(Date.now() - 86_400_000).toISOString() };
  const message = signed(entry, { secret });
  expect((await told(key, message)).body).toEqual({ counted: 1, known: 0, linked: 1 });
  expect((await told(key, message)).body).toEqual({ counted: 0, known: 1, linked: 0 });
  // Another message about the same application; and one that says the same twice.
  expect((await told(key, signed([entry, entry], { secret }))).body).toEqual({ counted: 0, known: 1, linked: 0 });
  const loose = signed({ conversions: [{ kind: "contact" }, { kind: "contact" }] }, { secret, id: "msg_1" });
  expect((await told(key, loose)).body).toEqual({ counted: 2, known: 0, linked: 0 });
  const again = signed({ conversions: [{ kind: "contact" }, { kind: "contact" }] }, { secret, id: "msg_1" });
  expect((await told(key, again)).body).toEqual({ counted: 0, known: 2, linked: 0 });
  const counts = { visits: 0, contacts: 0, registrations: 0, entries: 1, hires: 0 };
  expect(await sums()).toEqual(counts);
  const { rows } = await sql<{
    day: string;
  }>`select (r.day - (now() at time zone w.zone)::date)::int as day from result_day r
    join workspace w on w.id = r.workspace_id where r.workspace_id = ${workspaceId} and r.entries = 1`.execute(
    server.services.db,
  );
  expect(rows).toEqual([{ day: -1 }]);

  const hire = { kind: "hire", id: "h1", link: short!.url };
  const { body: other } = await admin.call("createConversionKey", { body: { name: "Autre" } });
  const bad: [{ body: unknown; headers: Record<string, string> }, number, string][] = [
    [signed(hire, { secret: other.secret }), 401, "signature_wrong"],
    [{ ...signed(hire, { secret }), body: JSON.stringify({ ...hire, id: "h2" }) }, 401, "signature_wrong"],
    [signed(hire, { secret, at: Date.now() - 301_000 }), 401, "signature_stale"],
    [signed(hire, { secret, at: Date.now() + 301_000 }), 401, "signature_stale"],
    [{ body: JSON.stringify(hire), headers: {} }, 401, "signature_missing"],
    [{ ...message, headers: { ...message.headers, "webhook-timestamp": "abc" } }, 401, "signature_stale"],
    [signed({ kind: "fortune" }, { secret }), 400, "misfit"],
    [signed("{", { secret }), 400, "misfit"],
    [signed([], { secret }), 400, "misfit"],
    [
      signed(
        Array.from({ length: 101 }, () => hire),
        { secret },
      ),
      400,
      "misfit",
    ],
    [signed({ ...hire, at: new Date(Date.now() - 91 * 86_400_000).toISOString() }, { secret }), 400, "misfit"],
    [signed({ ...hire, at: new Date(Date.now() + 3_600_000).toISOString() }, { secret }), 400, "misfit"],
  ];
  for (const [each, status, code] of bad)
    expect(await told(key, each), String(each.body)).toMatchObject({ status, body: { code } });
  expect(await sums()).toEqual(counts);
  // The same at once by many counts once, and nobody waits in a circle.
  const many = await Promise.all(
    Array.from({ length: 8 }, () => told(key, signed([hire, { ...hire, id: "h3" }], { secret }))),
  );
  expect(many.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(many.reduce((sum, { body }) => sum + body.counted, 0)).toBe(2);
  expect((await sums())?.hires).toBe(2);

  const listed = await admin.call("listConversionKeys", {});
  expect(listed.text).not.toContain(secret.slice(8));
  expect(listed.body.rows[0]).toMatchObject({ name: "Site carrières", usedAt: expect.any(String) });
  expect(server.logged()).not.toContain(secret.slice(8));
  await admin.call("deleteConversionKey", { params: { id: key.id } });
  expect((await told(key, signed(hire, { secret }))).status).toBe(404);
});

test("a page of the company's own gets to know the click, nobody else's does; each kind counts once a click, and no click can be made up", async () => {
  const { short } = await detail(await run());
  const clickOf = async (headers: Record<string, string> = browser) =>
    new URL(String((await follow(short!.url, headers)).headers.location)).searchParams.get("rm_click");
  expect(await clickOf()).toBeNull();
  await admin.call("changeEditorial", { body: { ownSites: ["atelier.example"] } });
  const { short: mine } = await detail(await run());
  const { short: theirs } = await detail(await run("https://elsewhere.example/a"));
  const located = async (url: string, headers: Record<string, string> = browser) =>
    new URL(String((await follow(url, headers)).headers.location));
  const first = await located(mine!.url);
  const token = first.searchParams.get("rm_click")!;
  expect(first.hash).toBe("#acces");
  expect((await located(theirs!.url)).search).not.toContain("rm_click");
  expect((await located(mine!.url, { ...browser, "user-agent": "Mastodon/4.5 Bot" })).search).not.toContain("rm_click");
  expect((await located(mine!.url)).searchParams.get("rm_click")).not.toBe(token);

  const tell = (params: { token: string }, body?: unknown) => call(server.app, "tellClick", { params, body });
  const before = await sums();
  expect((await tell({ token }, { kind: "registration" })).body).toEqual({ counted: 1, known: 0, linked: 1 });
  expect((await tell({ token }, { kind: "registration" })).body).toEqual({ counted: 0, known: 1, linked: 0 });
  expect((await tell({ token })).body).toEqual({ counted: 1, known: 0, linked: 1 });
  expect((await tell({ token }, { kind: "hire" })).status).toBe(400);
  const at = token.length >> 1;
  const forged = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
  expect((await tell({ token: forged }, { kind: "registration" })).status).toBe(404);
  const old = clickToken(server.services.settings, mine!.url.slice(-10), Date.now() - 31 * 86_400_000);
  expect((await tell({ token: old }, { kind: "registration" })).status).toBe(404);
  expect(await sums()).toEqual({ ...before, visits: before!.visits! + 1, registrations: before!.registrations! + 1 });
});

test("the examples of docs/conversions.md run as they stand, and are counted", { timeout: 120_000 }, async () => {
  const { body: key } = await admin.call("createConversionKey", { body: { name: "Doc" } });
  const { short } = await detail(await run());
  const token = new URL(String((await follow(short!.url)).headers.location)).searchParams.get("rm_click")!;
  const base = await server.app.listen({ port: 0, host: "127.0.0.1" });
  const text = await readFile("docs/conversions.md", "utf8");
  const blocks = [...text.matchAll(/```(sh|js)\n(.*?)```/gsu)].map(([, kind, code]) => [kind!, code!] as const);
  expect(blocks.map(([kind]) => kind)).toEqual(["sh", "js", "sh"]);
  const answers: unknown[] = [];
  for (const [kind, code] of blocks) {
    const filled = code
      .replaceAll("https://relaymap.example.org", base)
      .replace("/in/…", `/in/${key.id}`)
      .replace("/click/…", `/click/${token}`)
      .replace("/l/…", `/l/${short!.url.slice(-10)}`)
      .replace("whsec_…", key.secret)
      .replace('"click":""', `"click":"${token}"`);
    expect(filled).not.toContain("…");
    const args = kind === "sh" ? ["-c", filled] : ["--input-type=module", "-e", filled];
    const { stdout } = await promisify(execFile)(kind === "sh" ? "bash" : process.execPath, args, { timeout: 100_000 });
    answers.push(JSON.parse(stdout));
  }
  expect(answers).toEqual([
    { counted: 1, known: 0, linked: 1 },
    { counted: 2, known: 0, linked: 1 },
    { counted: 1, known: 0, linked: 1 },
  ]);
});
