import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldEnd, fold } from "./folding.ts";
import { isNothing } from "./keyword.ts";
import { finder } from "./keywords.ts";

/** Any code point: fast-check's own `binary` unit takes seconds to begin. */
const letter = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

const has = (word: string, text: string, whole = true) => finder([word], whole).first(fold(text)) !== null;

test("accents, case and apostrophes do not matter", () => {
  expect(has("EMPLOI", "Le marché de l’emploi")).toBe(true);
  expect(has("ingenieur", "Un Ingénieur à Lyon")).toBe(true);
  expect(has("Ingénieur", "un ingenieur")).toBe(true);
  expect(has("offre d'emploi", "Une offre  d’Emploi")).toBe(true);
  expect(has("cœur", "au COEUR de")).toBe(true);
});

test("whole words have Unicode borders", () => {
  expect(has("emploi", "le réemploi et l’emploi")).toBe(true);
  expect(has("emploi", "le réemploi")).toBe(false);
  expect(has("ploi", "l’emploi")).toBe(false);
  expect(has("été", "étés")).toBe(false);
  expect(has("été", "l'été.")).toBe(true);
  expect(has("C++", "du C++ et du C")).toBe(true);
  expect(has("#RSE", "vive la #rse!")).toBe(true);
  expect(has("мир", "Мир, труд")).toBe(true);
  expect(has("мир", "мирный")).toBe(false);
  expect(has("求人", "新しい求人情報")).toBe(true);
  expect(has("relaymap", "Relaymap™ et Relaymap.io")).toBe(true);
});

test.each([
  // Found, not found.
  ["Stellenangebote", ["Neue Stel\u00adlen\u00adangebote", "STELLEN\u200bANGEBOTE"], ["Stellen angebote"]],
  ["Arbeits\u00adzeit", ["Arbeitszeit neu"], ["Arbeit Zeit"]],
  [
    "e-commerce",
    ["Assises du e\u2011commerce", "E‐Commerce", "e—commerce", "e – commerce"],
    ["commerce", "ecommerces"],
  ],
  ["Paris-Roubaix", ["Paris–Roubaix", "PARIS − ROUBAIX"], ["Parisroubaix"]],
  ["chef de projet", ["Chef  de projet F/H", "chef-de-projet", "chef de\nprojet"], ["chef du projet"]],
  ["ışık", ["IŞIK fuarı", "Işık", "ışık"], ["ışıklar"]],
  ["İŞ", ["iş ilanı", "İŞ"], ["işçi"]],
  ["Straße", ["STRASSE", "strasse"], ["Strand"]],
  ["мой", ["мой дом", "МОЙ".normalize("NFD")], ["мои дом"]],
  ["ёлка", ["Елка", "ёлка"], ["елки"]],
  ["εργασία", ["ΕΡΓΑΣΙΑ τώρα", "εργασια"], ["εργασίας"]],
  ["パン", ["パンの新商品を発売", "ﾊﾟﾝを焼く", "焼きたてのパン。"], ["新しいバン", "ハンの店", "パンダの赤ちゃん"]],
  ["京都", ["京都の工場"], ["東京都の工場"]],
  ["काम", ["काम के नए अवसर"], ["कम पानी", "कामना"]],
  ["கல்", ["கல் வீடு"], ["கல வீடு"]],
  ["각", ["각 나라"], ["가 나라", "각각"]],
  ["كتاب", ["كِتَاب جديد", "كـتـاب"], ["كاتب"]],
  ["שלום", ["שָׁלוֹם לכולם"], ["שלט"]],
  ["AI", ["当社がAIを活用", "AI 活用", "使用AI技术", "AI를 활용한", "우리AI팀", "ＡＩの力"], ["MAIL 도착", "OpenAIs"]],
  ["5G", ["全国5G网络", "5G基站"], ["15G"]],
  ["AI", ["L’AI au service", "l'AI", "d’AI", "qu'AI", "dell'AI", "all'AI", "AI's power", "Türkiye'de AI'nın"], []],
  ["AI", [], ["J’ai testé", "Ce que j'ai appris", "je l’ai vu", "qu'ai-je fait", "n’ai", "mai"]],
  ["est", ["vers l’est", "à l'Est"], ["c’est", "n’est", "s’est"]],
  ["embauche*", ["n’embauche plus", "s'embauchent"], []],
  ["hui", [], ["aujourd’hui"]],
  ["aujourd'hui", ["Aujourd’hui à Lille"], ["hui"]],
  ["Acme", ["Acme’s new map", "l'Acme"], ["acmes"]],
  ["Ankara", ["Ankara’da"], []],
  ["Don", [], ["don’t"]],
  ["C++", ["C++17", "du C++."], ["C# et C", "C+"]],
  ["C#", ["Dev C# senior"], ["C++", "C"]],
  ["C", ["vitamine C."], ["C++", "C#"]],
  [".NET", ["Ingénieur .NET senior"], ["ASP.NET"]],
  ["R&D", ["Équipe R&D"], ["Équipe RD"]],
  ["#emploi", ["Un #emploi"], ["emploi"]],
  ["“chef de projet”", ["un chef de projet"], []],
  ["🎉", ["Fête 🎉!", "fête🎉"], ["fête"]],
] as const)("%s is found where readers find it", (word, found, lost) => {
  for (const text of found) expect([text, has(word, text)]).toEqual([text, true]);
  for (const text of lost) expect([text, has(word, text)]).toEqual([text, false]);
});

