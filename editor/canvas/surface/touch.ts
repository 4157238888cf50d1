import { useReactFlow, useStoreApi, type Node } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, type MouseEvent as Press } from "react";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { join } from "../state/commands.ts";
import { useCanvas } from "../state/store.ts";

/** Whether fingers are what this device is used with. */
export const coarse = matchMedia("(pointer: coarse)").matches;

const byFinger = (event: Event): boolean => "pointerType" in event && event.pointerType === "touch";

/** How far apart two fingers are, and what lies between them, in pixels of the window. */
function pair([one, other]: TouchList): { apart: number; x: number; y: number } | null {
  if (!one || !other) return null;
  const [dx, dy] = [other.clientX - one.clientX, other.clientY - one.clientY];
  return { apart: Math.max(1, Math.hypot(dx, dy)), x: one.clientX + dx / 2, y: one.clientY + dy / 2 };
}

/**
 * Two fingers move and zoom the drawing wherever they lie, and never a card: the library lets them begin beside cards only, and drags the
 * card that the first of them lies on. Once two were down nothing is dragged before all are up; nor while a menu is open under the finger.
 */
export function useTwoFingers(begun: (event: TouchEvent) => void) {
  const canvas = useCanvas();
  const flow = useReactFlow();
  const surface = useRef<HTMLDivElement>(null);
  const tell = useEffectEvent(begun);
  useEffect(() => {
    const area = surface.current;
    if (area === null) return;
    let from: { apart: number; x: number; y: number; zoom: number } | null = null;
    let swallows = false;
    const start = (event: TouchEvent) => {
      const fingers = pair(event.touches);
      if (fingers === null) return void (swallows = false);
      event.stopPropagation();
      swallows = true;
      const { x, y, zoom } = flow.getViewport();
      const { left, top } = area.getBoundingClientRect();
      // The place of the drawing that lies between the fingers, and stays there.
      from = { apart: fingers.apart, x: (fingers.x - left - x) / zoom, y: (fingers.y - top - y) / zoom, zoom };
      tell(event);
    };
    const move = (event: TouchEvent) => {
      if (!swallows && canvas.get().menu === null) return;
      event.stopPropagation();
      const fingers = pair(event.touches);
      if (from === null || fingers === null) return;
      const { left, top } = area.getBoundingClientRect();
      const zoom = Math.max(0.1, Math.min(2, (from.zoom * fingers.apart) / from.apart));
      void flow.setViewport({ x: fingers.x - left - from.x * zoom, y: fingers.y - top - from.y * zoom, zoom });
    };
    const end = (event: TouchEvent) => {
      if (event.touches.length < 2) from = null;
    };
    area.addEventListener("touchstart", start, true);
    area.addEventListener("touchmove", move, true);
    area.addEventListener("touchend", end, true);
    area.addEventListener("touchcancel", end, true);
    return () => {
      area.removeEventListener("touchstart", start, true);
      area.removeEventListener("touchmove", move, true);
      area.removeEventListener("touchend", end, true);
      area.removeEventListener("touchcancel", end, true);
    };
  }, [canvas, flow]);
  return surface;
}

/** A wire by two taps: on a way in or out, then on another one, or on a card. A tap beside lets it go. */
export function useTaps() {
  const { t } = useWords();
  const canvas = useCanvas();
  const store = useStoreApi();
  const drop = () => store.setState({ connectionClickStartHandle: null });
  /** No settings open over what is tapped next; the library chooses the card within the same event. */
  const chooseNone = () => queueMicrotask(() => canvas.choose([]));
  return {
    onClickConnectStart: (event: MouseEvent | TouchEvent) => {
      if (!byFinger(event)) return;
      chooseNone();
      announce.done(t("touch.onward"));
    },
    onClickConnectEnd: (event: MouseEvent | TouchEvent) => {
      if (byFinger("nativeEvent" in event ? (event.nativeEvent as Event) : event)) chooseNone();
    },
    onNodeClick: ({ nativeEvent }: Press, { id, type }: Node) => {
      const from = store.getState().connectionClickStartHandle;
      if (!from || from.nodeId === id || type !== "step" || !byFinger(nativeEvent)) return;
      drop();
      chooseNone();
      const reason = join(canvas, { node: from.nodeId, port: from.id ?? "" }, from.type === "source", id);
      if (reason) announce.warning(t(`refused.${reason}`));
    },
    onPaneClick: () => {
      drop();
      canvas.choose([]);
    },
  };
}
