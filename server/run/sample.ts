import { graphOf, topological } from "#engine/graph.ts";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Services } from "../ports.ts";

/** Letters of a sample: two lines of a card, and some more for wide letters. */
const longest = 160;

/**
 * How the newest stored item reads as it leaves each step that changed its words. Also of a draft that cannot run yet: each step is done by
 * itself, as far as items come to it, and one that fails or asks for what is not here (a page, a machine) shows nothing.
 */
export function samplesOf(
  { nodes, clock }: Pick<Services, "nodes" | "clock">,
  document: MapDocument,
  feeds: ReadonlyMap<string, readonly Item[]>,
): Map<string, string> {
  const found = new Map<string, string>();
  const steps = new Map(document.nodes.map((node) => [node.id, node]));
  const graph = graphOf(
    steps.keys(),
    document.edges.map(({ from, to }) => ({ from: from.node, to: to.node })),
  );
  const into = Map.groupBy(document.edges, ({ to }) => to.node);
  const left = new Map<string, Readonly<Record<string, readonly Item[]>>>();
  const now = clock.now();
  for (const id of topological(graph)) {
    const step = steps.get(id);
    const manifest = nodes.manifests.get(step?.type ?? "");
    const parsed = manifest?.config.safeParse(step?.config);
    if (step === undefined || manifest === undefined || parsed?.success !== true || manifest.kind === "target")
      continue;
    if (manifest.kind === "source") {
      left.set(id, Object.fromEntries(manifest.outputs(parsed.data).map((port) => [port.id, feeds.get(id) ?? []])));
      continue;
    }
    const came = (into.get(id) ?? []).flatMap(({ from }) => left.get(from.node)?.[from.port] ?? []);
    const items = [...new Map(came.map((item) => [item.key, item])).values()];
    if (items.length === 0) continue;
    try {
      const { out } = nodes.process(step.type)(items, parsed.data, { now, state: undefined });
      left.set(id, out);
      if (manifest.kind === "rewrite") say(found, id, items, Object.values(out).flat());
    } catch {
      // It needs what only a run gives it.
    }
  }
  return found;
}

function say(found: Map<string, string>, id: string, before: readonly Item[], after: readonly Item[]): void {
  const last = after.at(-1);
  const text = plain(last?.wordings?.list[0]?.text ?? last?.text ?? "");
  const same = before.find(({ key }) => key === last?.key);
  if (text !== "" && (same === undefined || plain(same.text) !== text)) found.set(id, text);
}

/** One line of words: an address says nothing about how a message reads. */
function plain(text: string): string {
  const line = text
    .replace(/https?:\/\/\S+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
