import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "#engine/text.ts";
import { wordsOf } from "../language.tsx";
import { deeds } from "../messages/deeds.ts";
import { speak } from "../messages/spoken.ts";
import { deedWords } from "./audit-log.tsx";

speak(deeds);

test("every deed that the server writes down has its sentence, and every sentence its deed", () => {
  const home = new URL("../../server/", import.meta.url);
  const files = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test|\.gen)\.ts$/u.test(file),
  );
  const nouns =
    "account|approval|audience|backup|brief|campaign|charter|colleague|crisis|delivery|entry|folder|grant|kept|lesson|machine|mail|map|member|mentor|monday|network|notices|objection|objective|portrait|proposal|secret|slot|source|suggestion|survey|cue|team|topic|training|workspace";
  const written = new Set<string>();
  for (const file of files) {
    const source = readFileSync(new URL(file, home), "utf8");
    if (!/\brecord\(|\bactor\b|\bnote\(/u.test(source)) continue;
    for (const [, action = ""] of source.matchAll(
      new RegExp(`(?:action:|action: on \\?|\\?|: |, |\\|) ?"((?:${nouns})\\.[a-z]+)"`, "gu"),
    ))
      written.add(`did.${action}`);
  }
  const said = new Set(Object.keys(deeds));
  expect([...written].filter((action) => !said.has(action)).toSorted()).toEqual([]);
  expect([...said].filter((action) => !written.has(action))).toEqual([]);
});

test("every sentence is filled with what a deed can have, in both languages", () => {
  const detail = { name: "n", title: "t", mode: "auto", answer: "true", number: 2, count: 2 };
  for (const key of Object.keys(deeds))
    for (const language of languages) {
      const row = { action: key.slice("did.".length), subject: "map/1", name: "", detail };
      expect(() => deedWords(row, wordsOf(language).t), `${key} ${language}`).not.toThrow();
      expect(deedWords(row, wordsOf(language).t), key).not.toMatch(/[{}]/u);
    }
});

test("a deed is a sentence with the names that people know", () => {
  const row = { action: "map.publish", subject: "map/1", name: "L’actualité", detail: { number: 3 } };
  expect(deedWords(row, wordsOf("en").t)).toBe("published version 3 of the map “L’actualité”");
  expect(deedWords({ ...row, action: "map.review", detail: { answer: "release", count: 2 } }, wordsOf("fr").t)).toMatch(
    /^a libéré 2 envois que la protection de/u,
  );
  expect(deedWords({ ...row, action: "not.known" }, wordsOf("en").t)).toBe("not.known · map/1");
});
