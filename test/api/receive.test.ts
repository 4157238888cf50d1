import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSecret } from "#engine/signature.ts";
import { runMap } from "#server/run/run-map.ts";
import { wakeMaps } from "#server/run/wake.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { ask, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, sampleMap } from "./things.ts";

const secret = writeSecret(new Uint8Array(32).fill(5));
type Config = { name: string; proof: "signature" | "address"; secret: { secret: string } | null };
const signed = (name: string): Config => ({ name, proof: "signature", secret: { secret: "hook" } });
const unsigned = (name: string): Config => ({ name, proof: "address", secret: null });

let server: TestApp;
let workspaceId: string;
let admin: Session;
let manager: Session;
let account: string;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (role: "admin" | "manager") =>
    signIn(server.app, server.services, await createMember(db, workspaceId, { role }));
  admin = await enter("admin");
  manager = await enter("manager");
  const things = await createThings(server.services, workspaceId, null);
  account = things.account;
  await admin.call("saveSecret", { params: { name: "hook" }, body: { value: secret } });
});
afterAll(() => server.close());

async function addressOf(config: Config): Promise<{ id: string; path: string }> {
  const { status, body, text } = await manager.call("sourceAddress", { body: { type: "webhook-in", config } });
  if (status !== 200) throw new Error(text);
  return { id: body.id, path: new URL(body.url).pathname };
}
/** As a program sends it: no cookie, no origin. */
const send = (path: string, body: unknown, headers: Record<string, string> = {}, app = server.app) =>
  ask(app, "POST", path, { body, headers: { "sec-fetch-site": "", ...headers } });
function signatureOf(body: string, id: string, at = new Date(), by = secret): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(by).sign(id, at, body),
  };
}
const keysIn = async (source: string) => {
  const rows = await server.services.db
    .selectFrom("item")
    .select("key")
    .where("source_id", "=", source)
    .orderBy("seq")
    .execute();
  return rows.map(({ key }) => key.replace(`${source} `, ""));
};

test("An address is made once for a name, cannot be guessed, and ends when it is renewed", async () => {
  const first = await addressOf(signed("Intranet"));
  expect(first.path).toMatch(/^\/api\/in\/[\w-]{43}$/u);
  expect(await addressOf(signed("intranet"))).toEqual(first);
  expect((await addressOf(signed("other"))).path).not.toBe(first.path);
  const renewed = await manager.call("renewAddress", { params: { id: first.id } });
  const body = '{"title":"a"}';
  expect((await send(first.path, body, signatureOf(body, "msg_r"))).status).toBe(404);
  expect((await send(new URL(renewed.body.url).pathname, body, signatureOf(body, "msg_r"))).status).toBe(200);
  const unnamed = await manager.call("sourceAddress", { body: { type: "webhook-in", config: signed("") } });
  expect(unnamed).toMatchObject({ status: 422, body: { code: "no-name" } });
  const feed = await manager.call("sourceAddress", {
    body: { type: "rss", config: { url: "https://a.example/feed" } },
  });
  expect(feed).toMatchObject({ status: 422, body: { code: "no_address" } });
  const { rows } = (await admin.call("listAudit")).body;
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(["source.address", "source.renew"]));
});

test("Of many who ask for the same new address at once, all are told one", async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, () => addressOf(signed("rush"))));
  expect(new Set(asked.map(({ path }) => path)).size).toBe(1);
  const body = '{"title":"a"}';
  expect((await send(asked[0]!.path, body, signatureOf(body, "msg_1"))).status).toBe(200);
});

