import { useEffect, useRef } from "react";
import type { Detail } from "../state/map-context.ts";
import { useCanvas } from "../state/store.ts";

/** Milliseconds: the drawing comes first. */
const rest = 1000;

/** What moves on the drawing is loaded after its first picture: nothing of it is needed to see the map. */
export function useMotion({ live }: Detail): void {
  const canvas = useCanvas();
  const published = useRef(live !== null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    const load = () =>
      void import("../steps/motion.ts").then(
        ({ moves }) => {
          if (!gone) stop = moves(canvas);
        },
        () => undefined,
      );
    const timer = setTimeout(load, rest);
    return () => {
      gone = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [canvas]);
  useEffect(() => {
    if (published.current || live === null) return;
    published.current = true;
    void import("../steps/motion.ts").then(
      ({ celebrate }) => celebrate(canvas),
      () => undefined,
    );
  }, [canvas, live]);
}
