import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { item, typesWith } from "#test/support/toys.ts";
import { type Branch, type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const now = Date.parse("2026-03-06T12:00:00Z");
const plain = (manifest.defaults as Config).branches[0]!;
const branch = (id: string, part: Partial<Branch>): Branch => ({ ...plain, words: [], id, ...part });
const run = (items: ReturnType<typeof item>[], ...branches: Branch[]) =>
  Object.fromEntries(
    Object.entries(process(items, { branches }, { now, state: undefined }).out).map(([port, list]) => [
      port,
      list.map(({ key }) => key).join(" "),
    ]),
  );
const picture = { url: "https://a.example/p.png", kind: "picture" } as const;
const video = { url: "https://a.example/v.mp4", kind: "video" } as const;

const news = [
  item("jobs", { title: "Acme recrute", source: "Le Blog d’Acme", published: "2026-03-05T08:00:00Z" }),
  item("site", { title: "x", link: "https://blog.example.org/a", language: "en" }),
  item("afp", { title: "x", link: null, author: "Zoé Durand (AFP)", media: [video] }),
  item("tag", { title: "x", link: null, tags: ["Énergie"], media: [picture], language: "nb" }),
  item("long", {
    title: "Le chantier de la nouvelle usine commence ce matin à Dunkerque",
    published: "2026-01-01T00:00:00Z",
  }),
];

test("each condition takes what it says, and the rest goes the other way", () => {
  const taken = (part: Partial<Branch>) => run(news, branch("a", part))["a"];
  expect(taken({ by: "words", words: ["recrut*"] })).toBe("jobs");
  expect(taken({ by: "source", sources: ["blog d'acme"] })).toBe("jobs");
  expect(taken({ by: "author", authors: ["example.org", "afp"] })).toBe("site afp");
  expect(taken({ by: "language", language: "en" })).toBe("site");
  expect(taken({ by: "language", language: "no" })).toBe("tag");
  expect(taken({ by: "language", language: "fr" })).toContain("long");
  expect(taken({ by: "media", media: "picture" })).toBe("tag");
  expect(taken({ by: "media", media: "video" })).toBe("afp");
  expect(taken({ by: "media", media: "either" })).toBe("afp tag");
  expect(taken({ by: "media", media: "neither" })).toBe("jobs site long");
  expect(taken({ by: "category", categories: ["energie"] })).toBe("tag");
  expect(taken({ by: "category", categories: ["ener"] })).toBe("");
  expect(taken({ by: "age", days: 2 })).toContain("jobs");
  expect(taken({ by: "age", days: 2 })).not.toContain("long");
});

test("the first branch that fits wins, from top to bottom", () => {
  const words = branch("words", { by: "words", words: ["recrut*"] });
  const bare = branch("bare", { by: "media", media: "neither" });
  expect(run(news, words, bare)).toEqual({ words: "jobs", bare: "site long", else: "afp tag" });
  expect(run(news, bare, words)).toEqual({ bare: "jobs site long", words: "", else: "afp tag" });
});

test("whatever the branches are, each item leaves once, by the first that would take it alone", () => {
  const part = fc.constantFrom<Partial<Branch>>(
    { by: "words", words: ["x", "usine"] },
    { by: "source", sources: ["acme"] },
    { by: "author", authors: ["example.org"] },
    { by: "media", media: "either" },
    { by: "category", categories: ["énergie"] },
    { by: "age", days: 30 },
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const branches = parts.map((each, index) => branch(`b${index}`, each));
      const all = run(news, ...branches);
      for (const { key } of news) {
        const alone = branches.find((one) => run(news, one)[one.id]!.split(" ").includes(key))?.id ?? "else";
        expect(Object.keys(all).filter((port) => all[port]!.split(" ").includes(key))).toEqual([alone]);
      }
    }),
    { numRuns: 50 },
  );
});

test("there is a way out for each branch, called by what it asks or by its own name, and it stays when the branch moves", () => {
  const branches = [
    branch("a", { by: "language", language: "fr" }),
    branch("b", { by: "age", days: 1 }),
    branch("c", { by: "words", words: ["x"], name: "Presse" }),
  ];
  expect(manifest.outputs({ branches }).map(({ id, title }) => [id, title.en, title.fr])).toEqual([
    ["a", "in French", "en français"],
    ["b", "of the last day", "du dernier jour"],
    ["c", "Presse", "Presse"],
    ["else", "Other", "Autres"],
  ]);
  expect(manifest.outputs({ branches: branches.toReversed() }).map(({ id }) => id)).toEqual(["c", "b", "a", "else"]);
  expect(manifest.summary({ branches })).toEqual({
    en: "in French › of the last day › Presse",
    fr: "en français › du dernier jour › Presse",
  });
});

test("a branch that asks for nothing is said while drawing, and so are two of one id", () => {
  const found = (part: Partial<Branch>) => manifest.check?.({ branches: [branch("a", part)] });
  for (const by of ["words", "source", "author", "category", "language"] as const)
    expect(found({ by })).toMatchObject([{ code: "empty-branch", field: expect.stringMatching(/^branches\.0\./u) }]);
  for (const by of ["media", "age"] as const) expect(found({ by })).toEqual([]);
  expect(found({ by: "author", authors: ["a b/c"] })).toMatchObject([{ code: "no-site" }]);
  expect(found({ by: "words", words: ["**"] })).toMatchObject([{ code: "empty-keyword" }]);
  const problems = (branches: Branch[]) =>
    compile(
      { schema: 1, name: "m", nodes: [{ id: "s", type: "first-of", config: { branches } }] },
      typesWith(manifest),
    ).problems.filter(({ code }) => code === "bad-config");
  expect(problems([plain, plain])[0]?.message.fr).toContain("deux branches ont le même identifiant");
  expect(problems([{ ...plain, id: "else" }])).toMatchObject([{ node: "s", field: "branches.0.id" }]);
});
