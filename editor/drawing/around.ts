import type { MapDocument, MapNode } from "#engine/map.ts";

type Step = Pick<MapNode, "id">;
type Wire = { from: { node: string }; to: { node: string } };

/** The steps that lie from one on, against the wires or along them, that one included. */
function reached(edges: readonly Wire[], start: string, along: boolean): Set<string> {
  const next = Map.groupBy(edges, ({ from, to }) => (along ? from.node : to.node));
  const seen = new Set([start]);
  for (const id of seen) for (const { from, to } of next.get(id) ?? []) seen.add(along ? to.node : from.node);
  return seen;
}

/** The part of a drawing from which a step gets what it gets: nothing else can change what it makes of it. */
export function upstream(document: MapDocument, id: string): MapDocument {
  const before = reached(document.edges, id, false);
  return {
    ...document,
    nodes: document.nodes.filter((node) => before.has(node.id)),
    edges: document.edges.filter(({ from, to }) => before.has(from.node) && before.has(to.node)),
  };
}

type Account = { network: string; ref: string; member: object | null; state: string };

/** The networks on which what leaves a step may come out, as far as its targets and the accounts say. */
export function networksBehind<Node extends Step & Pick<MapNode, "config">>(
  { nodes, edges }: { nodes: readonly Node[]; edges: readonly Wire[] },
  id: string,
  accounts: Iterable<Account>,
): string[] {
  const behind = reached(edges, id, true);
  const people = [...accounts].filter(({ member, state }) => member !== null && state !== "disconnected");
  const networks = nodes.flatMap(({ id: other, config }) => {
    if (!behind.has(other)) return [];
    const { account, networks: chosen } = config;
    if (typeof account === "string" && other !== id) return account.includes(":") ? [account.split(":")[0]!] : [];
    if (!Array.isArray(chosen)) return [];
    return people.flatMap(({ network }) => (chosen.length === 0 || chosen.includes(network) ? [network] : []));
  });
  return [...new Set(networks)].toSorted();
}