test("a star stands for any letters, and parts of words are found on request", () => {
  expect(has("recrut*", "Acme recrutera demain")).toBe(true);
  expect(has("recrut*", "un prérecrutement")).toBe(false);
  expect(has("*emploi", "le réemploi")).toBe(true);
  expect(has("*emploi", "les emplois")).toBe(false);
  expect(has("*ation", "la formation et les nations")).toBe(true);
  expect(has("*emploi*", "Réemplois")).toBe(true);
  expect(has("chef*projet", "Chef de projet")).toBe(true);
  expect(has("chef*projet", "Chefs de projets")).toBe(false);
  expect(has("chef*projet", "Le chef est là. Un projet aussi.")).toBe(false);
  expect(has("ploi", "l’emploi", false)).toBe(true);
});

test("a word runs over from one line to the next, not from one field to the next", () => {
  expect(has("deux mots", "deux\nmots")).toBe(true);
  expect(has("deux mots", `deux${fieldEnd}mots`)).toBe(false);
  expect(has("deux*mots", `deux${fieldEnd}mots`)).toBe(false);
});

test("what has no letter, digit or symbol finds nothing", () => {
  for (const word of ["*", "**", "…", "--", "\u00ad", "* *", "`", "´", "¨", "™"]) {
    expect([word, isNothing(word), has(word, `a ${word} b`)]).toEqual([word, true, false]);
  }
  for (const word of ["a", "5", "+", "🎉", "求"])
    expect([word, isNothing(word), has(word, word)]).toEqual([word, false, true]);
});

test("every keyword of a list is known by itself, and a missing one is named", () => {
  const { first, missing } = finder(["emploi", "emploi*", "a", "ab", "x y"], true);
  expect([first(fold("Les Emplois")), first(fold("Emploi")), first(fold("z ab")), first("rien")]).toEqual([
    "emploi*",
    "emploi",
    "ab",
    null,
  ]);
  expect(missing(fold("emploi a ab"))).toBe("x y");
  expect(missing(fold("x-y, ab, a, l’emploi"))).toBeNull();
});

test("folding is done once, however a text is composed", () => {
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 20 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
      expect(fold(text.normalize("NFD"))).toBe(fold(text.normalize("NFC")));
    }),
  );
  expect(fold("ÉTÉ\u00a0\u202f ŒUVRE Ǆ ﬁn ΣΑΣ Łódź")).toBe("ete oeuvre dz fin σασ lodz");
});

test("any keyword is found in a text that has it, whatever signs it holds", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      (word, rest) => {
        fc.pre(!isNothing(word) && !word.includes("*"));
        expect(has(word, `${rest} ${word.trim()} ${rest}`)).toBe(true);
      },
    ),
  );
});

test("keywords full of stars and texts full of candidates cost no more than others", () => {
  expect(has(`${"a*".repeat(40)}b`, "a".repeat(20_000))).toBe(false);
  expect(has("*a*a*a*", "a".repeat(20_000), false)).toBe(true);
  expect(has("求", "求人".repeat(10_000))).toBe(false);
});
