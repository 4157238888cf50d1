import { type Item, unsaid, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { StoredItem } from "#server/backtest/job.ts";

/** What a backtest is measured with: items that four sources brought in so many days, and a drawing of 20 steps that reads them. */
export const [days, items] = [30, 10_000];
const feeds = 40;
const towns = ["Lyon", "Nantes", "Dunkerque", "Toulouse", "Grenoble", "Amiens", "Brest"];
const firms = ["Acme", "Verdier", "Hexalia", "Orbane", "Talweg"];
const deeds = ["embauche", "ouvre une usine", "publie ses comptes", "forme des apprentis", "change de dirigeant"];

type Step = [id: string, type: string, config: Record<string, unknown>];
/** Two branches of ten, with what people use: filters, a switch, templates, a limit and a spread. */
export function drawing(words: string[]): MapDocument {
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

/** As they lie in the database, in the order in which they came before `until`. */
export const storedUntil = (until: number): StoredItem[] =>
  Array.from({ length: items }, (_, index): StoredItem => {
    const at =
      until -
      days * 86_400_000 +
      Math.floor(((index + 0.5) / items) * days) * 86_400_000 +
      ((index * 7_919_317) % 86_400_000);
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
