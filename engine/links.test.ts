import { expect, test } from "vitest";
import { compose, replaceLink, withoutLink } from "./compose.ts";
import { hasLink, placesOf } from "./links.ts";

const link = "https://a.example/n/1";

test.each([
  ["as it is", `Lire ${link} demain`],
  ["in another scheme", "Lire http://a.example/n/1 demain"],
  ["with a slash", "Lire https://a.example/n/1/ demain"],
  ["with a tracking mark", "Lire https://www.a.example/n/1?utm_source=rss&fbclid=x demain"],
  ["without a scheme", "Lire www.a.example/n/1 demain"],
  ["in brackets at the end", `Lire (${link}).`],
  ["in quotation marks", `Lire « ${link} », puis`],
  ["before an apostrophe", `L’adresse ${link}’`],
  ["with a fragment that the link has not", `Lire ${link}#commentaires`],
])("A link that stands in the text %s is not added.", (_, text) => {
  expect(hasLink(text, link)).toBe(true);
  expect(compose(text, link)).toBe(text);
});

test.each([
  ["a longer address begins with it", `Voir ${link}2 aussi`],
  ["a longer path begins with it", `Voir ${link}-bis aussi`],
  ["a page below it is named", `Voir ${link}/annexe aussi`],
  ["another parameter makes another page", `Voir ${link}?page=2 aussi`],
  ["it is a parameter of another address", `Voir https://b.example/?to=${link} aussi`],
])("Where %s, the link is added.", (_, text) => {
  expect(compose(text, link)).toBe(`${text} ${link}`);
});

test("A fragment tells links apart where the link has one.", () => {
  expect(compose("Voir https://a.example/journal#v2", "https://a.example/journal#v3")).toBe(
    "Voir https://a.example/journal#v2 https://a.example/journal#v3",
  );
  expect(compose("Voir https://a.example/journal#v3", "https://a.example/journal#v3")).toHaveLength(33);
});

test("A link that stands in the text twice, however it is spelled, stays once, where it came first.", () => {
  expect(compose(`Lire ${link}/ ou (${link}) : ${link}?utm_source=rss`, link)).toBe(`Lire ${link}/ ou :`);
  expect(compose(`${link}\n\n${link}`, link)).toBe(link);
});

test("Whatever is taken away or replaced is every spelling of the link, and nothing else.", () => {
  const text = `A ${link}/ b ${link}2 c http://a.example/n/1`;
  expect(withoutLink(text, link)).toBe(`A b ${link}2 c`);
  expect(replaceLink(text, link, "L")).toBe(`A L b ${link}2 c L`);
});

test("What is no web address is found by its letters.", () => {
  expect(placesOf("tag:a.example,2026:1 et tag:a.example,2026:12", "tag:a.example,2026:1")).toEqual([
    { start: 0, end: 20 },
  ]);
});

test("A text of nothing but brackets or addresses is read well within the test's time: quadratic in its length it would take minutes.", () => {
  expect(placesOf(`https://a.example/${")".repeat(20_000)}`, link)).toEqual([]);
  expect(placesOf("https://b.example/x ".repeat(1000), link)).toEqual([]);
});
