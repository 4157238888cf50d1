import type { Card } from "./card.ts";
import { type Graph, topological } from "./graph.ts";
import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { Problem } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import { factsOf, rulings } from "./rules.ts";

/** The networks there are, by name; the server's registry fits. */
export type Sites = ReadonlyMap<string, { readonly card: Card }>;

/**
 * What the networks' rules say of words that stand in every post, whatever the item: a template's own. They are warnings, for
 * what is too long is cut. Only of an acyclic graph. Linear in the map's size, as the networks are few.
 */
export function checkWording(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  { manifests, sites }: { manifests: ReadonlyMap<string, Manifest>; sites: Sites },
  accounts: readonly Publisher[],
): Problem[] {
  const problems: Problem[] = [];
  const people = new Set(accounts.filter(({ member }) => member !== null).map(({ network }) => network));
  /** By node, the networks to which its texts go as they are: no other rewrite stands between. */
  const onto = new Map<string, ReadonlySet<string>>();
  for (const id of topological(graph).toReversed()) {
    const node = nodes.get(id);
    const manifest = node === undefined ? undefined : manifests.get(node.upgraded.type);
    const behind = () => new Set((graph.next.get(id) ?? []).flatMap((next) => [...(onto.get(next) ?? [])]));
    if (node?.off === "passes") {
      onto.set(id, behind());
      continue;
    }
    if (node?.kind === "target" && manifest !== undefined) onto.set(id, targetNetworks(node, manifest, people));
    if (node === undefined || manifest === undefined || node.kind === "target") continue;
    const networks = behind();
    onto.set(id, node.kind === "rewrite" ? new Set() : networks);
    const text = node.config === null ? null : (manifest.least?.(node.config) ?? null);
    if (text === null) continue;
    for (const name of networks) {
      const card = sites.get(name)?.card;
      if (card === undefined) continue;
      const facts = factsOf({ text }, { kind: "person", mode: null, limits: card.limits });
      for (const { code, message } of rulings(card, facts))
        problems.push({ code: `rule-${name}-${code}`, severity: "warning", message, node: id });
    }
  }
  return problems;
}

/** Those of the accounts that a target names, or of the people that it may choose from. */
function targetNetworks({ config }: ReadNode, manifest: Manifest, people: ReadonlySet<string>): ReadonlySet<string> {
  const networks = new Set<string>();
  for (const [field, schema] of Object.entries(fieldsOf(manifest.config))) {
    const { control } = fieldMeta(schema);
    const value = (config as Record<string, unknown> | null)?.[field];
    if (control === "account" && typeof value === "string") networks.add(value.split(":")[0] ?? "");
    if (control !== "networks" || !Array.isArray(value)) continue;
    for (const name of value.length > 0 ? value : people) networks.add(String(name));
  }
  return networks;
}
