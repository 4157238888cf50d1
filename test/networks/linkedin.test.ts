import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Login, NetworkContext, Sending } from "#engine/network.ts";
import { drain } from "#engine/lane.ts";
import { type Polled, receives } from "#engine/node.ts";
import { setMode } from "#server/accounts/mode.ts";
import { saveAttestation } from "#server/accounts/attest.ts";
import { accountReader } from "#server/inbox/account.ts";
import { sourceContext } from "#server/inbox/context.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { takeAudiences } from "#server/measures/audience.ts";
import { dropEnded } from "#server/measures/kept.ts";
import { noteOut } from "#server/measures/plan.ts";
import { takeReadings } from "#server/measures/take.ts";
import { audienceOf, readingsOf } from "#server/measures/views.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { makeChoice, readChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import { endsOf, tellOfEnds } from "#server/networks/grants/ending.ts";
import { renewEnding } from "#server/networks/grants/jobs.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import { versionView } from "#server/networks/versions.ts";
import type { Services } from "#server/ports.ts";
import type { Fault } from "#server/simulators/start.ts";
import { scheduleSome } from "#test/faults/world.ts";
import { movie, png } from "#test/support/pictures.ts";
import { sendingOf } from "#test/support/network.ts";
import { refusal, toPage } from "./door.ts";
import { answerPage, openWorld, type World } from "./world.ts";

let world: World;
let admin = "";
let fault: (path: string) => Fault | undefined = () => undefined;
const asked: string[] = [];
beforeAll(async () => {
  world = await openWorld({
    faults: (_network, { method, path }) => {
      asked.push(`${method} ${path}`);
      return fault(path);
    },
  });
  admin = await world.addMember("admin", "Claire Fontaine");
});
beforeEach(async () => {
  asked.length = 0;
  fault = () => undefined;
  for (const table of ["account", "network_grant", "connect_choice"] as const)
    await world.database.db.deleteFrom(table).execute();
});
afterAll(() => world.close());

const who = () => ({ workspaceId: world.workspaceId, memberId: admin, sessionId: "session-1" });
const begin = (connection: string, forWorkspace: boolean) =>
  beginConnect(world.services, { ...who(), network: "linkedin", connection, forWorkspace }).then(toPage);
const finish = (back: URL) => finishConnect(world.services, { ...who(), params: back.searchParams });

/** Signs in with the members' app; answers the account's id. */
async function member(person: string, forWorkspace = false): Promise<string> {
  const arrived = await finish(await answerPage((await begin("member", forWorkspace)).url, person));
  if (arrived.kind !== "connected") throw new Error(arrived.kind);
  return arrived.accounts[0]!.accountId;
}
/** Signs in with the pages' app and chooses these. */
async function choose(person: string, ...handles: string[]): Promise<Record<string, string>> {
  const arrived = await finish(await answerPage((await begin("pages", true)).url, person));
  if (arrived.kind !== "choice") throw new Error(arrived.kind);
  const { choiceId } = arrived;
  const { accounts } = await readChoice(world.services, { ...who(), choiceId });
  const wanted = accounts.filter(({ handle }) => handles.includes(handle)).map(({ remoteId }) => remoteId);
  const made = await makeChoice(world.services, { ...who(), choiceId, accounts: wanted });
  return Object.fromEntries(made.accounts.map(({ accountId, handle }) => [handle, accountId]));
}
const login = async (id: string): Promise<Login> => {
  const opened = await loginFor(world.services, world.workspaceId, id);
  if (opened.kind !== "login") throw new Error(opened.kind);
  return opened.login;
};
let count = 0;
const fresh = (part: Partial<Sending["part"]> = {}, more: Partial<Sending> = {}): Sending =>
  sendingOf({ text: `Bonjour ${(count += 1)}`, ...part }, { key: String(count), ...more });
const publish = (at: Login, sending: Sending, context: Partial<NetworkContext> = {}) =>
  world.network("linkedin").publish({ ...world.context("linkedin"), ...context }, at, sending);
const out = async (at: Login, sending: Sending) => {
  const result = await publish(at, sending);
  if (result.kind !== "published") throw new Error(`${result.kind}: ${result.raw}`);
  return result;
};

