import { createContext, use, useCallback } from "react";

/** The edges of the window that floats lie along, and how much of the drawing they cover there, in pixels. */
export type Insets = { top: number; right: number; bottom: number; left: number };
export type Edge = keyof Insets;

/** What covers the drawing, and at which of its edges. `pushes`: the whole map moves out of its way, not the chosen card only. */
type Float = { edge: Edge; pushes: boolean };

/** From the window's edge, and from each other. */
export const margin = 12;

/** Where an element stands, in the pixels of the drawing. Where it moves to, not where a motion shows it now. */
function placeOf(element: HTMLElement, desk: HTMLElement) {
  let { offsetLeft: left, offsetTop: top } = element;
  for (
    let parent = element.offsetParent;
    parent instanceof HTMLElement && parent !== desk;
    parent = parent.offsetParent
  ) {
    left += parent.offsetLeft;
    top += parent.offsetTop;
  }
  return { left, top, right: left + element.offsetWidth, bottom: top + element.offsetHeight };
}

/**
 * Knows what floats over the drawing, so that nothing that matters comes to lie under it: the camera, the menus and new steps ask for what is
 * left. A float says so itself, by `useFloat`.
 */
export function createRoom() {
  const floats = new Map<HTMLElement, Float>();
  const listeners = new Set<(pushed: boolean) => void>();
  let desk: HTMLElement | null = null;
  let until = 0;
  const tell = (pushed: boolean): void => {
    for (const listener of listeners) listener(pushed);
  };
  const observer = new ResizeObserver((entries) =>
    tell(entries.some(({ target }) => target === desk || floats.get(target as HTMLElement)?.pushes === true)),
  );
  const stand = (element: HTMLElement, float: Float | null) => {
    if (float === null) desk = element;
    else floats.set(element, float);
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      if (float === null) desk = null;
      else if (floats.delete(element)) tell(float.pushes);
    };
  };
  return {
    /** The camera moves by itself from now on, for so many milliseconds; there is one, whoever moves it. */
    glides: (milliseconds: number) => void (until = performance.now() + milliseconds),
    /** It stops; says whether it moved. */
    stands: (): boolean => {
      const moved = performance.now() < until;
      until = 0;
      return moved;
    },
    /** The element that holds the drawing and all that floats over it. */
    hold: (element: HTMLElement | null) => (element ? stand(element, null) : undefined),
    float: (element: HTMLElement, float: Float) => stand(element, float),
    size: () => ({ width: desk?.offsetWidth ?? 0, height: desk?.offsetHeight ?? 0 }),
    insets: (): Insets => {
      const insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
      if (desk === null) return insets;
      for (const [element, { edge }] of floats) {
        if (element.offsetWidth === 0) continue;
        const { left, top, right, bottom } = placeOf(element, desk);
        const covered = { top: bottom, left: right, right: desk.offsetWidth - left, bottom: desk.offsetHeight - top };
        insets[edge] = Math.max(insets[edge], covered[edge]);
      }
      return insets;
    },
    /** Told when the room changed; `pushed` where the whole map should follow. */
    subscribe: (listener: (pushed: boolean) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
export type Room = ReturnType<typeof createRoom>;
export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = use(RoomContext);
  if (!room) throw new Error("useRoom is used outside a map");
  return room;
}

/** For the `ref` of what floats over the drawing along an edge. */
export function useFloat(edge: Edge, pushes = false) {
  const room = useRoom();
  return useCallback(
    (element: HTMLElement | null) => (element ? room.float(element, { edge, pushes }) : undefined),
    [room, edge, pushes],
  );
}
