import { expect, test } from "vitest";
import { readTemplate } from "#engine/template.ts";
import { lineOf, piecesOf, withStep, writtenAs } from "./pieces.ts";

const spans = (text: string, list: readonly { from: number; to: number }[]): string[] =>
  list.map(({ from, to }) => text.slice(from, to));

test("fields are found where they stand, in any language, with their filters", () => {
  const text =
    'On recrute : {{ titre }}\n{{summary | truncate: 120 | default: "sans résumé"}} {{étiquettes|hashtags:2}}';
  const { tokens, broken } = piecesOf(text);
  expect(broken).toEqual([]);
  expect(tokens.map(({ field, steps }) => [field, ...steps.map(({ filter, value }) => `${filter} ${value}`)])).toEqual([
    ["title"],
    ["summary", "truncate 120", "default sans résumé"],
    ["tags", "hashtags 2"],
  ]);
  expect(spans(text, tokens)).toEqual([
    "{{ titre }}",
    '{{summary | truncate: 120 | default: "sans résumé"}}',
    "{{étiquettes|hashtags:2}}",
  ]);
});

test.each([
  ["a {{titel}} b {{title}}", ["{{titel}}"]],
  ["{{title}} {{ti\nmore", ["{{ti"]],
  ["{% if %} {{title | truncate}}", ["{%", "{{title | truncate}}"]],
])("what is broken in %j is shown at its place, and the rest all the same", (text, wrong) => {
  const { broken } = piecesOf(text);
  expect(spans(text, broken)).toEqual(wrong);
  for (const { problem } of broken) expect(problem.fr).not.toBe("");
  expect(broken[0]?.problem).toEqual(readTemplate(text).problem);
});

test("whatever is chosen for a field is written so that it reads the same again", () => {
  const title = { field: "title", steps: [] } as const;
  for (const value of ["…", "rien du tout", 'dit "oui"', "l’un", "a'b", "120"]) {
    const written = writtenAs({ ...title, steps: withStep([], "default", value) }, "fr");
    expect(piecesOf(written).tokens[0]?.steps, written).toEqual([{ filter: "default", value }]);
  }
  expect(writtenAs({ field: "tags", steps: withStep([], "hashtags", "2") }, "fr")).toBe("{{étiquettes | hashtags: 2}}");
});

test("a filter is changed in its place, put where it works, and taken out", () => {
  const shortened = withStep(withStep([], "default", "…"), "truncate", "60");
  expect(shortened.map(({ filter }) => filter)).toEqual(["truncate", "default"]);
  expect(withStep(shortened, "truncate", "80")[0]).toEqual({ filter: "truncate", value: "80" });
  expect(withStep(shortened, "truncate", undefined)).toEqual([{ filter: "default", value: "…" }]);
});

test("a place has a line", () => {
  expect([lineOf("a\nb\nc", 0), lineOf("a\nb\nc", 2), lineOf("a\nb\nc", 5)]).toEqual([1, 2, 3]);
});
