import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentOf } from "#engine/content.ts";
import { firstPart, readPost } from "#engine/post.ts";
import { startSimulators, type Simulators } from "#server/simulators/start.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { templates } from "../maps/templates.ts";
import { preview } from "../run/preview.ts";
import { runMap } from "../run/run-map.ts";
import { demoFeeds, demoPaths } from "./feeds.ts";
import { seed } from "./seed.ts";

let folder: string;
let now = Date.now();
let simulators: Simulators;
let running: TestApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relaymap-demo-"));
  const { createLog } = await import("../log.ts");
  const log = createLog({ level: "silent" });
  simulators = await startSimulators({
    host: "127.0.0.1",
    port: 0,
    dataDir: folder,
    log,
    extra: { feeds: await demoFeeds({ dataDir: folder, now: () => now }) },
  });
  running = await testApp({
    settings: { networks: simulators.networks, allowHosts: [`127.0.0.1:${simulators.port}`], demo: true },
  });
});
afterAll(async () => {
  await running?.close();
  await simulators?.close();
  await rm(folder, { recursive: true, force: true });
});

const feed = async (path: string, headers: Record<string, string> = {}) =>
  fetch(`${simulators.base}/feeds${path}`, { headers });

test("An empty database gets people, accounts with their owners' modes, and a map whose first run has something to post at once.", async () => {
  const { services } = running;
  const made = await seed(services, simulators);
  expect(made).toMatchObject({ seeded: true, adminEmail: "admin@atelier-lumen.example" });
  const members = await services.db.selectFrom("member").select(["name", "role"]).orderBy("created_at").execute();
  expect(members.map(({ role }) => role).toSorted()).toEqual([
    "admin",
    "ambassador",
    "ambassador",
    "ambassador",
    "ambassador",
    "manager",
  ]);
  const accounts = await services.db.selectFrom("account").selectAll().execute();
  expect(accounts).toHaveLength(12);
  expect(accounts.filter(({ member_id: owner }) => owner === null)).toHaveLength(3);
  const run = await services.db.selectFrom("run").select(["workspace_id", "id"]).executeTakeFirstOrThrow();
  await runMap(services, { workspaceId: run.workspace_id, runId: run.id });
  const done = await services.db.selectFrom("run").selectAll().where("id", "=", run.id).executeTakeFirstOrThrow();
  expect(done).toMatchObject({ state: "done", sources_total: 3, warnings: [] });
  const states = await services.db.selectFrom("delivery").select(["state", "reason_code"]).distinct().execute();
  expect(states.map(({ state, reason_code: code }) => code ?? state).toSorted()).toEqual(["consent", "ready"]);
});

test("A database that is in use is never seeded.", async () => {
  expect(await seed(running.services, simulators)).toMatchObject({ seeded: false });
  expect(await running.services.db.selectFrom("map").select("id").execute()).toHaveLength(2);
});

test("The demo's feeds answer 304 while nothing changed, and tell more as time goes by.", async () => {
  const first = await feed(demoPaths.blog);
  const count = (await first.text()).match(/<item>/gu)?.length;
  const etag = first.headers.get("etag")!;
  expect((await feed(demoPaths.blog, { "if-none-match": etag })).status).toBe(304);
  now += 6 * 3_600_000;
  const later = await feed(demoPaths.blog, { "if-none-match": etag });
  expect(later.status).toBe(200);
  expect((await later.text()).match(/<item>/gu)?.length).toBeGreaterThan(count!);
  expect((await feed(demoPaths.alert)).headers.get("content-type")).toContain("atom");
  expect((await feed("/nothing.xml")).status).toBe(404);
});

test("The blog's stories have pictures, most of them described, that the posts take along.", async () => {
  const picture = await feed("/pictures/nova-prize.png");
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(contentOf(new Uint8Array(await picture.arrayBuffer()))).toMatchObject({ kind: "picture", type: "image/png" });
  expect((await feed("/pictures/none.png")).status).toBe(404);
  const rows = await running.services.db.selectFrom("delivery").select("post").execute();
  const media = rows.flatMap(({ post }) => firstPart(readPost(post, { text: null, link: null })).media ?? []);
  expect(media.length).toBeGreaterThan(0);
  expect(media).toContainEqual(
    expect.objectContaining({ width: 960, height: 600, alt: expect.stringContaining("disque") }),
  );
});

test("Every template of the gallery previews with what the demo's workspace has: sources that can be read, and posts where none waits.", async () => {
  const { services } = running;
  const { id } = await services.db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
  const { rows } = await templates(services, id);
  const waits = new Set(["approval", "digest", "recycle"]);
  for (const { id: name, asks, document } of rows) {
    for (const { ask, given } of asks)
      if (ask !== "channels") expect(given.length, `${name}: ${ask}`).toBeGreaterThan(0);
    const { problems, sources, edges } = await preview(services, id, document);
    const told = problems.filter(({ severity, code }) => severity === "error" && code !== "no-account");
    expect(told, name).toEqual([]);
    for (const { error } of sources) expect({ name, error }).toEqual({ name, error: null });
    // The company has said nothing yet that could be reposted, and has no channels.
    const quiet = asks.some(({ ask }) => ask === "place" || ask === "channels");
    const later = quiet || document.nodes.some(({ type }) => waits.has(type));
    // What a map before it posted already is not posted again; it reaches the targets all the same.
    const last = document.edges
      .filter(({ to }) => to.node.startsWith("account-"))
      .map(({ id: edge }) => edges[edge] ?? 0);
    if (!later) expect(Math.min(...last, Infinity), name).toBeGreaterThan(0);
  }
});
