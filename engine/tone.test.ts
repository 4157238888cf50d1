import { expect, test } from "vitest";
import { noTone, type ToneRules, toneFor, toneOf } from "./tone.ts";

const codes = (text: string, rules: Partial<ToneRules>, language = "fr") =>
  toneOf(text, { ...noTone, ...rules }, language).map(({ code, words }) => [code, words]);

test("A tone without rules has nothing to say.", () => {
  expect(toneOf("GRATUIT !!! #a #b #c #d ".repeat(50), noTone, "fr")).toEqual([]);
});

test("A sentence is counted without its address and its hashtags, and a line is a sentence of its own.", () => {
  const five = "Un deux trois quatre cinq";
  expect(codes(`${five}. ${five}.`, { sentence: 5 })).toEqual([]);
  expect(codes(`${five}\n${five}`, { sentence: 5 })).toEqual([]);
  expect(codes(`${five} https://example.org/six/sept #six #sept`, { sentence: 5 })).toEqual([]);
  expect(codes(`${five} six. Fin.`, { sentence: 5 })).toEqual([["long-sentence", `${five} six.`]]);
});

test("Of many long sentences three are said.", () => {
  expect(codes("Un deux trois quatre cinq six. ".repeat(20), { sentence: 5 })).toHaveLength(3);
});

test("A word is avoided in whatever case and accents, as a word and not within one.", () => {
  expect(codes("Une offre UNIQUE, cliquez vite", { avoid: ["unique", "cliquez ici", "dément*"] })).toEqual([
    ["avoided", "unique"],
  ]);
  expect(codes("uniquement, et démentiel", { avoid: ["unique", "dement*"] })).toEqual([["avoided", "dement*"]]);
});

test("A shout is a long word in capitals: an acronym, a hashtag and an address are none.", () => {
  const text = "Le CNRS et l’ADEME : #RECRUTEMENT GRATUIT, EXCEPTIONNEL, GRATUIT https://example.org/MAJUSCULES";
  expect(codes(text, { capitals: true })).toEqual([
    ["capitals", "GRATUIT"],
    ["capitals", "EXCEPTIONNEL"],
  ]);
});

test("Hashtags and exclamation marks are counted over the whole post.", () => {
  expect(codes("Oui ! #un #deux", { hashtags: 2, exclamations: 1 })).toEqual([]);
  expect(codes("Oui !! #un #deux #trois", { hashtags: 2, exclamations: 1 })).toEqual([
    ["hashtags", "#un #deux #trois"],
    ["exclamations", "!"],
  ]);
});

test("What a network says stands before what holds everywhere, and what is avoided adds up.", () => {
  const all = { ...noTone, sentence: 20, avoid: ["synergie"], hashtags: 3 };
  expect(toneFor(all, { ...noTone, hashtags: 0, avoid: ["disruption"], capitals: true })).toEqual({
    sentence: 20,
    avoid: ["synergie", "disruption"],
    capitals: true,
    hashtags: 0,
    exclamations: null,
  });
});

test("A language that nobody knows, an empty text and one of 200,000 letters are read all the same.", () => {
  const rules = { ...noTone, sentence: 5, avoid: ["a b"], capitals: true, hashtags: 1, exclamations: 0 };
  expect(toneOf("", rules, "")).toEqual([]);
  expect(toneOf("un deux trois quatre cinq six", rules, "??")).toHaveLength(1);
  expect(toneOf("É".repeat(200_000), rules, "fr").map(({ code }) => code)).toEqual(["capitals"]);
});
