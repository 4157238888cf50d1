import { graphOf, topological } from "#engine/graph.ts";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Dropped, Manifest } from "#engine/node.ts";
import type { Services } from "../ports.ts";

/** What came to a step and what became of it. `out` is null where it could not be done by itself: it needs what only a run gives it. */
export type Passed = {
  manifest: Manifest;
  came: readonly Item[];
  out: Readonly<Record<string, readonly Item[]>> | null;
  drops: readonly Dropped[];
};

/**
 * What becomes of some items in each step of a drawing, also of one that cannot run yet: each step is done by itself, as far as items come to
 * it, and one that fails or asks for what is not here (a page, a machine) passes nothing on. `feeds`: by source, the items it begins with.
 */
export function passing(
  { nodes, clock }: Pick<Services, "nodes" | "clock">,
  document: MapDocument,
  feeds: ReadonlyMap<string, readonly Item[]>,
): Map<string, Passed> {
  const found = new Map<string, Passed>();
  const steps = new Map(document.nodes.map((node) => [node.id, node]));
  const graph = graphOf(
    steps.keys(),
    document.edges.map(({ from, to }) => ({ from: from.node, to: to.node })),
  );
  const into = Map.groupBy(document.edges, ({ to }) => to.node);
  const now = clock.now();
  for (const id of topological(graph)) {
    const step = steps.get(id);
    const manifest = nodes.manifests.get(step?.type ?? "");
    const parsed = manifest?.config.safeParse(step?.config);
    if (step === undefined || manifest === undefined || parsed?.success !== true) continue;
    if (manifest.kind === "source") {
      const items = feeds.get(id) ?? [];
      const out = Object.fromEntries(manifest.outputs(parsed.data).map((port) => [port.id, items]));
      found.set(id, { manifest, came: items, out, drops: [] });
      continue;
    }
    const arrived = (into.get(id) ?? []).flatMap(({ from }) => found.get(from.node)?.out?.[from.port] ?? []);
    const came = [...new Map(arrived.map((item) => [item.key, item])).values()];
    const none = { manifest, came, out: null, drops: [] };
    if (manifest.kind === "target" || came.length === 0) {
      found.set(id, none);
      continue;
    }
    try {
      const { out, drops } = nodes.process(step.type)(came, parsed.data, { now, state: undefined });
      found.set(id, { manifest, came, out, drops });
    } catch {
      found.set(id, none);
    }
  }
  return found;
}
