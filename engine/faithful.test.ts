import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "./facts.ts";
import { faultsOf, sayFaults } from "./faithful.ts";
import type { Ask } from "./machine.ts";

const ask = (text: string, more: Partial<Ask> = {}, given: Partial<Ask["given"]> = {}): Ask => ({
  task: "rewrite",
  instruction: "",
  given: { text, title: "", summary: "", author: "", source: "", link: "", ...given },
  most: null,
  from: null,
  into: null,
  ...more,
});
const faults = (one: Ask, answer: string) =>
  faultsOf(one, answer).map(({ kind, lost, what }) => `${lost ? "-" : "+"}${kind} ${what}`);
const source =
  "Atelier Lumen ouvre à Lille le 14 juin : 1 200 lampes, 3,5 % de plus. #lumière @lumen https://lumen.example/ete";

describe("a rewrite says nothing that the item does not", () => {
  const good: [string, string][] = [
    ["other words", "Le 14 juin, Lille accueille Atelier Lumen et ses 1200 lampes (+3,50 %)."],
    ["the link in another spelling", "Atelier Lumen ouvre : http://www.lumen.example/ete/"],
    ["hashtag and mention in another case", "Ouverture à Lille ! #Lumiere @LUMEN"],
    ["a sentence that begins with another word", "Bonne nouvelle ! Rendez-vous le 14 juin. Venez nombreux."],
    ["names split by apostrophes and hyphens", "L’Atelier-Lumen d’été s’installe à Lille."],
  ];
  test.for(good)("%s", ([, answer]) => expect(faults(ask(source), answer)).toEqual([]));

  const bad: [string, string, string][] = [
    ["another address", "Voir https://lumen.example/autre", "+link lumen.example/autre"],
    ["an address without scheme", "Voir evil.example pour gagner", "+link evil.example"],
    ["an address with another scheme", "ouvre javascript://x", "+link javascript://x"],
    ["a mail address", "écrire à moi@evil.example", "+mention @evil.example"],
    ["another number", "ouvre le 15 juin", "+number 15"],
    ["a number with its decimal gone", "35 % de plus", "+number 35"],
    ["a number in other digits", "ouvre le ١٥ juin", "+number 15"],
    ["a number in words", "cinquante lampes", "+number cinquante"],
    ["another mention", "merci à @macron", "+mention @macron"],
    ["another hashtag", "ouvre #pub", "+hashtag #pub"],
    ["a name within a sentence", "ouvre avec Google à Lille", "+name Google"],
    ["a name of two words at its beginning", "Emmanuel Macron ouvre l’atelier", "+name Macron"],
    ["a name that is spelled oddly", "totalEnergies ouvre à Lille", "+name totalEnergies"],
    ["a house in capitals", "SNCF ouvre à Lille", "+name SNCF"],
  ];
  test.for(bad)("%s is found", ([, answer, found]) => expect(faults(ask(source), answer)).toContain(found));

  test("title, summary, author and source of the item count, and its link", () => {
    const more = {
      title: "Google",
      summary: "42 postes",
      author: "Ada Byron",
      source: "Le Monde",
      link: "https://m.example/1",
    };
    expect(faults(ask("x", {}, more), "Chez Google, 42 postes, dit Ada Byron à Le Monde. m.example/1")).toEqual([]);
  });

  test("in German nouns have capitals, and only names of several words are told", () => {
    const german = { from: "de" };
    expect(faults(ask("Die Fabrik öffnet.", german), "Endlich öffnet die neue Halle für alle Menschen.")).toEqual([]);
    expect(faults(ask("Die Fabrik öffnet.", german), "Die Fabrik öffnet mit Angela Merkel.")).toContain("+name Angela");
  });

  test("it is no longer than it may be", () => {
    expect(faults(ask(source, { most: 10 }), "Atelier Lumen")).toEqual(["+length 13 > 10"]);
  });
});

describe("a translation loses nothing and adds nothing", () => {
  const translate = { task: "translate", from: "fr", into: "en" } as const;
  test("a good one passes, also where countries have another name", () => {
    const text = "Aux États-Unis, Atelier Lumen vend 1 200 lampes. #lumière https://lumen.example";
    expect(
      faults(
        ask(text, translate),
        "In the United States, Atelier Lumen sells 1,200 lamps. #lumière https://lumen.example",
      ),
    ).toEqual([]);
  });
  const cases: [string, string, string][] = [
    [
      "a lost number",
      "On 14 June Atelier Lumen opens, 3.5% more. #lumière @lumen https://lumen.example/ete",
      "-number 1200",
    ],
    [
      "a lost link",
      "Atelier Lumen opens on 14 June: 1,200 lamps, 3.5% more. #lumière @lumen",
      "-link lumen.example/ete",
    ],
    [
      "a translated hashtag",
      "Atelier Lumen opens on 14 June: 1,200, 3.5 #light @lumen https://lumen.example/ete",
      "+hashtag #light",
    ],
    [
      "a lost mention",
      "Atelier Lumen opens on 14 June: 1,200, 3.5 #lumière https://lumen.example/ete",
      "-mention @lumen",
    ],
    [
      "an added person",
      "Atelier Lumen opens with Emmanuel Macron on 14 June: 1,200, 3.5 #lumière @lumen https://lumen.example/ete",
      "+name Emmanuel Macron",
    ],
  ];
  test.for(cases)("%s is found", ([, answer, found]) =>
    expect(faults(ask(source, translate), answer)).toContain(found),
  );

  test("people whom it names are still there", () => {
    const text = "Hier, la ministre Rachida Dati a inauguré le musée.";
    expect(faults(ask(text, translate), "Yesterday the minister Rachida Dati opened the museum.")).toEqual([]);
    expect(faults(ask(text, translate), "Yesterday the minister Anne Hidalgo opened the museum.")).toContain(
      "-name Rachida",
    );
    // In another script nobody can tell.
    expect(faults(ask(text, { ...translate, into: "ja" }), "昨日、大臣が美術館を開いた。")).toEqual([]);
  });
});

const words = fc.array(
  fc.constantFrom<string[]>("Lille", "ouvre", "12", "3,5", "#été", "@lumen", "https://a.example/x", ".", "Ada"),
  { maxLength: 30 },
);

test("whatever an item says, saying it again is no fault, in any order of sentences; and an added fact always is", () => {
  const facts = fc.constantFrom("77", "#neu", "@eve", "https://evil.example", "eve.example", "١٢٣٤", "iWatch");
  fc.assert(
    fc.property(words, facts, fc.nat(), fc.constantFrom("rewrite", "translate"), (list, fact, at, task) => {
      const one = ask(list.join(" "), { task: task as Ask["task"] });
      expect(faultsOf(one, list.join(" "))).toEqual([]);
      expect(faultsOf(one, list.toSpliced(at % (list.length + 1), 0, fact).join(" "))).not.toEqual([]);
    }),
  );
});

test("any text at all is read, in time that does not run away, and said in both languages", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 200 }), (one, two) => {
      const said = sayFaults(faultsOf(ask(one), two));
      expect([typeof said.en, typeof said.fr]).toEqual(["string", "string"]);
    }),
    { numRuns: 30 },
  );
  for (const sign of ["a.", "1 000", "@a", "#", "a", "A ", ".", "1.", "https://", "١", "-", "/", "’"])
    expect(factsOf(sign.repeat(20_000 / sign.length))).toBeDefined();
});
