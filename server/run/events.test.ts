import { sql } from "kysely";
import { expect, test } from "vitest";
import { eventsAmong } from "#engine/event.ts";
import { writeItem } from "#engine/item.ts";
import { testDatabase } from "#test/support/database.ts";
import { item } from "#test/support/toys.ts";
import { markEvents, type Stored } from "./events.ts";

const from = (source: string, title: string, summary = "") => ({ from: source, title, summary });

test("reports of one event by several sources are one, whatever their headlines; one source means what it says twice", () => {
  const items = [
    from(
      "a",
      "Peru's Congress ousts interim President José Jerí",
      "Lawmakers in Lima voted to remove him after four months.",
    ),
    from("a", "Peru's Congress removed interim President José Jerí", "Lawmakers in Lima voted on Tuesday."),
    from(
      "b",
      "Peru's Congress removes interim President Jerí as he faces a corruption probe",
      "Lawmakers voted in Lima.",
    ),
    from("b", "Rescuers search for ten missing skiers after an avalanche", "Thirty inches of snow fell."),
    from("c", "Kenya's main airport resumes operations after two-day strike"),
  ];
  const [first, twice, other, skiers, airport] = eventsAmong(items);
  expect(twice).toBe(1);
  expect([first, twice]).toContain(other);
  expect([skiers, airport]).toEqual([3, 4]);
});

test("what is announced is told again when it has come, and what only comments is not the news", () => {
  const items = [
    from("a", "U.S. and Iran to hold a second round of nuclear talks in Geneva"),
    from("b", "U.S. and Iran wrap up second round of nuclear talks"),
    from("c", "What to know about a second round of U.S. Iran nuclear talks"),
  ];
  expect(eventsAmong(items)).toEqual([0, 1, 2]);
});

test("two maps that read the same items at the same time agree on their events", async () => {
  const { db, drop } = await testDatabase();
  try {
    const { id } = await db.insertInto("workspace").values({ name: "W" }).returning("id").executeTakeFirstOrThrow();
    const stored: Stored[] = [];
    for (const [source, title] of [
      ["a", "Peru's Congress ousts interim President José Jerí"],
      ["b", "Peru's Congress removes interim President Jerí over corruption"],
      ["c", "Congress of Peru votes interim President José Jerí out"],
      ["d", "Rescuers search for ten missing skiers after an avalanche"],
    ] as const) {
      const values = { workspace_id: id, type: "rss", key: `rss:${source}`, config: "{}" };
      const kept = await db.insertInto("source").values(values).returning("id").executeTakeFirstOrThrow();
      const one = item(source, { title, summary: "" });
      const { rows } = await sql<{ seq: number }>`insert into item (workspace_id, source_id, key, data)
        values (${id}, ${kept.id}, ${source}, ${JSON.stringify(writeItem(one))}::jsonb) returning seq`.execute(db);
      stored.push({ seq: rows[0]!.seq, source: kept.id, item: one });
    }
    let second: Promise<Stored[]> | undefined;
    const first = await db.transaction().execute(async (trx) => {
      const marked = await markEvents(trx, id, stored.slice(0, 3));
      second = db.transaction().execute((other) => markEvents(other, id, stored.slice(1)));
      // It waits for what this one has claimed; whatever it reads meanwhile must not be its answer.
      await expect
        .poll(async () => {
          const { rows } = await sql`select 1 from pg_locks where not granted`.execute(trx);
          return rows.length;
        })
        .toBeGreaterThan(0);
      return marked;
    });
    const events = (marked: readonly Stored[]) => marked.map((one) => one.item.event);
    const [peru] = events(first);
    expect(events(first)).toEqual([peru, peru, peru]);
    expect(events(await second!)).toEqual([peru, peru, String(stored[3]!.seq)]);
  } finally {
    await drop();
  }
});
