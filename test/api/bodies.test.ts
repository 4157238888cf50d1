import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { api, type ApiName, Failure } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { type Answer, ask, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { sampleMap } from "./things.ts";

let server: TestApp;
let admin: Session;
let workspaceId: string;

beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db)).id;
  admin = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, workspaceId, { role: "admin" }),
  );
});
afterAll(() => server.close());

const send = (body: unknown, headers: Record<string, string> = {}, url = "/api/maps"): Promise<Answer> =>
  ask(server.app, "POST", url, { body, cookie: admin.cookie, headers });
const document = (change: object) => ({ name: "Carte", document: { ...sampleMap(), ...change } });
const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
/** A sound map but for one setting, so that nothing but this setting can be what is refused. */
const inConfig = (value: string) =>
  JSON.stringify(document({})).replace('"url":"https://blog.example.org/feed.xml"', `"url":${value}`);
const json = JSON.stringify;

/** What must be refused, with the status it must get. */
const refused: [string, number, unknown, Record<string, string>?][] = [
  ["no body", 400, ""],
  ["half a body", 400, '{"name":'],
  ["a bare word", 400, "name"],
  ["single quotes", 400, "{'name':'x'}"],
  ["a trailing comma", 400, '{"name":"x",}'],
  ["two bodies", 400, '{"name":"x"}{"name":"y"}'],
  ["a NaN", 400, '{"name":NaN}'],
  ["an array", 400, "[]"],
  ["a number", 400, "7"],
  ["null", 400, "null"],
  ["__proto__", 400, '{"name":"x","__proto__":{"admin":true}}'],
  ["__proto__ written with escapes", 400, '{"name":"x","\\u005f_proto__":{"admin":true}}'],
  ["__proto__ far inside", 400, inConfig('{"__proto__":{"admin":true}}')],
  ["constructor.prototype far inside", 400, inConfig('{"constructor":{"prototype":{"admin":true}}}')],
  ["constructor.prototype", 400, '{"name":"x","constructor":{"prototype":{"admin":true}}}'],
  ["a missing field", 400, "{}"],
  ["an unknown field", 400, json({ name: "x", workspaceId: "other" })],
  ["a wrong type", 400, json({ name: 7 })],
  ["an empty name", 400, json({ name: "" })],
  ["a name that is too long", 400, json({ name: "x".repeat(121) })],
  ["a document of a later version", 422, json(document({ schema: 99 }))],
  ["a document with an unknown field", 422, json(document({ owner: "me" }))],
  [
    "too many nodes",
    422,
    json(document({ nodes: Array.from({ length: 1001 }, (_, n) => ({ id: `n${n}`, type: "rss" })) })),
  ],
  ["a NUL in a name", 400, '{"name":"a\\u0000b"}'],
  ["half a character in a name", 400, '{"name":"a\\ud83db"}'],
  ["half a character in a key far inside", 400, json(document({})).replace('"url"', '"\\udc00"')],
  ["65 levels", 400, inConfig(deep(60))],
  ["200,000 levels", 400, inConfig(deep(200_000))],
  ["a megabyte and one byte", 413, json({ name: "x".repeat(1024 * 1024 - 10) })],
  ["a length that lies", 413, '{"name":"x"}', { "content-length": "9999999" }],
  ["a form", 415, "name=x", { "content-type": "application/x-www-form-urlencoded" }],
  ["plain text, as a form can post it", 415, '{"name":"x"}', { "content-type": "text/plain" }],
  ["a file upload", 415, "--b\r\n\r\n--b--", { "content-type": "multipart/form-data; boundary=b" }],
  ["XML", 415, "<name/>", { "content-type": "application/xml" }],
  ["no content type", 415, "x", { "content-type": "" }],
];

