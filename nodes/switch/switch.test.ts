import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { execute } from "#engine/run.ts";
import { drawing, expand, item, process as toys, publisher, typesWith } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import type { Config } from "./node.ts";
import { process } from "./run.ts";

const config: Config = {
  topics: [
    { id: "jobs", name: "Emploi", words: ["emploi", "recrut*"] },
    { id: "green", name: "Climat", words: ["climat"] },
  ],
  to: "first",
  fields: ["title", "tags"],
  whole: true,
};
const news = [
  item("a", { title: "Recrutement pour le climat" }),
  item("b", { title: "Le Climat", summary: "emploi" }),
  item("c", { title: "Sport" }),
  item("d", { title: "x", tags: ["Emploi"] }),
];
const run = (changes: Partial<Config> = {}) =>
  Object.fromEntries(
    Object.entries(process(news, { ...config, ...changes }, { now: 0, state: undefined }).out).map(([port, items]) => [
      port,
      items.map(({ key }) => key),
    ]),
  );

test("an item goes to the first topic that fits, or to the rest", () => {
  expect(run()).toEqual({ jobs: ["a", "d"], green: ["b"], else: ["c"] });
});

test("or to every topic that fits", () => {
  expect(run({ to: "all", fields: ["title", "summary"] })).toEqual({
    jobs: ["a", "b"],
    green: ["a", "b"],
    else: ["c", "d"],
  });
});

test("there is a port for each topic, which stays when the topic is renamed", () => {
  const renamed = { ...config, topics: config.topics.map((topic) => ({ ...topic, name: "Nouveau" })) };
  expect(manifest.outputs(renamed).map(({ id }) => id)).toEqual(manifest.outputs(config).map(({ id }) => id));
  expect(manifest.outputs(config).map(({ id, title }) => [id, title.fr])).toEqual([
    ["jobs", "Emploi"],
    ["green", "Climat"],
    ["else", "Autres"],
  ]);
});

test("two topics of one id, and reserved ids, are refused in the map's own words", () => {
  const problems = (topics: Config["topics"]) =>
    compile(
      { schema: 1, name: "m", nodes: [{ id: "s", type: "switch", config: { ...config, topics } }] },
      typesWith(manifest),
    ).problems.filter(({ code }) => code === "bad-config");
  const [one] = config.topics;
  expect(problems([one!, one!])[0]?.message.en).toBe("Topics: two topics have the same id; give one of them another.");
  for (const id of ["else", "constructor"])
    expect(problems([{ ...one!, id }])).toMatchObject([{ node: "s", field: "topics.0.id" }]);
});

test("a topic's word that can never be found is said while drawing", () => {
  const topics = [{ id: "jobs", name: "Emploi", words: ["emploi", "**"] }];
  expect(manifest.check?.({ ...config, topics })).toMatchObject([{ code: "empty-keyword", field: "topics" }]);
  expect(manifest.check?.(config)).toEqual([]);
});

test("a topic without a name or words is a draft that says at its place what is missing", () => {
  const topics = [
    { id: "jobs", name: "Emploi", words: ["emploi"] },
    { id: "new", name: "", words: [] },
  ];
  const compiled = compile(
    { schema: 1, name: "m", nodes: [{ id: "s", type: "switch", config: { ...config, topics } }] },
    typesWith(manifest),
  );
  expect(compiled.plan).toBeNull();
  expect(compiled.problems.flatMap(({ blank, field }) => (blank && field !== undefined ? [field] : []))).toEqual([
    "topics.1.name",
    "topics.1.words",
  ]);
  expect(manifest.outputs({ ...config, topics }).map(({ title }) => title.fr)).toEqual(["Emploi", "Thème 2", "Autres"]);
});

test("what fits no topic is shown with its reason where nothing is wired to the rest, and goes on where something is", () => {
  const go = (...more: string[]) => {
    const rest: Record<string, [string, Record<string, unknown>]> =
      more.length === 0 ? {} : { y: ["well", { account: "x:lea" }] };
    const map = drawing({ a: ["spring"], s: ["switch", config], z: ["well", { account: "x:tom" }], ...rest }, [
      "a>s",
      "s.jobs>z",
      "s.green>z",
      ...more,
    ]);
    const { drops, wanted } = execute(compile(map, typesWith(manifest)).plan!, {
      feeds: { a: news },
      now: 0,
      states: {},
      accounts: [publisher("x:lea"), publisher("x:tom")],
      expand,
      process: (type) => (type === "switch" ? (process as ReturnType<typeof toys>) : toys(type)),
    });
    return [
      drops.map(({ node, item: { key }, reason }) => `${node} ${key} ${reason.en}`),
      wanted.map(({ item: { key }, account }) => `${key} ${account.ref}`).toSorted(),
    ];
  };
  expect(go()).toEqual([["s c It fits none of the topics: Emploi, Climat."], ["a x:tom", "b x:tom", "d x:tom"]]);
  expect(go("s.else>y")).toEqual([[], ["a x:tom", "b x:tom", "c x:lea", "d x:tom"]]);
});

test("the card says in one line which topics there are, and whether an item has one or several", () => {
  expect(manifest.summary(config)).toEqual({
    en: "Emploi, Climat · the first that fits",
    fr: "Emploi, Climat · le premier qui convient",
  });
  expect(manifest.summary({ ...config, to: "all" }).fr).toBe("Emploi, Climat · tous ceux qui conviennent");
});
