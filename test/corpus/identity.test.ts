import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noMemory, recognise } from "#engine/identity.ts";
import { type Item, writeItem } from "#engine/item.ts";
import type { Polled, PolledSource, SourceContext } from "#engine/node.ts";
import { parseFeed } from "#server/feed/parse.ts";
import { capped } from "#server/inbox/capped.ts";
import { sha256 } from "#server/inbox/names.ts";
import { type Claim, type Held, storePoll } from "#server/inbox/store.ts";
import { loadNodes } from "#server/nodes.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";

/** Identity over the corpus that lies beside the project; where it is absent the tests say so and are skipped. */
const corpus = new URL("../../../shared/corpus/feeds/", import.meta.url);
const present = existsSync(new URL("manifest.json", corpus));
if (!present) console.warn(`The feed corpus is not at ${corpus.pathname}: identity is not tested on it.`);

type Read = { file: string; entries: number; polled: Polled };
const url = "http://corpus.example/folder/feed.xml";

describe.skipIf(!present)("the feed corpus", { timeout: 300_000 }, () => {
  const documents: Read[] = [];
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    const rss = (await loadNodes()).source("rss") as PolledSource<{ url: string }>;
    const manifest = JSON.parse(readFileSync(new URL("manifest.json", corpus), "utf8")) as { file: string }[];
    for (const { file } of manifest) {
      const bytes = readFileSync(new URL(file.split("/").map(encodeURIComponent).join("/"), corpus));
      const feed = await parseFeed({ bytes, contentType: null, url }).catch(() => null);
      if (feed === null) continue;
      const fetched = { unchanged: false, cursor: {}, title: feed.title, url, entries: feed.entries };
      // A source of a feed asks for nothing else.
      const context = { sourceId: file, readFeed: () => Promise.resolve(fetched) } as unknown as SourceContext;
      documents.push({
        file,
        entries: feed.entries.length,
        polled: await rss.poll({ url }, context),
      });
    }
  }, 120_000);
  afterAll(() => database?.drop());

  test("what each document holds is new, listed twice or blank, and nothing else", () => {
    const sum = { documents: documents.length, entries: 0, fresh: 0, doubled: 0, blank: 0 };
    for (const { file, entries, polled } of documents) {
      const { fresh, known, doubled } = recognise(polled.items.map(capped), noMemory, sha256);
      expect([file, fresh.length + doubled.length + (polled.blank ?? 0)]).toEqual([file, entries]);
      expect(known).toEqual([]);
      expect(new Set(fresh.map(({ item }) => item.key)).size).toBe(fresh.length);
      sum.entries += entries;
      sum.fresh += fresh.length;
      sum.doubled += doubled.length;
      sum.blank += polled.blank ?? 0;
    }
    console.info(`corpus, identity: ${JSON.stringify(sum)}`);
    expect(sum.documents).toBeGreaterThan(3000);
  });

  test("a database that has read it all under the keys of before finds nothing new in the same bytes, nor in their third reading", async () => {
    // All in which entries were lost, and some of the others: a source is some round trips.
    const some = documents.filter(
      ({ polled }, index) => index % 25 === 0 || before(polled).length < polled.items.length,
    );
    const { db } = database;
    const { id: workspaceId } = await db
      .insertInto("workspace")
      .values({ name: "Corpus" })
      .returning("id")
      .executeTakeFirstOrThrow();
    let stored = 0;
    const fresh: string[] = [];
    for (const { file, entries, polled } of some) {
      const claim = await oldSource(db, workspaceId, file, before(polled));
      stored += before(polled).length;
      for (let turn = 0; turn < 2; turn += 1) {
        const held = await storePoll(db, workspaceId, claim, polled);
        expect([file, total(held)]).toEqual([file, entries]);
        if (held.fresh > 0) fresh.push(`${file}: ${held.fresh}`);
      }
    }
    console.info(
      `corpus, upgraded: ${some.length} sources with ${stored} items; new in the same bytes: ${fresh.length}`,
    );
    expect(fresh).toEqual([]);
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from item where workspace_id = ${workspaceId}`.execute(db);
    expect(rows[0]?.count).toBe(stored);
    expect(stored).toBeGreaterThan(300);
  });
});

const total = ({ fresh, known, doubled, blank }: Held): number => fresh + known + doubled + blank;

/** What the inbox kept of a list before items had names: the first entry of each key, under that key. */
function before({ items }: Polled): Item[] {
  return [
    ...new Map(
      items
        .map(capped)
        .toReversed()
        .map((item) => [item.key, item]),
    ).values(),
  ].toReversed();
}

/** A source as an upgraded database has it: read, with its items, none of them named. */
async function oldSource(db: TestDatabase["db"], workspaceId: string, file: string, items: Item[]): Promise<Claim> {
  const values = { workspace_id: workspaceId, type: "rss", key: `rss:${file}`, config: "{}", named: false };
  const source = await db
    .insertInto("source")
    .values({ ...values, baseline_at: sql<string>`now()`, read_at: sql<string>`now()` })
    .returning("id")
    .executeTakeFirstOrThrow();
  const rows = JSON.stringify(items.toReversed().map((item) => ({ key: item.key, data: writeItem(item) })));
  await sql`insert into item (workspace_id, source_id, key, data)
    select ${workspaceId}, ${source.id}, key, data from json_to_recordset(${rows}::json) as entry(key text, data jsonb)`.execute(
    db,
  );
  const claim = { id: source.id, type: "rss", version: 1, config: {}, cursor: {}, failures: 0 };
  return { ...claim, baseline_at: null, read_at: null, pollNext: new Date().toISOString() };
}
