import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
import { readSource, readSources, type Source } from "./support/source.ts";

/** Who may import whom. A rule holds for the files its `who` matches, and says what each import must match. */
type Rule = { name: string; room: string; who: RegExp; not?: RegExp; may: (path: string) => RegExp[] };

const engine = /^engine\//;
const ours = /^(editor|engine|nodes|server|migrations|test|bench)\//;
const library = /^(?!node:)(?!(editor|engine|nodes|server|migrations|test|bench)\/).+/;
const builtin = /^node:/;
const folderOf = (path: string): RegExp => new RegExp(`^${path.split("/").slice(0, 2).join("/")}/(?!form\\.tsx$)`);
const tests = /\.test\.tsx?$/;

const rules: Rule[] = [
  { name: "the engine is pure", room: "engine", who: /\.ts$/, not: tests, may: () => [engine, /^zod$/] },
  {
    name: "a manifest is safe in the browser, and so is how it reads an address",
    room: "nodes",
    who: /\/(node|address)\.ts$/,
    may: (path) => [engine, /^zod$/, new RegExp(`^${path.replace(/[^/]+$/, "address\\.ts")}$`)],
  },
  {
    name: "a node's form knows its own manifest and the editor's form kit",
    room: "nodes",
    who: /\/form\.tsx$/,
    may: (path) => [new RegExp(`^${path.replace("form.tsx", "node\\.ts")}$`), /^editor\/form\.tsx$/, /^react$/],
  },
  {
    name: "a network's skin knows the pieces that it is given, and its own stylesheet",
    room: "nodes",
    who: /\/skin\.tsx$/,
    may: (path) => [
      new RegExp(`^${path.replace("skin.tsx", "skin\\.module\\.css")}$`),
      /^editor\/(?:skin|skins\/(?:chat|feed|sheet))\.tsx$/,
      /^react$/,
    ],
  },
  {
    name: "a node's server half stays in its folder",
    room: "nodes",
    who: /\.ts$/,
    not: /\/node\.ts$|\.test\.ts$/,
    may: (path) => [engine, folderOf(path), library, builtin],
  },
  {
    name: "the route table is usable in the browser",
    room: "server",
    who: /^server\/api(\.ts$|\/)/,
    not: tests,
    may: () => [engine, /^zod$/, /^server\/api\//],
  },
  {
    name: "the server reaches nodes through one door",
    room: "server",
    who: /\.(ts|js)$/,
    not: /^server\/nodes\.ts$|\.test\.ts$/,
    may: () => [/^server\//, engine, library, builtin],
  },
  {
    name: "the editor reaches nodes and networks through one door each, and of the server only the route table",
    room: "editor",
    who: /\.tsx?$/,
    not: /^editor\/(nodes|networks)\.ts$|\.test\.tsx?$/,
    may: () => [/^editor\//, engine, /^server\/api\.ts$/, library],
  },
  {
    name: "the drawing is pure data, without React, server or screen",
    room: "editor",
    who: /^editor\/drawing\//,
    not: tests,
    may: () => [/^editor\/drawing\//, engine, /^zod$/, /^@dagrejs\/dagre$/],
  },
  { name: "migrations need only kysely", room: "migrations", who: /\.ts$/, may: () => [/^kysely$/] },
];

const rooms = new Map<string, Source[]>();
const sourcesOf = (room: string): Source[] => {
  if (!rooms.has(room)) rooms.set(room, readSources(room));
  return rooms.get(room)!;
};

describe("who may import whom", () => {
  test.for(rules)("$name", (rule) => {
    const files = sourcesOf(rule.room).filter(({ path }) => rule.who.test(path) && !rule.not?.test(path));
    // No form is needed where the schema draws it; every other rule must have met something.
    if (!rule.name.includes("form"))
      expect(files.length, `no file matches ${rule.who} in ${rule.room}/`).toBeGreaterThan(0);
    const broken = files.flatMap(({ path, imports }) => {
      const allowed = rule.may(path);
      return imports
        .filter((name) => !allowed.some((pattern) => pattern.test(name)))
        .map((name) => `${path} imports ${name}`);
    });
    expect(broken).toEqual([]);
  });
});

test("a network's card and all it imports is safe in the browser", () => {
  const files = new Map(["engine", "nodes"].flatMap((room) => sourcesOf(room)).map((file) => [file.path, file]));
  const cards = [...files.keys()].filter((path) => path.endsWith("/card.ts") && path.startsWith("nodes/"));
  expect(cards.length).toBeGreaterThan(0);
  for (const card of cards) {
    const reached = new Set([card]);
    for (const path of reached) {
      const imports = files.get(path)?.imports ?? [];
      for (const name of imports.filter((each) => ours.test(each))) reached.add(name);
      expect(imports.filter((name) => builtin.test(name))).toEqual([]);
      if (path.startsWith("nodes/")) expect(path).toMatch(folderOf(card));
      else expect(path).toMatch(engine);
    }
  }
});

test("the browser loads neither the schemas of the routes nor the words of every page: of both it knows the types", () => {
  const files = sourcesOf("editor").filter(({ path }) => !tests.test(path));
  const heavy = (name: string): boolean => name === "server/api.ts" || name === "editor/messages/catalogue.ts";
  expect(files.filter(({ imports }) => imports.some(heavy)).length).toBeGreaterThan(10);
  expect(files.filter(({ loads }) => loads.some(heavy)).map(({ path }) => path)).toEqual([]);
});

const everything = ["editor", "engine", "nodes", "server", "migrations", "test", "bench"];

describe("nothing outside a network's folder names a network", async () => {
  const nodes = await loadNodes();
  const names = [...nodes.sites.values()].flatMap(({ card }) => [card.name, card.title]);
  /** What people belong to is a word of ours too: of the network that is called so only its maker's name with it tells. */
  const everyday = "teams";
  const mentions = (word: string, name: string): boolean =>
    new RegExp(
      `(?<![\\p{L}\\d])${name.toLowerCase() === everyday ? `microsoft ${name}` : name}(?![\\p{L}\\d])`,
      "iu",
    ).test(word);
  // A template of maps is made of nodes, and a node may be called after what it reads.
  const ofNodes = [...nodes.manifests.values()]
    // A source that is called as its network is excuses nobody.
    .filter(({ type }) => !nodes.sites.has(type))
    .flatMap(({ type, title }) => [type, type.replaceAll("-", "_"), title.en, title.fr])
    .filter((word) => names.some((name) => mentions(word, name)))
    .map((word) => new RegExp(word, "giu"));
  const named = ({ path, words }: Pick<Source, "path" | "words">): string[] =>
    words
      .map((word) => ofNodes.reduce((rest, node) => rest.replaceAll(node, ""), word))
      .filter((word) => names.some((name) => (name.length < 3 ? word === name : mentions(word, name))))
      .map((word) => `${path}: ${word.trim().slice(0, 80)}`);

  test.for(["engine", "server", "editor"])("in %s/", (room) => {
    const files = sourcesOf(room).filter(({ path }) => !tests.test(path) && !path.startsWith("server/demo/"));
    expect(names.length).toBeGreaterThan(4);
    expect(files.flatMap(named)).toEqual([]);
  });

  test("nor does a stylesheet", () => {
    const sheets = readdirSync(new URL("../editor", import.meta.url), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".css"),
    );
    expect(sheets.length).toBeGreaterThan(10);
    const words = sheets.map((path) => ({
      path,
      words: [readFileSync(new URL(`../editor/${path}`, import.meta.url), "utf8")],
    }));
    expect(words.flatMap(named)).toEqual([]);
    expect(words.filter((sheet) => sheet.words[0]?.includes("data-network")).map(({ path }) => path)).toEqual([]);
  });

  test("and one that did would be seen", () => {
    const words = ["x", "Your Mastodon server", "facebook", "max", "Facebook page", "facebook-page:name", "xmastodonx"];
    expect(named({ path: "a", words })).toEqual(["a: x", "a: Your Mastodon server", "a: facebook"]);
  });
});

test("time and chance reach the engine and the nodes' manifests only through the context", () => {
  const files = [...sourcesOf("engine"), ...sourcesOf("nodes").filter(({ path }) => path.endsWith("/node.ts"))];
  const found = files
    .filter(({ path }) => !tests.test(path))
    .flatMap(({ path, clocks }) => clocks.map((clock) => `${path}: ${clock}`));
  expect(found).toEqual([]);
});

test("no file leads back to itself by what it imports, types included", () => {
  const imports = new Map(everything.flatMap((room) => sourcesOf(room)).map((file) => [file.path, file.imports]));
  expect(circles(imports)).toEqual([]);
  // Proof that a circle would be seen.
  const circle = new Map([
    ["a", ["b"]],
    ["b", ["c", "x"]],
    ["c", ["a"]],
    ["x", []],
  ]);
  expect(circles(circle)).toEqual([["a", "b", "c"]]);
});

test("rooms of one room lead one way, types included", () => {
  const files = ["editor", "server"].flatMap((room) => sourcesOf(room)).filter(({ path }) => !tests.test(path));
  const rooms = nestedRooms(files);
  for (const inner of ["server/networks/connect", "server/http/routes", "editor/canvas/panels"])
    expect(rooms.has(inner), inner).toBe(true);
  expect(circles(rooms)).toEqual([]);
  // Proof that a circle would be seen: an inner room and the one around it, by a type alone.
  const pair = [
    { path: "server/a/b/x.ts", imports: ["server/a/y.ts"] },
    { path: "server/a/z.ts", imports: ["server/a/b/w.ts", "server/c/v.ts"] },
  ];
  expect(circles(nestedRooms(pair))).toEqual([["server/a/b", "server/a"]]);
});

/**
 * Which rooms import which, inside each room of the top: `server/a`, `server/a/b`, … Rooms of the top meet in `start.ts`,
 * `app.tsx`, `own-pages.tsx` and `editors-pages.tsx`, which import them all, and are left out.
 */
function nestedRooms(files: readonly Pick<Source, "path" | "imports">[]): Map<string, string[]> {
  const roomOf = (path: string): string => path.split("/").slice(0, -1).join("/");
  const topOf = (path: string): string => path.split("/").slice(0, 2).join("/");
  const found = new Map<string, string[]>();
  for (const { path, imports } of files) {
    const others = imports.filter((name) => topOf(name) === topOf(path) && roomOf(name) !== roomOf(path)).map(roomOf);
    found.set(roomOf(path), [...(found.get(roomOf(path)) ?? []), ...others]);
  }
  return found;
}

/** The circles that a walk along the imports meets: at least one where there is any. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const walked = new Set<string>();
  const path: string[] = [];
  const walk = (file: string): void => {
    if (path.includes(file)) return void found.push(path.slice(path.indexOf(file)));
    if (walked.has(file) || !imports.has(file)) return;
    path.push(file);
    for (const next of imports.get(file)!) walk(next);
    path.pop();
    walked.add(file);
  };
  for (const file of imports.keys()) walk(file);
  return found;
}

test("every import of ours names a file with its ending", () => {
  const found = everything
    .flatMap((room) => sourcesOf(room))
    .flatMap(({ path, bare }) => bare.map((name) => `${path}: ${name}`));
  expect(found).toEqual([]);
});

test("a file has at most 300 lines, unless it is generated", () => {
  const long = ["editor", "engine", "nodes", "server"]
    .flatMap((room) => sourcesOf(room))
    .filter(({ path, lines }) => lines > 300 && !path.endsWith(".gen.ts") && !tests.test(path))
    .map(({ path, lines }) => `${path}: ${lines}`);
  expect(long).toEqual([]);
});

test("at the server's top stands only what all its rooms share", () => {
  const top = sourcesOf("server").filter(({ path }) => /^server\/[^/]+$/.test(path) && !tests.test(path));
  expect(top.length, "give the new file a room").toBeLessThanOrEqual(12);
});

test("files are named in kebab-case nouns, without the names that say nothing", () => {
  const bad = everything
    .flatMap((room) => sourcesOf(room))
    .map(({ path }) => path)
    .filter(
      (path) =>
        /(^|[/-])(utils?|helpers?|common|managers?|misc)\b/.test(path) ||
        /[A-Z_]/.test(path.replace(/README|LICENSE/, "")),
    );
  expect(bad).toEqual([]);
});

test("the reader sees every way to import, and resolves it", () => {
  const self = readSource("test/architecture.test.ts");
  expect(self.imports).toEqual(["node:fs", "vitest", "server/nodes.ts", "test/support/source.ts"]);
  expect(ours.test("server/api.ts")).toBe(true);
  expect(readSource("server/demo/open.ts").imports).toEqual(
    expect.arrayContaining(["node:path", "pino", "server/demo/feeds.ts"]),
  );
});
