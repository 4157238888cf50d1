import { noHouseRules } from "#engine/house.ts";
import { type Item, unsaid, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import type { Job, StoredItem } from "#server/backtest/job.ts";
import { reckon } from "#server/backtest/reckon.ts";
import { createBacktests } from "#server/backtest/thread.ts";
import { loadNodes } from "#server/nodes.ts";

/**
 * A backtest of 30 days: 10,000 items of 40 feeds through a drawing of 20 steps, for 20 accounts with their hours and caps, against a live
 * version that differs in one filter. One JSON line each, medians of the rounds: `engine`, the drawing alone in this thread (its runs, the ledger, the
 * posts as networks take them, lanes, rules, likeness and costs); `both`, with the live version and the comparison; `thread`, the same through
 * its worker, items and answer handed over. With names as arguments: only those.
 */
const [days, items, feeds, people] = [30, 10_000, 40, 20];
const rounds = Number(process.env["ROUNDS"] ?? 7);
const until = Date.parse("2026-03-31T12:00:00Z");
const since = until - days * 86_400_000;
const towns = ["Lyon", "Nantes", "Dunkerque", "Toulouse", "Grenoble", "Amiens", "Brest"];
const firms = ["Acme", "Verdier", "Hexalia", "Orbane", "Talweg"];
const deeds = ["embauche", "ouvre une usine", "publie ses comptes", "forme des apprentis", "change de dirigeant"];

const accounts = Array.from({ length: people }, (_, index): Publisher => {
  const network = index % 2 === 0 ? "x" : "linkedin";
  const handle = `person${index}`;
  return {
    ...{ id: `a${index}`, ref: `${network}:${handle}`, network, handle, name: handle, member: `m${index}`, topics: [] },
    mode: index % 4 === 0 ? "auto" : "ask",
    terms: { kind: "person", limits: null, epoch: 0 },
  };
});

type Step = [id: string, type: string, config: Record<string, unknown>];
/** Two branches of ten, with what people use: filters, a switch, templates, a limit and a spread. */
function drawing(words: string[]): MapDocument {
  const nodes: Step[] = [
    ...Array.from({ length: 4 }, (_, at): Step => [`s${at}`, "rss", { url: `https://feeds.example/${at}` }]),
    ["join", "merge", {}],
    ["age", "age", { most: 30, unit: "days" }],
    ["no", "keywords", { mode: "none", words: ["pari sportif", "horoscope"] }],
    ["twin", "duplicate", {}],
    ["ways", "switch", { topics: [{ id: "jobs", name: "Emploi", words }] }],
    ["plain", "template", { template: "{{title}} — {{summary | truncate: 120}} {{link}}" }],
    ["utm", "utm", { source: "relaymap" }],
    ["tags", "hashtags", {}],
    ["cut", "truncate", { limit: "characters", most: 260 }],
    ["most", "limit", { most: 100 }],
    ["jobs", "ambassadors", { networks: ["x"] }],
    ["keep", "keywords", { words: ["usine", "apprentis"] }],
    ["long", "template", { template: "{{title}}\n\n{{summary}}\n{{link}}" }],
    ["strip", "strip", {}],
    ["second", "replace", { rules: [{ find: "usine", replace: "site" }] }],
    ["rest", "ambassadors", { networks: ["linkedin"] }],
  ];
  const wires = [
    ...["s0", "s1", "s2", "s3"].map((id) => [id, "join"]),
    ...[
      ["join", "age"],
      ["age", "no"],
      ["no", "twin"],
      ["twin", "ways"],
      ["ways.jobs", "plain"],
      ["plain", "utm"],
      ["utm", "tags"],
    ],
    ...[
      ["tags", "cut"],
      ["cut", "most"],
      ["most", "jobs"],
      ["ways.rest", "keep"],
      ["keep", "long"],
      ["long", "strip"],
      ["strip", "second"],
      ["second", "rest"],
    ],
  ] as [string, string][];
  return {
    schema: 1,
    name: "Thirty days",
    nodes: nodes.map(([id, type, config]) => ({ id, type, version: 1, title: "", config, position: { x: 0, y: 0 } })),
    edges: wires.map(([from, to], index) => {
      const [node = "", port = "out"] = from.split(".");
      return { id: `e${index}`, from: { node, port }, to: { node: to, port: "in" } };
    }),
    schedule: { kind: "interval", minutes: 15 },
    limits: { burst: 1000, newShare: 1 },
  } as unknown as MapDocument;
}

const stored = Array.from({ length: items }, (_, index): StoredItem => {
  const at = since + Math.floor(((index + 0.5) / items) * days) * 86_400_000 + ((index * 7_919_317) % 86_400_000);
  const title = `${towns[index % towns.length]} : ${firms[(index >> 3) % firms.length]} ${deeds[(index >> 1) % deeds.length]}, ${index} postes au programme`;
  const item: Item = {
    ...{ key: `https://press.example/articles/${index}`, source: `Presse ${index % feeds}`, title, text: title },
    link: `https://press.example/articles/${index}?ref=feed`,
    summary:
      `${title}. La direction recrutera des techniciens, des ingénieurs et des apprentis ; les premières embauches commencent à la rentrée. `.repeat(
        2,
      ),
    ...{ author: "La rédaction", tags: ["Emploi", "Industrie"], ...unsaid, published: new Date(at).toISOString() },
  };
  return {
    ...{ seq: index + 1, source: `rss:https://feeds.example/${index % 4}`, at, baseline: false, gone: false },
    ...{ data: JSON.stringify(writeItem(item)), poll: null, event: null },
  };
}).toSorted((a, b) => a.at - b.at);

const version = (words: string[]) => ({
  document: drawing(words),
  stories: { by: "both" as const, days: 7 },
  links: { short: false, marks: false },
});
const job = (both: boolean): Job => ({
  ...{ map: "bench", since, until, accounts, brand: null, house: noHouseRules, publicUrl: "https://relaymap.example" },
  draft: version(["embauche", "usine"]),
  live: both ? version(["embauche"]) : null,
  holds: new Map(
    accounts.map(({ id, member, mode }) => [
      id,
      { id, person: member!, floor: null, holds: new Map([["", mode === "ask" ? "consent" : null]]) },
    ]),
  ),
  paces: new Map(
    accounts.map(({ id }) => [id, { zone: "Europe/Paris", quietFrom: 1200, quietTo: 480, cap: 40, spacing: 600_000 }]),
  ),
  brought: new Set(),
});

const asked = process.argv.slice(2);
const nodes = await loadNodes();
const threads = createBacktests();
const nothing = { progress: () => undefined, ask: () => Promise.resolve({ pages: [], words: [] }) };
async function* portions() {
  for (let start = 0; start < stored.length; start += 1000) yield stored.slice(start, start + 1000);
}
const ways = {
  engine: () => reckon(nodes, job(false), stored, nothing),
  both: () => reckon(nodes, job(true), stored, nothing),
  thread: () =>
    threads.reckon("bench", job(true), { items: portions(), has: nothing.ask }, new AbortController().signal),
};

for (const [name, way] of Object.entries(ways)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (rounds > 1) await way();
  const times: { seconds: number; cpuSeconds: number }[] = [];
  let answer = await way();
  for (let round = 0; round < rounds; round += 1) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    answer = await way();
    const { user, system } = process.cpuUsage(cpu);
    times.push({ seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 });
  }
  const median = (of: "seconds" | "cpuSeconds") =>
    times.map((each) => each[of]).toSorted((a, b) => a - b)[rounds >> 1]!;
  const { draft, against } = answer;
  console.log(
    JSON.stringify({
      ...{
        bench: "backtest",
        way: name,
        days,
        items,
        steps: drawing([]).nodes.length,
        accounts: people,
        runs: draft.runs,
      },
      ...{
        posts: draft.posts,
        late: draft.held.reduce((sum, { count }) => sum + count, 0),
        against: against === null ? null : { changed: against.changed, fresh: against.fresh, gone: against.gone },
      },
      ...{ seconds: Number(median("seconds").toFixed(3)), cpuSeconds: Number(median("cpuSeconds").toFixed(3)) },
      megabytes: Math.round(process.memoryUsage().rss / 1e6),
    }),
  );
}
await threads.close();
