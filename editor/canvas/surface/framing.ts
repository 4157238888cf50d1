import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";

/** How the whole map is shown. */
export const whole = { padding: 0.14, maxZoom: 1.1 };

/** The time of a camera move in milliseconds; none for people who asked for less motion. */
export const glide = (milliseconds: number): number =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;

/**
 * Keeps the drawing in view when its room changes: the whole map as long as nobody moved it, and always the chosen card,
 * which the inspector that opens because of it must not cover.
 */
export function useFraming(chosen: ReadonlySet<string>) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const size = useRef({ width: 0, height: 0 });

  /** Moves the drawing as little as needed to show the one chosen card. */
  const reveal = useEffectEvent(() => {
    const [id, ...others] = [...chosen].filter((each) => flow.getNode(each) !== undefined);
    const { width, height } = size.current;
    if (id === undefined || others.length > 0 || width === 0) return;
    const bounds = flow.getNodesBounds([id]);
    const { x, y, zoom } = flow.getViewport();
    const shift = (start: number, length: number, room: number) =>
      Math.max(0, 32 - start) || -Math.max(0, start + length + 40 - room);
    const dx = shift(bounds.x * zoom + x, bounds.width * zoom, width);
    const dy = shift(bounds.y * zoom + y, bounds.height * zoom, height);
    if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: glide(160) });
  });
  const onResize = useEffectEvent((width: number, height: number) => {
    const before = size.current;
    size.current = { width, height };
    if (before.width === 0) return;
    // Only the drawer changes the height; the inspector comes and goes too often to move everything each time.
    if (before.height !== height && chosen.size === 0 && !moved.current)
      void flow.fitView({ ...whole, duration: glide(160) });
    else reveal();
  });

  useEffect(() => reveal(), [chosen]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(
      ([entry]) => entry && onResize(entry.contentRect.width, entry.contentRect.height),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  /** A move that a person made, not one of ours. */
  const onMoveStart = (event: MouseEvent | TouchEvent | null) => {
    if (event) moved.current = true;
  };
  return { frame, onMoveStart };
}
