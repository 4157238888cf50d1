import fc from "fast-check";
import { expect, test } from "vitest";
import { Item, type ItemMedium } from "#engine/item.ts";
import type { PageFacts } from "#engine/page.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const picture: ItemMedium = { url: "https://a.example/p.jpg", kind: "picture", alt: "Une lampe" };
const own: ItemMedium = { url: "https://a.example/own.jpg", kind: "picture" };
const facts: PageFacts = {
  url: "https://a.example/news",
  canonical: "https://a.example/news/1",
  summary: "Trois mois de travaux.",
  picture,
};
const usual: Config = manifest.config.parse(manifest.defaults);
const linked = (more: Partial<Item> = {}) => item("a", { link: "https://a.example/news?utm_source=x#top", ...more });
const enrich = (one: Item, config: Partial<Config> = {}, page: PageFacts | null = facts) =>
  process([one], { ...usual, ...config }, { now: 0, state: undefined, page: () => page }).out["out"]![0]!;

test("an item takes picture, summary and address of its page where it has none of its own", () => {
  const one = linked({ summary: " ", text: "Ouverture https://a.example/news?utm_source=x#top" });
  expect(enrich(one)).toEqual({
    ...one,
    media: [picture],
    summary: "Trois mois de travaux.",
    link: "https://a.example/news/1",
    text: "Ouverture https://a.example/news/1",
  });
  const full = linked({ media: [own], summary: "Déjà dit." });
  expect(enrich(full, { link: false })).toEqual(full);
  expect(enrich(full, { picture: "always", summary: "always" })).toMatchObject({
    media: [picture, own],
    summary: "Trois mois de travaux.",
  });
  expect(enrich(linked(), { picture: "never", summary: "never", link: false })).toEqual(linked());
});

test("pages are asked for by the link without its marks, and nothing else is", () => {
  const asked: string[] = [];
  const page = (address: string) => (asked.push(address), null);
  const items = [linked(), item("b", { link: null }), item("c", { link: "mailto:a@b.example" }), linked({ key: "d" })];
  expect(process(items, usual, { now: 0, state: undefined, page }).out["out"]).toEqual(items);
  expect(asked).toEqual(["https://a.example/news", "https://a.example/news"]);
  // Where no pages are looked at, as in a map file's check, all pass as they are.
  expect(process(items, usual, { now: 0, state: undefined }).out["out"]).toEqual(items);
});

test("an item that is a part of its page keeps the address that says which", () => {
  const part = linked({ anchored: true });
  expect(enrich(part).link).toBe(part.link);
});

const media = fc.array(
  fc.record({ url: fc.webUrl(), kind: fc.constantFrom("picture", "video", "audio") }) as fc.Arbitrary<ItemMedium>,
  { maxLength: 10 },
);
const page = fc.record({
  url: fc.webUrl(),
  canonical: fc.option(fc.webUrl()),
  summary: fc.string({ maxLength: 1000 }),
  picture: fc.option(fc.record({ url: fc.webUrl(), kind: fc.constant("picture" as const) })),
});
const choice = fc.constantFrom("missing", "always", "never" as const);
const config = fc.record({ picture: choice, summary: choice, link: fc.boolean() }) as fc.Arbitrary<Config>;

test("whatever a page says, the item stays one, is the same item, and gains nothing from a second time", () => {
  fc.assert(
    fc.property(media, fc.string(), page, config, (had, summary, said, settings) => {
      const once = enrich(linked({ media: had, summary }), settings, said);
      expect(Item.safeParse(once).success).toBe(true);
      expect([once.key, once.title]).toEqual(["a", linked().title]);
      expect(enrich(once, settings, said)).toEqual(once);
    }),
  );
});

test("the card says it in one line, and a step that does nothing is told of", () => {
  expect(manifest.summary(usual)).toEqual({
    en: "picture, summary where missing · own address",
    fr: "image, résumé si absent · adresse propre",
  });
  const idle: Config = { picture: "never", summary: "never", link: false };
  expect(manifest.summary(idle)).toEqual({ en: "nothing", fr: "rien" });
  expect(manifest.check?.(idle)).toMatchObject([{ code: "idle-enrich", severity: "warning" }]);
  expect(manifest.check?.(usual)).toEqual([]);
});
