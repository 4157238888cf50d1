import { compile } from "#engine/compile.ts";
import { type Item, unsaid } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import { execute } from "#engine/run.ts";
import { loadNodes } from "#server/nodes.ts";
import { measureNodes } from "./nodes.ts";

/**
 * A chain of 10 nodes in process, one JSON line for each chain. `itemsPerSecond` counts items that go through all ten nodes
 * (the strict reading: `nodeItemsPerSecond`, which counts each node's items, is ten times that). `engine`: the nodes do
 * next to nothing, so that the engine itself is measured: counts, the contract of no loss and no doubling, reasons.
 * `real`: the real filters and rewrites over texts of a real feed's size, of which none is let go, with what each of them takes. Items come in
 * batches, as in a run; the median of the rounds is printed, in time of the process. Then each node by itself (nodes.ts). With names as
 * arguments (`engine`, `real`, `nodes`): only those.
 */
const batch = 1_000;
const rounds = 15;
const now = Date.parse("2026-03-10T12:00:00Z");
const towns = ["Lyon", "Nantes", "Dunkerque", "Toulouse", "Grenoble", "Amiens", "Brest"];
const firms = ["Acme", "Verdier", "Hexalia", "Orbane", "Talweg"];

const accounts: Publisher[] = [
  { id: "1", ref: "x:lea", network: "x", handle: "lea", name: "Léa", member: "1", topics: [], mode: "auto" },
];
const nodes = await loadNodes();

const target = { type: "account", config: { account: "x:lea" } };
const merge = { type: "merge", config: {} };
const chains = {
  engine: [
    { type: "rss", config: { url: "https://feeds.example/a" } },
    ...Array.from({ length: 8 }, () => merge),
    target,
  ],
  real: [
    { type: "rss", config: { url: "https://feeds.example/a" } },
    { type: "age", config: { most: 30, unit: "days" } },
    { type: "keywords", config: { words: ["emploi", "recrut*", "industrie"] } },
    { type: "keywords", config: { mode: "none", words: ["pari sportif", "horoscope"] } },
    { type: "duplicate", config: {} },
    { type: "switch", config: { topics: [{ id: "out", name: "Emploi", words: ["emploi"] }] } },
    { type: "template", config: { template: "{{title}} — {{summary | truncate: 120}} {{link}}" } },
    { type: "utm", config: { source: "relaymap" } },
    { type: "truncate", config: { limit: "characters", most: 280 } },
    target,
  ],
};

const asked = process.argv.slice(2);
for (const [name, chain] of Object.entries(chains)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const total = name === "engine" ? 1_000_000 : 20_000;
  const { plan, problems } = compile(drawing(chain), nodes, { accounts });
  if (plan === null) throw new Error(JSON.stringify(problems));
  const batches = Array.from({ length: total / batch }, (_, at) => itemsOf(at * batch));
  const once = () => {
    // Items of its own: what an earlier round found out about them must not help this one.
    const fresh = batches.map((items) => items.map((item) => ({ ...item })));
    let wanted = 0;
    let states: Record<string, unknown> = {};
    const spent: Record<string, number> = {};
    const begun = performance.now();
    const cpu = process.cpuUsage();
    for (const items of fresh) {
      const result = execute(plan, {
        feeds: { n0: items },
        now,
        states,
        accounts,
        process: nodes.process,
        expand: nodes.expand,
        clock: cpuMilliseconds,
      });
      for (const { node, ms } of result.steps) spent[node] = (spent[node] ?? 0) + ms;
      wanted += result.wanted.length;
      if (result.wanted.length + result.drops.length !== items.length) throw new Error("An item was lost or doubled.");
      states = result.states;
    }
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6, wanted, spent };
  };
  once();
  const runs = Array.from({ length: name === "engine" ? rounds : 5 }, once).toSorted(
    (a, b) => a.cpuSeconds - b.cpuSeconds,
  );
  const median = runs[Math.floor(runs.length / 2)] ?? once();
  const perSecond = Math.round(total / median.cpuSeconds);
  for (const [at, { type }] of chain.entries())
    console.log(
      JSON.stringify({
        bench: "engine",
        of: name,
        step: at + 1,
        node: type,
        microsecondsPerItem: Number((((median.spent[`n${at}`] ?? 0) * 1000) / total).toFixed(3)),
      }),
    );
  console.log(
    JSON.stringify({
      bench: "engine",
      chain: name,
      nodes: chain.length,
      items: total,
      wanted: median.wanted,
      seconds: Number(median.seconds.toFixed(3)),
      cpuSeconds: Number(median.cpuSeconds.toFixed(3)),
      itemsPerSecond: perSecond,
      nodeItemsPerSecond: perSecond * chain.length,
    }),
  );
}

if ((asked.length === 0 || asked.includes("nodes")) && measureNodes(nodes) > 0) process.exitCode = 1;

/** Time of this process, in all its threads: what one core takes, whatever else the machine is busy with. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function drawing(chain: { type: string; config: Record<string, unknown> }[]): MapDocument {
  return {
    schema: 1,
    name: "Chain",
    nodes: chain.map((node, index) => ({ id: `n${index}`, version: 1, title: "", position: { x: 0, y: 0 }, ...node })),
    edges: chain.slice(1).map((_node, index) => ({
      id: `e${index}`,
      from: { node: `n${index}`, port: "out" },
      to: { node: `n${index + 1}`, port: "in" },
    })),
  } as MapDocument;
}

function itemsOf(from: number): Item[] {
  return Array.from({ length: batch }, (_, index): Item => {
    const number = from + index;
    const title = `${towns[number % towns.length]} : l’emploi industriel repart, ${number} postes ouverts chez ${firms[number % firms.length]} (n° ${number})`;
    return {
      key: `https://press.example/articles/${number}`,
      source: "Press",
      title,
      text: title,
      link: `https://press.example/articles/${number}?ref=feed`,
      summary:
        "La nouvelle usine recrutera des techniciens, des ingénieurs et des apprentis ; les premières embauches commencent à la rentrée. ".repeat(
          2,
        ),
      author: "La rédaction",
      tags: ["Emploi", "Industrie"],
      ...unsaid,
      media: [],
      published: "2026-03-09T08:00:00Z",
    };
  });
}