test("members and pages are two connections with two apps: neither asks for what is the other's, and two of three pages are chosen", async () => {
  const urls = [await begin("member", false), await begin("pages", true)].map(({ url }) => new URL(url).searchParams);
  expect(urls.map((each) => [each.get("client_id"), each.get("scope"), each.has("code_challenge")])).toEqual([
    ["relaymap-demo", "openid profile w_member_social", false],
    ["relaymap-demo-pages", "r_basicprofile r_organization_social w_organization_social rw_organization_admin", false],
  ]);
  const id = await member("lea_martin");
  expect(await login(id)).toMatchObject({ kind: "person", handle: "Léa Martin" });
  // An administrator of one, a content administrator of another; of the third they read the numbers only.
  const ids = await choose("atelier_lumen", "atelier-lumen", "lumen-recrute", "amis-de-la-lumiere");
  expect(Object.keys(ids).toSorted()).toEqual(["atelier-lumen", "lumen-recrute"]);
  for (const page of Object.values(ids)) await out(await login(page), fresh());
  expect(
    new Set(
      world.simulators
        .posts("linkedin")
        .slice(-2)
        .map(({ handle }) => handle),
    ).size,
  ).toBe(2);
});

test("a scope that is another app's is refused by LinkedIn before anybody signs in", async () => {
  const url = new URL((await begin("member", false)).url);
  url.searchParams.set("scope", "openid w_organization_social");
  const reply = await fetch(url, { redirect: "manual" });
  expect(new URL(reply.headers.get("location") ?? "").searchParams.get("error")).toBe("unauthorized_scope_error");
});

test("what means something in little text arrives letter for letter, hashtags live, and no other field is escaped", async () => {
  const at = await login(await member("lea_martin"));
  const text = "(a) [b] {c} <d> @e * _f_ ~g| \\h, #emploi https://example.org/x_y?z=(1)";
  const title = "Un titre (A) #b";
  const card = { url: "https://example.org/x", title, description: "Une _phrase_" };
  const { url } = await out(at, fresh({ text, card }));
  expect(world.simulators.posts("linkedin").at(-1)?.text).toBe(text);
  const page = await (await fetch(url ?? "")).text();
  expect(page).toContain(`<b>${title}</b`);
  expect(page).toContain("Une _phrase_");
  const first = await out(at, fresh());
  const comment = fresh({ kind: "comment", text: "Voir (ici) #là" }, { index: 1, before: [first] });
  await out(at, comment);
  expect(world.simulators.posts("linkedin").at(-1)?.text).toBe("Voir (ici) #là");
});

test("a card has the thumbnail that it was given, and does without one that cannot be had", async () => {
  const at = await login(await member("lea_martin"));
  const picture = { id: "00000000-0000-4000-8000-000000000001", kind: "picture" as const, type: "image/png" };
  const card = { url: "https://example.org/x", title: "Un titre", picture };
  for (const bytes of [new Uint8Array(await png()), new Uint8Array(Buffer.from("no picture".padEnd(100)))]) {
    const sending = fresh({ card });
    const context = {
      ...world.context("linkedin"),
      medium: async () => ({ bytes, type: "image/png", width: 1, height: 1 }),
    };
    const ready = await world.network("linkedin").prepare!(context, at, sending, undefined);
    if (ready.kind !== "prepared") throw new Error(ready.kind);
    const { url } = await out(at, { ...sending, prepared: ready.data });
    const page = await (await fetch(url ?? "")).text();
    expect(page).toContain("<b>Un titre</b");
    expect(/class="share"[^>]*>\s*<img/u.test(page)).toBe(bytes.length > 100);
  }
});

