import { isNothing } from "#engine/keyword.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { chain, changeNode, connect, remove, switchNodes, type Change, type End } from "./draft.ts";
import { outputsOf, refusal } from "./wiring.ts";

type Manifests = ReadonlyMap<string, Manifest>;
type Found = { code: string; node?: string | undefined; edge?: string | undefined; field?: string | undefined };

/** What one press does about a problem: which words say so, of which other step, and the change. */
export type Mending = {
  says:
    | "join"
    | "both"
    | "on"
    | "onBefore"
    | "onAll"
    | "away"
    | "out"
    | "unwire"
    | "usual"
    | "hundred"
    | "once"
    | "plain";
  other?: string;
  /** The step to which the other is wired, where the problem itself names none. */
  one?: string;
  change: Change;
};

/** Wires that lead nowhere, or go where none may. */
const wrongWires = new Set([
  "cycle",
  "duplicate-edge",
  "missing-node",
  "out-of-target",
  "into-source",
  "wrong-port",
  "missing-port",
]);

/** What mends a problem of the drawing itself, as far as one thing is plainly meant; null where somebody has to choose. Everything can be undone. */
export function mendingOf(
  { code, node: id, edge, field }: Found,
  document: MapDocument,
  manifests: Manifests,
): Mending | null {
  if (edge !== undefined && wrongWires.has(code)) return { says: "unwire", change: remove(new Set([edge])) };
  const resting = document.nodes.filter(({ disabled }) => disabled === true).map((node) => node.id);
  if (code === "all-off")
    return resting.length === 0 ? null : { says: "onAll", change: switchNodes(new Set(resting), true) };
  if (code === "no-way") return firstWay(document, manifests);
  const node = document.nodes.find((each) => each.id === id);
  if (node === undefined) return null;
  const manifest = manifests.get(node.type);
  const only = new Set([node.id]);
  switch (code) {
    case "step-off":
      return { says: "on", change: switchNodes(only, true) };
    case "behind-off": {
      const before = resting.filter((each) => leadsTo(document, each, node.id));
      return before.length === 0 ? null : { says: "onBefore", change: switchNodes(new Set(before), true) };
    }
    case "unreachable":
    case "unreached-target":
      return joined(document, manifests, node, false) ?? { says: "away", change: remove(only) };
    case "dangling":
      return joined(document, manifests, node, true) ?? { says: "away", change: remove(only) };
    case "unknown-type":
    case "rule-account-twice":
      return { says: "away", change: remove(only) };
    case "nothing-stripped":
    case "idle-enrich":
      return { says: "out", change: takenOut(document, node.id) };
    case "over-hundred":
      return { says: "hundred", change: changeNode(node.id, { config: { ...node.config, amount: 100 } }) };
    case "same-wording":
    case "empty-keyword":
      return shorter(node, field ?? "", code);
    case "bad-config":
      return usual(node, manifest, field ?? "");
    default:
      return null;
  }
}

/** Whether items go from one step to another. */
function leadsTo({ edges }: MapDocument, from: string, to: string): boolean {
  const next = Map.groupBy(edges, (edge) => edge.from.node);
  const seen = new Set([from]);
  for (const id of seen) for (const edge of next.get(id) ?? []) seen.add(edge.to.node);
  return from !== to && seen.has(to);
}

/** Wires a step to the nearest that may stand before it and has something to give, or behind it and leads somewhere. */
function joined(document: MapDocument, manifests: Manifests, from: MapNode, behind: boolean): Mending | null {
  const node = lastOf(document, from, behind);
  const kindOf = ({ type }: MapNode) => manifests.get(type)?.kind;
  const ends = document.nodes.filter((each) => kindOf(each) === (behind ? "target" : "source"));
  const alive = (other: MapNode): boolean =>
    ends.some(
      ({ id }) => id === other.id || (behind ? leadsTo(document, other.id, id) : leadsTo(document, id, other.id)),
    );
  const found = document.nodes.flatMap((other) => {
    if (other.id === node.id || other.disabled === true || !alive(other)) return [];
    const [first, second] = behind ? [node, other] : [other, node];
    const wire = freeWire(document, manifests, first, second);
    if (wire === null) return [];
    const along = second.position.x - first.position.x;
    // A wire that would run backwards is hardly what was meant.
    const far = Math.abs(along) + Math.abs(second.position.y - first.position.y) + (along < 0 ? 10_000 : 0);
    return [{ far, other: other.id, wire }];
  });
  const [best] = found.toSorted((a, b) => a.far - b.far);
  return best === undefined ? null : { says: "join", other: best.other, change: connect(best.wire.from, best.wire.to) };
}

