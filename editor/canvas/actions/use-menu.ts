import { useRef, type MouseEvent as Press, type PointerEvent as Touch, type TouchEvent as Lift } from "react";
import type { Canvas } from "../state/store.ts";

/** How long a finger rests before it means the menu, and how far it may tremble meanwhile. */
const rest = 500;
const tremble = 10;

/** What stands at a place of the drawing is chosen, as far as it is not already among what is. */
export function openMenuOn(canvas: Canvas, target: EventTarget | null, at: { x: number; y: number }): void {
  if (!(target instanceof Element)) return;
  const card = target.closest<HTMLElement>(".react-flow__node");
  const wire = target.closest<HTMLElement | SVGElement>("[data-wire], .react-flow__edge");
  const id = card?.dataset["id"] ?? wire?.dataset["wire"] ?? wire?.dataset["id"];
  if (id !== undefined && !canvas.get().chosen.has(id)) canvas.choose([id]);
  // The frame around several cards that were chosen with a box stands for them.
  if (id === undefined && target.closest(".react-flow__nodesselection") === null) canvas.choose([]);
  canvas.set({ menu: at, asked: null });
}

/** The menu of what can be done with what is under the pointer, by its right button or a finger that rests there. */
export function useMenu(canvas: Canvas) {
  const resting = useRef<{ timer: number; x: number; y: number } | null>(null);
  /** The finger that opened the menu is still down: lifting it is no press on what is below. */
  const held = useRef(false);
  const lift = () => {
    clearTimeout(resting.current?.timer);
    resting.current = null;
  };
  const openOn = (target: EventTarget | null, at: { x: number; y: number }, touched: boolean) => {
    held.current = touched;
    openMenuOn(canvas, target, at);
  };
  return {
    onContextMenu: (event: Press) => {
      const { target, clientX: x, clientY: y } = event;
      if (!(target instanceof Element) || target.closest("input, textarea, [role=dialog]") !== null) return;
      event.preventDefault();
      const touched = resting.current !== null || held.current;
      lift();
      openOn(target, { x, y }, touched);
    },
    onPointerDownCapture: ({ pointerType, isPrimary, target, clientX: x, clientY: y }: Touch) => {
      lift();
      held.current = false;
      if (pointerType !== "touch" || !isPrimary) return;
      if (target instanceof Element && target.closest("input, textarea, button, [role=dialog]") !== null) return;
      resting.current = { x, y, timer: window.setTimeout(() => openOn(target, { x, y }, true), rest) };
    },
    onPointerMoveCapture: ({ clientX, clientY }: Touch) => {
      const from = resting.current;
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > tremble) lift();
    },
    onPointerUpCapture: lift,
    onPointerCancelCapture: lift,
    onTouchEndCapture: (event: Lift) => {
      if (held.current && event.cancelable) event.preventDefault();
      held.current = false;
    },
  };
}
