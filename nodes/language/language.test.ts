import { eld } from "eld/extrasmall";
import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest, type Config } from "./node.ts";
import { likeliest } from "./pieces.ts";
import { process } from "./run.ts";

const run = (items: ReturnType<typeof item>[], config: Partial<Config>) => {
  const { out, drops } = process(items, manifest.config.parse(config), { now: 0, state: undefined });
  return {
    kept: out["out"]?.map(({ key }) => key),
    gone: drops.map(({ item: { key }, code, reason: { en, fr } }) => [key, code, en, fr]),
  };
};
const titled = (key: string, title: string, language: string | null = null, summary = "") =>
  item(key, { title, summary, language });

const news = [
  titled("fr", "Le chantier de la nouvelle usine commence ce matin à Dunkerque"),
  titled("en", "The new plant opens its doors to five hundred apprentices this week"),
  titled("de", "Die neue Fabrik bildet ab Herbst fünfhundert Lehrlinge aus"),
];

test("the words tell the language where the source does not", () => {
  const { kept, gone } = run(news, { languages: ["fr", "de"] });
  expect(kept).toEqual(["fr", "de"]);
  expect(gone).toEqual([["en", "language", "By its words it is in English.", "D’après ses mots, il est en anglais."]]);
});

test("what the source says counts, unless the words alone shall", () => {
  const claimed = [
    titled("wrong", news[0]!.title, "en-US"),
    titled("right", "OK", "fr_CA"),
    titled("nynorsk", "OK", "nn"),
  ];
  expect(run(claimed, { languages: ["fr"] })).toEqual({
    kept: ["right"],
    gone: [
      ["wrong", "language", "Its source says that it is in English.", "Sa source le dit en anglais."],
      ["nynorsk", "language", "Its source says that it is in Norwegian.", "Sa source le dit en norvégien."],
    ],
  });
  expect(run(claimed, { languages: ["fr"], by: "words", unsure: "drop" }).kept).toEqual(["wrong"]);
  expect(run(claimed, { languages: ["no"] }).kept).toEqual(["nynorsk"]);
});

test("a tag that names no language says nothing", () => {
  const none = ["und", "mul", "", "x", "not a tag at all"].map((tag) => titled(tag, news[0]!.title, tag));
  expect(run(none, { languages: ["fr"] }).kept).toHaveLength(none.length);
});

test("a short title is told by its summary, and one without words goes where it shall", () => {
  const short = [
    titled("summed", "Acme", null, "L’entreprise annonce la construction d’un nouveau site dans le nord de la France."),
    titled("number", "2026"),
    titled("name", "Acme"),
  ];
  expect(run(short, { languages: ["fr"] }).kept).toEqual(["summed", "number", "name"]);
  expect(run(short, { languages: ["fr"], unsure: "drop" })).toEqual({
    kept: ["summed"],
    gone: ["number", "name"].map((key) => [
      key,
      "language-unsure",
      "It has too few words to tell its language.",
      "Elle a trop peu de mots pour que sa langue se reconnaisse.",
    ]),
  });
});

test("no language chosen is said while drawing", () => {
  expect(manifest.check?.(manifest.config.parse({}))).toMatchObject([{ code: "no-language", field: "languages" }]);
  expect(manifest.check?.(manifest.config.parse({ languages: ["fr"] }))).toEqual([]);
  expect(manifest.config.safeParse({ languages: ["klingon"] }).success).toBe(false);
});

test("the card says it in one line", () => {
  expect(manifest.summary(manifest.config.parse({ languages: ["fr", "nl"], unsure: "drop" }))).toEqual({
    en: "in French, Dutch · only if sure",
    fr: "en français, néerlandais · seulement si c’est sûr",
  });
});

test("every answer is the detector's own, whatever is asked", () => {
  const words = [
    ..."L’usine d’Acme s’agrandit the plant grows Die Fabrik wächst la fábrica crece 工場が大きくなる".split(" "),
    ..."завод растёт المصنع يكبر fabryka rośnie ny fabrik nhà máy ‘quoted’ (ça) 2026 C++ e-mail İstanbul ΟΔΟΣ".split(
      " ",
    ),
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: "grapheme", maxLength: 12 })), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(text, (parts) => {
      const asked = parts.join(" ").slice(0, 80);
      expect(likeliest(asked).language ?? "").toBe(eld.detect(asked).language);
    }),
    { numRuns: 500 },
  );
});