test("a picture's bytes and the token go to no address but LinkedIn's", async () => {
  const at = await login(await member("lea_martin"));
  const medium = { id: "00000000-0000-4000-8000-000000000001", kind: "picture" as const, type: "image/png" };
  const called: string[] = [];
  const context = {
    ...world.context("linkedin"),
    medium: async () => ({ bytes: new Uint8Array(await png()), type: "image/png", width: 1, height: 1 }),
    fetch: async (url: string) => {
      called.push(url);
      return Response.json({ value: { uploadUrl: "https://linkedin.com.evil.example/up", image: "urn:li:image:1" } });
    },
  };
  const done = await world.network("linkedin").prepare!(context, at, fresh({ media: [medium] }), undefined);
  expect(done).toMatchObject({ kind: "rejected", raw: "linkedin.com.evil.example" });
  expect(called).toHaveLength(1);
});

const film = { id: "00000000-0000-4000-8000-000000000002", kind: "video" as const, type: "video/mp4" };
const filmed = (more: Partial<NetworkContext> = {}): NetworkContext => ({
  ...world.context("linkedin"),
  medium: async () => ({ bytes: new Uint8Array(movie()), type: "video/mp4", width: 640, height: 360 }),
  ...more,
});
/** Prepares step by step, as lanes do; answers the last step, and how many there were. */
async function prepare(at: Login, sending: Sending, context: NetworkContext) {
  let soFar: unknown;
  for (let steps = 1; ; steps += 1) {
    const step = await world.network("linkedin").prepare!(context, at, sending, soFar);
    if (step.kind !== "waiting" || steps > 20) return { step, steps };
    soFar = JSON.parse(JSON.stringify(step.data));
    world.clock.skip(step.again);
  }
}

test("a video goes up part by part over several steps, each part once, and its page's post is out once LinkedIn is done", async () => {
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const at = await login(ids["atelier-lumen"]!);
  const sending = fresh({ media: [film] });
  // A clock that runs on by itself: no step has time for more than one part.
  let late = 0;
  const slow = filmed({ now: () => world.clock.now() + (late += 20_000) });
  asked.length = 0;
  const { step, steps } = await prepare(at, sending, slow);
  if (step.kind !== "prepared") throw new Error(step.kind);
  expect(steps).toBeGreaterThan(3);
  const puts = asked.filter((one) => one.startsWith("PUT "));
  expect(puts).toHaveLength(3);
  expect(new Set(puts).size).toBe(3);
  const taken = await publish(at, { ...sending, prepared: step.data });
  if (taken.kind !== "processing") throw new Error(taken.kind);
  const state = await world.network("linkedin").status!(world.context("linkedin"), at, sending, taken.data);
  expect(state).toMatchObject({ kind: "published", remoteId: expect.stringMatching(/^urn:li:ugcPost:\d+$/u) });
});

test("what was cut in another way than LinkedIn said fails while it is worked on, with LinkedIn's reason", async () => {
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const at = await login(ids["atelier-lumen"]!);
  const context = world.context("linkedin");
  const clumsy = filmed({
    fetch: (url, init) =>
      context.fetch(url, init.method === "PUT" ? { ...init, body: (init.body as Uint8Array).subarray(1) } : init),
  });
  const { step } = await prepare(at, fresh({ media: [film] }), clumsy);
  expect(step).toMatchObject({
    kind: "rejected",
    reason: { en: expect.stringContaining("Uploaded parts do not match") },
  });
});

test("a part whose answer is lost is sent again; a member, who may not look, posts what is there", async () => {
  const at = await login(await member("lea_martin"));
  const context = world.context("linkedin");
  let lost = 0;
  const broken = filmed({
    fetch: async (url, init) => {
      const reply = await context.fetch(url, init);
      if (init.method === "PUT" && (lost += 1) === 2) throw new Error("reset");
      return reply;
    },
  });
  const sending = fresh({ media: [film] });
  expect((await prepare(at, sending, broken)).step.kind).toBe("not_sent");
  const { step } = await prepare(at, sending, broken);
  if (step.kind !== "prepared") throw new Error(step.kind);
  const { url } = await out(at, { ...sending, prepared: step.data });
  expect(await (await fetch(url ?? "")).text()).toContain("<video ");
});

