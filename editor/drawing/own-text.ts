import { fieldMeta, fieldsOf } from "#engine/issue.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { changeNode, freshId, type Change } from "./draft.ts";

type Manifests = ReadonlyMap<string, Manifest>;

/** The field of a step that writes a post's words from a text in its settings; null where it has none, or several. */
export function textFieldOf(node: MapNode, manifests: Manifests): string | null {
  const manifest = manifests.get(node.type);
  if (manifest?.kind !== "rewrite" || manifest.least === undefined) return null;
  const fields = Object.entries(fieldsOf(manifest.config)).filter(
    ([, schema]) => fieldMeta(schema).control === "template",
  );
  return fields.length === 1 ? fields[0]![0] : null;
}

const writes = (node: MapNode, manifests: Manifests): boolean => {
  const manifest = manifests.get(node.type);
  return manifest?.kind === "rewrite" && manifest.least !== undefined;
};

/** The step that last wrote what reaches another one: the nearest before it, along the first wires where several ways lead there. */
export function textStepOf({ nodes, edges }: MapDocument, manifests: Manifests, target: string): MapNode | null {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set([target]);
  for (const id of seen) {
    const node = known.get(id);
    if (node !== undefined && id !== target && writes(node, manifests)) return node;
    for (const { from, to } of edges) if (to.node === id) seen.add(from.node);
  }
  return null;
}

/** The steps behind one, or before it, without itself. */
function reached({ edges }: MapDocument, start: string, behind: boolean): Set<string> {
  const seen = new Set([start]);
  for (const id of seen)
    for (const { from, to } of edges) if ((behind ? from : to).node === id) seen.add((behind ? to : from).node);
  seen.delete(start);
  return seen;
}

/** How a target says where it posts: one account's network, or a field that lists networks, where empty means all that people have. */
type Aim = { networks: readonly string[]; field: string | null };

function aimOf(node: MapNode, manifests: Manifests, everyone: readonly string[]): Aim | null {
  const manifest = manifests.get(node.type);
  if (manifest?.kind !== "target") return null;
  for (const [field, schema] of Object.entries(fieldsOf(manifest.config))) {
    const value = node.config[field];
    const { control } = fieldMeta(schema);
    if (control === "account" && typeof value === "string")
      return { networks: [value.split(":")[0] ?? ""], field: null };
    if (control !== "networks") continue;
    const list = Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    return { networks: list.length > 0 ? list : everyone, field };
  }
  return { networks: [], field: null };
}

type Where = { step: string; network: string; everyone: readonly string[] };

/** The targets behind a step, with where each posts. */
const aimsBehind = (document: MapDocument, manifests: Manifests, { step, everyone }: Omit<Where, "network">) => {
  const behind = reached(document, step, true);
  return document.nodes.flatMap((node) => {
    const aim = behind.has(node.id) ? aimOf(node, manifests, everyone) : null;
    return aim === null ? [] : [{ node, ...aim }];
  });
};

/** Copies stand below everything that is drawn. */
const below = 136;
export const suffixed = (id: string, network: string): string => `${id.slice(0, 60 - network.length)}-${network}`;

/**
 * Gives one network a text of its own. `step`: the text step speaks to that network alone, and is changed itself. `branch`: it speaks to others,
 * too, whose texts stay: the steps from it to that network's targets are drawn once more with the new text, so that everything behind it
 * (hashtags, approvals, checks) is done to that text as well; targets of that network alone move over, those of several are parted. Null where
 * it does not reach the network. `everyone`: the networks on which people can post.
 */