test.each(refused)("A request with %s is refused with %i and creates nothing", async (_name, status, body, headers) => {
  const before = await countMaps();
  const answer = await send(body, headers);
  expect(answer.status).toBe(status);
  expectFailure(answer);
  expect(await countMaps()).toBe(before);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

test("Nesting that a setting may need is stored, and what is refused is told as what it is", async () => {
  expect((await send(inConfig(deep(8)))).status).toBe(200);
  expect(await send(inConfig('"a\\u0000b"'))).toMatchObject({
    status: 400,
    body: { code: "invalid", details: [{ place: "body" }] },
  });
  expect(await send(inConfig('{"__proto__":1}'))).toMatchObject({ status: 400, body: { code: "unreadable" } });
});

test("A wrong request is told each place that is wrong", async () => {
  const answer = await send({ name: "", document: 7, extra: true });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  const { details } = Failure.parse(answer.body);
  expect(details).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ place: "body.name" }),
      expect.objectContaining({ place: "body" }),
    ]),
  );
});

test("A document that is no map is told everything that is wrong with it, in both languages, and half of it is not saved", async () => {
  const before = await countMaps();
  const wrong: [object | number | null, RegExp, number][] = [
    [7, /JSON object with a name/u, 1],
    [null, /JSON object with a name/u, 1],
    [[], /JSON object with a name/u, 1],
    [{ ...sampleMap(), schema: 99 }, /newer Relaymap/u, 1],
    [{ ...sampleMap(), nodes: [{ id: "a" }, { id: "b", type: "rss", title: 7 }], owner: "me" }, /./u, 3],
  ];
  for (const [drawn, reason, count] of wrong) {
    const answer = await send({ name: "Carte", document: drawn });
    expect(answer).toMatchObject({ status: 422, body: { code: "map_shape" } });
    const { message, details } = Failure.parse(answer.body);
    expect(message.en).toMatch(reason);
    expect(message.fr).not.toBe(message.en);
    const shape = (details as { code: string }[]).filter(({ code }) =>
      ["bad-document", "newer-document"].includes(code),
    );
    expect(shape).toHaveLength(count);
  }
  expect(await countMaps()).toBe(before);
});

test("Wrong ids, numbers and query parameters are refused, not passed to the database", async () => {
  const urls = [
    "/api/maps/none",
    "/api/maps/%00",
    "/api/maps/00000000-0000-0000-0000-00000000000g",
    "/api/deliveries/-1",
    "/api/deliveries/1e400",
    "/api/deliveries/99999999999999999999",
    "/api/runs?limit=0",
    "/api/runs?limit=201",
    "/api/runs?limit=1&limit=2",
    "/api/runs?map=x",
    "/api/runs?workspaceId=x",
    "/api/deliveries?state=gone",
    "/api/members?before=x",
    "/api/members?before=2026-01-01T00:00:00Z~x",
    "/api/maps?before=%00",
    "/api/audit?before=999999999999999999999999",
    "/api/accounts?mine=perhaps",
  ];
  for (const url of urls) {
    const answer = await ask(server.app, "GET", url, { cookie: admin.cookie });
    expect([url, answer.status]).toEqual([url, 400]);
    expectFailure(answer);
  }
  const number = await admin.call("restoreVersion", {
    params: { id: await makeMap() },
    body: { number: 9_000_000_000 },
  });
  expect([400, 404]).toContain(number.status);
});

test("An unknown address is a 404 in both languages", async () => {
  for (const url of ["/api", "/api/none", "/api/maps/x/y/z", "/api/%2e%2e%2fx"]) {
    const answer = await ask(server.app, "GET", url, { cookie: admin.cookie });
    expect(answer.status).toBe(404);
    expectFailure(answer);
  }
  expectFailure(await ask(server.app, "DELETE", "/api/me", { cookie: admin.cookie }));
});

test("A body where none is expected is refused, an empty one is not", async () => {
  const id = await makeMap();
  const path = `/api/maps/${id}/pause`;
  expect((await ask(server.app, "POST", path, { cookie: admin.cookie, body: { force: true } })).status).toBe(400);
  expect((await ask(server.app, "POST", path, { cookie: admin.cookie, body: {} })).status).toBe(409);
});