test("a retired version waits for the operator with one message, and what waited goes out once the setting is a newer one", async () => {
  const at = await login(await member("lea_martin"));
  const sending = fresh();
  const retired = await publish(at, sending, { version: "202401" });
  expect(retired).toMatchObject({ kind: "limited", status: 426 });
  expect(JSON.stringify(retired)).toContain("RELAYMAP_API_VERSIONS");
  expect(JSON.stringify(retired)).toContain("202401");
  expect((await publish(at, sending)).kind).toBe("published");
  expect(world.simulators.posts("linkedin").filter(({ text }) => text === sending.part.text)).toHaveLength(1);
  // Connecting says the same, not that something went wrong.
  const old = { ...world.services, settings: { ...world.services.settings, versions: { linkedin: "202401" } } };
  const { url } = toPage(
    await beginConnect(old, { ...who(), network: "linkedin", connection: "pages", forWorkspace: true }),
  );
  const back = await answerPage(url, "atelier_lumen");
  const arrived = await finishConnect(old, { ...who(), params: back.searchParams });
  if (arrived.kind !== "choice") throw new Error(arrived.kind);
  const { notes } = await readChoice(world.services, { ...who(), choiceId: arrived.choiceId });
  expect(notes[0]?.en).toContain("RELAYMAP_API_VERSIONS");
});

test("a refused repeat names the post, also one that was deleted since", async () => {
  const at = await login(await member("lea_martin"));
  const sending = fresh();
  const first = await out(at, sending);
  expect(await publish(at, sending)).toMatchObject({ kind: "duplicate", existing: first.remoteId });
  await world.network("linkedin").remove!(world.context("linkedin"), at, { remoteId: first.remoteId });
  expect(await publish(at, sending)).toMatchObject({ kind: "duplicate", existing: first.remoteId });
});

test("a day's limit ends at midnight in UTC", async () => {
  const at = await login(await member("lea_martin"));
  const now = Date.parse("2026-03-02T09:00:00Z");
  const body = {
    message: "Resource level throttle MEMBER DAY limit for calls to this resource is reached.",
    status: 429,
  };
  const context = { now: () => now, fetch: async () => Response.json(body, { status: 429 }) };
  expect(await publish(at, fresh(), context)).toMatchObject({
    kind: "limited",
    until: Date.parse("2026-03-03T00:00:00Z"),
  });
});

test("automatic posts on a profile want an operator's attestation; taken back, the profile asks again", async () => {
  const id = await member("lea_martin");
  const viewer = { ...who(), role: "admin", language: "fr" as const, name: "Claire" };
  const auto = () => setMode(world.services, viewer, id, { mode: "auto" });
  const attest = (on: boolean) => saveAttestation(world.services, who(), "linkedin", on);
  const mode = async (accountId: string) =>
    (
      await world.database.db
        .selectFrom("consent")
        .select("mode")
        .where("account_id", "=", accountId)
        .where("withdrawn_at", "is", null)
        .executeTakeFirst()
    )?.mode;
  expect(await refusal(auto())).toMatchObject({ code: "auto_not_attested", status: 409 });
  expect(await mode(id)).toBe("ask");
  // A profile that speaks for the company asks as well; a page of its own does not.
  expect(await mode(await member("hugo_bernard", true))).toBe("ask");
  const pages = await choose("atelier_lumen", "atelier-lumen");
  expect(await mode(pages["atelier-lumen"]!)).toBe("auto");
  await attest(true);
  await auto();
  expect(await mode(id)).toBe("auto");
  await attest(false);
  expect(await mode(id)).toBe("ask");
  expect(await mode(pages["atelier-lumen"]!)).toBe("auto");
  expect((await refusal(saveAttestation(world.services, who(), "x", true))).status).toBe(404);
});

