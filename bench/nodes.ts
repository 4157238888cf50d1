import { type Item, unsaid } from "#engine/item.ts";
import type { Registry } from "#server/ports.ts";

/** One node by itself: what it is given and, where the product promises one, how many items a second it has to take on one core. */
type Row = { type: string; of?: string; config: Record<string, unknown>; items?: readonly Item[]; goal?: number };

const now = Date.parse("2026-03-10T12:00:00Z");
const batch = 1_000;
const total = 20_000;
const rounds = 5;

/** Ordinary words, as many different ones as are asked for: of syllables, so that many begin alike and none is in a text by chance. */
const wordsOf = (count: number): string[] => {
  const syllables = ["ba", "re", "mi", "to", "lu", "cra", "ven", "sol", "dur", "pha"];
  return Array.from({ length: count }, (_, at) =>
    [...String(at).padStart(3, "0")].map((digit) => syllables[Number(digit)]).join(""),
  );
};

const headlines = [
  "L’emploi industriel repart dans les Hauts-de-France, cinq cents postes ouverts",
  "Factory jobs are back in the north as five hundred positions open this week",
  "Die Industrie stellt wieder ein: fünfhundert Stellen im Norden ausgeschrieben",
  "La industria vuelve a contratar y abre quinientos puestos en el norte del país",
  "De industrie neemt weer mensen aan, vijfhonderd banen in het noorden van het land",
  "L’industria torna ad assumere, cinquecento posti aperti nel nord del paese",
];
const summary =
  "La nouvelle usine recrutera des techniciens, des ingénieurs et des apprentis ; les premières embauches commencent à la rentrée. ";

/** News as feeds bring them: a title of 80 letters, a summary of 260, no language said. */
const news: readonly Item[] = Array.from({ length: total }, (_, number): Item => {
  const title = `${headlines[number % headlines.length]!} (${number})`;
  return {
    ...unsaid,
    key: `https://press.example/articles/${number}`,
    source: "Press",
    title,
    text: title,
    link: `https://www.press.example/articles/${number}?ref=feed`,
    summary: summary.repeat(2),
    author: "La rédaction",
    tags: ["Emploi", "Industrie"],
    media: [{ url: `https://press.example/${number}.jpg`, kind: "picture", width: 1200, height: 630 }],
    published: "2026-03-09T08:00:00Z",
  };
});

/** A new node is one line. */
const rows: readonly Row[] = [
  { type: "age", config: { most: 30, unit: "days" } },
  { type: "author", config: { domains: ["press.example", "acme.example"], authors: ["AFP"] } },
  { type: "banned-words", of: "200 words", config: { words: wordsOf(200) } },
  { type: "duplicate", config: {} },
  { type: "has-picture", config: { width: 600 } },
  { type: "keywords", of: "3 words", config: { words: ["emploi", "recrut*", "industrie"] } },
  { type: "keywords", of: "1,000 words, none found", config: { words: wordsOf(1000) }, goal: 100_000 },
  { type: "keywords", of: "1,000 words, none allowed", config: { words: wordsOf(1000), mode: "none" }, goal: 100_000 },
  { type: "language", of: "titles", config: { languages: ["fr", "en"] }, goal: 50_000 },
  { type: "limit", config: { most: 3, per: "day" } },
  { type: "regex", config: { pattern: "\\b(recrut\\w*|embauch\\w*|postes? ouverts?)\\b" } },
  { type: "sample", config: { amount: 10 } },
  { type: "switch", config: { topics: [{ id: "out", name: "Emploi", words: ["emploi"] }] } },
  { type: "template", config: { template: "{{title}} — {{summary | truncate: 120}} {{link}}" } },
  { type: "truncate", config: { limit: "characters", most: 280 } },
  { type: "utm", config: { source: "relaymap" } },
];

/**
 * Prints a line for each node: items a second of this process's own time, in batches as a run gives them, the median of the rounds. Time of the
 * process and not of the clock, since that is what one core does whatever else the machine is busy with. Gives how many miss their goal.
 */
export function measureNodes(nodes: Registry): number {
  let missed = 0;
  for (const { type, of, config, items = news, goal } of rows) {
    const manifest = nodes.manifests.get(type);
    if (manifest === undefined) throw new Error(`There is no node "${type}" to measure.`);
    const parsed = manifest.config.parse(config);
    const work = nodes.process(type);
    const once = (): number => {
      let state: unknown;
      // Items of its own: what an earlier round found out about them must not help this one.
      const fresh = items.map((item) => ({ ...item }));
      const begun = process.cpuUsage();
      for (let from = 0; from < fresh.length; from += batch) {
        const given = fresh.slice(from, from + batch);
        const outcome = work(given, parsed, { now, state });
        const left = Object.values(outcome.out).reduce((sum, port) => sum + port.length, outcome.drops.length);
        if (left < given.length) throw new Error(`"${type}" lost items.`);
        state = outcome.state;
      }
      const { user, system } = process.cpuUsage(begun);
      return (items.length * 1e6) / Math.max(1, user + system);
    };
    once();
    const perSecond = Math.round(Array.from({ length: rounds }, once).toSorted((a, b) => a - b)[rounds >> 1]!);
    const holds = goal === undefined ? {} : { goal, holds: perSecond >= goal };
    if (goal !== undefined && perSecond < goal) missed += 1;
    console.log(
      JSON.stringify({ bench: "engine", node: type, ...(of && { of }), itemsPerSecond: perSecond, ...holds }),
    );
  }
  return missed;
}
