import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draw } from "#server/maps/templates/draw.ts";
import { bad, choose, corpusIsHere, type Entry, type FeedServer, forbidden, serveFeeds } from "./feeds.ts";
import { alike, plain, storiesOf, wordsOf } from "./oracle.ts";
import { makeStage, settled, type Stage, until } from "./stage.ts";

if (!corpusIsHere)
  process.stderr.write(
    "The corpus of real feeds (../shared/corpus/feeds) is not here: the main job is not tested on real feeds.\n",
  );

const words = ["the", "pour"];
const mark = "★";

describe.skipIf(!corpusIsHere)("The main job on real feeds", { timeout: 300_000 }, () => {
  let entries: Entry[];
  let feeds: FeedServer;
  let stage: Stage;
  let mapId: string;

  beforeAll(async () => {
    entries = choose(125);
    feeds = await serveFeeds(entries);
    stage = await makeStage({ accounts: 20, networks: ["x", "mastodon"], allowHosts: [feeds.host] });
    mapId = await stage.publish(drawMap());
  }, 120_000);
  afterAll(async () => {
    await stage?.close();
    await feeds?.close();
  });

  const addresses = () => [
    ...entries.map((_, number) => `${feeds.base}/corpus/${number}`),
    ...Object.keys(bad).map((name) => `${feeds.base}/bad/${name}`),
    ...forbidden,
  ];
  function drawMap() {
    const sources = addresses().map((url, row) => ({
      id: `s${row}`,
      type: "rss",
      config: { url },
      at: [0, row] as [number, number],
    }));
    const targets = stage.refs.map((account, row) => ({
      id: `t${row}`,
      type: "account",
      config: { account },
      at: [3, row] as [number, number],
    }));
    const document = draw({
      name: "Corpus",
      description: "",
      nodes: [
        ...sources,
        { id: "keep", type: "keywords", config: { mode: "any", words, fields: ["title"], whole: true }, at: [1, 0] },
        { id: "write", type: "template", config: { template: `${mark} {{title}} {{link}}` }, at: [2, 0] },
        ...targets,
      ],
      wires: [...sources.map(({ id }) => `${id}>keep`), "keep>write", ...targets.map(({ id }) => `write>${id}`)],
      schedule: { kind: "manual" },
      first: { kind: "all" },
    });
    return { ...document, limits: { ...document.limits, burst: 100_000, newShare: 1, perRun: 1_000_000, spread: 0 } };
  }

  test("125 real feeds, hard ones among them, and a dozen hostile ones reach 20 accounts exactly as an independent calculation says.", async () => {
    const worker = await stage.startWorker();
    const runId = await stage.requestRun(mapId);
    await until("everything is posted", () => settled(stage.db), 240_000);
    const run = await stage.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
    expect(run).toMatchObject({ state: "done", sources_total: 125 + Object.keys(bad).length + forbidden.length });

    const judged = entries.map(storiesOf);
    expect(judged.filter((stories) => stories !== null).length).toBeGreaterThan(105);
    const expected = new Map(
      judged
        .flatMap((stories) =>
          (stories ?? []).filter(({ title }) => wordsOf(title).some((word) => words.includes(word))),
        )
        .map((story) => [plain(story.title), story]),
    );
    expect(expected.size).toBeGreaterThan(100);

    const received = Map.groupBy(stage.posts(), ({ handle }) => handle);
    expect(received.size).toBe(20);
    for (const posts of received.values()) {
      expect(new Set(posts.map(({ text }) => text)).size).toBe(posts.length);
      const titles = posts.map(({ text }) => titleOf(text));
      const got = new Set(titles.map(plain));
      // Nothing is missing, but for a story that this account was told already in nearly the same words or under the same address.
      const missing = [...expected].filter(([title]) => !has(got, title));
      const links = posts.map(({ text }) => linkOf(text));
      const unexplained = missing.filter(
        ([, { title, link }]) => !links.includes(link ?? "") && !titles.some((other) => alike(other, title)),
      );
      expect(unexplained.map(([, story]) => story)).toEqual([]);
      expect(missing.length).toBeLessThan(expected.size * 0.15);
    }
    // Nothing is there that should not be: only of the feeds that the other parser could not judge may more come.
    const unjudged = judged.filter((stories) => stories === null).length;
    const [posts = []] = received.values();
    const strangers = posts.filter(
      ({ text }) => ![...expected.keys()].some((title) => has(new Set([plain(titleOf(text))]), title)),
    );
    if (unjudged === 0) expect(strangers).toEqual([]);
    for (const { text } of strangers) expect(wordsOf(titleOf(text)).some((word) => words.includes(word))).toBe(true);
    expect(strangers.length).toBeLessThan(posts.length * 0.2);

    const balance = await stage.db
      .selectFrom("delivery")
      .select(["state", (eb) => eb.fn.countAll<number>().as("count")])
      .groupBy("state")
      .execute();
    expect(balance).toEqual([{ state: "published", count: stage.posts().length }]);
    worker.send("stop");
    await once(worker, "exit");
  });

  test("Each hostile feed is an error of its own source, in words, with the time of its next try; nothing inside was dialled.", async () => {
    const sources = await stage.db.selectFrom("source").selectAll().execute();
    const failed = sources.filter(({ failures }) => failures > 0);
    const hostile = [
      ...Object.keys(bad).map((name) => `rss:${feeds.base}/bad/${name}`),
      ...forbidden.map((url) => `rss:${url}`),
    ];
    expect(failed.map(({ key }) => key).toSorted()).toEqual(hostile.toSorted());
    for (const { error, next_poll_at: next, polled_at: last } of failed) {
      expect(error).toMatchObject({ en: expect.stringMatching(/\w{3}/u), fr: expect.stringMatching(/\w{3}/u) });
      expect(Date.parse(next!)).toBeGreaterThan(Date.parse(last!));
    }
    const run = await stage.db.selectFrom("run").select("warnings").executeTakeFirstOrThrow();
    expect((run.warnings as { code: string }[]).filter(({ code }) => code === "source_failed")).toHaveLength(
      hostile.length,
    );
  });

  test("A second run sends nothing new, and asks politely whether anything changed.", async () => {
    const before = stage.posts().length;
    const worker = await stage.startWorker();
    const runId = await stage.requestRun(mapId);
    await until("the second run is over", () => settled(stage.db));
    const run = await stage.db.selectFrom("run").selectAll().where("id", "=", runId).executeTakeFirstOrThrow();
    expect(run).toMatchObject({ state: "done", items: 0, deliveries: 0, drops: 0 });
    expect(stage.posts()).toHaveLength(before);
    expect(feeds.unchanged).toBeGreaterThan(entries.length / 2 - 5);
    worker.send("stop");
    await once(worker, "exit");
  });
});

/** The title of a post; where it was cut to fit, the ellipsis is left out. */
function titleOf(text: string): string {
  return text
    .replace(`${mark} `, "")
    .replace(/\s*https?:\/\/\S+$/u, "")
    .replace(/…$/u, "");
}
const linkOf = (text: string) => /https?:\/\/\S+$/u.exec(text)?.[0] ?? "";

/** Whether a title is there, whole or as the beginning that was left of it. */
function has(got: Set<string>, title: string): boolean {
  return got.has(title) || [...got].some((other) => other.length >= 40 && title.startsWith(other));
}
