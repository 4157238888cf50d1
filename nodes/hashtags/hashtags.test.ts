import fc from "fast-check";
import { expect, test } from "vitest";
import { hashtagsIn } from "#engine/hashtags.ts";
import type { Item } from "#engine/item.ts";
import { chain, step } from "#test/support/chain.ts";
import { item, publisher } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const hashtags = step({ manifest, process });
const tagged = (changes: Partial<Item>, settings: Partial<Config>) =>
  chain([[hashtags, settings]], [item("k", { text: "Acme recrute à Dunkerque", ...changes })], [publisher("x:lea")])
    .wanted[0]!.item.text;

test("fixed ones come first, then words that the item has, then its categories, up to the maximum", () => {
  const settings = { fixed: ["Acme"], words: ["intelligence artificielle", "Dunkerque", "Lyon"], most: 4 };
  const story = { summary: "L’INTELLIGENCE ARTIFICIELLE embauche", tags: ["Emploi", "Industrie"] };
  expect(tagged(story, settings)).toBe("Acme recrute à Dunkerque #Acme #IntelligenceArtificielle #Dunkerque #Emploi");
  expect(tagged(story, { ...settings, most: 1, place: "line" })).toBe("Acme recrute à Dunkerque\n\n#Acme");
  expect(tagged(story, { categories: false, words: ["Lyon"] })).toBe("Acme recrute à Dunkerque");
});

test("several words are cased one by one, accents stay, and what is one word stays as it is written", () => {
  const tags = [
    "transition énergétique",
    "l’emploi des jeunes",
    "made in France",
    "R&D",
    "recrutement",
    "iPhone",
    "C++",
  ];
  expect(tagged({ tags, language: "fr" }, { most: 9 })).toBe(
    "Acme recrute à Dunkerque #TransitionÉnergétique #LEmploiDesJeunes #MadeInFrance #REtD #recrutement #iPhone #CPlusPlus",
  );
  expect(tagged({ tags: ["istanbul iş dünyası"], language: "tr" }, {})).toContain("#İstanbulİşDünyası");
});

test("none is added that the text has, or that is banned, in whatever case; those in the text count", () => {
  const story = { text: "Acme recrute #EMPLOI", tags: ["Emploi", "Non classé", "Lyon", "Nord"] };
  expect(tagged(story, { banned: ["non-classé"], most: 2 })).toBe("Acme recrute #EMPLOI #Lyon");
  expect(tagged({ text: "#a #b #c", tags: ["d"] }, { most: 3 })).toBe("#a #b #c");
});

test("no item gets more than the maximum, nor the same one twice, and its own words stay", () => {
  const words = fc.array(
    fc.constantFrom("Emploi", "emploi", "#Emploi", "Été 2026", "R&D", "2026", "日本 語", "C++", "a b", " "),
  );
  fc.assert(
    fc.property(words, words, words, fc.integer({ min: 1, max: 6 }), (tags, fixed, said, most) => {
      const text = said.join(" ").trim();
      const settings = { fixed: fixed.filter((word) => word.trim() !== ""), most };
      const made = process([item("k", { text, tags })], manifest.config.parse(settings), { now: 0, state: undefined });
      const after = made.out["out"]![0]!.text;
      expect(after.startsWith(text)).toBe(true);
      const added = hashtagsIn(after.slice(text.length));
      expect(new Set(added).size).toBe(added.length);
      for (const word of added) expect(hashtagsIn(text)).not.toContain(word);
      if (added.length > 0) expect(new Set(hashtagsIn(after)).size).toBeLessThanOrEqual(most);
    }),
  );
});

test("what is still to be chosen is said, and the card says it in one line", () => {
  expect(manifest.check?.(manifest.config.parse({ categories: false }))).toMatchObject([{ code: "no-hashtags" }]);
  expect(manifest.check?.(manifest.config.parse({}))).toEqual([]);
  expect(manifest.summary(manifest.config.parse({ fixed: ["Acme"] })).fr).toBe("Acme · catégories · au plus 3");
});
