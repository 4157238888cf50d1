import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { hostile } from "./hostile.ts";
import { manifest, type Config } from "./node.ts";
import { check, process } from "./run.ts";

const configOf = (changes: Partial<Config>) => manifest.config.parse(changes);
const kept = (titles: string[], changes: Partial<Config>) => {
  const items = titles.map((title) => item(title, { title, summary: "", text: title }));
  return process(items, configOf(changes), { now: 0, state: undefined }).out["out"]?.map(({ key }) => key);
};
const said = (pattern: string) =>
  check(configOf({ pattern })).map(({ severity, message }) => [severity, message.en, message.fr]);

const titles = ["Acme lève 12 millions", "[Sponsorisé] Un lit", "REF-2041 au registre"];

test("what matches is kept, or what does not", () => {
  expect(kept(titles, { pattern: "\\d+ millions?" })).toEqual(["Acme lève 12 millions"]);
  expect(kept(titles, { pattern: "^\\[(pub|sponsor)", mode: "other" })).toEqual([
    "Acme lève 12 millions",
    "REF-2041 au registre",
  ]);
});

test("capitals do not matter unless they shall, accents do", () => {
  expect(kept(titles, { pattern: "ref-\\d{4}" })).toEqual(["REF-2041 au registre"]);
  expect(kept(titles, { pattern: "ref-\\d{4}", exact: true })).toEqual([]);
  expect(kept(titles, { pattern: "LÈVE" })).toEqual(["Acme lève 12 millions"]);
  expect(kept(titles, { pattern: "leve" })).toEqual([]);
});

test("fields are lines of one text, and only the chosen ones are searched", () => {
  const one = item("k", {
    title: "Avis",
    summary: "Recrutement",
    tags: ["rh", "emploi"],
    link: "https://a.example/x.pdf",
  });
  const found = (pattern: string, fields: Config["fields"]) =>
    process([one], configOf({ pattern, fields }), { now: 0, state: undefined }).drops.length === 0;
  expect(found("avis.recrutement", ["title", "summary"])).toBe(false);
  expect(found("(?m)^recrut", ["title", "summary"])).toBe(true);
  expect(found("\\.pdf$", ["link"])).toBe(true);
  expect(found("\\.pdf$", ["title", "tags"])).toBe(false);
});

test("why an item went is said in both languages", () => {
  const { drops } = process([item("k")], configOf({ pattern: "zzz" }), { now: 0, state: undefined });
  expect(drops).toMatchObject([
    {
      code: "pattern-missing",
      reason: { en: "It does not match the pattern.", fr: "Elle ne correspond pas au motif." },
    },
  ]);
});

test("a pattern that cannot be read is told with its place and its remedy", () => {
  expect(said("emploi|(stage")).toEqual([
    [
      "error",
      "At sign 8: this parenthesis is never closed. Write ) where it ends.",
      "Au signe 8 : cette parenthèse n’est jamais fermée. Écrivez ) là où elle finit.",
    ],
  ]);
  const places: [string, string][] = [
    ["a)b", "At sign 2: this parenthesis closes none."],
    ["[(]a\\)b)", "At sign 8: this parenthesis closes none."],
    ["ab[c", "At sign 3: this bracket is never closed."],
    ["a**", "At sign 2: ** repeats a repetition."],
    ["(*)", "At sign 2: * repeats nothing."],
    ["a{1001}", "At sign 2: {1001} repeats too often"],
    ["x[z-a]", "At sign 3: z-a is no range of signs."],
    ["(a)\\1", "At sign 4: \\1 is not known here."],
    ["emploi(?=s)", "At sign 7: (?= is not known here."],
    ["(?P<a", "At sign 1: (?P<a is no name for a group."],
    ["abc\\", "a backslash at the end stands for nothing."],
  ];
  for (const [pattern, words] of places) expect(said(pattern)[0]?.[1], pattern).toContain(words);
});

test("a border beside a letter with an accent, which RE2 does not see, is warned of", () => {
  expect(said("\\bécole")[0]).toMatchObject([
    "warning",
    expect.stringContaining("At sign 1: to \\b,"),
    expect.anything(),
  ]);
  expect(said("recruté\\b")[0]?.[0]).toBe("warning");
  expect(said("\\bemploi\\b")).toEqual([]);
});

test("200 hostile patterns on 100 kB of text are answered, or refused with a sentence", () => {
  expect(hostile).toHaveLength(200);
  const texts = ["a".repeat(100_000), "ab".repeat(50_000), "a b".repeat(33_000) + "!", " ".repeat(100_000)];
  const items = texts.map((summary, index) => item(`k${index}`, { title: "z=1:c", summary }));
  const fates = { refused: 0, answered: 0 };
  for (const pattern of hostile) {
    const config = configOf({ pattern });
    const errors = check(config).filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      fates.refused += 1;
      for (const { message } of errors)
        expect(message.en !== "" && message.fr !== "" && message.en !== message.fr).toBe(true);
    } else {
      const { out, drops } = process(items, config, { now: 0, state: undefined });
      expect((out["out"]?.length ?? 0) + drops.length).toBe(items.length);
      fates.answered += 1;
    }
  }
  // Neither is the whole answer: what is harmless is answered.
  expect(fates.answered).toBeGreaterThan(80);
  expect(fates.refused).toBeGreaterThan(20);
});

test("of a long text only the beginning is looked at", () => {
  const long = item("k", { title: "a", summary: `${"a ".repeat(4_000)}needle` });
  expect(process([long], configOf({ pattern: "needle" }), { now: 0, state: undefined }).drops).toHaveLength(1);
});

test("any pattern at all is answered or refused, never thrown", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab(|)[]{}*+?\\^$.1,-:é<>=!P") }), (pattern) => {
      const config = configOf({ pattern });
      if (pattern.trim() === "" || check(config).some(({ severity }) => severity === "error")) return;
      process([item("k", { title: "ab(é)1" })], config, { now: 0, state: undefined });
    }),
    { numRuns: 500 },
  );
});

test("an empty pattern is said while drawing", () => {
  expect(manifest.check?.(configOf({}))).toMatchObject([{ code: "no-pattern", field: "pattern" }]);
  expect(manifest.check?.(configOf({ pattern: "a" }))).toEqual([]);
});

test("the card says it in one line", () => {
  expect(manifest.summary(configOf({ pattern: "\\d+", mode: "other" }))).toEqual({
    en: "does not match \\d+ · title, summary",
    fr: "ne correspond pas à \\d+ · titre, résumé",
  });
});