test("an access of sixty days works to its last day, shows its end from three weeks on, and is told of twice at most", async () => {
  const { db } = world.database;
  const id = await member("lea_martin");
  const shown = async () => (await endsOf(db, world.services.nodes, world.workspaceId, [id])).get(id) ?? null;
  expect(await shown()).toBeNull();
  const mails = () =>
    db.selectFrom("mail").select(["reason", "template"]).where("reason", "like", "access-ending/%").execute();
  const endsIn = (days: number) =>
    db
      .updateTable("network_grant")
      .set({ token_expires_at: new Date(world.clock.now() + days * 86_400_000).toISOString() })
      .where("network", "=", "linkedin")
      .execute();
  await endsIn(20);
  expect(await shown()).not.toBeNull();
  expect(await tellOfEnds(world.services)).toBe(0);
  const { settings } = world.services;
  const box = { api: "http://127.0.0.1:1", web: "http://127.0.0.1:1" };
  const mailing = { ...world.services, settings: { ...settings, networks: { ...settings.networks, email: box } } };
  await endsIn(6);
  // Nobody renews it, and it is not given up before its time.
  await renewEnding(world.services);
  expect((await login(id)).kind).toBe("person");
  for (let round = 0; round < 3; round += 1) await tellOfEnds(mailing);
  expect(await mails()).toHaveLength(1);
  await endsIn(0.9);
  for (let round = 0; round < 3; round += 1) await tellOfEnds(mailing);
  expect((await mails()).map(({ reason }) => reason.split("/").at(-1)).toSorted()).toEqual(["day", "week"]);
});

test("a company is a live mention where its name and page fit and the account may look it up, else plain words; the post goes out all the same", async () => {
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const page = await login(ids["atelier-lumen"]!);
  const person = await login(await member("lea_martin"));
  const text = "Avec Atelier Lumen (Paris) et Lumen recrute : #lumière";
  const number = page.remoteId;
  const shown = async (at: Login, mentions: Sending["part"]["mentions"]) => {
    const sending = fresh({ text: `${text} ${(count += 1)}`, mentions });
    const { step } = await prepare(at, sending, world.context("linkedin"));
    if (step.kind !== "prepared") throw new Error(step.kind);
    const { url } = await out(at, { ...sending, prepared: step.data });
    expect(world.simulators.posts("linkedin").at(-1)?.text).toBe(sending.part.text);
    return [...(await (await fetch(url ?? "")).text()).matchAll(/<b class="named">([^<]*)<\/b>/gu)].map(
      ([, name]) => name,
    );
  };
  const both = [
    { text: "Lumen recrute", page: "lumen-recrute" },
    { text: "Atelier Lumen", page: number },
  ];
  expect((await shown(page, both)).toSorted()).toEqual(["Atelier Lumen", "Lumen recrute"]);
  // A member may not look pages up: by its number alone one is named all the same.
  expect(await shown(person, both)).toEqual(["Atelier Lumen"]);
  // Renamed since, or nobody's.
  expect(await shown(page, [{ text: "Avec Atelier Lumen", page: number }])).toEqual([]);
  expect(await shown(page, [{ text: "Atelier Lumen", page: "nobody" }])).toEqual([]);
});

