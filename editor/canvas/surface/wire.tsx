import { IconX } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from "@xyflow/react";
import { memo, Suspense, type CSSProperties } from "react";
import { useWords } from "../../language.tsx";
import { offIn, remove } from "../../drawing/draft.ts";
import { many } from "../../drawing/shape.ts";
import { lazy } from "../../ui/lazy.ts";
import { kindOf } from "../state/kinds.ts";
import { useCamera } from "../floats/camera.ts";
import { joinOf } from "../state/live-wires.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { thicknessIn } from "../steps/thickness.ts";
import classes from "./wire.module.css";

const WireTurn = lazy(async () => ({ default: (await import("../live/wire-turn.tsx")).WireTurn }));

export type WireEdge = Edge<Record<string, never>, "wire">;

/** What a wire's number takes of the drawing at most, ring and all. */
const spot = 48;

/** A wire: smooth, with the number of items that passed, glowing while a run goes on. */
export const Wire = memo(function Wire({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  source,
  sourceHandleId,
  target,
  targetHandleId,
  selected,
}: EdgeProps<WireEdge>) {
  const { t, number, day, clock } = useWords();
  const canvas = useCanvas();
  const camera = useCamera();
  const count = useCanvasPart((state) => state.overlay?.edges[id]);
  const width = useCanvasPart(({ overlay }) => (overlay === null ? null : thicknessIn(overlay.edges, id)));
  const over = useCanvasPart((state) => state.over === id);
  const off = useCanvasPart(({ history: { present } }) => {
    const resting = offIn(present.nodes);
    return resting.size > 0 && (resting.has(source) || resting.has(target));
  });
  const join = joinOf({
    from: { node: source, port: sourceHandleId ?? "" },
    to: { node: target, port: targetHandleId ?? "" },
  });
  const draft = useCanvasPart((state) => state.live !== null && !state.live.has(join));
  const turn = useCanvasPart(({ counts, overlay }) =>
    counts?.before && overlay?.run === null ? counts.reply.edges[id] : undefined,
  );
  const lit = useCanvasPart(({ counts }) => counts?.reply.way?.edges.includes(id) === true);
  const large = useCanvasPart((state) => state.history.present.nodes.length > many);
  const nodes = canvas.document().nodes;
  const [from, to] = [kindOf(nodes, source), kindOf(nodes, target)];
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.3,
  });
  const at = useCanvasPart((state) => state.overlay?.at);
  const kind = useCanvasPart((state) => state.overlay?.kind);
  const said = at === undefined ? "" : t("wire.count", { count: count ?? 0, kind, at: `${day(at)} ${clock(at)}` });
  const state = over ? "over" : selected ? "selected" : count === undefined ? "idle" : count > 0 ? "passed" : "quiet";
  return (
    <>
      {!large && (
        <linearGradient
          id={`${id}-way`}
          gradientUnits="userSpaceOnUse"
          x1={sourceX}
          x2={targetX}
          y1={sourceY}
          y2={targetY}
        >
          <stop offset="0" className={`${classes.end} kind-${from}`} />
          <stop offset="1" className={`${classes.end} kind-${to}`} />
        </linearGradient>
      )}
      <BaseEdge
        id={id}
        path={path}
        className={`${classes.wire} kind-${from}`}
        data-state={state}
        data-draft={draft || undefined}
        data-lit={lit || undefined}
        style={
          {
            ...(large ? {} : { "--way": `url("#${id}-way")` }),
            ...(width === null ? {} : { "--width": width }),
          } as CSSProperties
        }
        data-off={off || undefined}
        interactionWidth={18}
      />
      {(selected || count !== undefined) && (
        <EdgeLabelRenderer>
          <div
            className={`${classes.label} nodrag nopan`}
            data-wire={id}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {count !== undefined && (
              <button
                type="button"
                className={classes.count}
                data-state={state}
                aria-label={said}
                title={said}
                // Whoever comes here by Tab sees where they are, also where a float or another step lies over it.
                onFocus={({ currentTarget }) =>
                  currentTarget.matches(":focus-visible") &&
                  camera.clear({ x: x - spot / 2, y: y - spot / 2, width: spot, height: spot })
                }
                onClick={(event) => {
                  event.stopPropagation();
                  canvas.set({ looked: id });
                }}
              >
                <span key={count} className={classes.new}>
                  {number(count)}
                </span>
              </button>
            )}
            {turn && turn.more + turn.fewer > 0 && (
              <Suspense>
                <WireTurn more={turn.more} fewer={turn.fewer} />
              </Suspense>
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
