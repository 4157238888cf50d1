import { expect, test } from "vitest";
import { z } from "zod";
import { drawing, manifests as toys } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import type { Manifest } from "./node.ts";
import { secretFields, secretRef, secretsIn } from "./secret.ts";

const label = { en: "Key", fr: "Clé" };
const vault: Manifest = {
  ...toys.get("spring")!,
  type: "vault",
  version: 2,
  config: z.strictObject({ key: secretRef({ label }), name: z.string().default("") }),
  upgrades: { 1: (old) => ({ key: (old as { password?: unknown }).password ?? null }) },
} as Manifest;
const types = { manifests: new Map([...toys, ["vault", vault]]) };
const canary = "EAAB-Canary-7f3a";
const map = (config: Record<string, unknown>, version = 2) => {
  const document = drawing({ a: ["vault", config], z: ["well", { account: "plain:lea" }] }, ["a>z"]);
  return { ...document, nodes: document.nodes.map((node) => (node.id === "a" ? { ...node, version } : node)) };
};

test("A config refers to a secret by its name, or to none yet.", () => {
  expect(secretFields(vault)).toEqual(["key"]);
  const { plan, problems } = compile(map({ key: { secret: "page:lea" } }), types);
  expect(problems).toEqual([]);
  expect(plan!.sources[0]!.config).toEqual({ key: { secret: "page:lea" }, name: "" });
  expect(secretsIn(vault, { key: { secret: "page:lea" } })).toEqual([{ field: "key", name: "page:lea" }]);
  expect(compile(map({}), types).plan!.sources[0]!.config).toEqual({ key: null, name: "" });
});

test.each([
  ["text", { key: canary }],
  ["an empty text", { key: "" }],
  ["a name that is none", { key: { secret: canary } }],
  ["a value beside the name", { key: { secret: "page:lea", value: canary } }],
  ["a list", { key: [canary] }],
])("A document with a secret in it is refused whole, and the secret is not repeated: %s", (_, config) => {
  const { plan, document, problems } = compile(map(config), types);
  expect({ plan, document }).toEqual({ plan: null, document: null });
  expect(problems).toMatchObject([{ code: "plain-secret", severity: "error", node: "a", field: "key" }]);
  expect(JSON.stringify(problems)).not.toContain(canary);
});

test("Neither an older nor a newer version of the settings hides a secret, nor a second node of the same id.", () => {
  for (const [config, version] of [
    [{ password: canary }, 1],
    [{ key: canary }, 1],
    [{ key: canary }, 9],
  ] as const) {
    const { document, problems } = compile(map(config, version), types);
    expect(document, JSON.stringify({ config, version })).toBeNull();
    expect(problems.map(({ code }) => code)).toContain("plain-secret");
  }
  const twice = map({ key: { secret: "page:lea" } });
  const second = { ...twice.nodes[0]!, config: { key: canary } };
  expect(compile({ ...twice, nodes: [...twice.nodes, second] }, types).document).toBeNull();
});

test("A map that comes from elsewhere says which secrets this workspace lacks.", () => {
  const document = map({ key: { secret: "page:lea" } });
  const here = (names: string[]) => compile(document, types, { secrets: new Set(names) });
  expect(here(["page:lea"]).problems).toEqual([]);
  const { plan, problems } = here(["page:hugo"]);
  expect(plan).toBeNull();
  expect(problems).toMatchObject([{ code: "missing-secret", severity: "error", node: "a", field: "key" }]);
  expect(problems[0]!.message.en).toContain("page:lea");
});

test("What settings lack although they parse is a problem at its field; a warning does not forbid publishing.", () => {
  const says = (severity: "error" | "warning"): Manifest => ({
    ...vault,
    check: () => [{ code: "unsigned", severity, field: "key", message: label }],
  });
  const made = (severity: "error" | "warning") =>
    compile(map({}), { manifests: new Map([...toys, ["vault", says(severity)]]) });
  expect(made("error")).toMatchObject({ plan: null, problems: [{ code: "unsigned", node: "a", field: "key" }] });
  expect(made("warning").plan).not.toBeNull();
});
