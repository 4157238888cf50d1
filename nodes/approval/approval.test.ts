import { expect, test } from "vitest";
import type { Answer } from "#engine/kept.ts";
import { lifeOf } from "#test/support/keeper.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const at = (time: string) => Date.parse(time);
const usual = manifest.config.parse(manifest.defaults);
const items = (...keys: string[]) => keys.map((key) => item(key));
const says = (yes: boolean, word = "", text: string | null = null): Answer => ({
  yes,
  text,
  word,
  by: "Claire",
  at: 0,
});
const start = at("2026-03-06T17:00:00Z");

test("what gets a yes goes on, what gets a no is let go with who said it, and what nobody answers is let go at the end of its time", () => {
  const answers: Record<string, Answer> = {
    a: says(true),
    b: says(false, "already in the news"),
    c: says(true, "", "reworded"),
  };
  const life = lifeOf(manifest, process, usual, {
    arrivals: [{ at: start, items: items("a", "b", "c", "d") }],
    // Answers wake a step: here as the map is published again.
    published: [start + 3_600_000],
    answer: ({ key }, now) => (now > start ? (answers[key] ?? null) : null),
    end: at("2026-03-12T00:00:00Z"),
  });
  expect(life.left.map((one) => [one.key, one.item.text])).toEqual([
    ["a", "a"],
    ["c", "reworded"],
  ]);
  expect(life.dropped).toEqual([
    { key: "b", code: "not_approved", at: start + 3_600_000 },
    { key: "d", code: "not_answered", at: at("2026-03-09T17:00:00Z") },
  ]);
  expect(life.keeps).toEqual([]);
});

test("the reasons name who said no and why, or until when nobody answered", () => {
  const back = (answer: Answer | null) => [{ item: item("a"), since: start, until: start, answer }];
  const reason = (answer: Answer | null, now: number) =>
    process([], usual, { now, state: undefined, back: back(answer) }).drops[0]?.reason;
  expect(reason(says(false, "trop tôt"), start)).toEqual({
    en: "Declined by Claire: “trop tôt”",
    fr: "Refusé par Claire : « trop tôt »",
  });
  expect(reason(says(false), start)?.en).toBe("Declined by Claire.");
  expect(reason(null, start + 3 * 86_400_000)?.fr).toBe(
    "Personne n’a répondu sous 3 jours, jusqu’au 2026-03-09 17:00 UTC.",
  );
});

test("where the map wants it so, what nobody answered goes on at the end of its time", () => {
  const life = lifeOf(
    manifest,
    process,
    { ...usual, time: 2, unit: "hours", late: "pass" },
    {
      arrivals: [{ at: start, items: items("a") }],
      end: start + 86_400_000,
    },
  );
  expect(life.left).toMatchObject([{ key: "a", at: start + 7_200_000 }]);
});

test("published with another deadline the time counts from when an item came, and an answer holds whatever the settings are", () => {
  const life = lifeOf(
    manifest,
    process,
    { ...usual, time: 5 },
    {
      arrivals: [{ at: start, items: items("a", "b") }],
      published: [start + 86_400_000],
      end: start + 4 * 86_400_000,
    },
  );
  expect(life.keeps.map(({ until }) => until)).toEqual([start + 5 * 86_400_000, start + 5 * 86_400_000]);
  const now = start + 30 * 86_400_000;
  const back = [{ item: item("a"), since: start, until: start, answer: says(true) }];
  expect(process([], usual, { now, state: undefined, back }).out["out"]).toMatchObject([{ key: "a" }]);
});

test("it asks whom its settings name, with its note", () => {
  const people = ["6f2c1a52-31b4-4bd0-9a4f-6c1f0d7d9b10"];
  const ask = (config: Config) => process(items("a"), config, { now: 0, state: undefined }).kept?.[0]?.ask;
  expect(ask({ ...usual, people })).toEqual({ people: null, note: "" });
  expect(ask({ ...usual, who: "named", people, note: "no figures" })).toEqual({ people, note: "no figures" });
  expect(manifest.check?.({ ...usual, who: "named" })).toMatchObject([{ code: "nobody-asked", severity: "error" }]);
  expect(manifest.check?.({ ...usual, who: "named", people })).toEqual([]);
});

test("what a step before gives once more goes on with the yes that it had, and without one it is asked about", () => {
  const again = (key: string, times: number) => item(key, { again: { by: "m/r", times, at: start, gap: 0 } });
  const said = new Map([
    ["a", true],
    ["b", false],
  ]);
  const given = [again("a", 2), again("b", 1), again("c", 1), item("a2")];
  const { out, kept } = process(given, usual, { now: start, state: undefined, said });
  expect(out["out"]).toEqual([given[0]]);
  expect(kept?.map(({ item: { key } }) => key)).toEqual(["b", "c", "a2"]);
});

test("the card says it in one line", () => {
  expect(manifest.summary(usual)).toEqual({
    en: "a manager says yes · within 3 days, else let go",
    fr: "accord d’un manager · sous 3 jours, sinon écarté",
  });
  const two = { ...usual, who: "named", people: ["a", "b"], time: 1, unit: "hours", late: "pass" } as const;
  expect(manifest.summary({ ...two, people: [...two.people] }).fr).toBe(
    "accord d’une des 2 personnes · sous 1 heure, sinon passe",
  );
});
