import { useStoreApi } from "@xyflow/react";
import { useEffect, type RefObject } from "react";

/** From which zoom on cards are whole, have a title still, and an icon; below they are coloured blocks. */
const levels = [
  [0.6, undefined],
  [0.4, "far"],
  [0.3, "icon"],
] as const;

/** How much of a card can be read at a zoom. */
export const levelOf = (zoom: number): string | undefined => {
  const found = levels.find(([from]) => zoom >= from);
  return found === undefined ? "block" : found[1];
};

/** Writes on the drawing how much of its cards can be read: the style sheets do the rest, and no card is drawn anew, however many there are. */
export function ZoomLevel({ of }: { of: RefObject<HTMLElement | null> }) {
  const store = useStoreApi();
  useEffect(() => {
    const tell = () => {
      const level = levelOf(store.getState().transform[2]);
      const { current: element } = of;
      if (element === null || element.dataset["zoom"] === level) return;
      if (level === undefined) delete element.dataset["zoom"];
      else element.dataset["zoom"] = level;
    };
    tell();
    return store.subscribe(tell);
  }, [store, of]);
  return null;
}
