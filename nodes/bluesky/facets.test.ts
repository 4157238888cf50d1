import fc from "fast-check";
import { expect, test } from "vitest";
import { stretches } from "#test/networks/bluesky.ts";
import { card } from "./card.ts";
import { findFacets, standsWell, toFacets } from "./facets.ts";
import { recordKey, timeOfKey } from "./tid.ts";

/** What becomes of a text, every handle being somebody's. */
function marked(text: string, link?: string): string[] {
  const found = findFacets(text, link);
  const dids = new Map(
    found.flatMap((one) => (one.kind === "mention" ? [[one.handle, `did:${one.handle}`] as const] : [])),
  );
  return stretches(text, toFacets(text, found, dids)).map(
    ({ words, uri, did, tag }) => `${words} ${uri ?? did ?? tag}`,
  );
}

test.each([
  ["une adresse https://example.org/a?b=1&c=%C3%A9 au milieu", ["https://example.org/a?b=1&c=%C3%A9"]],
  ["(https://example.org/a).", ["https://example.org/a"]],
  [
    "« https://example.org/é », https://fr.wikipedia.org/wiki/Loup_(animal)!",
    ["https://example.org/é", "https://fr.wikipedia.org/wiki/Loup_(animal)"],
  ],
  ["https://example.org/a… et https://example.org/b?", ["https://example.org/a", "https://example.org/b"]],
  ["👩‍🚒 مرحبا e\u0301 https://example.org/#pas-un-tag", ["https://example.org/#pas-un-tag"]],
])("addresses are found without what ends a sentence: %s", (text, uris) => {
  expect(marked(text)).toEqual(uris.map((uri) => `${uri} ${uri}`));
});

test("an address without a scheme is one only with www: a lost space after a full stop makes no link", () => {
  expect(marked("www.example.org")).toEqual(["www.example.org https://www.example.org"]);
  expect(
    marked("Rendez-vous demain.De 9 h à midi, voir lumen.fr ou LISEZMOI.md, http:// et xhttps://example.org"),
  ).toEqual([]);
});

test("the post's own link is found whole, whatever it ends with, and not as the beginning of another", () => {
  const link = "https://example.org/a!";
  expect(marked(`Voir ${link}`, link)).toEqual([`${link} ${link}`]);
  expect(marked("https://example.org/12 et https://example.org/1", "https://example.org/1")).toEqual([
    "https://example.org/12 https://example.org/12",
    "https://example.org/1 https://example.org/1",
  ]);
});

test("tags and handles stand in running text; an e-mail address, a number and another network's handle are none", () => {
  expect(marked("#Éclairage,#emploi (#design) #1er #日本語. @lea.bsky.social: @LEA.example.org")).toEqual([
    "#Éclairage Éclairage",
    "#emploi emploi",
    "#design design",
    "#1er 1er",
    "#日本語 日本語",
    "@lea.bsky.social did:lea.bsky.social",
    "@LEA.example.org did:lea.example.org",
  ]);
  expect(
    marked("lea@example.org @lea @lea@social.example @lea.fr@social.example #12 # c#d &#39; @lea.bsky.socialé"),
  ).toEqual([]);
  expect(marked(`#${"a".repeat(65)} #${"a".repeat(64)}`)).toEqual([`#${"a".repeat(64)} ${"a".repeat(64)}`]);
});

test("a handle of nobody stays words", () => {
  const text = "avec @lea.bsky.social et @nobody.bsky.social";
  const dids = new Map([["lea.bsky.social", "did:plc:lea"]]);
  expect(stretches(text, toFacets(text, findFacets(text), dids)).map(({ words }) => words)).toEqual([
    "@lea.bsky.social",
  ]);
});

test("whatever the text, facets stand on characters, in order, each apart", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom(
      "https://example.org/é",
      "#tag",
      "@lea.bsky.social",
      "👨‍👩‍👧‍👦",
      "e\u0301",
      "مرحبا",
      "(",
      ")",
      " ",
      "\n",
      "«",
      ".",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const found = findFacets(text, "https://example.org/é");
      const dids = new Map([["lea.bsky.social", "did:plc:lea"]]);
      expect(standsWell(text, toFacets(text, found, dids))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a facet between characters, beyond the text or over another does not stand well", () => {
  const at = (...spans: [number, number][]) =>
    standsWell(
      "aé👩",
      spans.map(([byteStart, byteEnd]) => ({ index: { byteStart, byteEnd } })),
    );
  expect(at([0, 1], [1, 3], [3, 7])).toBe(true);
  for (const wrong of [
    [[0, 2]],
    [[2, 3]],
    [[4, 7]],
    [[3, 8]],
    [[1, 1]],
    [
      [0, 3],
      [1, 3],
    ],
    [
      [3, 7],
      [0, 1],
    ],
  ] as [number, number][][])
    expect(at(...wrong), JSON.stringify(wrong)).toBe(false);
});

test("a text counts its letters, or its bytes where they weigh more", () => {
  expect(card.count("été 👨‍👩‍👧‍👦", card.limits)).toBe(5);
  expect(card.count("👨‍👩‍👧‍👦".repeat(2), card.limits)).toBe(5);
  expect(card.count("日".repeat(300), card.limits)).toBe(300);
  expect(card.count("", card.limits)).toBe(0);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      const fits = [...new Intl.Segmenter("fr").segment(text)].length <= 300 && Buffer.byteLength(text) <= 3000;
      expect(card.count(text, card.limits) <= 300).toBe(fits);
      expect(card.count(card.cut(text, 300, card.limits), card.limits)).toBeLessThanOrEqual(300);
    }),
  );
});

test("a record's key is a TID that follows from ours: the same for each attempt, another for each part", () => {
  const madeAt = Date.parse("2026-11-25T15:00:00Z");
  expect(recordKey("delivery-1", madeAt)).toBe(recordKey("delivery-1", madeAt));
  const keys = Array.from({ length: 5000 }, (_, index) => recordKey(`delivery-${index}`, madeAt));
  expect(new Set(keys).size).toBe(5000);
  for (const key of keys) {
    expect(key).toMatch(/^[2-7a-j][2-7a-z]{12}$/u);
    const time = timeOfKey(key) ?? 0;
    expect(time).toBeLessThanOrEqual(madeAt);
    expect(time).toBeGreaterThan(madeAt - 60_001);
  }
  // Keys sort as their times do.
  expect(recordKey("a", madeAt + 120_000) > recordKey("b", madeAt)).toBe(true);
  expect(timeOfKey("self")).toBeNull();
});
