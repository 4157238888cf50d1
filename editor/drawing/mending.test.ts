import { beforeAll, expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { MapDocument } from "#engine/map.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { mendingOf } from "./mending.ts";

beforeAll(() => readManifests(faces.keys()));

type Wire = [from: string, to: string];
const drawn = (
  nodes: Record<string, { type: string; x?: number; config?: Record<string, unknown>; disabled?: boolean }>,
  wires: Wire[] = [],
): MapDocument =>
  MapDocument.parse({
    schema: 1,
    name: "Map",
    nodes: Object.entries(nodes).map(([id, { type, x = 0, config = {}, disabled }]) => ({
      ...{ id, type, version: manifests.get(type)?.version ?? 1, position: { x, y: 0 } },
      config: { ...(manifests.get(type)?.defaults as object), ...config },
      ...(disabled ? { disabled } : {}),
    })),
    edges: wires.map(([from, to]) => ({
      id: `${from}-${to}`,
      from: { node: from, port: "out" },
      to: { node: to, port: "in" },
    })),
  });
const problemsOf = (document: MapDocument) => compile(document, { manifests }).problems;
const feed = { type: "rss", config: { url: "https://www.acme.example/feed.xml" } };
const words = { type: "keywords", config: { words: ["emploi"] } };

/** The problems of this code before and after what mends the first. */
function mended(code: string, document: MapDocument) {
  const before = problemsOf(document).filter((problem) => problem.code === code);
  const mending = mendingOf(before[0]!, document, manifests);
  const after = mending === null ? document : mending.change(document);
  return {
    says: mending?.says,
    other: mending?.other,
    before,
    after,
    left: problemsOf(after).filter((one) => one.code === code),
  };
}

test.each<[code: string, says: string, document: () => MapDocument]>([
  [
    "unreached-target",
    "join",
    () => drawn({ feed, words: { ...words, x: 300 }, all: { type: "ambassadors", x: 600 } }, [["feed", "words"]]),
  ],
  [
    "unreachable",
    "join",
    () => drawn({ feed, words: { ...words, x: 300 }, all: { type: "ambassadors", x: 600 } }, [["words", "all"]]),
  ],
  [
    "dangling",
    "join",
    () =>
      drawn({ feed, words: { ...words, x: 300 }, all: { type: "ambassadors", x: 600 } }, [
        ["feed", "words"],
        ["feed", "all"],
      ]),
  ],
  [
    "step-off",
    "on",
    () =>
      drawn({ feed, words: { ...words, disabled: true }, all: { type: "ambassadors" } }, [
        ["feed", "words"],
        ["words", "all"],
      ]),
  ],
  [
    "behind-off",
    "onBefore",
    () => drawn({ feed: { ...feed, disabled: true }, all: { type: "ambassadors" } }, [["feed", "all"]]),
  ],
  [
    "all-off",
    "onAll",
    () => drawn({ feed: { ...feed, disabled: true }, all: { type: "ambassadors" } }, [["feed", "all"]]),
  ],
  [
    "cycle",
    "unwire",
    () =>
      drawn({ feed, one: words, two: words, all: { type: "ambassadors" } }, [
        ["feed", "one"],
        ["one", "two"],
        ["two", "one"],
        ["two", "all"],
      ]),
  ],
  ["over-hundred", "hundred", () => drawn({ share: { type: "sample", config: { unit: "percent", amount: 300 } } })],
  ["empty-keyword", "plain", () => drawn({ words: { type: "keywords", config: { words: ["emploi", "*"] } } })],
  [
    "same-wording",
    "once",
    () =>
      drawn({
        said: {
          type: "variants",
          config: { wordings: [{ text: "A {{titre}}" }, { text: "A {{titre}}" }, { text: "B {{titre}}" }] },
        },
      }),
  ],
  ["bad-config", "usual", () => drawn({ words: { type: "keywords", config: { words: ["emploi"], mode: "perhaps" } } })],
  ["unknown-type", "away", () => drawn({ what: { type: "telegraph" } })],
])("one press mends %s", (code, says, document) => {
  const result = mended(code, document());
  expect(result.before).not.toEqual([]);
  expect(result.says).toBe(says);
  expect(result.left.length).toBeLessThan(result.before.length);
  // Nothing else is worse for it.
  expect(problemsOf(result.after).filter(({ severity }) => severity === "error").length).toBeLessThanOrEqual(
    problemsOf(document()).filter(({ severity }) => severity === "error").length,
  );
});

test("a step is wired to the nearest that has something to give, and never into a circle", () => {
  const document = drawn(
    {
      far: feed,
      near: { ...feed, x: 300 },
      idle: { ...words, x: 500 },
      words: { ...words, x: 600 },
      all: { type: "ambassadors", x: 900 },
    },
    [
      ["words", "all"],
      ["words", "idle"],
    ],
  );
  expect(mendingOf({ code: "unreachable", node: "words" }, document, manifests)).toMatchObject({
    says: "join",
    other: "near",
  });
});

test("a map without a way is wired where it breaks off; without a source or a target nothing can be", () => {
  const loose = drawn({ feed, words: { ...words, x: 300 }, all: { type: "ambassadors", x: 600 } }, [["words", "all"]]);
  const { says, other, left } = mended("no-way", loose);
  expect([says, other, left]).toEqual(["both", "feed", []]);
  expect(mendingOf({ code: "no-way" }, loose, manifests)?.one).toBe("words");
  expect(mendingOf({ code: "no-way" }, drawn({ feed, words }), manifests)).toBeNull();
});

test("a target behind steps that nothing reaches is reached through them, not past them", () => {
  const document = drawn(
    { feed, words: { ...words, x: 300 }, text: { type: "template", x: 600 }, all: { type: "ambassadors", x: 900 } },
    [
      ["feed", "words"],
      ["text", "all"],
    ],
  );
  const { change } = mendingOf({ code: "unreached-target", node: "all" }, document, manifests)!;
  expect(change(document).edges.at(-1)).toMatchObject({ from: { node: "words" }, to: { node: "text" } });
});

test("a step that does nothing is taken out, and the way over it stays", () => {
  const document = drawn({ feed, clean: { type: "strip" }, all: { type: "ambassadors" } }, [
    ["feed", "clean"],
    ["clean", "all"],
  ]);
  const { change, says } = mendingOf({ code: "nothing-stripped", node: "clean" }, document, manifests)!;
  expect(says).toBe("out");
  expect(change(document).edges.map(({ from, to }) => [from.node, to.node])).toEqual([["feed", "all"]]);
});

test("where somebody has to choose, nothing is chosen for them", () => {
  const document = drawn({ feed: { type: "rss" } });
  for (const problem of problemsOf(document).filter(({ code }) => code === "no-address"))
    expect(mendingOf(problem, document, manifests)).toBeNull();
});
