import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";

/** From which zoom on cards are whole, have a title still, and an icon; below they are coloured blocks. */
const levels = [
  [0.6, undefined],
  [0.4, "far"],
  [0.3, "icon"],
] as const;

/** How much of a card can be read at a zoom. */
const levelOf = (zoom: number): string | undefined => {
  const found = levels.find(([from]) => zoom >= from);
  return found === undefined ? "block" : found[1];
};

/** On the screen about this many pixels, in steps, so that the drawing is not styled anew with each turn of the wheel. */
const farTitle = 15;
const step = 20;

/** Writes on the drawing how much of its cards can be read: the style sheets do the rest, and no card is drawn anew, however many there are. */
export function ZoomLevel() {
  const store = useStoreApi();
  useEffect(() => {
    let known: string | undefined;
    let size = 0;
    const tell = () => {
      const { transform, domNode } = store.getState();
      const level = levelOf(transform[2]);
      const now = level === "block" ? Math.max(step, Math.round(farTitle / transform[2] / step) * step) : size;
      if (domNode !== null && now !== size) {
        size = now;
        domNode.style.setProperty("--far-title", `${size}px`);
      }
      if (domNode === null || level === known) return;
      known = level;
      if (level === undefined) domNode.removeAttribute("data-zoom");
      else domNode.setAttribute("data-zoom", level);
    };
    tell();
    return store.subscribe(tell);
  }, [store]);
  return null;
}
