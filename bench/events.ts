import { randomUUID } from "node:crypto";
import process from "node:process";
import { sql } from "kysely";
import { eventWords } from "#engine/event.ts";
import { type Item, unsaid, writeItem } from "#engine/item.ts";
import type { Stored } from "#server/run/events.ts";
import { markEvents } from "#server/run/events.ts";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { withDatabase } from "./database.ts";

/**
 * What it costs to find an item's event among very many stored ones, all of the days that are looked back over: one JSON line for each
 * size. `node bench/events.ts [most]`. Words are as frequent as words are: the n-th has a share of 1/n.
 */
const most = Number(process.argv[2] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= most);
const vocabulary = 60_000;
const perItem = 28;
const probes = 400;
const titleWords = 10;
/** Items that are filled in by one statement, each within the time of a statement on a busy machine too. */
const chunk = 4_000;

let seed = 7;
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const wordOf = (rank: number): string => `mot${rank.toString(36)}x`;
const wordAt = (): string => wordOf(Math.floor(vocabulary ** random()));
const textOf = (words: number): string => Array.from({ length: words }, wordAt).join(" ");

await withDatabase({}, async (database) => {
  const db = openPool({ url: database.url });
  await migrate(db);
  const workspace = randomUUID();
  const sources = [randomUUID(), randomUUID()];
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
    await sql`insert into workspace (id, name) values (${workspace}, 'Bench')`.execute(trx);
    for (const source of sources)
      await sql`insert into source (workspace_id, id, type, key, config) values (${workspace}, ${source}, 'rss', ${source}, '{}')`.execute(
        trx,
      );
  });
  // The words that probes are made of, under the numbers that the program gives them.
  const numbers = Array.from({ length: vocabulary }, (_each, rank) => eventWords(wordOf(rank), "").title[0] ?? 0);
  await sql`create table vocabulary as select rank::int - 1 as rank, word from unnest(${numbers}::int[]) with ordinality as v(word, rank)`.execute(
    db,
  );
  await sql`create index on vocabulary (rank)`.execute(db);
  let stored = 0;
  for (const size of sizes) {
    await fill(size - stored);
    stored = size;
    for (const table of ["item", "item_word", "item_event"])
      await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
    const fresh = await store(probes);
    stored += fresh.length;
    const times: number[] = [];
    for (let from = 0; from < fresh.length; from += 50) {
      const begun = performance.now();
      await inWorkspace((trx) => markEvents(trx, workspace, fresh.slice(from, from + 50)));
      times.push((performance.now() - begun) / 50);
    }
    times.sort((a, b) => a - b);
    const line = { bench: "events", stored: size, msPerItem: times[Math.floor(times.length / 2)], worst: times.at(-1) };
    console.log(
      JSON.stringify(line, (_key, value: unknown) => (typeof value === "number" ? Number(value.toFixed(3)) : value)),
    );
  }
  await db.destroy();

  function inWorkspace<Result>(work: (trx: Parameters<typeof markEvents>[0]) => Promise<Result>): Promise<Result> {
    return db.transaction().execute(async (trx) => {
      await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
      return work(trx);
    });
  }

  /** Items with their words as they stand once they were marked, written in one go. */
  async function fill(count: number): Promise<void> {
    for (let at = 0; at < count; at += chunk)
      await inWorkspace((trx) =>
        sql`with made as (
            insert into item (workspace_id, source_id, key, data)
            select ${workspace}, ${sources[0]}::uuid, gen_random_uuid()::text, '{}' from generate_series(1, ${Math.min(chunk, count - at)}::int)
            returning seq),
          marked as (
            insert into item_event (workspace_id, item_seq, event, length, sort) select ${workspace}, seq, seq, 8, 'report' from made),
          drawn as materialized (
            select seq, n, floor(power(${vocabulary}::float8, random()))::int as rank from made, generate_series(1, ${perItem}::int) n)
          insert into item_word (workspace_id, word, item_seq, source_id, lead, at)
          select ${workspace}, vocabulary.word, seq, ${sources[0]}::uuid, n > ${titleWords}::int, now()
          from drawn join vocabulary using (rank) on conflict do nothing`.execute(trx),
      );
  }

  async function store(count: number): Promise<Stored[]> {
    const items = Array.from({ length: count }, (_each, index): Item => {
      const title = textOf(titleWords);
      const base = { key: randomUUID(), source: "Bench", title, text: title, link: `https://bench.example/${index}` };
      return { ...base, summary: textOf(perItem - titleWords), author: null, tags: [], published: null, ...unsaid };
    });
    const rows = JSON.stringify(items.map((item) => ({ key: item.key, data: writeItem(item) })));
    return inWorkspace(async (trx) => {
      const kept = await sql<{ seq: number; key: string }>`insert into item (workspace_id, source_id, key, data)
        select ${workspace}, ${sources[1]}::uuid, key, data from json_to_recordset(${rows}::json) as entry(key text, data jsonb)
        returning seq, key`.execute(trx);
      const byKey = new Map(items.map((item) => [item.key, item]));
      return kept.rows.map(({ seq, key }) => ({ seq, source: sources[1]!, item: byKey.get(key)! }));
    });
  }
});
