import { beforeAll, expect, test } from "vitest";
import { faces, manifests, readManifests } from "../nodes.ts";
import { fieldsOf } from "./field.ts";
import { accountAt, roomFor, strayIn } from "./pasting.ts";

beforeAll(() => readManifests(faces.keys()));

const field = (type: string, name: string) => fieldsOf(manifests.get(type)!).find((one) => one.name === name)!;
const page = "https://www.lemonde.fr/rss/une.xml";

test("an address among words, or for an account, is recognised; where addresses belong it is taken", () => {
  expect(strayIn(` ${page}\n`, field("keywords", "words"))).toEqual({
    address: page,
    host: "lemonde.fr",
    meant: "word",
  });
  expect(strayIn(page, field("author", "authors"))).toMatchObject({ meant: "word" });
  expect(strayIn(page, field("account", "account"))).toMatchObject({ meant: "account" });
  const taken: [string, string][] = [
    ["rss", "url"],
    ["youtube", "address"],
    ["template", "template"],
    ["author", "domains"],
    ["ambassadors", "mentions"],
  ];
  for (const [type, name] of taken) expect(strayIn(page, field(type, name)), `${type}.${name}`).toBeNull();
});

test("words, lists of words and 200 kB are no address", () => {
  for (const text of ["emploi", `emploi, ${page}`, "lemonde.fr", `https://acme.example/${"x".repeat(200_000)}`])
    expect(strayIn(text, field("keywords", "words"))).toBeNull();
});

test("an account is found by its page, else by a handle that only one has", () => {
  const accounts = [
    { ref: "x:lea", name: "Léa", handle: "lea", url: "https://x.com/lea" },
    { ref: "linkedin:1", name: "Acme", handle: "acme", url: "https://www.linkedin.com/company/acme/" },
    { ref: "mastodon:lea", name: "Léa", handle: "lea", url: null },
  ];
  expect(accountAt("https://linkedin.com/company/acme?trk=1", accounts)?.ref).toBe("linkedin:1");
  expect(accountAt("https://elsewhere.example/@acme", accounts)?.ref).toBe("linkedin:1");
  expect(accountAt("https://elsewhere.example/@lea", accounts)).toBeNull();
  expect(accountAt("https://elsewhere.example/", accounts)).toBeNull();
});

test("what is pasted is bounded by the room there is, beside what stays", () => {
  expect(roomFor(500, "a".repeat(100), 40)).toBe(440);
  expect(roomFor(10, "a".repeat(10), 0)).toBe(0);
});
