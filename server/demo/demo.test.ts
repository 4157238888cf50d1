import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { contentOf } from "#engine/content.ts";
import { writeSecret } from "#engine/signature.ts";
import { firstPart, readPost } from "#engine/post.ts";
import { makeKey } from "#server/conversions/keys.ts";
import { readResults } from "#server/results/program.ts";
import { startSimulators, type Simulators } from "#server/simulators/start.ts";
import { signed } from "#test/api/conversion-samples.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { across } from "../database/scope.ts";
import { takeReadings } from "../measures/take.ts";
import { templates } from "../maps/templates.ts";
import { preview } from "../run/preview.ts";
import { runMap } from "../run/run-map.ts";
import { openKeeper } from "../ledger/keeper.ts";
import { demoFeeds, demoPaths } from "./feeds.ts";
import { playHistory, type Stage } from "./history.ts";
import { seed } from "./seed.ts";

let folder: string;
const installed = Math.floor(Date.now() / 60_000) * 60_000;
/** What the feeds and networks take for now: null, the present. */
let moment: number | null = null;
let ahead = 0;
const stage: Stage = { now: () => moment ?? Date.now() + ahead, turnTo: (at) => (moment = at) };
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
    clock: stage,
    extra: { feeds: await demoFeeds({ dataDir: folder, now: stage.now }) },
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

test("An empty database gets people, accounts with their owners' modes, and a map that runs.", async () => {
  const { services } = running;
  const made = await seed(services, simulators);
  expect(made).toMatchObject({ seeded: true, adminEmail: "admin@atelier-lumen.example" });
  const members = await services.db.selectFrom("member").select(["name", "role"]).orderBy("created_at").execute();
  expect(members.map(({ role }) => role).toSorted()).toEqual([
    "admin",
    ...Array.from({ length: 8 }, () => "ambassador"),
    "manager",
  ]);
  const accounts = await services.db.selectFrom("account").selectAll().execute();
  expect(accounts).toHaveLength(19);
  expect(accounts.filter(({ member_id: owner }) => owner === null)).toHaveLength(3);
});

// Posts, answers and readings by the hundred.
test(
  "Its past weeks are told by the ledger: posts left by day after their yes, none twice, and were counted; told again, nothing is added.",
  { timeout: 120_000 },
  async () => {
    const { services } = running;
    const { id: workspaceId } = await services.db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
    const { posts, answers } = await played(workspaceId);
    // Two weeks: every post at a time before the installation and by day, none twice, those of who is asked after their yes.
    expect(posts.length).toBeGreaterThan(20);
    for (const { published, asked, yes } of posts) {
      expect(published).toBeLessThan(installed - 3 * 86_400_000);
      expect(published).toBeGreaterThan(installed - 18 * 86_400_000);
      if (asked) expect(yes).toBeLessThan(published);
    }
    expect(new Set(posts.map(({ account, item }) => `${account} ${item}`)).size).toBe(posts.length);
    expect(answers).toEqual(["decline", "publish"]);
    const counted = await services.db
      .selectFrom("result_day")
      .select((eb) => eb.fn.sum<string>("posts").as("posts"))
      .executeTakeFirstOrThrow();
    expect(Number(counted.posts)).toBe(posts.length);
    const out = simulators.posts("mastodon").map(({ at }) => at);
    expect(Math.max(...out)).toBeLessThan(installed);
    // Links were followed, by people and by what looks at links, on days of the past; and something came of it.
    const { rows: came } = await sql<{ clicks: number; robots: number; told: number; late: number; topics: number }>`
      select sum(clicks)::int as clicks, sum(robots)::int as robots, sum(entries + contacts + registrations + visits)::int as told,
        (sum(clicks) filter (where day > ${new Date(installed).toISOString()}::date - 2))::int as late,
        (select count(distinct facet)::int from facet_day where facet like 'topic:%') as topics from result_day`.execute(
      services.db,
    );
    expect(came[0]!.clicks).toBeGreaterThan(100);
    expect(came[0]!.robots).toBeGreaterThan(100);
    expect(came[0]!.told).toBeGreaterThan(0);
    expect(came[0]!.topics).toBeGreaterThan(1);
    expect(came[0]!.late ?? 0).toBe(0);
    // Played again, as after a process that died at its end: there is nothing more to tell.
    expect((await played(workspaceId)).posts).toHaveLength(posts.length);
  },
);

