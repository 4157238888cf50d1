import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import Fastify from "fastify";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { api, type ApiName } from "#server/api.ts";
import { serveEditor } from "#server/http/editor.ts";
import { contentPolicy } from "#server/http/policy.ts";
import { publicUrl, testApp, type TestApp } from "#test/support/app.ts";
import { ask, call, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings } from "./things.ts";

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

describe("OpenAPI", () => {
  type Operation = {
    operationId: string;
    parameters?: { in: string; name: string }[];
    responses: Record<string, { content?: Record<string, { schema: Parameters<typeof z.fromJSONSchema>[0] }> }>;
    security?: unknown[];
    "x-roles"?: string[];
  };
  type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };
  // Its own reply schema says no more than that it is an object.
  const read = async () => (await call(server.app, "openapi")).body as Document;
  const follow = (node: unknown, key: string): unknown =>
    node !== null && typeof node === "object" ? (node as Record<string, unknown>)[key] : undefined;

  test("names every route of the table once, and nothing else", async () => {
    const { paths, openapi } = await read();
    expect(openapi).toBe("3.1.0");
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => `${operation.operationId} ${method.toUpperCase()} ${path}`),
    );
    const declared = (Object.keys(api) as ApiName[]).map(
      (name) => `${name} ${api[name].method} ${api[name].path.replace(/:(\w+)/g, "{$1}")}`,
    );
    expect(new Set(told)).toEqual(new Set(declared));
    expect(told).toHaveLength(declared.length);
  });

  test("is sound: references lead somewhere, path parameters are declared, schemas are schemas", async () => {
    const document = await read();
    for (const [, pointer] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer?.split("/").reduce<unknown>(follow, document);
      expect([pointer, typeof target]).toEqual([pointer, "object"]);
    }
    for (const [path, methods] of Object.entries(document.paths))
      for (const operation of Object.values(methods)) {
        const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        const given = (operation.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
        expect(given).toEqual(wanted);
        expect(operation.responses["default"]).toBeDefined();
        for (const response of Object.values(operation.responses)) {
          const schema = response.content?.["application/json"]?.schema;
          if (schema && follow(schema, "$ref") === undefined) expect(() => z.fromJSONSchema(schema)).not.toThrow();
        }
      }
  });

  test("tells who may call what", async () => {
    const { paths } = await read();
    expect(paths["/api/members"]?.["get"]?.["x-roles"]).toEqual(["admin"]);
    expect(paths["/api/sign-in"]?.["post"]?.security).toEqual([]);
  });
});

