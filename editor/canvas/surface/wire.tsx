import { IconX } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useWords } from "../../language.tsx";
import { offIn, remove } from "../../drawing/draft.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import classes from "./wire.module.css";

export type WireEdge = Edge<Record<string, never>, "wire">;

/** A wire: smooth, with the number of items that passed, glowing while a run goes on. */
export const Wire = memo(function Wire({
  id,
  source,
  target,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
}: EdgeProps<WireEdge>) {
  const { t, number } = useWords();
  const canvas = useCanvas();
  const count = useCanvasPart((state) => state.overlay?.edges[id]);
  const over = useCanvasPart((state) => state.over === id);
  const off = useCanvasPart(({ history: { present } }) => {
    const resting = offIn(present.nodes);
    return resting.size > 0 && (resting.has(source) || resting.has(target));
  });
  const moving = useCanvasPart((state) => state.overlay?.moving === true);
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.3,
  });
  const state = over ? "over" : selected ? "selected" : count === undefined ? "idle" : count > 0 ? "passed" : "quiet";
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.wire!}
        data-state={state}
        data-off={off || undefined}
        interactionWidth={18}
      />
      {moving && <path d={path} className={classes.glow} aria-hidden="true" />}
      {(selected || count !== undefined) && (
        <EdgeLabelRenderer>
          <div
            className={`${classes.label} nodrag nopan`}
            data-wire={id}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {count !== undefined && (
              <span className={classes.count} data-state={state} title={t("wire.count", { count })}>
                {number(count)}
              </span>
            )}
            {selected && (
              <button
                type="button"
                className={classes.cut}
                aria-label={t("wire.delete")}
                title={t("wire.delete")}
                onClick={() => canvas.edit(remove(new Set([id])))}
              >
                <IconX size={13} stroke={2.2} aria-hidden="true" />
              </button>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