test(
  "Any JSON as a map gives problems or a refusal, never a 500, and saves all or nothing",
  { timeout: 120_000 },
  async () => {
    const id = await makeMap();
    let revision = 1;
    await fc.assert(
      fc.asyncProperty(fuzzed, async (value) => {
        const stored = await readDraft(id);
        const answer = await admin.call("saveDraft", { params: { id }, body: { revision, document: value } });
        expect([200, 400, 413, 422]).toContain(answer.status);
        if (answer.status === 200) revision = answer.body.revision;
        else {
          expectFailure(answer);
          expect(await readDraft(id)).toEqual(stored);
        }
        expect((await admin.call("getMap", { params: { id } })).status).toBe(200);
        const preview = await admin.call("publishMap", { params: { id }, body: { revision } });
        expect([200, 422]).toContain(preview.status);
      }),
      { numRuns: 300 },
    );
  },
);

test("Any JSON to any route gives an expected answer, never a 500", { timeout: 120_000 }, async () => {
  const writing = (Object.keys(api) as ApiName[]).filter(
    (name) => "body" in api[name] && name !== "preview" && name !== "checkSource",
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writing), fc.jsonValue({ maxDepth: 4 }), async (name, body) => {
      const params = { id: name.match(/Delivery|Proposal/) ? 1 : crypto.randomUUID(), name: "x" };
      const answer = await admin.call(name, { params, body });
      expect([name, answer.status < 500]).toEqual([name, true]);
    }),
    { numRuns: 400 },
  );
});

/** Documents that are nearly right, and anything at all. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "rss", "keywords", "__proto__", "constructor", "toString", "out", "in"),
);
const config = fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
const node = fc.record(
  {
    id: fc.oneof(fc.constantFrom("a", "b", "c"), text),
    type: text,
    version: fc.oneof(fc.integer(), fc.constant(1)),
    title: text,
    config,
    position: fc.record({ x: fc.double(), y: fc.double() }),
  },
  { requiredKeys: ["id", "type"] },
);
const end = fc.record({ node: fc.constantFrom("a", "b", "c", "d"), port: text });
const edge = fc.record({ id: text, from: end, to: end });
const near = fc.record(
  {
    schema: fc.constantFrom(1, 1, 1, 2, "1"),
    name: text,
    nodes: fc.array(node, { maxLength: 6 }),
    edges: fc.array(edge, { maxLength: 6 }),
    schedule: fc.oneof(
      fc.record({ kind: fc.constant("cron"), expression: text, zone: text }),
      fc.record({ kind: fc.constant("interval"), minutes: fc.double() }),
      fc.jsonValue(),
    ),
    limits: fc.dictionary(fc.constantFrom("burst", "newShare", "hours", "x"), fc.double()),
  },
  { requiredKeys: ["schema", "name"] },
);
const fuzzed = fc.oneof({ weight: 3, arbitrary: near }, fc.jsonValue({ maxDepth: 6 }));

function expectFailure(answer: Answer): void {
  const failure = Failure.parse(answer.body);
  expect(failure.code).not.toBe("internal");
  expect(failure.message.en.length).toBeGreaterThan(5);
  expect(failure.message.fr.length).toBeGreaterThan(5);
  expect(failure.message.fr).not.toBe(failure.message.en);
  expect(failure.requestId).toBe(answer.headers["x-request-id"]);
}

async function makeMap(): Promise<string> {
  return (await admin.call("createMap", { body: { name: "Carte" } })).body.id;
}
const readDraft = (id: string) =>
  server.services.db
    .selectFrom("map")
    .select(["draft", "revision", "name"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
async function countMaps(): Promise<number> {
  const row = await server.services.db
    .selectFrom("map")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}
