import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Case } from "#engine/cases.ts";
import { compile } from "#engine/compile.ts";
import { runTests, testProblems } from "../maps/tests.ts";
import { loadNodes } from "../nodes.ts";
import { filePublishers } from "./map-file.ts";
import { main } from "./main.ts";

const nodes = await loadNodes();
let said = "";
let folder = "";
beforeEach(async () => {
  said = "";
  folder = await mkdtemp(join(tmpdir(), "relaymap-tests-"));
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const on = "2026-11-26T09:00:00.000Z";
const jobs = { id: "jobs", name: "Jobs go out", from: "feed", on, item: { title: "Un emploi à Nantes" }, to: "say" };
const wire = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const map = (list: object[], failing = "warn") => ({
  schema: 1,
  name: "Tested",
  nodes: [
    { id: "feed", type: "rss", config: { url: "https://blog.example/feed.xml" } },
    { id: "words", type: "keywords", config: { words: ["emploi"] } },
    { id: "text", type: "template", config: { template: "À lire : {{title}}" } },
    { id: "say", type: "account", config: { account: "mastodon:lumen@social.example" } },
  ],
  edges: [wire("feed", "words"), wire("words", "text"), wire("text", "say")],
  tests: { failing, list },
});
const tried = (list: object[]) => {
  const { plan, problems } = compile(map(list), nodes);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return runTests({ nodes }, plan!, { accounts: filePublishers(plan!.document) });
};

test("an item comes to a target with its words, or is let go where the map lets it go", () => {
  const text = "À lire : Un emploi à Nantes";
  const other = { ...jobs, id: "other", item: { title: "La fête" } };
  const [goes, says, not, stays, step] = tried([
    jobs,
    { ...jobs, id: "says", account: "mastodon:lumen@social.example", text },
    other,
    { ...other, id: "stays", goes: false },
    { ...jobs, id: "step", to: "words", text: "Un emploi à Nantes" },
  ]);
  expect([goes, says, stays, step].map((each) => each!.why)).toEqual([null, null, null, null]);
  expect(says!.got).toEqual({ came: true, text, end: null });
  // It is told where it was let go, and not where it was wanted.
  expect(not).toMatchObject({ node: "words", got: { came: false, end: { node: "words" } } });
  expect(not!.why!.en).toMatch(/^the item does not come there: /);
});

test("what fails names its place: another text, what must not come, a step that is gone", () => {
  const [text, must, gone, whom] = tried([
    { ...jobs, text: "Autre chose" },
    { ...jobs, id: "must", goes: false },
    { ...jobs, id: "gone", to: "nowhere" },
    { ...jobs, id: "whom", account: "x:somebody" },
  ]);
  expect(text).toMatchObject({ node: "say", why: { en: expect.stringContaining("“Autre chose”, and says “À lire") } });
  expect(must!.why!.en).toMatch(/must not/);
  expect(gone).toMatchObject({ node: "", why: { en: expect.stringContaining("“nowhere”") } });
  expect(whom!.why).not.toBeNull();
});

test("a test that fails warns, or forbids publishing where the map says so", () => {
  const failing = { ...jobs, item: { title: "La fête" } };
  for (const [way, severity] of [
    ["warn", "warning"],
    ["refuse", "error"],
  ] as const) {
    const { plan } = compile(map([failing, { ...jobs, id: "ok" }], way), nodes);
    const problems = testProblems({ nodes }, plan!, { accounts: filePublishers(plan!.document) });
    expect(problems).toMatchObject([{ code: "test-fails", severity, node: "words" }]);
    expect(problems[0]!.message.fr).toContain("« Jobs go out »");
  }
});

test("a case keeps an item and nothing else, of a bounded size", () => {
  const read = (given: object) => Case.safeParse({ ...jobs, ...given }).success;
  expect(read({})).toBe(true);
  expect(read({ item: { title: "a", nonsense: 1 } })).toBe(false);
  expect(read({ item: { title: "a", version: 99 } })).toBe(false);
  expect(read({ item: { title: "a", summary: "x".repeat(9000) } })).toBe(false);
  const { document } = compile(map(Array.from({ length: 51 }, (_, n) => ({ ...jobs, id: `c${n}` }))), nodes);
  expect(document).toBeNull();
});

test("the command prints a line for each test, and ends with 1 where one fails", async () => {
  const file = join(folder, "map.json");
  await writeFile(file, JSON.stringify(map([jobs])));
  expect(await main(["test", file])).toBe(0);
  expect(said).toMatch(/^ok {4}Jobs go out\n$/);
  said = "";
  await writeFile(
    file,
    JSON.stringify(map([jobs, { ...jobs, id: "b", name: "Feasts too", item: { title: "La fête" } }])),
  );
  expect(await main(["test", file])).toBe(1);
  expect(said).toMatch(/^ok {4}Jobs go out\nFAIL {2}Feasts too: the item does not come there: .+\n$/);
  said = "";
  await writeFile(file, JSON.stringify(map([])));
  expect(await main(["test", file])).toBe(0);
  expect(said).toContain("No tests.");
});