describe("headers", () => {
  test("on every answer allow no inline script, no eval, no frame, no sniffing, no referrer", async () => {
    for (const url of ["/", "/sign-in", "/api/me", "/api/none", "/healthz", "/assets/none.js"]) {
      const { headers } = await ask(server.app, "GET", url);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toMatch(/script-src 'self'( 'nonce-\w+')?;/);
      expect(policy).not.toMatch(/unsafe-|\*/);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
      });
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  test("of an answer with data forbid keeping it", async () => {
    expect((await admin.call("me")).headers["cache-control"]).toBe("no-store");
  });

  test("behind HTTPS promise HTTPS, and take pictures from ourselves alone", () => {
    const safe = contentPolicy({ publicUrl: "https://relay.example.org" });
    expect(safe.hsts).toMatchObject({ maxAge: 31_536_000 });
    for (const policy of [safe, contentPolicy({ publicUrl })])
      expect(policy.contentSecurityPolicy).toMatchObject({ directives: { imgSrc: ["'self'", "data:"] } });
    expect(contentPolicy({ publicUrl }).hsts).toBe(false);
  });
});

test("An error that somebody looks at is a page in their language; what programs ask for stays JSON", async () => {
  const look = { accept: "text/html,*/*;q=0.8", "accept-language": "fr" };
  const page = await server.app.inject({ url: "/api/me", headers: look });
  expect([page.statusCode, page.headers["content-type"]]).toEqual([401, "text/html; charset=utf-8"]);
  expect(page.body).toMatch(/<html lang="fr".*href="\/sign-in\?to=%2Fapi%2Fme"/su);
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'/u);
  expect(page.headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/u);
  const program = await server.app.inject({ url: "/api/me", headers: { ...look, "sec-fetch-mode": "cors" } });
  expect([program.statusCode, program.json().code]).toEqual([401, "signed_out"]);
  expect((await server.app.inject({ url: "/none.png", headers: look })).body).toContain("Il n’y a rien ici");
});

describe("requests from other sites", () => {
  const hostile: [string, Record<string, string>][] = [
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a neighbour on the same domain", { "sec-fetch-site": "same-site", origin: "http://other.relaymap.test" }],
    ["a page without an origin", { "sec-fetch-site": "cross-site", origin: "null" }],
    ["an address bar", { "sec-fetch-site": "none" }],
    ["an old browser on another site", { "sec-fetch-site": "", origin: "https://evil.example" }],
    ["our name on another port", { "sec-fetch-site": "", origin: "http://relaymap.test:3001" }],
    ["our name over another scheme", { "sec-fetch-site": "", origin: "https://relaymap.test:3000" }],
    ["a name that begins like ours", { "sec-fetch-site": "", origin: "http://relaymap.test:3000.evil.example" }],
    ["our origin though the browser says otherwise", { "sec-fetch-site": "cross-site", origin: publicUrl }],
    ["nowhere at all", { "sec-fetch-site": "" }],
  ];

  test.each(hostile)("A mutation from %s is refused on every route", async (_name, headers) => {
    const things = await createThings(server.services, workspaceId, null);
    const wrong: string[] = [];
    for (const name of Object.keys(api) as ApiName[]) {
      // Programs of other sites are who sends to an address; it stands in no page.
      if (api[name].method === "GET" || api[name].access === "address") continue;
      // No page can say that it is none: a phone's share menu says so, and what it hands over opens a page.
      if ("redirects" in api[name] && headers["sec-fetch-site"] === "none") continue;
      const answer = await ask(
        server.app,
        api[name].method,
        api[name].path.replace(":id", things.map).replace(":name", "x"),
        {
          cookie: admin.cookie,
          body: {},
          headers,
        },
      );
      if (answer.status !== 403 || !answer.text.includes("other_site")) wrong.push(`${name}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  test("A mutation from our own pages passes, with either header", async () => {
    for (const headers of [{ "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "", origin: publicUrl }])
      expect((await ask(server.app, "PATCH", "/api/me", { cookie: admin.cookie, body: {}, headers })).status).toBe(200);
  });
});

describe("rates", () => {
  test("One address may try to sign in so often, and is then told how long to wait", async () => {
    const strict = await testApp({ limits: { signIn: 3 } });
    try {
      const tries = [];
      for (let n = 0; n < 5; n += 1)
        tries.push(await call(strict.app, "signInByLink", { body: { token: `guess-${n}` } }));
      expect(tries.map((answer) => answer.status)).toEqual([401, 401, 401, 429, 429]);
      // A cookie of one's own making gives no fresh tries.
      const cookie = admin.cookie.replace(/=.*/su, "=made-up");
      const again = { cookie, headers: { origin: "http://127.0.0.1:3000" }, body: { token: "guess" } };
      expect((await ask(strict.app, "POST", "/api/sign-in/link", again)).status).toBe(429);
      expect(tries[4]).toMatchObject({ body: { code: "too_many", details: { seconds: expect.any(Number) } } });
      expect(tries[4]?.headers["retry-after"]).toBeDefined();
    } finally {
      await strict.close();
    }
  });

  test("Somebody without a session cannot ask for ever", async () => {
    const strict = await testApp({ limits: { address: 5 } });
    try {
      const statuses = [];
      for (let n = 0; n < 7; n += 1) statuses.push((await ask(strict.app, "GET", "/api/me")).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
      // Colleagues behind the same address who are signed in go on.
      expect((await ask(strict.app, "GET", "/api/me", { cookie: admin.cookie })).status).toBe(401);
    } finally {
      await strict.close();
    }
  });
});

describe("probes", () => {
  test("tell that the process lives, and whether it can work", async () => {
    expect(await ask(server.app, "GET", "/healthz")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await ask(server.app, "GET", "/readyz")).toMatchObject({
      status: 200,
      body: { ok: true, database: true, migrations: true, queue: true },
    });
  });

  test("tell when the database is gone", async () => {
    const lost = await testApp();
    await dropDatabase(lost);
    expect(await ask(lost.app, "GET", "/readyz")).toMatchObject({ status: 503, body: { ok: false, database: false } });
    expect((await ask(lost.app, "GET", "/healthz")).status).toBe(200);
    const failed = await call(lost.app, "me", { cookie: admin.cookie });
    expect(failed).toMatchObject({ status: 500, body: { code: "internal" } });
    expect(failed.text).not.toMatch(/database|pool|select|test_/i);
    await lost.close();
  });
});

describe("the editor's files", () => {
  test("The page carries its nonce, hashed files stay for ever, unknown addresses are the page, and nothing outside is served", async () => {
    const root = await mkdtemp(join(tmpdir(), "relaymap-editor-"));
    await mkdir(join(root, "assets"));
    await writeFile(
      join(root, "index.html"),
      '<html lang="en"><meta property="csp-nonce" nonce="__NONCE__"><style nonce="__NONCE__"></style><noscript>__WITHOUT_SCRIPT__</noscript></html>',
    );
    await writeFile(join(root, "assets", "main-abc123.js"), "console.log(1)");
    await writeFile(join(root, "assets", "main-abc123.js.br"), "compressed");
    await writeFile(join(root, "icon.svg"), "<svg/>");
    const app = Fastify();
    await app.register(helmet, contentPolicy({ publicUrl }));
    await serveEditor(app, { root });
    const get = (url: string, headers = {}) => app.inject({ method: "GET", url, headers });

    const page = await get("/maps/1?x=2");
    const nonce = /nonce="(\w+)"/.exec(page.payload)?.[1] ?? "none";
    expect(page.payload).not.toContain("__NONCE__");
    expect(page.headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(page.headers["cache-control"]).toBe("no-cache");
    expect((await get("/")).payload).not.toContain(nonce);
    // The reader's language and theme stand on it before a script runs, so that no page shows the wrong one first.
    expect(page.payload).toMatch(/^<html lang="en">/);
    const own = { "accept-language": "fr-CA, en", cookie: "a=b; theme=dark" };
    expect((await get("/", own)).payload).toMatch(/^<html lang="fr" data-theme="dark">/);
    expect((await get("/", own)).payload).toContain("ce navigateur n’en exécute pas");
    expect((await get("/", { ...own, cookie: "language=en" })).payload).toMatch(/^<html lang="en">.*runs none here/);
    for (const cookie of ["theme=device", 'theme="><script>', "mytheme=dark", "theme=darker"])
      expect((await get("/", { cookie })).payload).toMatch(/^<html lang="en">/);

    const asset = await get("/assets/main-abc123.js");
    expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await get("/assets/main-abc123.js", { "accept-encoding": "br" })).headers["content-encoding"]).toBe("br");
    expect((await get("/icon.svg")).headers["content-type"]).toContain("svg");
    for (const url of ["/assets/none.js", "/none.png", "/assets/..%2findex.html", "/..%2f..%2fpackage.json", "/.env"])
      expect([403, 404]).toContain((await get(url)).statusCode);
    await app.close();
    await rm(root, { recursive: true, force: true });
  });
});

test("No answer shows a stored secret, a token, a cookie's row or a password's hash", async () => {
  const person = await createMember(server.services.db, workspaceId, { role: "ambassador" });
  const session = await signIn(server.app, server.services, person);
  await session.call("setPassword", { body: { password: "canary-password-9" } });
  const things = await createThings(server.services, workspaceId, person.id);
  await admin.call("saveSecret", { params: { name: "page:42" }, body: { value: "canary-saved" } });
  await admin.call("saveNetworkApp", {
    params: { name: "x" },
    body: { clientId: "client", clientSecret: "canary-client" },
  });
  const { token } = await server.services.db
    .selectFrom("auth_session")
    .select("token")
    .where("userId", "=", person.userId)
    .executeTakeFirstOrThrow();
  const canaries = ["canary-", "argon2id", token, "sealed"];
  const params: Record<string, string | number> = { id: things.map, name: things.secret };
  let answers = 0;
  for (const who of [admin, session])
    for (const name of Object.keys(api) as ApiName[]) {
      if (api[name].method !== "GET") continue;
      const ids = [things.map, things.run, things.source, things.account, things.delivery];
      for (const id of api[name].path.includes(":id") ? ids : ids.slice(0, 1)) {
        const { text, status } = await who.call(name, { params: { ...params, id } });
        answers += 1;
        expect([name, status < 500]).toEqual([name, true]);
        // What is stored is listed there, column by column: by name.
        for (const canary of canaries.filter((word) => name !== "readDossier" || word !== "sealed"))
          expect([name, text.includes(canary)]).toEqual([name, false]);
      }
    }
  expect(answers).toBeGreaterThan(100);
  for (const canary of ["canary-", "argon2id", token]) expect(server.logged()).not.toContain(canary);
}, 120_000);

/** Takes the database away under a running server. */
async function dropDatabase({ services }: TestApp): Promise<void> {
  const name = new URL(services.settings.databaseUrl ?? "").pathname.slice(1);
  const client = new pg.Client({ connectionString: inject("postgres").admin });
  await client.connect();
  await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`).finally(() => client.end());
}