test("What comes signed is in the inbox once it is answered; the same message again changes nothing, also at the same moment", async () => {
  const { id, path } = await addressOf(signed("once"));
  const body = JSON.stringify([
    { id: "1", title: "Un" },
    { id: "2", title: "Deux" },
  ]);
  const headers = signatureOf(body, "msg_1");
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(path, body, headers)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(answers.filter(({ body: answer }) => (answer as { repeated: boolean }).repeated)).toHaveLength(7);
  expect(await keysIn(id)).toEqual(["1", "2"]);
  // The same items in a new message: known, not new.
  expect((await send(path, body, signatureOf(body, "msg_2"))).body).toEqual({ items: 2, fresh: 0, repeated: false });
  // Another message under an id that was taken is the sender's mistake, and is not taken.
  const more = '{"id":"3","title":"Trois"}';
  expect((await send(path, more, signatureOf(more, "msg_1"))).body).toMatchObject({ repeated: true });
  expect(await keysIn(id)).toEqual(["1", "2"]);
});

test("Where the store fails nothing is taken and nothing is answered as taken; the sender's next try is", async () => {
  const { db } = server.services;
  const { id, path } = await addressOf(signed("broken"));
  const body = '{"id":"1","title":"Un"}';
  await sql`create function stumble() returns trigger language plpgsql as $$ begin raise 'stumbled'; end $$`.execute(
    db,
  );
  await sql`create trigger stumble before insert on incoming execute function stumble()`.execute(db);
  expect((await send(path, body, signatureOf(body, "msg_1"))).status).toBe(500);
  expect(await keysIn(id)).toEqual([]);
  await sql`drop trigger stumble on incoming`.execute(db);
  expect((await send(path, body, signatureOf(body, "msg_1"))).body).toMatchObject({ fresh: 1, repeated: false });
  expect(await keysIn(id)).toEqual(["1"]);
});

test("Nobody who cannot sign gets anything in, and the person who set it up sees why", async () => {
  const { id, path } = await addressOf(signed("proof"));
  const body = '{"title":"Un"}';
  const old = new Date(Date.now() - 301_000);
  for (const [headers, code] of [
    [{}, "signature_missing"],
    [signatureOf(body, "m", old), "signature_stale"],
    [signatureOf(body, "m", new Date(), writeSecret(new Uint8Array(32).fill(6))), "signature_wrong"],
    [signatureOf('{"title":"Deux"}', "m"), "signature_wrong"],
  ] as const)
    expect(await send(path, body, headers)).toMatchObject({ status: 401, body: { code } });
  expect(await keysIn(id)).toEqual([]);
  const row = async () => (await manager.call("listSources")).body.rows.find((source) => source.id === id);
  expect(await row()).toMatchObject({
    received: true,
    failures: 4,
    error: { en: expect.stringContaining("No signature") },
  });
  await send(path, body, signatureOf(body, "m"));
  expect(await row()).toMatchObject({ failures: 0, error: null, items: 1 });
});

test("A replaced secret is accepted beside the new one for as long as that was asked for", async () => {
  const { path } = await addressOf({ name: "turn", proof: "signature", secret: { secret: "turn" } });
  const body = '{"title":"Un"}';
  const status = async (by: string) =>
    (await send(path, body, signatureOf(body, `m${Math.random()}`, new Date(), by))).status;
  expect(await status(secret)).toBe(503);
  const next = writeSecret(new Uint8Array(32).fill(9));
  const save = (value: string, keep: boolean) =>
    admin.call("saveSecret", { params: { name: "turn" }, body: { value, keep } });
  await save(secret, false);
  expect(await status(secret)).toBe(200);
  await save(next, true);
  expect([await status(secret), await status(next)]).toEqual([200, 200]);
  await save(next, false);
  expect([await status(secret), await status(next)]).toEqual([401, 200]);
});

test("A body of 1 MB is taken, one byte more is refused, and so is what is no JSON, nested without end, or of the wrong shape", async () => {
  const { id, path } = await addressOf(unsigned("large"));
  const whole = (bytes: number) => {
    const head = '{"id":"1","title":"Un","rest":"';
    return `${head}${"x".repeat(bytes - head.length - 2)}"}`;
  };
  expect((await send(path, whole(1024 * 1024 + 1))).status).toBe(413);
  expect(await keysIn(id)).toEqual([]);
  expect((await send(path, whole(1024 * 1024))).status).toBe(200);
  const nested = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
  for (const body of [nested, '{"title":', "", "title=a", '{"title":7}', `{"title":${nested.slice(499_000, 501_000)}}`])
    expect((await send(path, body)).status).toBe(400);
  const wrong = await send(path, JSON.stringify([{ title: "a" }, { title: "b", link: "nowhere" }]));
  expect(wrong.body).toMatchObject({ code: "misfit", details: [{ place: "body.1.link" }] });
  expect(await keysIn(id)).toEqual(["1"]);
});

