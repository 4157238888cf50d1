import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Item, writeItem } from "#engine/item.ts";
import { parseFeed } from "#server/feed/parse.ts";
import { markEvents, type Stored } from "#server/run/events.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { item } from "#test/support/toys.ts";
import { different, feeds, same } from "./events.ts";

/** How well reports of one event are found, on entries that people wrote. Where the corpus is absent the test says so and is skipped. */
const corpus = new URL("../../../shared/corpus/feeds/", import.meta.url);
const present = existsSync(new URL("manifest.json", corpus));
if (!present) console.warn(`The feed corpus is not at ${corpus.pathname}: events are not tested on it.`);

const end = Date.parse("2026-02-18T02:00:00Z");
const day = 86_400_000;

describe.skipIf(!present)("reports of one event", { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let workspaceId: string;
  const events = new Map<string, string>();

  beforeAll(async () => {
    database = await testDatabase();
    const { db } = database;
    workspaceId = (
      await db.insertInto("workspace").values({ name: "Corpus" }).returning("id").executeTakeFirstOrThrow()
    ).id;
    const read = await Promise.all(feeds.map(entriesOf));
    const all = [...read.flat(), ...derived(read.flat())].toSorted((a, b) => a.at - b.at);
    const stored = await store(all);
    // As runs take them: some at a time.
    await db.transaction().execute(async (trx) => {
      for (let from = 0; from < stored.length; from += 120)
        for (const one of await markEvents(trx, workspaceId, stored.slice(from, from + 120)))
          events.set(one.item.key, one.item.event ?? "");
    });
  }, 60_000);
  afterAll(() => database?.drop());

  async function store(entries: readonly Entry[]): Promise<Stored[]> {
    const { db } = database;
    const sources = new Map<string, string>();
    for (const feed of new Set(entries.map(({ feed }) => feed))) {
      const values = { workspace_id: workspaceId, type: "rss", key: `rss:${feed}`, config: "{}" };
      sources.set(feed, (await db.insertInto("source").values(values).returning("id").executeTakeFirstOrThrow()).id);
    }
    const rows = JSON.stringify(
      entries.map(({ feed, item, at }) => ({
        source: sources.get(feed),
        key: item.key,
        data: writeItem(item),
        ago: (end - at) / 1000,
      })),
    );
    const kept = await sql<{ seq: number; key: string; source: string }>`
      insert into item (workspace_id, source_id, key, data, received_at)
      select ${workspaceId}, source, key, data, now() - make_interval(secs => ago)
      from json_to_recordset(${rows}::json) as entry(source uuid, key text, data jsonb, ago float8)
      returning seq, key, source_id as source`.execute(db);
    const items = new Map(entries.map(({ item }) => [item.key, item]));
    return kept.rows.map(({ seq, key, source }) => ({ seq, source, item: items.get(key)! }));
  }

  const joined = (pairs: readonly (readonly [string, string])[]): number =>
    pairs.filter(([one, two]) => events.get(one) === events.get(two)).length;

  test("are found across sources with a precision of 0.98, and hardly any is missed", () => {
    const echoes = [...events.keys()]
      .filter((each) => each.startsWith("wire:"))
      .map((each) => [each, each.slice(5)] as const);
    expect(echoes.length).toBeLessThan(same.length + different.length);
    const right = { read: joined(same), derived: joined(echoes) };
    const wrong = joined(different);
    const figures = {
      read: { pairs: same.length + different.length, same: same.length, found: right.read, wrong },
      derived: { pairs: echoes.length, found: right.derived },
      precision: (right.read + right.derived) / (right.read + right.derived + wrong),
      precisionOfRead: right.read / (right.read + wrong),
      recall: (right.read + right.derived) / (same.length + echoes.length),
      recallOfRead: right.read / same.length,
    };
    console.info(`corpus, events: ${JSON.stringify(figures)}`);
    expect(figures.precisionOfRead).toBeGreaterThanOrEqual(0.98);
    expect(figures.precision).toBeGreaterThanOrEqual(0.98);
    expect(figures.recall).toBeGreaterThanOrEqual(0.8);
    expect(figures.recallOfRead).toBeGreaterThan(0.6);
  });
});

type Entry = { feed: string; item: Item; at: number };

/** What a feed of the labelled set listed in the week before its end. */
async function entriesOf(file: string): Promise<Entry[]> {
  const bytes = readFileSync(new URL(file.split("/").map(encodeURIComponent).join("/"), corpus));
  const feed = await parseFeed({ bytes, contentType: null, url: "http://corpus.example/feed.xml" });
  return feed.entries.flatMap(({ title, summary, link, published }, place) => {
    const at = published === null ? Number.NaN : Date.parse(published);
    if (!(at > end - 7 * day && at <= end)) return [];
    return [{ feed: file, item: item(`${file}#${place}`, { title, summary, link }), at }];
  });
}

/** The same reports as a fourth source would carry them, of entries that nobody judged: with its name, shortened, or marked as new. */
function derived(entries: readonly Entry[]): Entry[] {
  const judged = new Set([...same, ...different].flat());
  const free = entries.filter(({ item: { key, title } }) => !judged.has(key) && title.split(" ").length >= 6);
  return free.slice(0, 60).map(({ item: { key, title, summary }, at }, index) => {
    const [first = title] = title.split(/ as | amid | after |, /u);
    const headline = [`${title} - The Example Wire`, first, `UPDATE 1: ${title}`][index % 3] ?? title;
    const said = index % 3 === 2 ? "" : (summary.split(". ")[0] ?? "");
    return {
      feed: "wire",
      item: item(`wire:${key}`, { title: headline, summary: said, link: `https://wire.example/${index}` }),
      at: Math.min(end, at + 600_000),
    };
  });
}