export function ownText(
  document: MapDocument,
  manifests: Manifests,
  { step, network, everyone, text }: Where & { text: string },
): { did: "step" | "branch"; change: Change } | null {
  const writer = document.nodes.find(({ id }) => id === step);
  const field = writer === undefined ? null : textFieldOf(writer, manifests);
  const aims = aimsBehind(document, manifests, { step, everyone });
  const mine = aims.filter(({ networks }) => networks.includes(network));
  if (writer === undefined || field === null || mine.length === 0) return null;
  const config = { ...writer.config, [field]: text };
  if (aims.every(({ networks }) => networks.every((each) => each === network)))
    return { did: "step", change: changeNode(step, { config }) };

  const parted = new Map(
    mine.flatMap(({ node, networks, field: list }) =>
      list !== null && networks.some((each) => each !== network) ? [[node.id, { networks, list }] as const] : [],
    ),
  );
  const moved = new Set(mine.filter(({ node }) => !parted.has(node.id)).map(({ node }) => node.id));
  const before = new Set(mine.flatMap(({ node }) => [...reached(document, node.id, false)]));
  const between = new Set(
    [...reached(document, step, true)].filter((id) => before.has(id) && !parted.has(id) && !moved.has(id)),
  );
  const taken = new Set(document.nodes.map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id } of document.nodes)
    if (id === step || between.has(id) || parted.has(id)) {
      const own = freshId(taken, suffixed(id, network));
      taken.add(own);
      ids.set(id, own);
    }
  const lowest = Math.max(...document.nodes.map(({ position }) => position.y));
  const highest = Math.min(...document.nodes.filter(({ id }) => ids.has(id)).map(({ position }) => position.y));
  const copies = document.nodes.flatMap((node): MapNode[] => {
    const id = ids.get(node.id);
    if (id === undefined) return [];
    const part = parted.get(node.id);
    const position = { x: node.position.x, y: node.position.y + lowest - highest + below };
    return [
      {
        ...node,
        ...{ id, position },
        config: node.id === step ? config : part ? { ...node.config, [part.list]: [network] } : node.config,
      },
    ];
  });
  const edgeIds = new Set(document.edges.map(({ id }) => id));
  const edges = document.edges.flatMap((edge) => {
    const from = { ...edge.from, node: ids.get(edge.from.node) ?? edge.from.node };
    if (moved.has(edge.to.node)) return ids.has(edge.from.node) ? [{ ...edge, from }] : [edge];
    const to = ids.get(edge.to.node);
    if (to === undefined) return [edge];
    const id = freshId(edgeIds, `${from.node}-${to}`.slice(0, 56));
    edgeIds.add(id);
    return [edge, { id, from, to: { ...edge.to, node: to } }];
  });
  const drawn: MapDocument = {
    ...document,
    nodes: [
      ...document.nodes.map((node) => {
        const part = parted.get(node.id);
        if (part === undefined) return node;
        return { ...node, config: { ...node.config, [part.list]: part.networks.filter((each) => each !== network) } };
      }),
      ...copies,
    ],
    edges,
  };
  const idle = new Set([...between].filter((id) => aimsBehind(drawn, manifests, { step: id, everyone }).length === 0));
  return { did: "branch", change: () => without(drawn, idle) };
}

const without = (document: MapDocument, ids: ReadonlySet<string>): MapDocument => ({
  ...document,
  nodes: document.nodes.filter(({ id }) => !ids.has(id)),
  edges: document.edges.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node)),
});

/** The text step of the other networks, where a step is one network's own branch of it; null where it is not. */
export function commonStepOf(
  document: MapDocument,
  manifests: Manifests,
  { step, network, everyone }: Where,
): string | null {
  const node = document.nodes.find(({ id }) => id === step);
  const other = document.nodes.find(({ id, type }) => type === node?.type && step === suffixed(id, network));
  const aims = aimsBehind(document, manifests, { step, everyone });
  return other !== undefined && aims.every(({ networks }) => networks.every((each) => each === network))
    ? other.id
    : null;
}

/**
 * Takes a network's own text back: the branch goes, its targets hang where they hung, and speak as the others do. Where the drawing was
 * changed so that they cannot, the branch stays and says what the others say.
 */
export function commonText(document: MapDocument, manifests: Manifests, where: Where): Change {
  const { step, network, everyone } = where;
  const common = commonStepOf(document, manifests, where);
  if (common === null) return (same) => same;
  const known = new Map(document.nodes.map((node) => [node.id, node]));
  const origins = new Map<string, MapNode>();
  for (const node of document.nodes) {
    const own = known.get(suffixed(node.id, network));
    if (own?.type === node.type) origins.set(own.id, node);
  }
  const branch = [step, ...reached(document, step, true)];
  const gone = new Set(branch.filter((id) => origins.has(id)));
  const homeless = branch.some((id) => !gone.has(id) && manifests.get(known.get(id)!.type)?.kind !== "target");
  if (homeless) return changeNode(step, { config: known.get(common)!.config });
  const back = new Map(
    [...gone].flatMap((id) => {
      const aim = aimOf(known.get(id)!, manifests, everyone);
      return aim?.field == null ? [] : [[origins.get(id)!.id, aim.field] as const];
    }),
  );
  const edges = document.edges.map((edge) =>
    gone.has(edge.from.node) && !gone.has(edge.to.node)
      ? { ...edge, from: { ...edge.from, node: origins.get(edge.from.node)!.id } }
      : edge,
  );
  const nodes = document.nodes.map((node) => {
    const field = back.get(node.id);
    if (field === undefined) return node;
    const list = [...new Set([...(aimOf(node, manifests, everyone)?.networks ?? []), network])];
    const all = everyone.every((each) => list.includes(each));
    return { ...node, config: { ...node.config, [field]: all ? [] : list } };
  });
  return () => without({ ...document, nodes, edges }, gone);
}
