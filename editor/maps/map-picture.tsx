import type { MapDocument } from "#engine/map.ts";
import { type Shape, type Sketch, sketchCard as card, sketchOf } from "#engine/sketch.ts";
import { faces } from "../nodes.ts";
import classes from "./map-picture.module.css";

/** No smaller than this: a map of two steps is no larger on its card than one of ten. */
const least = { width: 286, height: 96 };
const margin = 12;

/** How a map looks from afar: a draft's wires are dashed, a resting one is pale, and light stands on those of one that runs now. */
export type Liveness = "live" | "running" | "draft" | "rests";

/** A small drawing of a map: its steps in the colours of their kinds, its wires. Decoration only. */
export function MapPicture({ sketch: { shapes, wires }, liveness = "live" }: { sketch: Sketch; liveness?: Liveness }) {
  const right = Math.max(0, ...shapes.map(({ x }) => x)) + card.width;
  const bottom = Math.max(0, ...shapes.map(({ y }) => y)) + card.height;
  const [width, height] = [Math.max(least.width, right), Math.max(least.height, bottom)];
  const [left, top] = [(right - width) / 2 - margin, (bottom - height) / 2 - margin];
  return (
    <svg
      className={classes.picture}
      viewBox={`${left} ${top} ${width + 2 * margin} ${height + 2 * margin}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
      data-liveness={liveness}
    >
      {wires.map(({ from, to }) => (
        <Wire key={`${from} ${to}`} from={shapes[from]!} to={shapes[to]!} />
      ))}
      {shapes.map((shape, at) => (
        <Step key={at} shape={shape} />
      ))}
      {liveness === "running" &&
        wires.slice(0, 3).map(({ from, to }) => {
          const [begin, end] = [shapes[from]!, shapes[to]!];
          const middle = { x: (begin.x + card.width + end.x) / 2, y: (begin.y + end.y + card.height) / 2 };
          return <circle key={`${from} ${to}`} cx={middle.x} cy={middle.y} r={3} className={classes.light} />;
        })}
    </svg>
  );
}

/** In the colour of what it leads to, as on the canvas at its end. */
function Wire({ from, to }: { from: Shape; to: Shape }) {
  const [x1, y1, x2, y2] = [from.x + card.width, from.y + card.height / 2, to.x, to.y + card.height / 2];
  const bend = Math.max(8, (x2 - x1) / 2);
  return (
    <path
      d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
      className={`kind-${to.kind} ${classes.wire!}`}
    />
  );
}

function Step({ shape: { x, y, kind, of } }: { shape: Shape }) {
  return (
    <g className={`kind-${kind}`}>
      {of > 1 && <rect x={x + 3} y={y - 3} {...card} rx={4.5} className={classes.card} />}
      <rect x={x} y={y} {...card} rx={4.5} className={classes.card} />
      <rect x={x + 4} y={y + 4} width={10} height={10} rx={3} className={classes.icon} />
      <rect x={x + 18} y={y + 5.5} width={21} height={2.2} rx={1.1} className={classes.line} />
      <rect x={x + 18} y={y + 10.3} width={15} height={2.2} rx={1.1} className={classes.line} />
    </g>
  );
}

/** The same of a document that the browser has. */
export function DocumentPicture({ document }: { document: MapDocument }) {
  return <MapPicture sketch={sketchOf(document, (type) => faces.get(type)?.kind)} />;
}