test("Whatever kind the body says it is, and wherever it says it comes from, the bytes are what counts", async () => {
  const { id, path } = await addressOf(unsigned("kinds"));
  const kinds = [
    "",
    "application/json; charset=utf-8",
    "text/plain",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
  ];
  for (const [index, kind] of kinds.entries()) {
    const headers = { "content-type": kind, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    expect((await send(path, `{"id":"${index}","title":"a"}`, headers)).status).toBe(200);
  }
  expect(await keysIn(id)).toEqual(["0", "1", "2", "3", "4"]);
  expect((await ask(server.app, "GET", path)).status).toBe(404);
});

test("One source that is sent too much is told when to go on; others are not held up", async () => {
  const busy = await testApp({ limits: { source: 3 } });
  try {
    const { id } = await createWorkspace(busy.services.db);
    const [one, two] = [await createThings(busy.services, id, null), await createThings(busy.services, id, null)];
    const statuses = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await send(`/api/in/${one.address}`, `{"title":"${n}"}`, {}, busy.app)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const over = await send(`/api/in/${one.address}`, '{"title":"a"}', {}, busy.app);
    expect(Number(over.headers["retry-after"])).toBeGreaterThan(0);
    expect((await send(`/api/in/${two.address}`, '{"title":"a"}', {}, busy.app)).status).toBe(200);
  } finally {
    await busy.close();
  }
});

/** A live map from an address to an account. */
async function publish(config: Config, changes: Record<string, unknown> = {}): Promise<string> {
  const { db } = server.services;
  const { handle } = await db
    .selectFrom("account")
    .select("handle")
    .where("id", "=", account)
    .executeTakeFirstOrThrow();
  const sample = sampleMap();
  const document = {
    ...sample,
    nodes: [
      { ...sample.nodes[0]!, type: "webhook-in", config },
      { ...sample.nodes[1]!, type: "account", config: { account: `x:${handle}` } },
    ],
    ...changes,
  };
  const { body: map } = await manager.call("createMap", { body: { name: config.name, document } });
  const live = await manager.call("publishMap", { params: { id: map.id }, body: { revision: map.revision } });
  if (live.status !== 200) throw new Error(live.text);
  return map.id;
}
/** Lets the marks' time come, makes the runs, and carries them out. Gives the runs of the map by now. */
async function settle(map: string): Promise<{ cause: string; items: number }[]> {
  const { db } = server.services;
  await sql`update map_offset set wake_at = now() where wake_at is not null`.execute(db);
  await wakeMaps(server.services);
  const open = await db.selectFrom("run").select("id").where("state", "=", "waiting").execute();
  for (const { id } of open) await runMap(server.services, { workspaceId, runId: id });
  return db.selectFrom("run").select(["cause", "items"]).where("map_id", "=", map).orderBy("due_at").execute();
}
const deliveriesOf = (map: string) =>
  server.services.db
    .selectFrom("delivery")
    .select(["item_title", "reason_code"])
    .where("map_id", "=", map)
    .orderBy("id")
    .execute();

test("What was tried before publishing is shown in the editor and is not posted; what comes afterwards is, soon", async () => {
  const config = signed("soon");
  const { path } = await addressOf(config);
  const post = async (title: string) => {
    const body = JSON.stringify({ title });
    expect((await send(path, body, signatureOf(body, `m-${title}`))).status).toBe(200);
  };
  await post("Essai");
  const seen = await manager.call("checkSource", { body: { type: "webhook-in", config } });
  expect(seen.body).toMatchObject({ items: [{ title: "Essai", source: "soon" }], error: null });
  const map = await publish(config);
  await post("Un");
  await post("Deux");
  // Many messages, one run; it was made without waiting for the quarter of an hour.
  expect(await settle(map)).toEqual([{ cause: "receive", items: 2 }]);
  expect((await deliveriesOf(map)).map((each) => each.item_title)).toEqual(["Un", "Deux"]);
  // What comes right after waits a little, then has a run of its own; nothing new makes none.
  await post("Trois");
  const { wake } = await server.services.db
    .selectFrom("map_offset")
    .select(sql<number>`extract(epoch from wake_at - woken_at)::float8`.as("wake"))
    .where("map_id", "=", map)
    .executeTakeFirstOrThrow();
  expect(wake).toBeGreaterThan(29);
  await settle(map);
  expect(await settle(map)).toEqual([
    { cause: "receive", items: 2 },
    { cause: "receive", items: 1 },
  ]);
});

test("Maps with hours of their own, run by hand or paused keep to that; nothing that came is lost", async () => {
  const byHand = await publish(unsigned("hand"), { schedule: { kind: "manual" } });
  const daily = await publish(unsigned("daily"), { schedule: { kind: "cron", expression: "0 9 * * 1", zone: "UTC" } });
  const paused = await publish(unsigned("paused"));
  await manager.call("pauseMap", { params: { id: paused } });
  for (const name of ["hand", "daily", "paused"]) await send((await addressOf(unsigned(name))).path, '{"title":"Un"}');
  for (const map of [byHand, daily, paused]) expect(await settle(map)).toEqual([]);
  await manager.call("runMap", { params: { id: byHand } });
  expect(await settle(byHand)).toEqual([{ cause: "manual", items: 1 }]);
  await manager.call("resumeMap", { params: { id: paused } });
  await manager.call("runMap", { params: { id: paused } });
  expect(await settle(paused)).toEqual([{ cause: "manual", items: 1 }]);
});

test("A flood waits for a person, whether it comes as one message or as many", async () => {
  const one = await publish(unsigned("flood-one"));
  const list = Array.from({ length: 25 }, (_, n) => ({ id: `a${n}`, title: `Number ${n} of the first flood` }));
  await send((await addressOf(unsigned("flood-one"))).path, list);
  await settle(one);
  expect(new Set((await deliveriesOf(one)).map((each) => each.reason_code))).toEqual(new Set(["review"]));
  const many = await publish(unsigned("flood-many"));
  const { path } = await addressOf(unsigned("flood-many"));
  for (let n = 0; n < 25; n += 1) {
    await send(path, { id: `b${n}`, title: `Number ${n} of the second flood` });
    if (n === 9) await settle(many);
  }
  await settle(many);
  const reasons = (await deliveriesOf(many)).map((each) => each.reason_code);
  expect(reasons).toHaveLength(25);
  expect(reasons.filter((reason) => reason === "review")).toHaveLength(15);
});

test("Sending the same list again with a few more is no flood, however large the share of what is new", async () => {
  const map = await publish(unsigned("share"));
  const { path } = await addressOf(unsigned("share"));
  const list = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `s${n}`, title: `Share ${n}` }));
  await send(path, list(2));
  await send(path, list(12));
  await settle(map);
  expect((await deliveriesOf(map)).map((each) => each.reason_code)).not.toContain("review");
});

test("Neither address nor secret reaches the log, another answer or an export", async () => {
  const config = signed("soon");
  const { path } = await addressOf(config);
  await send(path, "no json", signatureOf("no json", "msg_x"));
  await send(path, '{"title":"a"}');
  const address = path.split("/").at(-1)!;
  const answers = await Promise.all([
    manager.call("listSources"),
    manager.call("listMaps"),
    manager.call("checkSource", { body: { type: "webhook-in", config } }),
    admin.call("listSecrets"),
    admin.call("listAudit"),
    send(path, '{"title":"a"}'),
  ]);
  for (const text of [...answers.map((answer) => answer.text), server.logged()]) {
    expect(text).not.toContain(address);
    expect(text).not.toContain(secret.slice(6));
  }
});
