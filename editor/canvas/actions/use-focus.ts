import { useRef, type FocusEvent, type PointerEvent } from "react";
import type { Canvas } from "../state/store.ts";

/** What the keyboard comes to is chosen: its keys are then those of that step. A pointer chooses by itself, and may mean several. */
export function useFocus(canvas: Canvas) {
  const pressed = useRef(false);
  return {
    onPointerDown: () => void (pressed.current = true),
    // Under a finger the focus comes after it is lifted, and what it opens would take the card away from below the click.
    onPointerUp: ({ pointerType }: PointerEvent) => void (pressed.current = pointerType === "touch"),
    onClickCapture: () => void (pressed.current = false),
    onKeyDownCapture: () => void (pressed.current = false),
    onFocusCapture: ({ target }: FocusEvent) => {
      if (pressed.current || !(target instanceof HTMLElement) || !target.matches(".react-flow__node")) return;
      if (target.dataset["quiet"] !== undefined) return;
      const id = target.dataset["id"];
      if (id !== undefined && !canvas.get().chosen.has(id)) canvas.choose([id]);
    },
  };
}
