import { ViewportPortal, useReactFlow } from "@xyflow/react";
import { LooseWire } from "../adding/loose-wire.tsx";
import type { CanvasState } from "../state/store.ts";
import classes from "./joining.module.css";

/** The wire that the keyboard draws, and a ring round the step that it would lead to. */
export function Joining({ joining: { from, to } }: { joining: NonNullable<CanvasState["joining"]> }) {
  const flow = useReactFlow();
  const target = flow.getInternalNode(to);
  if (!target) return null;
  const { x, y } = target.internals.positionAbsolute;
  const { width = 232, height = 64 } = target.measured;
  return (
    <>
      <LooseWire asked={{ at: { x, y: y + Math.min(34, height / 2) }, from, to: null }} />
      <ViewportPortal>
        <div className={classes.ring} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} />
      </ViewportPortal>
    </>
  );
}
