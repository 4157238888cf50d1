import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadNodes } from "./nodes.ts";

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), "relaymap-nodes-"))));
afterEach(() => rm(home, { recursive: true }));

async function folder(name: string, files: Record<string, string>) {
  await mkdir(join(home, name));
  for (const [file, text] of Object.entries(files)) await writeFile(join(home, name, file), text);
}
const load = () => loadNodes(pathToFileURL(`${home}/`));
const manifest = (type: string, kind: string) =>
  `export const manifest = { type: "${type}", kind: "${kind}", version: 1, title: {}, help: {}, icon: "", config: {}, defaults: {}, inputs: [], outputs: () => [], summary: () => ({}) };`;

test("folders become nodes by their kind", async () => {
  await folder("one", {
    "node.ts": manifest("one", "filter"),
    "run.ts": "export const process = () => 'processed';",
  });
  await folder("two", {
    "node.ts": manifest("two", "target"),
    "run.ts": "export const expand = () => 'expanded';",
  });
  await folder("notes", { "README.md": "nothing to load" });
  const nodes = await load();
  expect([...nodes.manifests.keys()]).toEqual(["one", "two"]);
  expect(nodes.process("one")).toBeTypeOf("function");
  expect(nodes.expand("two")).toBeTypeOf("function");
  expect(() => nodes.process("two")).toThrow('"two"');
  expect(() => nodes.source("nope")).toThrow("one, two");
});

test("what only the server can check of settings is among what their manifest finds", async () => {
  await folder("one", {
    "node.ts": `${manifest("one", "filter").replace(" };", ", check: () => ['light'] };")}`,
    "run.ts": "export const process = () => 0; export const check = (config) => [config.heavy];",
  });
  expect((await load()).manifests.get("one")?.check?.({ heavy: "heavy" })).toEqual(["light", "heavy"]);
});

test("a broken folder is named with what it lacks", async () => {
  await folder("odd", { "node.ts": manifest("even", "filter"), "run.ts": "" });
  await expect(load()).rejects.toThrow(/nodes\/odd: .*type "even"/u);
});

test("a node without its run is refused", async () => {
  await folder("half", {
    "node.ts": manifest("half", "rewrite"),
    "run.ts": "export const expand = 1;",
  });
  await expect(load()).rejects.toThrow("nodes/half: run.ts does not export `process`");
});

test("a folder that cannot be loaded says why", async () => {
  await folder("bad", { "node.ts": "throw new Error('no ink');" });
  await expect(load()).rejects.toThrow(/nodes\/bad: node.ts could not be loaded: no ink/u);
});
