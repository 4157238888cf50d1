import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";

/** How the whole map is shown. */
export const whole = { padding: 0.14, maxZoom: 1.1 };

/**
 * Keeps the drawing in view when its room changes: the whole map as long as nobody moved it, and always the chosen card,
 * which the inspector that opens because of it must not cover.
 */
export function useFraming(chosen: ReadonlySet<string>) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const size = useRef({ width: 0, height: 0 });

  const onResize = useEffectEvent((width: number, height: number) => {
    const before = size.current;
    size.current = { width, height };
    if (before.width === 0) return;
    const inspecting = flow.getNodes().some((node) => chosen.has(node.id));
    if (!moved.current && !inspecting) return void flow.fitView({ ...whole, duration: 160 });
    const bounds = flow.getNodesBounds([...chosen].filter((id) => flow.getNode(id) !== undefined));
    const { x, y, zoom } = flow.getViewport();
    const right = bounds.x * zoom + x + bounds.width * zoom;
    const bottom = bounds.y * zoom + y + bounds.height * zoom;
    const dx = Math.max(0, right + 32 - width);
    const dy = Math.max(0, bottom + 40 - height);
    if (inspecting && (dx > 0 || dy > 0)) void flow.setViewport({ x: x - dx, y: y - dy, zoom }, { duration: 160 });
  });

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && onResize(entry.contentRect.width, entry.contentRect.height));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  /** A move that a person made, not one of ours. */
  const onMoveStart = (event: MouseEvent | TouchEvent | null) => {
    if (event) moved.current = true;
  };
  return { frame, onMoveStart };
}
