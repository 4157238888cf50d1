import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { shapeOf } from "../../drawing/shape.ts";
import { manifests } from "../../nodes.ts";
import { useCanvasPart } from "../state/store.ts";
import classes from "./far.module.css";

/** Numbers that stand on a large map which is seen from afar: those of the roads that carry most. And how far apart they stand at least, pixels of the drawing. */
const [most, apart] = [40, 260];

/** Where the middle of each counted wire lies, the widest road first; of several that run together the widest says its number. */
function placed(document: MapDocument, counts: Readonly<Record<string, number>>) {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const found: { id: string; x: number; y: number; count: number }[] = [];
  const wires = document.edges
    .map((edge) => ({ ...edge, count: counts[edge.id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  for (const { id, from, to, count } of wires) {
    const [source, target] = [nodes.get(from.node), nodes.get(to.node)];
    if (source === undefined || target === undefined) continue;
    const out = shapeOf(source, manifests.get(source.type)).outputs.find((port) => port.id === from.port);
    const into = shapeOf(target, manifests.get(target.type)).inputs.find((port) => port.id === to.port);
    if (out === undefined || into === undefined) continue;
    const x = (source.position.x + out.x + target.position.x + into.x) / 2;
    const y = (source.position.y + out.y + target.position.y + into.y) / 2;
    if (found.some((one) => Math.abs(one.x - x) < apart && Math.abs(one.y - y) < apart / 2)) continue;
    found.push({ id, x, y, count });
    if (found.length === most) break;
  }
  return found;
}

/** What the main roads of a large map carry, as large as numbers have to be. The outline has all of them. */
export const FarCounts = memo(function FarCounts({ document }: { document: MapDocument }) {
  const { number } = useWords();
  const edges = useCanvasPart(({ overlay }) => overlay?.edges);
  const shown = useMemo(() => (edges === undefined ? [] : placed(document, edges)), [document, edges]);
  if (shown.length === 0) return null;
  return (
    <ViewportPortal>
      {shown.map(({ id, x, y, count }) => (
        <span
          key={id}
          className={classes.count}
          style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
          aria-hidden="true"
        >
          {number(count)}
        </span>
      ))}
    </ViewportPortal>
  );
});
