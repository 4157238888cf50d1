import { beforeAll, expect, test } from "vitest";
import { faces, manifests, readManifests } from "../nodes.ts";
import { fieldsOf } from "./field.ts";

beforeAll(() => readManifests(faces.keys()));

test("every node's form has a label in both languages for each field", () => {
  expect(manifests.size).toBe(faces.size);
  for (const manifest of manifests.values()) {
    for (const field of fieldsOf(manifest)) {
      expect(field.meta.label?.en, `${manifest.type}.${field.name}`).toBeTruthy();
      expect(field.meta.label?.fr, `${manifest.type}.${field.name}`).toBeTruthy();
    }
  }
});

test("lists of known words are chosen, open lists are typed, and a choice says what it may be", () => {
  const fields = new Map(fieldsOf(manifests.get("keywords")!).map((field) => [field.name, field]));
  expect(fields.get("mode")).toMatchObject({ control: "select", values: ["any", "all", "none"] });
  expect(fields.get("words")).toMatchObject({ control: "tags", required: true });
  expect(fields.get("fields")).toMatchObject({ control: "choices" });
  expect(fields.get("fields")!.values).toContain("title");
  expect(fields.get("whole")).toMatchObject({ control: "switch", required: false });
  expect(fieldsOf(manifests.get("ambassadors")!)[0]).toMatchObject({
    name: "networks",
    control: "networks",
  });
});
