import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef, type PointerEvent } from "react";
import type { MapDocument } from "#engine/map.ts";
import { into, outOf, overview, shapesOf } from "../../drawing/overview.ts";
import { kindOf } from "../state/kinds.ts";
import classes from "./overview.module.css";

const box = { width: 252, height: 137, air: 8 };

/**
 * The whole map in a corner, and what of it is seen; a press or a pull there moves the view. It is drawn from the drawing at rest, a path for
 * each colour, and only the frame of what is seen follows the camera: the library's own follows every card and cannot be had with a thousand.
 * For hands: the keyboard has the fit, the search and the way from step to step.
 */
export default function Overview({ document }: { document: MapDocument }) {
  const store = useStoreApi();
  const flow = useReactFlow();
  const seen = useRef<SVGRectElement>(null);
  /** Where in the frame the hand took hold of it, in the drawing's places. */
  const held = useRef<{ x: number; y: number } | null>(null);
  const view = useMemo(() => overview(document, box), [document]);
  const { frames, steps } = useMemo(
    () => shapesOf(document, view, (id) => kindOf(document.nodes, id)),
    [document, view],
  );

  useEffect(() => {
    const follow = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const frame = into(view, { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
      // What lies outside of the box is cut, so that its edge is always seen.
      const [left, top] = [Math.max(1, frame.x), Math.max(1, frame.y)];
      const right = Math.min(box.width - 1, frame.x + frame.width);
      const bottom = Math.min(box.height - 1, frame.y + frame.height);
      const shown = { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
      for (const [name, value] of Object.entries(shown)) seen.current?.setAttribute(name, value.toFixed(1));
    };
    follow();
    return store.subscribe(follow);
  }, [store, view]);

  const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return outOf(view, { x: clientX - left, y: clientY - top });
  };
  const middle = () => {
    const { transform, width, height } = store.getState();
    const [x, y, zoom] = transform;
    return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, width: width / zoom, height: height / zoom };
  };
  const look = (event: PointerEvent) => {
    if (held.current === null) return;
    const at = placeOf(event);
    void flow.setCenter(at.x - held.current.x, at.y - held.current.y, { zoom: flow.getZoom() });
  };
  return (
    <div
      className={classes.box}
      data-overview
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const [at, now] = [placeOf(event), middle()];
        const by = { x: at.x - now.x, y: at.y - now.y };
        const inside = Math.abs(by.x) <= now.width / 2 && Math.abs(by.y) <= now.height / 2;
        held.current = inside ? by : { x: 0, y: 0 };
        look(event);
      }}
      onPointerMove={look}
      onLostPointerCapture={() => (held.current = null)}
    >
      <svg width={box.width} height={box.height}>
        {[...frames].map(([color, path]) => (
          <path key={color} d={path} className={classes.frame} data-color={color} />
        ))}
        {[...steps].map(([kind, path]) => (
          <path key={kind} d={path} className={`${classes.step} kind-${kind}`} />
        ))}
        <rect ref={seen} className={classes.seen} rx="3" />
      </svg>
    </div>
  );
}
