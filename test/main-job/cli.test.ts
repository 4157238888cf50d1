import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";

const titles = [
  "Recrutement : une designer à Lyon",
  "Bourse : l’acier recule nettement",
  "Portes ouvertes de l’atelier samedi prochain",
  "Recrutement au bureau d’études de Nantes",
];
const posts: { account: string; status: string }[] = [];

/** A feed, and as much of Mastodon's API as a post needs. */
const server = createServer((request, response) => {
  if (request.method === "GET" && request.url === "/feed.xml") {
    const items = titles.map(
      (title, index) =>
        `<item><title>${title}</title><link>https://cli.example/${index}</link><guid>urn:cli:${index}</guid></item>`,
    );
    return void response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>CLI</title>${items.join("")}</channel></rss>`,
    );
  }
  const account = request.headers.authorization ?? "";
  if (request.url === "/api/v1/accounts/verify_credentials") {
    const name = account.replace("Bearer token-of-", "");
    return void response.end(JSON.stringify({ id: name, username: name, display_name: name.toUpperCase() }));
  }
  if (request.method !== "POST") return void response.writeHead(404).end();
  void readText(request).then((body) => {
    posts.push({ account, status: (JSON.parse(body) as { status: string }).status });
    response.end(JSON.stringify({ id: String(posts.length), url: `https://cli.example/@/${posts.length}` }));
  });
});

let base: string;
let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "relaymap-cli-"));
  database = await testDatabase();
});
afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
  server.closeAllConnections();
  server.close();
});

async function relaymap(args: string[], options: { input?: string; env?: Record<string, string> } = {}) {
  const env = {
    PATH: process.env["PATH"] ?? "",
    DATA_DIR: join(folder, "data"),
    LANG: "en_US.UTF-8",
    RELAYMAP_ALLOW_HOSTS: new URL(base).host,
    ...options.env,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../server/bin.js"), ...args], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(options.input ?? "");
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, "exit") as Promise<[number]>,
  ]);
  return { out, err, code, lines: out.split("\n").filter(Boolean) };
}

const document = (changes: object = {}) => ({
  schema: 1,
  name: "Command line",
  first: { kind: "all" },
  nodes: [
    { id: "feed", type: "rss", config: { url: `${base}/feed.xml` } },
    { id: "keep", type: "keywords", config: { words: ["recrut*", "portes"] } },
    { id: "write", type: "template", config: { template: "» {{title}}" } },
    { id: "people", type: "ambassadors", config: {} },
  ],
  edges: ["feed>keep", "keep>write", "write>people"].map((wire) => {
    const [from, to] = wire.split(">");
    return { id: wire.replace(">", "-"), from: { node: from, port: "out" }, to: { node: to, port: "in" } };
  }),
  accounts: [
    { ref: "mastodon:lea", server: base, mode: "auto", token: { env: "LEA_TOKEN" } },
    { ref: "mastodon:hugo", server: base, token: { env: "HUGO_TOKEN" } },
  ],
  ...changes,
});

test("check says nothing is wrong with a good map, and names the place, the reason and the code of what is.", async () => {
  expect(await relaymap(["check", "-"], { input: JSON.stringify(document()) })).toMatchObject({
    code: 0,
    out: "No problems.\n",
  });
  const wrong = document({ nodes: [...document().nodes, { id: "lost", type: "keyword", config: {} }] });
  const { code, out } = await relaymap(["check", "-"], { input: JSON.stringify(wrong) });
  expect(code).toBe(1);
  expect(out).toMatch(/^error at node lost, field type: .*keyword.*\(unknown-type\)$/mu);
  const json = await relaymap(["check", "-", "--json"], { input: JSON.stringify(wrong) });
  expect(JSON.parse(json.out)).toContainEqual(
    expect.objectContaining({
      code: "unknown-type",
      node: "lost",
      message: { en: expect.any(String), fr: expect.any(String) },
    }),
  );
});

test("A file that is missing or no JSON is told with its place.", async () => {
  expect(await relaymap(["check", "/no/such/map.json"])).toMatchObject({
    code: 1,
    err: "/no/such/map.json: there is no such file.\n",
  });
  const file = join(folder, "broken.json");
  await writeFile(file, `{\n  "schema": 1,\n  "name" }`);
  const { code, err } = await relaymap(["check", file]);
  expect(code).toBe(1);
  expect(err).toMatch(/broken\.json:3:10: this is not JSON\./u);
});

test("preview prints one JSON line per would-be delivery, needs no database, and publishes nothing.", async () => {
  const { code, lines, err } = await relaymap(["preview", "-"], { input: JSON.stringify(document()) });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const rows = lines.map((line) => JSON.parse(line) as Record<string, string>);
  expect(rows).toHaveLength(6);
  expect(rows).toContainEqual({
    account: "mastodon:lea",
    network: "mastodon",
    text: `» ${titles[0]} https://cli.example/0`,
    link: "https://cli.example/0",
    item: "urn:cli:0",
  });
  expect(posts).toEqual([]);
});

test("preview tells a source that cannot be read on standard error, and fails where none can.", async () => {
  const blocked = document({
    nodes: document().nodes.map((node) =>
      node.id === "feed" ? { ...node, config: { url: "http://127.0.0.1:9/feed.xml" } } : node,
    ),
  });
  const { code, out, err } = await relaymap(["preview", "-"], { input: JSON.stringify(blocked) });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^feed: .*RELAYMAP_ALLOW_HOSTS/u);
});

test(
  "run --once posts for those who said auto, holds for those who did not, and a second run sends nothing twice.",
  { timeout: 120_000 },
  async () => {
    const env = { DATABASE_URL: database.url, LEA_TOKEN: "token-of-lea", HUGO_TOKEN: "token-of-hugo" };
    const input = JSON.stringify(document());
    const unset = await relaymap(["run", "-", "--once"], { input, env: { DATABASE_URL: database.url } });
    expect(unset).toMatchObject({ code: 1, out: "" });
    expect(unset.err).toContain("LEA_TOKEN is not set");

    const first = await relaymap(["run", "-", "--once"], { input, env });
    expect(first).toMatchObject({ code: 0 });
    const rows = first.lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(rows.map(({ account, name, state }) => `${account} ${name} ${state}`).toSorted()).toEqual([
      ...Array(3).fill("mastodon:hugo HUGO held"),
      ...Array(3).fill("mastodon:lea LEA published"),
    ]);
    expect(posts).toHaveLength(3);
    expect(new Set(posts.map(({ account }) => account))).toEqual(new Set(["Bearer token-of-lea"]));
    expect(first.out + first.err).not.toContain("token-of-");

    const second = await relaymap(["run", "-", "--once"], { input, env });
    expect(second).toMatchObject({ code: 0, out: "" });
    expect(posts).toHaveLength(3);

    const exported = await relaymap(["export", "Command line"], { env });
    expect(JSON.parse(exported.out)).toMatchObject({ name: "Command line", schedule: { kind: "manual" } });
    const imported = await relaymap(["import", "-"], { env, input: exported.out });
    expect(imported).toMatchObject({ code: 0 });
    const again = await relaymap(["export", imported.out.trim()], { env });
    expect(again.out).toBe(exported.out);
  },
);
