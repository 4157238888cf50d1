import { documentVersion } from "#engine/map.ts";

/**
 * The map of the bench, once for both editors: 50 programmes of 20 steps and 30 wires, 1,000 and 1,500 in all, each in a frame of its own, as
 * a company with many brands might draw them. It lies within 8,000 × 8,000, which is all that Node-RED has.
 */
const [programmes, across] = [50, 4];
const [columns, rows, wide, high] = [264, 112, 1960, 560];

/** A step of a programme: what it is, and in which column and row it stands. */
type Step = { key: string; kind: "source" | "filter" | "switch" | "rewrite" | "target"; x: number; y: number };
const steps: readonly Step[] = [
  ...[0, 1, 2, 3, 4, 5].map((at) => ({ key: `s${at}`, kind: "source" as const, x: at % 2, y: Math.floor(at / 2) })),
  ...[0, 1, 2, 3].map((at) => ({ key: `f${at}`, kind: "filter" as const, x: 2, y: at })),
  { key: "way", kind: "switch", x: 3, y: 1 },
  ...[0, 1, 2].map((at) => ({ key: `g${at}`, kind: "filter" as const, x: 4, y: at })),
  ...[0, 1, 2].map((at) => ({ key: `t${at}`, kind: "rewrite" as const, x: 5, y: at })),
  ...[0, 1, 2].map((at) => ({ key: `a${at}`, kind: "target" as const, x: 6, y: at })),
];
/** From which way out of a step to which step. Five of the sources are checked for repeats only. */
const wires: readonly (readonly [from: string, out: number, to: string])[] = [
  ...[0, 1, 2, 3, 4, 5].map((at) => [`s${at}`, 0, "f0"] as const),
  ...[0, 1, 2, 3, 4].map((at) => [`s${at}`, 0, "f3"] as const),
  ...[0, 1, 2].map((at) => [`f${at}`, 0, `f${at + 1}`] as const),
  ["f3", 0, "way"],
  ...[0, 1, 2].map((at) => ["way", at, `g${at}`] as const),
  ...[0, 1, 2].map((at) => [`g${at}`, 0, `t${at}`] as const),
  ...[0, 1, 2].flatMap((from) => [0, 1, 2].map((to) => [`t${from}`, 0, `a${to}`] as const)),
];

const all = Array.from({ length: programmes }, (_, at) => ({
  at,
  left: (at % across) * wide + 60,
  top: Math.floor(at / across) * high + 80,
}));
export const size = { nodes: programmes * steps.length, wires: programmes * wires.length };
const idOf = (programme: number, key: string): string => `p${programme}-${key}`;
/** Of the first programme: the card that is dragged, and the one in which a text is written. */
export const [dragged, written] = [idOf(0, "f0"), idOf(0, "t1")];

const topics = [
  { id: "jobs", name: "Emploi", words: ["emploi", "recrute"] },
  { id: "works", name: "Chantiers", words: ["chantier", "usine"] },
];
const filters = [
  { type: "keywords", config: { words: ["lumière", "façade", "atelier"] } },
  { type: "language", config: { languages: ["fr"] } },
  { type: "age", config: {} },
  { type: "duplicate", config: {} },
];

function stepOf({ key, kind }: Step, programme: number, accounts: readonly string[]) {
  const number = Number(key.slice(1));
  switch (kind) {
    case "source":
      return { type: "rss", config: { url: `https://press.example/${programme}/${number}/feed.xml` } };
    case "filter":
      return key.startsWith("g") ? { type: "limit", config: { most: number + 1 } } : filters[number]!;
    case "switch":
      return { type: "switch", config: { topics } };
    case "rewrite":
      return { type: "template", config: { template: "{{title}} — {{summary | truncate: 120}} {{link}}" } };
    case "target":
      return number === 2
        ? { type: "ambassadors", config: {} }
        : { type: "account", config: { account: accounts[(programme * 2 + number) % accounts.length] ?? "" } };
  }
}

/** Ours. `accounts`: refs of the workspace's. */
export function mapDocument(accounts: readonly string[]) {
  return {
    schema: documentVersion,
    name: "A thousand steps",
    nodes: all.flatMap(({ at, left, top }) =>
      steps.map((step) => ({
        id: idOf(at, step.key),
        ...stepOf(step, at, accounts),
        position: { x: left + step.x * columns, y: top + step.y * rows },
      })),
    ),
    edges: all.flatMap(({ at }) =>
      wires.map(([from, out, to], wire) => ({
        id: idOf(at, `w${wire}`),
        from: { node: idOf(at, from), port: from === "way" ? (["jobs", "works", "else"][out] ?? "else") : "out" },
        to: { node: idOf(at, to), port: "in" },
      })),
    ),
    groups: all.map(({ at }) => ({
      id: `g${at}`,
      title: `Programme ${at + 1}`,
      color: (["teal", "violet", "amber", "blue", "slate"] as const)[at % 5]!,
      nodes: steps.map(({ key }) => idOf(at, key)),
    })),
    schedule: { kind: "manual" as const },
  };
}

const theirs = {
  source: { type: "inject", props: [{ p: "payload" }], repeat: "", once: false, topic: "" },
  filter: { type: "function", func: "return msg;", timeout: 0, noerr: 0, initialize: "", finalize: "", libs: [] },
  switch: {
    type: "switch",
    property: "payload",
    propertyType: "msg",
    rules: [{ t: "cont", v: "emploi", vt: "str" }, { t: "cont", v: "chantier", vt: "str" }, { t: "else" }],
    checkall: "true",
    repair: false,
  },
  rewrite: { type: "template", field: "payload", fieldType: "msg", format: "text", syntax: "mustache" },
  target: { type: "debug", active: false, tosidebar: true, console: false, complete: "payload", targetType: "msg" },
} as const;

/** The same drawing for Node-RED, whose nodes are placed by their middle. */
export function nodeRedFlow(): unknown[] {
  const tab = "bench";
  const outs = { source: 1, filter: 1, switch: 3, rewrite: 1, target: 0 };
  return [
    { id: tab, type: "tab", label: "A thousand steps", disabled: false, info: "" },
    ...all.flatMap(({ at, left, top }) => [
      {
        id: `g${at}`,
        type: "group",
        z: tab,
        name: `Programme ${at + 1}`,
        style: { label: true, fill: "#e3f3f1", "fill-opacity": "0.5" },
        nodes: steps.map(({ key }) => idOf(at, key)),
        x: left - 24,
        y: top - 48,
        w: wide - 80,
        h: high - 60,
      },
      ...steps.map(({ key, kind, x, y }) => ({
        id: idOf(at, key),
        z: tab,
        g: `g${at}`,
        name: `${kind} ${key}`,
        ...theirs[kind],
        ...(kind === "filter" || kind === "switch" ? { outputs: outs[kind] } : {}),
        ...(kind === "rewrite" ? { template: "{{title}} — {{summary}} {{link}}" } : {}),
        x: left + x * columns + 100,
        y: top + y * rows + 34,
        wires: Array.from({ length: outs[kind] }, (_, out) =>
          wires.flatMap(([from, way, to]) => (from === key && way === out ? [idOf(at, to)] : [])),
        ),
      })),
    ]),
  ];
}
