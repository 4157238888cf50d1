import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { chain, step } from "#test/support/chain.ts";
import { item, publisher } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const strip = step({ manifest, process });
const run = (changes: Partial<Item>, settings: Partial<Config> = {}) =>
  chain([[strip, settings]], [item("k", changes)], [publisher("x:lea")]);
const text = (words: string, settings: Partial<Config> = {}, changes: Partial<Item> = {}) =>
  run({ text: words, ...changes }, settings).wanted[0]?.item.text;

test.each([
  ["[Communiqué] Acme recrute", "Acme recrute"],
  ["[URGENT] [Vidéo] Acme recrute", "Acme recrute"],
  ["COMMUNIQUE DE PRESSE – Acme recrute", "Acme recrute"],
  ["(Communiqué de presse) Acme recrute", "Acme recrute"],
  ["Communiqué de presse d’Acme", "Communiqué de presse d’Acme"],
  ["[Communiqué]", "[Communiqué]"],
])("the beginning of “%s”", (given, wanted) => {
  expect(text(given, { openings: ["Communiqué de presse :"] })).toBe(wanted);
});

test.each([
  ["Acme recrute. Lire la suite", "Acme recrute."],
  ["Acme recrute… Lire la suite…", "Acme recrute…"],
  ["Acme recrute [Lire la suite]", "Acme recrute"],
  ["Acme is hiring. Read more »", "Acme is hiring."],
  ["Acme is hiring. Continue reading →", "Acme is hiring."],
  ["Acme recrute. La suite", "Acme recrute. La suite"],
  ["Les jeunes veulent lire plus", "Les jeunes veulent lire plus"],
  ["Read more", "Read more"],
])("the end of “%s”", (given, wanted) => {
  expect(text(given)).toBe(wanted);
});

test.each([
  ["Acme recrute - Le Monde", "https://www.lemonde.fr/1", "Acme recrute"],
  ["Acme recrute | Ouest-France.fr", "https://www.ouest-france.fr/1", "Acme recrute"],
  ["Acme recrute – Les Échos", "https://www.lesechos.fr/1", "Acme recrute"],
  ["Acme - bilan - Le Monde", "https://www.lemonde.fr/1", "Acme - bilan"],
  ["Acme recrute - Veille", "https://a.example/1", "Acme recrute"],
  ["Acme recrute - Dunkerque", "https://www.lemonde.fr/1", "Acme recrute - Dunkerque"],
  ["Rendez-vous", "https://www.vous.fr/1", "Rendez-vous"],
])("the site’s name in “%s” of %s", (given, link, wanted) => {
  expect(text(given, {}, { link, source: "Veille" })).toBe(wanted);
});

test("leftovers of HTML, emojis, addresses and hashtags go where that was chosen", () => {
  expect(text("R&amp;D&nbsp;: <b>Acme</b> recrute<br/>ici &lt;3 a<b")).toBe("R&D : Acme recrute\nici <3 a<b");
  expect(text("🚀 Acme 👩🏽‍🚒 recrute 🇫🇷 ❤️ © 1️⃣ 2 →", { emojis: true })).toBe("Acme recrute © 2 →");
  expect(text("Acme recrute (https://acme.example/1) www.acme.example ici", { links: true })).toBe("Acme recrute ici");
  expect(text("#Acme recrute #emploi a#b", { hashtags: "sign" })).toBe("Acme recrute emploi a#b");
  expect(text("#Acme recrute #emploi.", { hashtags: "drop" })).toBe("recrute.");
  expect(text("Voir https://acme.example/a#b&amp;c", { hashtags: "drop" })).toBe("Voir https://acme.example/a#b&amp;c");
});

test("title and summary are cleaned too, and an item of which nothing is left is let go", () => {
  const [made] = run({ title: "[Pub] Acme", summary: "Acme. Lire la suite", text: "[Pub] Acme" }).wanted;
  expect(made!.item).toMatchObject({ title: "Acme", summary: "Acme.", text: "Acme" });
  expect(run({ text: "#a #b", title: "", summary: "" }, { hashtags: "drop" }).drops).toMatchObject([
    { code: "empty-text" },
  ]);
});

test("whatever the text, it only ever gets shorter, and what was cleaned is clean", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "Acme",
      "[x]",
      " - ",
      "Le Monde",
      "Lire la suite",
      "…",
      "&amp;",
      "<br>",
      "<",
      "🚀",
      "#a",
      "https://a.example/1",
      "\n",
      " ",
      ".",
    ),
    { maxLength: 14 },
  );
  const all: Partial<Config> = {
    emojis: true,
    links: true,
    hashtags: "drop",
    openings: ["Acme"],
    endings: ["Le Monde"],
  };
  fc.assert(
    fc.property(pieces, (list) => {
      const given = list.join(" ");
      const config = manifest.config.parse(all);
      const once = (words: string) =>
        process([item("k", { text: words, title: "t" })], config, { now: 0, state: undefined }).out["out"]![0]?.text;
      const made = once(given);
      if (made === undefined) return;
      expect(made.length).toBeLessThanOrEqual(given.length);
      expect(made).not.toMatch(/🚀|https:/u);
    }),
  );
});

test("a step that takes nothing out is said, and the card says what goes", () => {
  const none = { brackets: false, more: false, source: false, html: false };
  expect(manifest.check?.(manifest.config.parse(none))).toMatchObject([{ code: "nothing-stripped" }]);
  expect(manifest.check?.(manifest.config.parse({}))).toEqual([]);
  expect(manifest.summary(manifest.config.parse({ ...none, emojis: true, openings: ["Pub"] })).fr).toBe(
    "sans « Pub », émojis",
  );
});
