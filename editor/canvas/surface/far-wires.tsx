import { getBezierPath, Position, ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import type { MapDocument, MapEdge, MapNode } from "#engine/map.ts";
import type { NodeKind } from "#engine/node.ts";
import { shapeOf } from "../../drawing/shape.ts";
import { manifests } from "../../nodes.ts";
import { kindOf } from "../state/kinds.ts";
import type { StepNode } from "./node-card.tsx";
import classes from "./far.module.css";

type Place = { x: number; y: number };
type Drawn = { kind: NodeKind | "chosen"; path: string };

/** Wires as one line for each kind of step that they leave; those that are chosen by themselves. */
function drawn(
  edges: readonly MapEdge[],
  nodes: ReadonlyMap<string, { node: MapNode; at: Place }>,
  steps: readonly MapNode[],
  chosen: ReadonlySet<string>,
): Drawn[] {
  const lines = new Map<Drawn["kind"], string[]>();
  for (const { id, from, to } of edges) {
    const [source, target] = [nodes.get(from.node), nodes.get(to.node)];
    if (source === undefined || target === undefined) continue;
    const out = shapeOf(source.node, manifests.get(source.node.type)).outputs.find((port) => port.id === from.port);
    const into = shapeOf(target.node, manifests.get(target.node.type)).inputs.find((port) => port.id === to.port);
    if (out === undefined || into === undefined) continue;
    const kind = chosen.has(id) ? "chosen" : kindOf(steps, from.node);
    const [path] = getBezierPath({
      sourceX: source.at.x + out.x,
      sourceY: source.at.y + out.y,
      sourcePosition: Position.Right,
      targetX: target.at.x + into.x,
      targetY: target.at.y + into.y,
      targetPosition: Position.Left,
      curvature: 0.3,
    });
    const list = lines.get(kind);
    if (list) list.push(path);
    else lines.set(kind, [path]);
  }
  return [...lines].map(([kind, paths]) => ({ kind, path: paths.join("") }));
}

const Lines = memo(function Lines({ drawn: lines }: { drawn: readonly Drawn[] }) {
  return (
    <svg className={classes.wires} width="1" height="1" aria-hidden="true">
      {lines.map(({ kind, path }) => (
        <path key={kind} d={path} className={`kind-${kind}`} data-chosen={kind === "chosen" || undefined} />
      ))}
    </svg>
  );
});

/**
 * All wires of a large map that is seen from afar, as a handful of lines: a component for each of them costs more than all that the eye gets
 * of them there. Those of cards that a hand moves are drawn apart, so that the others are not drawn again with each move.
 */
export function FarWires({
  document,
  nodes,
  chosen,
}: {
  document: MapDocument;
  nodes: readonly StepNode[];
  chosen: ReadonlySet<string>;
}) {
  const moved = nodes.filter(({ position, data }) => position !== data.node.position);
  const names = moved.map(({ id }) => id).join(" ");
  const [resting, moving] = useMemo(() => {
    const hands = new Set(names.split(" "));
    const touched = ({ from, to }: MapEdge) => hands.has(from.node) || hands.has(to.node);
    return [document.edges.filter((edge) => !touched(edge)), names === "" ? [] : document.edges.filter(touched)];
  }, [document.edges, names]);
  const still = useMemo(() => {
    const places = new Map(document.nodes.map((node) => [node.id, { node, at: node.position }]));
    return drawn(resting, places, document.nodes, chosen);
  }, [resting, document.nodes, chosen]);
  const live = () => {
    const ends = new Set(moving.flatMap(({ from, to }) => [from.node, to.node]));
    const places = new Map(
      nodes.flatMap(({ id, data: { node }, position }) => (ends.has(id) ? [[id, { node, at: position }]] : [])),
    );
    return drawn(moving, places, document.nodes, chosen);
  };
  return (
    <ViewportPortal>
      <Lines drawn={still} />
      {moving.length > 0 && <Lines drawn={live()} />}
    </ViewportPortal>
  );
}
