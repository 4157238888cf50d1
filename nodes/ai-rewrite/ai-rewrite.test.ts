import fc from "fast-check";
import { expect, test } from "vitest";
import { Item } from "#engine/item.ts";
import type { Answered, Ask } from "#engine/machine.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const usual: Config = manifest.config.parse({ instruction: "Plus court." });
const mark = { task: "rewrite" as const, model: "m", prompt: "p" };
const why = { en: "No.", fr: "Non." };
const run = (items: Item[], answer: Answered | null, config: Partial<Config> = {}, room?: number) => {
  const asks: Ask[] = [];
  const machine = (ask: Ask) => (asks.push(ask), answer);
  const context = {
    now: 0,
    state: undefined,
    machine,
    languageOf: () => "fr",
    ...(room === undefined ? {} : { room }),
  };
  const { out, drops } = process(items, { ...usual, ...config }, context);
  return { asks, out: out["out"]!, drops };
};

test("the machine's words take the place of the text, and are marked for good; all else stays", () => {
  const one = item("a", {
    text: "Les ateliers ouvrent",
    title: "Ateliers",
    summary: "Douze.",
    link: "https://a.example",
  });
  const { out, asks } = run([one], { text: "Ça ouvre !", mark }, { tone: "warm", language: "en" }, 240);
  expect(out).toEqual([{ ...one, text: "Ça ouvre !", language: "en", machine: [mark] }]);
  expect(asks).toMatchObject([{ task: "rewrite", most: 240, from: "fr", into: "en" }]);
  expect(asks[0]!.instruction).toMatch(/^Plus court\.\nTone: warm/u);
  // Of the item nothing stands in the instruction.
  expect(asks[0]!.instruction).not.toContain("ateliers");
  expect(run([one], null, { length: "short" }, 500).asks[0]!.most).toBe(140);
});

test("without words the item goes on as it was, unmarked, or is let go with the reason, as the settings say", () => {
  const items = [item("a"), item("b")];
  const failed: Answered = { code: "facts", reason: why };
  expect(run(items, failed)).toMatchObject({ out: items, drops: [] });
  expect(run(items, failed, { failed: "drop" })).toMatchObject({
    out: [],
    drops: items.map((one) => ({ item: one, code: "ai-facts", reason: why })),
  });
  // Nobody asked yet: a preview shows what comes in.
  expect(run(items, { code: "unasked", reason: why }, { failed: "drop" }).out).toEqual(items);
  expect(run(items, null, { failed: "drop" }).out).toEqual(items);
  expect(run([item("a", { text: " " })], failed).asks).toEqual([]);
});

test("the card says what it is told to do, and a step without an instruction cannot be published", () => {
  expect(manifest.machine).toBe(true);
  expect(manifest.summary({ ...usual, tone: "warm" })).toEqual({
    en: "“Plus court.” · warm",
    fr: "« Plus court. » · chaleureux",
  });
  expect(manifest.check?.(usual)).toEqual([]);
  expect(manifest.check?.({ ...usual, instruction: " " })).toMatchObject([
    { code: "no-instruction", severity: "error" },
  ]);
});

test("whatever is answered, every item goes on or is let go, stays itself, and is an item", () => {
  const answers = fc.oneof(
    fc.record({ text: fc.string({ minLength: 1 }), mark: fc.constant(mark) }),
    fc.record({ code: fc.string(), reason: fc.constant(why) }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 5 }),
      answers,
      fc.constantFrom("keep" as const, "drop" as const),
      (texts, answer, failed) => {
        const items = texts.map((text, index) => item(`k${index}`, { text }));
        const { out, drops } = run(items, answer, { failed });
        expect([...out, ...drops.map(({ item: one }) => one)].map(({ key }) => key).toSorted()).toEqual(
          items.map(({ key }) => key),
        );
        for (const one of out) {
          expect(Item.safeParse(one).success).toBe(true);
          expect(one.machine !== undefined).toBe(
            one.text !== items.find(({ key }) => key === one.key)!.text ||
              (answer !== null && "text" in answer && answer.text === one.text && one.text.trim() !== ""),
          );
        }
      },
    ),
  );
});
