import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest, Port } from "#engine/node.ts";
import type { End } from "./draft.ts";

/** Why a wire cannot be drawn. */
export type Refusal = "same" | "direction" | "double" | "cycle";

/** By a step's settings, which keep their identity as long as they do not change: they are read again with every card and wire. */
const known = new WeakMap<object, { manifest: Manifest; ports: Port[] }>();

/** A node's out ports with its present config; where the config does not parse, those of the defaults. */
export function outputsOf(manifest: Manifest | undefined, node: MapNode): Port[] {
  if (!manifest) return [];
  const found = known.get(node.config);
  if (found?.manifest === manifest) return found.ports;
  const parsed = [node.config, manifest.defaults].map((config) => manifest.config.safeParse(config));
  const config = parsed.find(({ success }) => success);
  const ports = config?.success ? manifest.outputs(config.data) : [];
  known.set(node.config, { manifest, ports });
  return ports;
}

/** Whether `to` already leads to `from`, so that a wire between them would close a loop. */
function leads(document: MapDocument, to: string, from: string): boolean {
  const next = new Map<string, string[]>();
  for (const edge of document.edges) next.set(edge.from.node, [...(next.get(edge.from.node) ?? []), edge.to.node]);
  const seen = new Set<string>([to]);
  const waiting = [to];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === from) return true;
    for (const each of next.get(node) ?? []) {
      if (!seen.has(each)) {
        seen.add(each);
        waiting.push(each);
      }
    }
  }
  return false;
}

/** null where the wire is legal: an out port to an in port of another node, once, without a loop. */
export function refusal(
  document: MapDocument,
  manifests: ReadonlyMap<string, Manifest>,
  from: End,
  to: End,
): Refusal | null {
  if (from.node === to.node) return "same";
  const source = document.nodes.find((node) => node.id === from.node);
  const target = document.nodes.find((node) => node.id === to.node);
  if (!source || !target) return "direction";
  const out = outputsOf(manifests.get(source.type), source).find((port) => port.id === from.port);
  const into = manifests.get(target.type)?.inputs.find((port) => port.id === to.port);
  if (!out || !into || out.carries !== into.carries) return "direction";
  if (
    document.edges.some(
      (edge) =>
        edge.from.node === from.node &&
        edge.from.port === from.port &&
        edge.to.node === to.node &&
        edge.to.port === to.port,
    )
  )
    return "double";
  return leads(document, to.node, from.node) ? "cycle" : null;
}
