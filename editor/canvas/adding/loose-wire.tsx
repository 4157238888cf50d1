import { getBezierPath, Position, useReactFlow, ViewportPortal } from "@xyflow/react";
import type { Asked } from "../../drawing/inserting.ts";
import classes from "./add-menu.module.css";

/** The wire that a hand let go, as long as it is asked what it should lead to. */
export function LooseWire({ asked: { at, from, to } }: { asked: Asked }) {
  const flow = useReactFlow();
  const end = from ?? to;
  if (end === null) return null;
  const node = flow.getInternalNode(end.node);
  const handle = node?.internals.handleBounds?.[from ? "source" : "target"]?.find(({ id }) => id === end.port);
  if (!node || !handle) return null;
  const { x, y } = node.internals.positionAbsolute;
  const held = { x: x + handle.x + handle.width / 2, y: y + handle.y + handle.height / 2 };
  const [start, stop] = from ? [held, at] : [at, held];
  const [path] = getBezierPath({
    sourceX: start.x,
    sourceY: start.y,
    sourcePosition: Position.Right,
    targetX: stop.x,
    targetY: stop.y,
    targetPosition: Position.Left,
    curvature: 0.3,
  });
  return (
    <ViewportPortal>
      <svg className={classes.loose} aria-hidden="true">
        <path d={path} />
        <circle cx={at.x} cy={at.y} r={6} />
      </svg>
    </ViewportPortal>
  );
}
