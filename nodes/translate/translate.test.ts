import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import type { Answered, Ask } from "#engine/machine.ts";
import { languageOf } from "#nodes/language/run.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const mark = { task: "translate" as const, model: "m", prompt: "p" };
const run = (items: Item[], answer: Answered, config: Partial<Config> = {}) => {
  const asks: Ask[] = [];
  const machine = (ask: Ask) => (asks.push(ask), answer);
  const { out, drops } = process(
    items,
    { to: "fr", failed: "drop", ...config },
    { now: 0, state: undefined, machine, languageOf },
  );
  return { asks, out: out["out"]!, drops };
};
const english = "The new plant opens its doors to five hundred apprentices this week";
const french = "Le chantier de la nouvelle usine commence ce matin à Dunkerque";
const titled = (key: string, title: string, more: Partial<Item> = {}) => item(key, { title, text: title, ...more });

test("what is in the language already goes on untouched, by what its source says or its words tell; the rest is translated", () => {
  const items = [
    titled("fr", french),
    titled("said", english, { language: "fr-CA" }),
    titled("en", english),
    titled("number", "2026", { language: null }),
  ];
  const { out, asks } = run(items, { text: "L’usine ouvre.", mark });
  expect(out).toEqual([
    items[0],
    items[1],
    { ...items[2], text: "L’usine ouvre.", language: "fr", machine: [mark] },
    items[3],
  ]);
  expect(asks).toEqual([
    {
      task: "translate",
      instruction: "",
      given: { text: english, title: "", summary: "", author: "", source: "", link: "" },
      most: null,
      from: "en",
      into: "fr",
    },
  ]);
});

test("an item that could not be translated is let go with the reason, or goes on as it was", () => {
  const failed: Answered = { code: "facts", reason: { en: "No.", fr: "Non." } };
  expect(run([titled("a", english)], failed)).toMatchObject({ out: [], drops: [{ code: "ai-facts" }] });
  expect(run([titled("a", english)], failed, { failed: "keep" }).out).toEqual([titled("a", english)]);
});

test("the card names the language, and a step without one cannot be published", () => {
  expect(manifest.machine).toBe(true);
  expect(manifest.summary({ to: "de", failed: "drop" })).toEqual({ en: "into German", fr: "en allemand" });
  expect(manifest.check?.({ to: "", failed: "drop" })).toMatchObject([{ code: "no-language", severity: "error" }]);
  expect(manifest.config.safeParse({ to: "Deutsch" }).success).toBe(false);
});
