import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findEmoji, groups, readEmoji } from "./list.ts";

const read = (language: string) => readEmoji(readFileSync(join(import.meta.dirname, `${language}.txt`), "utf8"));
const [en, fr] = [read("en"), read("fr")];
const signs = (all: typeof en) => all.flatMap((group) => group.signs.map(({ sign }) => sign));

test("both languages know the same signs in the same order, each once and with a name", () => {
  expect(en.map(({ name }) => name)).toEqual(groups);
  expect(signs(fr)).toEqual(signs(en));
  expect(signs(en).length).toBeGreaterThan(1_500);
  expect(new Set(signs(en)).size).toBe(signs(en).length);
  for (const { signs: each } of [...en, ...fr]) expect(each.every(({ name }) => name !== "")).toBe(true);
});

test("a sign is found by its name and by other words, with and without accents, as soon as they are begun", () => {
  const found = (search: string, all = fr) => findEmoji(all, search).map(({ sign }) => sign);
  expect(found("ampoule")).toContain("💡");
  expect(found("FUSEE")).toContain("🚀");
  expect(found("fus")[0]).toBe("🚀");
  expect(found("light bulb", en)).toContain("💡");
  expect(found("idea", en)).toContain("💡");
  expect(found("drapeau france")[0]).toBe("🇫🇷");
  expect(found("  ")).toEqual([]);
  expect(found("xyzzy")).toEqual([]);
});