test("Results are what the five networks' own logs and pages, and those who followed the links there, say, also where something is taken back; what is repeated or forged adds nothing", async () => {
  const { services, app } = running;
  const { db } = services;
  const { id: workspaceId } = await db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
  const rows = await db.selectFrom("account").select(["network", "handle", "member_id"]).execute();
  const isCompany = (network: string, handle: string): boolean =>
    rows.some((row) => row.network === network && row.handle.split("@")[0] === handle && row.member_id === null);
  // Everybody lets themselves be seen: then no group is told with others, and each can be compared.
  await sql`update workspace set person_figures = true where id = ${workspaceId}`.execute(db);
  await sql`update member set figures_shown = true where workspace_id = ${workspaceId}`.execute(db);
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const read = () => readResults(db, workspaceId, { by: "network", since: day(30), until: day(-1) });
  const begun = await read();

  // What each network says it accepted of ours.
  const links = /http:\/\/relaymap\.test:3000\/l\/(\w+)/u;
  type Side = { posts: number; codes: string[]; likes: (() => Promise<number>)[] };
  const logged = new Map<string, Side>();
  for (const network of ["x", "mastodon", "bluesky", "linkedin", "facebook"])
    for (const post of network === "bluesky" ? await recorded() : simulators.posts(network)) {
      // A network that shows a card shows no link, and some pass on what others said.
      const code = links.exec(post.text)?.[1];
      if (code === undefined && post.of !== undefined) continue;
      const key = `${network} ${isCompany(network, post.handle) ? "company" : "people"}`;
      const side = logged.get(key) ?? { posts: 0, codes: [], likes: [] };
      side.posts += 1;
      if (code !== undefined) side.codes.push(code);
      const read = likedOn[network];
      if (read !== undefined) side.likes.push(() => read(post));
      logged.set(key, side);
    }
  const likes = async (key: string): Promise<number> =>
    (await Promise.all(logged.get(key)!.likes.map((read) => read()))).reduce((sum, one) => sum + one, 0);
  const sideOf = (results: Awaited<ReturnType<typeof read>>, key: string) => {
    const [network, whose] = key.split(" ") as [string, "company" | "people"];
    return results.groups.find((group) => group.key === network)![whose];
  };
  expect([...logged.keys()].toSorted()).toEqual([
    ...["bluesky people", "facebook company", "linkedin people"],
    ...["mastodon company", "mastodon people", "x company", "x people"],
  ]);
  for (const [key, { posts }] of logged) expect(sideOf(begun, key).posts, key).toBe(posts);

  // Who follows the links, and what they do on the site.
  const { id: admin } = await db
    .selectFrom("member")
    .select("id")
    .where("role", "=", "admin")
    .executeTakeFirstOrThrow();
  const { id: keyId, secret } = await makeKey(services, { workspaceId, memberId: admin }, "Site");
  const came = new Map<string, { people: number; robots: number; entries: number }>();
  const told: { kind: string; id: string; link: string }[] = [];
  for (const [key, { codes }] of logged) {
    const seen = { people: 0, robots: 0, entries: 0 };
    for (const [n, code] of codes.entries()) {
      const follow = (agent: string) =>
        app.inject({ url: `/l/${code}`, headers: { "user-agent": agent, accept: "text/html" } });
      for (let turn = 0; turn <= n % 3; turn += 1) {
        expect(
          (await follow("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")).statusCode,
        ).toBe(302);
        seen.people += 1;
      }
      await follow("Twitterbot/1.0");
      seen.robots += 1;
      if (n % 2 === 0) continue;
      told.push({ kind: "entry", id: `${key.replace(" ", "/")}/${n}`, link: `http://relaymap.test:3000/l/${code}` });
      seen.entries += 1;
    }
    came.set(key, seen);
  }
  const send = (body: unknown, as: string) => {
    const message = signed(body, { secret: as, id: "one-message" });
    return app.inject({
      method: "POST",
      url: `/api/conversions/in/${keyId}`,
      headers: { ...message.headers, "content-type": "application/json" },
      payload: message.body,
    });
  };
  const some = told.slice(0, 100);
  for (const { id } of told.slice(100)) came.get(id.replace(/\/\d+$/u, "").replace("/", " "))!.entries -= 1;
  expect((await send(some, secret)).json()).toEqual({ counted: some.length, known: 0, linked: some.length });
  expect((await send(some, secret)).json()).toEqual({ counted: 0, known: some.length, linked: 0 });
  expect((await send([{ kind: "hire", id: "forged" }], writeSecret(Buffer.alloc(32, 1)))).statusCode).toBe(401);
  await vi.waitFor(
    async () => {
      const now = await read();
      for (const [key, { people, robots, entries }] of came) {
        const [a, b] = [sideOf(begun, key), sideOf(now, key)];
        const gained = [b.visits.people - a.visits.people, b.visits.robots - a.visits.robots];
        expect([key, ...gained, b.conversions.entry - a.conversions.entry]).toEqual([key, people, robots, entries]);
        expect([key, b.posts, b.conversions.hire]).toEqual([key, logged.get(key)!.posts, a.conversions.hire]);
      }
    },
    { timeout: 10_000, interval: 200 },
  );
  // What is told there of each, and later less: some readers take back what they did, and the last planned readings come.
  const seen = ["bluesky people", "facebook company", "mastodon company", "mastodon people"];
  const compare = async () => {
    const now = await read();
    const sums = [];
    for (const key of seen) {
      const { sum = -1, of = 0 } = sideOf(now, key).figures.likes ?? {};
      expect([key, sum, of]).toEqual([key, await likes(key), logged.get(key)!.posts]);
      sums.push(sum);
    }
    return sums;
  };
  const first = await compare();
  moment = Date.now() - 2.9 * 86_400_000;
  // The past's own readings took this hour's calls.
  await sql`delete from budget where scope like 'readings/%'`.execute(db);
  await sql`update reading_due set due_at = now() - interval '1 second', published_at = now() - interval '30 days'`.execute(
    db,
  );
  for (let some = 1; some > 0;) some = await across("measure", () => takeReadings(services));
  const shrunk = await compare();
  moment = null;
  for (const [n, sum] of shrunk.entries()) expect(sum, seen[n]).toBeLessThanOrEqual(first[n]!);
  // How old the newest post of each is, is the hour of day's.
  expect(shrunk.some((sum, n) => sum < first[n]!)).toBe(true);
});

