import { useEffect, useState } from "react";
import { sameDrawing } from "#engine/difference.ts";
import type { MapDocument } from "#engine/map.ts";
import { useCanvas } from "./store.ts";

/** Milliseconds of quiet before two drawings are held against each other: of large ones that takes longer than a key may. */
const pause = 120;

/** Whether the drawing differs from the live version, if there is one. */
export function useChanged(live: MapDocument | undefined): boolean {
  const canvas = useCanvas();
  const [changed, tell] = useState(() => live !== undefined && !sameDrawing(live, canvas.document()));
  useEffect(() => {
    let known: MapDocument | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const compare = () => {
      known = canvas.document();
      tell(live !== undefined && !sameDrawing(live, known));
    };
    compare();
    const stop = canvas.subscribe(() => {
      if (live === undefined || canvas.document() === known) return;
      known = canvas.document();
      clearTimeout(timer);
      timer = setTimeout(compare, pause);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [canvas, live]);
  return changed;
}
