import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { hostOf } from "#engine/site.ts";
import { manifest, type Config } from "./node.ts";
import { process } from "./run.ts";

const news = [
  item("press", { link: "https://www.press.example/a", author: "Zoé Durand (AFP)" }),
  item("blog", { link: "https://blog.acme.example/a?b=c", author: "Léa Martin" }),
  item("other", { link: "https://notacme.example/", author: null }),
  item("none", { link: null, author: null }),
];
const run = (config: Partial<Config>) => {
  const { out, drops } = process(news, manifest.config.parse(config), { now: 0, state: undefined });
  return {
    kept: out["out"]?.map(({ key }) => key),
    gone: drops.map(({ item: { key }, code, reason: { en, fr } }) => [key, code, en, fr]),
  };
};

test("only the sites named are kept, with what belongs to them and nothing that merely ends alike", () => {
  const { kept, gone } = run({ domains: ["https://acme.example/news"] });
  expect(kept).toEqual(["blog"]);
  expect(gone).toEqual([
    [
      "press",
      "other-author",
      "It is from press.example, Zoé Durand (AFP), which is not on the list.",
      "Elle vient de press.example, Zoé Durand (AFP), qui n’est pas dans la liste.",
    ],
    [
      "other",
      "other-author",
      "It is from notacme.example, which is not on the list.",
      "Elle vient de notacme.example, qui n’est pas dans la liste.",
    ],
    ["none", "other-author", "It has neither an address nor an author.", "Elle n’a ni adresse ni auteur."],
  ]);
});

test("a name or a part of it is enough, without accents and case", () => {
  expect(run({ authors: ["LEA martin", "afp"] }).kept).toEqual(["press", "blog"]);
  expect(run({ authors: ["Mart"] }).kept).toEqual([]);
  expect(run({ authors: ["Mart*"] }).kept).toEqual(["blog"]);
});

test("a site or an author: one of both is enough; turned around, one of both is too much", () => {
  const lists = { domains: ["press.example"], authors: ["Martin"] };
  expect(run(lists).kept).toEqual(["press", "blog"]);
  expect(run({ ...lists, mode: "not" })).toEqual({
    kept: ["other", "none"],
    gone: [
      [
        "press",
        "unwanted-author",
        "It is from press.example, which is left out.",
        "Elle vient de press.example, qui est écarté.",
      ],
      ["blog", "unwanted-author", "It is from Martin, which is left out.", "Elle vient de Martin, qui est écarté."],
    ],
  });
});

test("a site is understood as people paste it", () => {
  for (const given of [
    "Example.org",
    "www.example.org",
    "https://example.org/a?b#c",
    "*.example.org",
    ".example.org",
    "example.org:8080",
  ])
    expect(hostOf(given), given).toBe("example.org");
  expect(hostOf("https://école.example/")).toBe("xn--cole-9oa.example");
  for (const given of ["example", "the press", "a@example.org", "", "*", "https://"])
    expect(hostOf(given), given).toBeNull();
});

test("any host belongs to itself and to what it stands under, to nothing else", () => {
  fc.assert(
    fc.property(fc.domain(), fc.domain(), (one, other) => {
      const kept = (host: string) =>
        process([item("k", { link: `https://${host}/` })], manifest.config.parse({ domains: [one] }), {
          now: 0,
          state: undefined,
        }).drops.length === 0;
      expect(kept(one) && kept(`sub.${one}`)).toBe(true);
      expect(kept(other)).toBe(other === one || other.endsWith(`.${one}`) || `www.${other}` === one);
    }),
  );
});

test("what is missing or no site is said while drawing", () => {
  const said = (config: Partial<Config>) => manifest.check?.(manifest.config.parse(config));
  expect(said({})).toMatchObject([{ code: "nobody", severity: "error" }]);
  expect(said({ domains: ["the press"] })).toMatchObject([
    { code: "no-site", message: { fr: expect.stringContaining("« the press »") } },
  ]);
  expect(said({ domains: ["press.example"], authors: ["Léa"] })).toEqual([]);
});

test("the card says it in one line", () => {
  expect(
    manifest.summary(manifest.config.parse({ mode: "not", domains: ["https://www.press.example/"], authors: ["AFP"] })),
  ).toEqual({
    en: "not from press.example, AFP",
    fr: "rien de press.example, AFP",
  });
});
