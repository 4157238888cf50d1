import { expect, test } from "vitest";
import { cronWords } from "./cron-words.ts";

test("a calendar's expression is said inside a sentence, in both languages; what is none is not said", () => {
  expect(cronWords("0 9 * * 1-5", "en")).toBe("at 09:00, Monday through Friday");
  expect(cronWords("0 8-18 * * 1-5", "fr")).toBe("toutes les heures, de 08:00 à 18:00, de lundi à vendredi");
  expect(cronWords("now and then", "fr")).toBeNull();
});