/** A page's published post, as the ledger knows it. */
async function delivered(accountId: string, remoteId: string, kind: "page" | "person"): Promise<number> {
  const { id } = await world.database.db
    .insertInto("delivery")
    .values({
      ...{
        workspace_id: world.workspaceId,
        account_id: accountId,
        item_key: `${kind}/${remoteId}`,
        map_id: randomUUID(),
      },
      ...{ version: 1, run_id: randomUUID(), node_id: "n", network: "linkedin", state: "published", text: "Bonjour" },
      ...{ item_title: "Bonjour", due_at: ago(2), expires_at: ago(-24), published_at: ago(2), remote_id: remoteId },
      settled_at: new Date().toISOString(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`update reading_mark set settled_at = now() - interval '1 minute'`.execute(world.database.db);
  return id;
}
const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

test("a page's posts and followers are counted, a member's never asked for, and what LinkedIn lets nobody keep is deleted after two days", async () => {
  const services = world.services as unknown as Services;
  const { db } = world.database;
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const page = ids["atelier-lumen"]!;
  const person = await member("lea_martin");
  const post = await delivered(page, (await out(await login(page), fresh())).remoteId, "page");
  await delivered(person, (await out(await login(person), fresh())).remoteId, "person");
  expect(await noteOut(services)).toBe(1);
  expect(await takeReadings(services)).toBe(1);
  const readings = () => readingsOf(db, world.workspaceId, post);
  expect(await readings()).toMatchObject([
    { counts: { likes: 0, reposts: 0, replies: 0, views: 0, reach: 0, clicks: 0 } },
  ]);
  asked.length = 0;
  expect(await takeAudiences(services)).toBe(1);
  expect(asked).toEqual([
    `GET /rest/networkSizes/${encodeURIComponent(`urn:li:organization:${(await login(page)).remoteId}`)}`,
  ]);
  expect(await dropEnded(services)).toBe(0);
  await sql`update reading set until = until - interval '49 hours'`.execute(db);
  // Not shown any more, even before it is deleted; how many follow a page may be kept for a year.
  expect(await readings()).toEqual([]);
  expect(await dropEnded(services)).toBe(1);
  expect(await audienceOf(db, world.workspaceId, page)).toHaveLength(1);
});

test("what stands on a page is read there by its own grant: new posts, edits and what was deleted", async () => {
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const at = await login(ids["atelier-lumen"]!);
  const ref = `linkedin:${at.handle}#${at.remoteId}`;
  const source = world.services.nodes.source("linkedin");
  if (receives(source)) throw new Error("LinkedIn is read");
  let last: Polled | undefined;
  const poll = async (): Promise<Polled> => {
    world.clock.skip(20 * 60_000);
    const account = accountReader(world.services, world.workspaceId);
    const none = { read: () => Promise.reject(new Error("no feeds here")), close: async () => undefined };
    const polling = { sourceId: "s", signal: AbortSignal.timeout(10_000), secret: async () => null, account };
    const context = sourceContext({ ...world.services, feeds: none }, { ...polling, cursor: last?.cursor ?? {} });
    return (last = await source.poll({ account: ref, reshares: false }, context));
  };
  const before = await poll();
  const first = await out(at, fresh({ text: `Nous (re)crutons #emploi ${(count += 1)} https://lumen.example/a_b` }));
  const sending = fresh({ media: [film] });
  const { step } = await prepare(at, sending, filmed());
  if (step.kind !== "prepared") throw new Error(step.kind);
  await publish(at, { ...sending, prepared: step.data });
  const { items } = await poll();
  const fresher = items.filter(({ key }) => !before.items.some((known) => known.key === key));
  expect(fresher.map(({ kind }) => kind)).toEqual(["video", "post"]);
  expect(fresher[0]?.origin?.remoteId).toMatch(/^urn:li:ugcPost:/u);
  expect((await fetch(fresher[0]!.media[0]!.url)).headers.get("content-type")).toBe("video/mp4");
  expect(fresher[1]).toMatchObject({
    title: expect.stringMatching(/^Nous \(re\)crutons #emploi \d+ https:\/\/lumen\.example\/a_b$/u),
    tags: ["emploi"],
    origin: { network: "linkedin", remoteId: first.remoteId, url: first.url, account: at.remoteId },
  });
  expect((await poll()).unchanged).toBe(true);
  const path = `/rest/posts/${encodeURIComponent(first.remoteId)}`;
  const headers = {
    authorization: `Bearer ${at.token}`,
    ...{ "linkedin-version": "202609", "x-restli-protocol-version": "2.0.0", "x-restli-method": "PARTIAL_UPDATE" },
  };
  const body = JSON.stringify({ patch: { $set: { commentary: "Corrigé" } } });
  const context = world.context("linkedin");
  expect((await context.fetch(context.apiBase + path, { method: "POST", headers, body })).status).toBe(204);
  const edited = await poll();
  expect(edited.unchanged).toBe(false);
  expect(edited.items.find(({ key }) => key === `linkedin:${first.remoteId}`)?.title).toBe("Corrigé");
  await world.network("linkedin").remove!(context, at, { remoteId: first.remoteId });
  expect((await poll()).gone).toEqual([`linkedin:${first.remoteId}`]);
});

/** So many posts of an account, each with its link in the first comment, scheduled now; and its lane's drain. */
async function lane(accountId: string, parts: readonly object[]) {
  const { db } = world.database;
  const { workspaceId } = world;
  const map = { workspace_id: workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 };
  const { id: mapId } = await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow();
  const post = (number: number) =>
    JSON.stringify({ version: 1, parts: [{ text: `Bonjour ${number} ${(count += 1)}` }, ...parts] });
  const networks = world.services.nodes.networks;
  return {
    schedule: async (many: number) => {
      await scheduleSome(db, { workspaceId, mapId, accounts: [{ id: accountId, network: "linkedin" }] }, many);
      const { rows } = await sql<{
        id: number;
      }>`select id from delivery where account_id = ${accountId} and state = 'ready'`.execute(db);
      for (const { id } of rows)
        await sql`update delivery set post = ${post(id)}::jsonb, ruled = null where id = ${id}`.execute(db);
    },
    run: async () => {
      await sql`update lane set next_at = now(), frozen_until = null where account_id = ${accountId}`.execute(db);
      const ledger = openLedger({ db, worker: "t", networks });
      return drain({ workspaceId, accountId }, lanePorts(world.services as unknown as Services, ledger), () => false);
    },
    deliveries: async () =>
      (
        await sql<{ state: string; code: string | null; en: string | null }>`
          select state, reason_code as code, reason->>'en' as en from delivery where account_id = ${accountId} order by id`.execute(
          db,
        )
      ).rows,
  };
}

test("a first comment that LinkedIn refuses to an account is refused once: the posts are out, and no other comment is tried until it is connected again", async () => {
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const page = ids["atelier-lumen"]!;
  const { schedule, run, deliveries } = await lane(page, [{ kind: "comment", text: "https://lumen.example/1" }]);
  await schedule(2);
  const comments = () => asked.filter((one) => one.endsWith("/comments")).length;
  fault = (path) =>
    path.endsWith("/comments")
      ? { kind: "answer", accept: false, status: 403, body: '{"status":403,"message":"Not enough permissions"}' }
      : undefined;
  for (let turn = 0; turn < 6; turn += 1) await run();
  expect(await deliveries()).toMatchObject([
    { state: "published", code: "rest_rejected", en: expect.stringContaining("links stay in the post") },
    { state: "published", code: "rest_rejected" },
  ]);
  expect(comments()).toBe(1);
  expect((await login(page)).unable).toEqual(["comment"]);
  fault = () => undefined;
  await choose("atelier_lumen", "atelier-lumen");
  expect((await login(page)).unable).toBeUndefined();
  await schedule(1);
  for (let turn = 0; turn < 3; turn += 1) await run();
  expect((await deliveries()).at(-1)).toMatchObject({ state: "published", code: null });
  expect(comments()).toBe(2);
});

test("an operator is told two months before a version ends, once it should have ended, and when LinkedIn says that it has", async () => {
  const { db } = world.database;
  const site = world.services.nodes.sites.get("linkedin")!;
  const view = (now: string, versions: Record<string, string> = {}, networks = {}) =>
    versionView(
      { db, clock: { now: () => Date.parse(now) }, settings: { ...world.services.settings, networks, versions } },
      world.workspaceId,
      site,
    );
  const on = { linkedin: "202603" };
  const ends = "2027-03-01T00:00:00.000Z";
  expect(await view("2026-12-30T00:00:00Z", on)).toBeNull();
  expect(await view("2027-01-02T00:00:00Z", on)).toEqual({ used: "202603", ends, state: "ending" });
  expect(await view("2027-03-01T00:00:00Z", on)).toEqual({ used: "202603", ends, state: "ended" });
  expect(await view("2027-03-01T00:00:00Z", on, world.simulators.networks)).toBeNull();
  const ids = await choose("atelier_lumen", "atelier-lumen");
  const { schedule, run, deliveries } = await lane(ids["atelier-lumen"]!, []);
  await schedule(1);
  fault = (path) =>
    path === "/rest/posts"
      ? { kind: "answer", accept: false, status: 426, body: '{"status":426,"code":"NONEXISTENT_VERSION"}' }
      : undefined;
  await run();
  expect(await deliveries()).toMatchObject([{ state: "retry_wait", code: "limited" }]);
  expect(await view("2026-12-30T00:00:00Z", on)).toMatchObject({ state: "retired" });
  fault = () => undefined;
  await run();
  expect(await deliveries()).toMatchObject([{ state: "published" }]);
  expect(await view("2026-12-30T00:00:00Z", on)).toBeNull();
});
