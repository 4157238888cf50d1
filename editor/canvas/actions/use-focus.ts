import { useRef, type FocusEvent } from "react";
import type { Canvas } from "../state/store.ts";

/** What the keyboard comes to is chosen: its keys are then those of that step. A pointer chooses by itself, and may mean several. */
export function useFocus(canvas: Canvas) {
  const pressed = useRef(false);
  return {
    onPointerDown: () => void (pressed.current = true),
    onPointerUp: () => void (pressed.current = false),
    onFocusCapture: ({ target }: FocusEvent) => {
      if (pressed.current || !(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
      if (target.dataset["quiet"] !== undefined) return;
      const id = target.dataset["id"];
      if (id !== undefined && !canvas.get().chosen.has(id)) canvas.choose([id]);
    },
  };
}