/** Wires what lies nearest to the way of the first target that can be reached; null where a source or a target is missing altogether. */
function firstWay(document: MapDocument, manifests: Manifests): Mending | null {
  const targets = document.nodes.filter(
    (each) => manifests.get(each.type)?.kind === "target" && each.disabled !== true,
  );
  for (const target of targets) {
    const found = joined(document, manifests, target, false);
    if (found !== null) return { ...found, says: "both", one: lastOf(document, target, false).id };
  }
  return null;
}

/** Where the way that a step is on breaks off: it is that end which is to be wired, and nothing on the way passed over. */
function lastOf({ nodes, edges }: MapDocument, from: MapNode, behind: boolean): MapNode {
  let node = from;
  for (let left = nodes.length; left > 0; left -= 1) {
    const edge = edges.find((each) => (behind ? each.from : each.to).node === node.id);
    const next = nodes.find(({ id }) => id === (behind ? edge?.to : edge?.from)?.node);
    if (next === undefined) break;
    node = next;
  }
  return node;
}

/** A wire that may be drawn between two steps: from a way out that leads nowhere yet, else from the first. */
function freeWire(
  document: MapDocument,
  manifests: Manifests,
  first: MapNode,
  second: MapNode,
): { from: End; to: End } | null {
  const taken = new Set(document.edges.filter(({ from }) => from.node === first.id).map(({ from }) => from.port));
  const outs = outputsOf(manifests.get(first.type), first).toSorted(
    (a, b) => Number(taken.has(a.id)) - Number(taken.has(b.id)),
  );
  const into = manifests.get(second.type)?.inputs[0];
  if (into === undefined) return null;
  for (const { id } of outs) {
    const [from, to] = [
      { node: first.id, port: id },
      { node: second.id, port: into.id },
    ];
    if (refusal(document, manifests, from, to) === null) return { from, to };
  }
  return null;
}

/** A step goes, and what came to it goes on to where it led. */
function takenOut({ edges }: MapDocument, id: string): Change {
  const [into, out] = [edges.filter(({ to }) => to.node === id), edges.filter(({ from }) => from.node === id)];
  return chain(
    remove(new Set([id])),
    ...into.flatMap(({ from }) =>
      out.map(
        ({ to }): Change =>
          (document) =>
            document.edges.some(
              (edge) =>
                edge.from.node === from.node &&
                edge.from.port === from.port &&
                edge.to.node === to.node &&
                edge.to.port === to.port,
            )
              ? document
              : connect(from, to)(document),
      ),
    ),
  );
}

/** A list without what stands in it twice, or says nothing. */
function shorter(node: MapNode, field: string, code: string): Mending | null {
  const name = field.split(".")[0] ?? "";
  const list = node.config[name];
  if (!Array.isArray(list)) return null;
  const gist = (each: unknown): string => JSON.stringify(each).toLowerCase().replace(/\s+/gu, " ").trim();
  const kept =
    code === "same-wording"
      ? list.filter((each, at) => list.findIndex((other) => gist(other) === gist(each)) === at)
      : list.filter((each) => typeof each === "string" && !isNothing(each));
  if (kept.length === list.length || kept.length === 0) return null;
  return {
    says: code === "same-wording" ? "once" : "plain",
    change: changeNode(node.id, { config: { ...node.config, [name]: kept } }),
  };
}

/** A setting that cannot be read gets the value that it has in a new step, where that one can be read. */
function usual(node: MapNode, manifest: Manifest | undefined, field: string): Mending | null {
  const [name = "", ...deeper] = field.split(".");
  const defaults = manifest?.defaults as Record<string, unknown> | undefined;
  if (manifest === undefined || defaults === undefined) return null;
  if (name === "") return null;
  const { [name]: _wrong, ...rest } = node.config;
  const config = Object.hasOwn(defaults, name) ? { ...rest, [name]: defaults[name] } : rest;
  // Of a list with one wrong entry the others stay somebody's work.
  if (deeper.length > 0 || JSON.stringify(config) === JSON.stringify(node.config)) return null;
  return { says: "usual", change: changeNode(node.id, { config }) };
}