type Logged = Pick<ReturnType<Simulators["posts"]>[number], "id" | "handle" | "text" | "of">;
/** What Bluesky's servers have: its readers are shown one of two posts of a person that name the same date. */
async function recorded(): Promise<Logged[]> {
  const servers = new Map(simulators.posts("bluesky").map(({ id, handle }) => [id.split("/")[2]!, handle]));
  const found: Logged[] = [];
  for (const [repo, handle] of servers) {
    const list = "com.atproto.repo.listRecords?collection=app.bsky.feed.post&limit=100";
    const { records } = (await shown(`/bluesky/xrpc/${list}&repo=${repo}`)) as {
      records: { uri: string; value: { text: string } }[];
    };
    found.push(...records.map(({ uri, value }) => ({ id: uri, handle, text: value.text })));
  }
  return found;
}
/** How many like a post, by the page that its network shows of it; of the others nobody is told. */
const likedOn: Record<string, (post: Logged) => Promise<number>> = {
  mastodon: async ({ id, handle }) => {
    const { tokens } = simulators.issueToken("mastodon", handle);
    const page = await shown(`/mastodon/api/v1/statuses/${id}`, tokens.access);
    return (page as { favourites_count: number }).favourites_count;
  },
  bluesky: async ({ id }) => {
    const page = await shown(`/bluesky/appview/xrpc/app.bsky.feed.getPosts?uris=${encodeURIComponent(id)}`);
    return (page as { posts: { likeCount: number }[] }).posts[0]!.likeCount;
  },
  facebook: async ({ id }) => {
    const { page: name, token } = simulators.demoPage("facebook")!;
    const { id: page } = (await shown(`/facebook/v25.0/${name}?fields=id`, token)) as { id: string };
    const fields = "reactions.limit(0).summary(total_count)";
    const post = await shown(`/facebook/v25.0/${page}_${id}?fields=${fields}`, token);
    return (post as { reactions: { summary: { total_count: number } } }).reactions.summary.total_count;
  },
};
async function shown(path: string, token?: string): Promise<unknown> {
  const answer = await fetch(`${simulators.base}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

test("The first run of the present has something to post at once.", async () => {
  const { services } = running;
  const run = await services.db
    .selectFrom("run")
    .where("cause", "=", "publish")
    .select(["workspace_id", "id"])
    .executeTakeFirstOrThrow();
  await runMap(services, { workspaceId: run.workspace_id, runId: run.id });
  const done = await services.db.selectFrom("run").selectAll().where("id", "=", run.id).executeTakeFirstOrThrow();
  expect(done).toMatchObject({ state: "done", sources_total: 3, warnings: [] });
  const states = await services.db
    .selectFrom("delivery")
    .where("run_id", "=", run.id)
    .select(["state", "reason_code"])
    .distinct()
    .execute();
  expect(states.map(({ state, reason_code: code }) => code ?? state).toSorted()).toEqual(["consent", "ready"]);
});

/** The demo's last two weeks, and what came of them. */
async function played(workspaceId: string) {
  const { services } = running;
  const place = { dataDir: folder, embedded: false };
  const keeper = await openKeeper(services, place);
  await keeper.look();
  await playHistory(services, { ...{ workspaceId, installed, stage, keeper }, days: 14 });
  const { rows: posts } = await sql<{ account: string; item: string; published: number; asked: boolean; yes: number }>`
    select d.account_id as account, d.item_key as item, (extract(epoch from d.published_at) * 1000)::float8 as published, n.at is not null as asked,
      (extract(epoch from d.approved_at) * 1000)::float8 as yes
    from delivery d left join answer n on n.workspace_id = d.workspace_id and n.delivery_id = d.id where d.state = 'published'`.execute(
    services.db,
  );
  const answers = await services.db.selectFrom("answer").select("answer").distinct().orderBy("answer").execute();
  return { posts, answers: answers.map(({ answer }) => answer) };
}

test("A database that is in use is never seeded.", async () => {
  expect(await seed(running.services, simulators)).toMatchObject({ seeded: false });
  // The two that were drawn, and the one by which the calendar's entries went in the past.
  expect(await running.services.db.selectFrom("map").select("id").execute()).toHaveLength(3);
});

test("The demo's feeds answer 304 while nothing changed, and tell more as time goes by.", async () => {
  const first = await feed(demoPaths.blog);
  const titles = (xml: string) => [...xml.matchAll(/<item>\s*<title>([^<]*)/gu)].map(([, title]) => title);
  const told = titles(await first.text());
  const etag = first.headers.get("etag")!;
  expect((await feed(demoPaths.blog, { "if-none-match": etag })).status).toBe(304);
  ahead += 6 * 3_600_000;
  const later = await feed(demoPaths.blog, { "if-none-match": etag });
  expect(later.status).toBe(200);
  const more = titles(await later.text());
  // The newest twenty, two of them new.
  expect([told.length, more.length]).toEqual([20, 20]);
  expect(more.filter((title) => !told.includes(title))).toHaveLength(2);
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
