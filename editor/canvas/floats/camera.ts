import { useReactFlow, type FitViewOptions } from "@xyflow/react";
import { useMemo } from "react";
import { margin, useRoom, type Insets } from "./room.ts";

/** Space around what is shown, in pixels, beyond what floats cover. */
const air = 28;
const largest = 1.1;

/** The time of a camera move in milliseconds; none for people who asked for less motion. */
export const glide = (milliseconds: number): number =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;

const px = (length: number): `${number}px` => `${Math.round(length)}px`;

/** The map in what the floats leave of the window. */
export const framed = ({ top, right, bottom, left }: Insets, more: number = air): FitViewOptions => ({
  padding: { top: px(top + more), right: px(right + more), bottom: px(bottom + more), left: px(left + more) },
  maxZoom: largest,
});

type Box = { x: number; y: number; width: number; height: number };
type Size = { width: number; height: number };

/**
 * How far the drawing must move, in pixels, so that a box on the screen lies clear of the floats; the least that does. Where there is less
 * room than the box is large, its upper left corner counts.
 */
export function clearing(box: Box, room: Size, insets: Insets): { x: number; y: number } {
  const move = (start: number, length: number, from: number, to: number) =>
    start < from || length > to - from ? from - start : Math.min(0, to - start - length);
  return {
    x: move(box.x, box.width, insets.left + margin * 2, room.width - insets.right - margin * 2),
    y: move(box.y, box.height, insets.top + margin * 2, room.height - insets.bottom - margin * 2),
  };
}

/** Moves the drawing; never to where a float covers what it should show. */
export function useCamera() {
  const flow = useReactFlow();
  const room = useRoom();
  return useMemo(() => {
    /** How long a move takes that begins now. */
    const gliding = (milliseconds: number): number => {
      const duration = glide(milliseconds);
      room.glides(duration);
      return duration;
    };
    /** The middle of what is free, in the drawing's own places. */
    const middle = () => {
      const { top, right, bottom, left } = room.insets();
      const { width, height } = room.size();
      const { x, y, zoom } = flow.getViewport();
      return { x: ((left + width - right) / 2 - x) / zoom, y: ((top + height - bottom) / 2 - y) / zoom };
    };
    /** Moves as little as needed to show a box of the drawing clear of all floats; not at all where it is. */
    const clear = (bounds: Box) => {
      const size = room.size();
      if (size.width === 0) return;
      const { x, y, zoom } = flow.getViewport();
      const box = {
        x: bounds.x * zoom + x,
        y: bounds.y * zoom + y,
        width: bounds.width * zoom,
        height: bounds.height * zoom,
      };
      const by = clearing(box, size, room.insets());
      if (by.x !== 0 || by.y !== 0)
        void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: gliding(240) });
    };
    return {
      middle,
      clear,
      /** Stops where it is; says whether it moved. */
      halt: (): boolean => {
        if (!room.stands()) return false;
        void flow.setViewport(flow.getViewport());
        return true;
      },
      /** The whole map. */
      fit: (duration = 240) => void flow.fitView({ ...framed(room.insets()), duration: gliding(duration) }),
      /** Some steps, from near. */
      show: (ids: readonly string[]) =>
        void flow.fitView({
          ...framed(room.insets(), air * 2),
          nodes: ids.map((id) => ({ id })),
          duration: gliding(240),
        }),
      /** The same for one step, whole. */
      reveal: (id: string) => {
        if (flow.getNode(id) !== undefined) clear(flow.getNodesBounds([id]));
      },
    };
  }, [flow, room]);
}

export type Camera = ReturnType<typeof useCamera>;
