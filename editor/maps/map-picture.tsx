import type { MapDocument } from "#engine/map.ts";
import { layout } from "../drawing/layout.ts";
import { faces } from "../nodes.ts";
import classes from "./map-picture.module.css";

const card = { width: 96, height: 34 };

/** A small drawing of a map: its steps in the colours of their kinds, its wires. Decoration only. */
export function MapPicture({ document }: { document: MapDocument }) {
  const places = layout(document);
  const at = (id: string) => {
    const place = places.get(id) ?? { x: 0, y: 0 };
    return { x: place.x * 0.42, y: place.y * 0.46 };
  };
  const points = document.nodes.map((node) => at(node.id));
  const width = Math.max(0, ...points.map((point) => point.x)) + card.width;
  const height = Math.max(0, ...points.map((point) => point.y)) + card.height;
  return (
    <svg
      className={classes.picture}
      viewBox={`-8 -8 ${width + 16} ${height + 16}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
    >
      {document.edges.map((edge) => {
        const from = at(edge.from.node);
        const to = at(edge.to.node);
        const [x1, y1, x2, y2] = [from.x + card.width, from.y + card.height / 2, to.x, to.y + card.height / 2];
        const bend = Math.max(12, (x2 - x1) / 2);
        return (
          <path
            key={edge.id}
            d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            className={classes.wire}
          />
        );
      })}
      {document.nodes.map((node) => {
        const { x, y } = at(node.id);
        return (
          <g key={node.id} className={`kind-${faces.get(node.type)?.kind ?? "flow"}`}>
            <rect x={x} y={y} width={card.width} height={card.height} rx={8} className={classes.card} />
            <rect x={x + 8} y={y + 9} width={16} height={16} rx={5} className={classes.icon} />
            <rect x={x + 32} y={y + 11} width={48} height={4.5} rx={2.2} className={classes.line} />
            <rect x={x + 32} y={y + 19.5} width={34} height={4} rx={2} className={classes.faint} />
          </g>
        );
      })}
    </svg>
  );
}
