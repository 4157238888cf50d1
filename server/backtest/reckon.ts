import type { Item } from "#engine/item.ts";
import { readItem } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import { reasonText } from "#engine/reasons.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import type { Registry } from "../ports.ts";
import { compare, openLet } from "./against.ts";
import type { Answer, Has, Job, Post, Side, StoredItem, Version, Wants } from "./job.ts";
import { openCounts, sideOf } from "./side.ts";
import { type Come, goes, linkOf, type Row, saysOf, simulate, type Simulated } from "./simulate.ts";
import { soundPart } from "./sound.ts";

/** Of each account the newest posts are shown, and of all together so many; letters of a text. */
const [ofOne, ofAll, longest] = [12, 240, 3000];

/** A stored item that was read. */
export type ReadStored = Omit<StoredItem, "data"> & { item: Item };
export const readStored = ({ data, ...stored }: StoredItem): ReadStored => ({
  ...stored,
  item: readItem(JSON.parse(data)),
});

/** Items as they came: one that a source had when it was read first came when it was published, as far as that is known. */
function comeOf(
  stored: readonly ReadStored[],
  { since, until }: Pick<Job, "since" | "until">,
): { come: Come[]; gone: Come[] } {
  const [come, gone] = [[] as Come[], [] as Come[]];
  for (const { item, at, baseline, event, gone: deleted, seq, source, poll } of stored) {
    const said = baseline && item.published !== null ? Date.parse(item.published) : Number.NaN;
    const came = Number.isNaN(said) ? at : Math.min(said, at);
    if (came < since || came > until) continue;
    (deleted ? gone : come).push({
      ...{ at: came, seq, source, poll },
      item: event === null ? item : { ...item, event },
    });
  }
  // What came at one moment stays in the order in which it was stored.
  return { come: come.toSorted((a, b) => a.at - b.at || a.seq - b.seq), gone };
}

type Watch = {
  progress: (done: number, of: number) => void;
  ask: (wants: Wants) => Promise<Has>;
  /** What the drawing would have done, before the live version is looked at: whoever waits sees it meanwhile. */
  first?: (answer: Answer) => void;
};

/**
 * Takes stored items through a draft, and then through the live version, and says what each would have done and in what they differ. What steps
 * ask for of pages and machines is asked for once a version (`ask`); nothing is fetched for it.
 */
export async function reckon(nodes: Registry, job: Job, stored: readonly ReadStored[], watch: Watch): Promise<Answer> {
  const begun = performance.now();
  const { come, gone } = comeOf(stored, job);
  const versions = (job.live === null ? 1 : 2) * come.length;
  const one = async (version: Version, before: number) => {
    const run = (has: Has | null) =>
      runVersion(nodes, job, version, { come, gone, has }, (at) => watch.progress(before + at, versions));
    const ran = run(null);
    const wants: Wants = { pages: [...(ran.ran?.sum.pages ?? [])], asks: [...(ran.ran?.sum.asks ?? [])] };
    return wants.pages.length + wants.asks.length === 0 ? ran : run(await watch.ask(wants));
  };
  const draft = await one(job.draft, 0);
  const answer = (): Answer => ({
    ...{ draft: draft.side, live: null, against: null, samples: samplesOf(draft.ran?.rows ?? [], job.until) },
    ms: Math.round(performance.now() - begun),
  });
  if (job.live === null) return answer();
  watch.first?.(answer());
  const live = await one(job.live, come.length);
  const until = Math.min(job.until, live.ran?.full ?? Infinity, draft.ran?.full ?? Infinity);
  const against =
    live.ran === null || draft.ran === null ? null : compare(draft.ran.rows, live.ran.rows, until, draft.letGo.of);
  return { ...answer(), live: live.side, against };
}

function runVersion(
  nodes: Registry,
  job: Job,
  version: Version,
  { come, gone, has }: { come: Come[]; gone: Come[]; has: Has | null },
  progress: (done: number) => void,
): { side: Side; ran: Simulated | null; letGo: ReturnType<typeof openLet> } {
  const drops = openCounts();
  const letGo = openLet();
  const { plan, without } = soundPart(version.document, nodes, job.brand);
  if (plan === null) return { side: { ...nothing, without }, ran: null, letGo };
  const readers = readersOf(nodes, plan);
  const own = come.filter(({ source }) => readers.has(source));
  for (const { source, item } of gone)
    for (const node of readers.get(source) ?? [])
      drops.add(node, "source_gone", reasonText("source_gone")!, item.title);
  const ran = simulate(nodes, job, { version, plan, readers }, own, has, {
    drop: (drop) => {
      drops.add(drop.node, drop.code, drop.reason, drop.item.title, drop.account !== null);
      if (job.live !== null) letGo.add(drop);
    },
    go: progress,
  });
  return { side: sideOf(nodes, job, ran, { drops: drops.list(), without }), ran, letGo };
}

function readersOf(nodes: Registry, plan: Plan): Map<string, string[]> {
  const byKey = Map.groupBy(sourceNodes(nodes, plan.document), ({ key }) => key);
  return new Map([...byKey].map(([key, list]) => [key, list.map(({ node }) => node)]));
}

/** The newest of each account, as many as there is room for. */
function samplesOf(rows: readonly Row[], until: number): Post[] {
  const going = rows.filter((row) => goes(row) && row.at <= until).toSorted((a, b) => b.at - a.at);
  const byAccount = [...Map.groupBy(going, ({ wanted: { accountId } }) => accountId).values()];
  const each = Math.max(1, Math.min(ofOne, Math.floor(ofAll / Math.max(1, byAccount.length))));
  return byAccount
    .flatMap((own) => own.slice(0, each))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, ofAll)
    .map((row): Post => ({
      key: row.wanted.itemKey,
      account: row.wanted.accountId,
      node: row.wanted.node,
      network: row.wanted.network,
      item: row.wanted.itemTitle.slice(0, 300),
      text: saysOf(row).slice(0, longest),
      link: linkOf(row),
      at: row.at,
      asked: row.code === "consent",
    }));
}

const nothing: Omit<Side, "without"> = {
  ...{ runs: 0, items: 0, waiting: 0, keeps: [], posts: 0, asked: 0, later: 0, days: [], drops: [], held: [] },
  ...{ ruled: [], alike: [], costs: [], steps: [], unread: 0, full: null },
};
