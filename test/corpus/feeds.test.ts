import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseFeed } from "#server/feed/parse.ts";
import { aspects, compare, type Aspect, type Expected } from "./compare.ts";

/**
 * Reads every feed of the corpus that lies beside the project, and compares with what independent parsers agreed on. The
 * corpus is not part of the project; where it is absent the tests say so and are skipped.
 */
const corpus = new URL("../../../shared/corpus/feeds/", import.meta.url);
const present = existsSync(new URL("manifest.json", corpus));
if (!present) console.warn(`The feed corpus is not at ${corpus.pathname}: the corpus tests are skipped.`);

/** Where the feeds pretend to be, for links that are not absolute. */
const url = "http://corpus.example/folder/feed.xml";

type Score = { right: number; of: number };
type Table = Record<"parsed" | Aspect, Score>;
const groups = [
  "real",
  "real, malformed",
  "real, not UTF-8",
  "conformance",
  "conformance, malformed",
  "conformance, not UTF-8",
] as const;
type Group = (typeof groups)[number];

function groupsOf(expected: Expected): Group[] {
  const { class: kind } = expected;
  const list: Group[] = [kind];
  if (expected.well_formed_xml === false) list.push(`${kind}, malformed`);
  if (!/^(?:utf-8|)(?: |$)/.test(expected.encoding)) list.push(`${kind}, not UTF-8`);
  return list;
}

async function measure(): Promise<Record<Group, Table>> {
  const empty = () => Object.fromEntries(["parsed", ...aspects].map((name) => [name, { right: 0, of: 0 }])) as Table;
  const tables = Object.fromEntries(groups.map((group) => [group, empty()])) as Record<Group, Table>;
  const count = (expected: Expected, name: keyof Table, right: boolean) => {
    for (const group of groupsOf(expected)) {
      tables[group][name].of += 1;
      if (right) tables[group][name].right += 1;
    }
  };
  const manifest = JSON.parse(readFileSync(new URL("manifest.json", corpus), "utf8")) as Expected[];
  for (const expected of manifest) {
    const bytes = readFileSync(new URL(expected.file.split("/").map(encodeURIComponent).join("/"), corpus));
    const feed = await parseFeed({ bytes, contentType: null, url }).catch(() => null);
    count(expected, "parsed", feed !== null);
    // A feed that could not be read has everything wrong that was to be compared.
    const results = compare(expected, feed ?? { title: null, entries: [] }, url);
    for (const aspect of aspects)
      if (results[aspect] !== undefined) count(expected, aspect, feed !== null && results[aspect]);
  }
  return tables;
}

const percent = ({ right, of }: Score) => (of === 0 ? 100 : (100 * right) / of);

/** A little below what was measured: unseen feeds of the same kinds should reach these too. */
const floors: Record<Group, Partial<Record<keyof Table, number>>> = {
  real: { parsed: 99.4, items: 99.4, title: 99, link: 98.5, id: 99.4, date: 98.5 },
  "real, malformed": { parsed: 100, items: 100, title: 100, link: 97, id: 100, date: 97 },
  "real, not UTF-8": { parsed: 100, items: 100, title: 100, link: 97, id: 97, date: 97 },
  conformance: { parsed: 99.4, items: 99.4, title: 99, link: 98.5, id: 99.4, date: 98.5 },
  "conformance, malformed": { parsed: 98.5, items: 99, title: 99, link: 99, id: 99, date: 99 },
  "conformance, not UTF-8": { parsed: 100, items: 100, title: 100, link: 97, id: 97, date: 97 },
};

describe.skipIf(!present)("the feed corpus", () => {
  test("is read as independent parsers read it", { timeout: 120_000 }, async () => {
    const tables = await measure();
    const names = ["parsed", ...aspects] as const;
    for (const group of groups) {
      const cells = names.map(
        (name) =>
          `${name} ${tables[group][name].right}/${tables[group][name].of} (${percent(tables[group][name]).toFixed(2)} %)`,
      );
      console.info(`corpus, ${group}: ${cells.join(", ")}`);
    }
    const low = groups.flatMap((group) =>
      names
        .filter((name) => percent(tables[group][name]) < (floors[group][name] ?? 0))
        .map((name) => `${group}: ${name} ${percent(tables[group][name]).toFixed(2)}`),
    );
    expect(low).toEqual([]);
    expect(tables.real.parsed.of).toBeGreaterThan(400);
  });
});
