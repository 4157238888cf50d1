import { expect, test } from "vitest";
import { drawing } from "#test/support/toys.ts";
import { mapSchema } from "./schema.ts";
import { parse, serialise } from "./serialise.ts";

test("the published schema names itself, is strict, and says what each part is for", () => {
  const schema = mapSchema() as { properties: Record<string, { description?: string }> };
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:relaymap:map:1",
    type: "object",
    additionalProperties: false,
    required: ["schema", "name"],
  });
  for (const part of ["nodes", "edges", "schedule", "missed", "first", "limits"])
    expect(schema.properties[part]?.description, part).toBeTruthy();
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});

test("a map's text reads from the top down, whatever order its keys were given in", () => {
  const document = drawing({ a: ["spring"], b: ["sieve", { every: 3, also: { z: 1, a: 2 } }] }, ["a>b"]);
  const text = serialise(document);
  expect(text.startsWith('{\n  "schema": 1,\n  "name": "Drawing",\n  "description": "",\n  "nodes": [\n')).toBe(true);
  expect(text).toContain(
    '"config": {\n        "also": {\n          "a": 2,\n          "z": 1\n        },\n        "every": 3\n      }',
  );
  expect(text.endsWith("}\n")).toBe(true);
  expect(parse(text).document).toEqual(document);
  expect(parse(`\uFEFF${text}`).document).toEqual(document);
});

test("steps that are off, notes and groups are kept in the text, and a map without them has the bytes that it always had", () => {
  const plain = drawing({ a: ["spring"], b: ["sieve"] }, ["a>b"]);
  expect(serialise(plain)).not.toMatch(/disabled|notes|groups/u);
  const [a, b] = plain.nodes;
  const document = {
    ...plain,
    nodes: [{ ...a!, disabled: true }, b!],
    notes: [
      { id: "n", text: "Not in August.", color: "amber", position: { x: 0, y: 0 }, size: { width: 220, height: 120 } },
    ],
    groups: [{ id: "g", title: "Watch", color: "teal", nodes: ["a"] }],
  } as const;
  expect(parse(serialise(document as never)).document).toEqual(document);
  expect(parse(JSON.stringify({ ...document, notes: [{ id: "n" }, { id: "n" }] })).problems).toMatchObject([
    { code: "bad-document", field: "notes", message: { en: expect.stringContaining("same id") } },
  ]);
  expect(parse(JSON.stringify({ ...document, notes: [{ id: "n" }] })).document?.notes?.[0]).toMatchObject({
    text: "",
    color: "amber",
  });
});

test("what is no JSON says where", () => {
  expect(parse('{\n  "schema": 1,\n  "name" "x"\n}').problems[0]?.message.en).toMatch(
    /^This is not JSON \(.*(line|position).*\)\. Check/u,
  );
});
