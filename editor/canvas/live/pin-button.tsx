import "./words.ts";
import { IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useWords } from "../../language.tsx";
import { useCanvas, useCanvasPart, type Pin } from "../state/store.ts";
import classes from "../../ui/row-button.module.css";

/** Follows an item through the drawing, or no more. */
export function PinButton({ item, size = 28 }: { item: Pin; size?: number }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const pinned = useCanvasPart(({ pin }) => pin?.key === item.key);
  const label = t(pinned ? "live.unpin" : "live.pin", { title: item.title });
  const Glyph = pinned ? IconPinnedOff : IconPin;
  return (
    <button
      type="button"
      className={classes.button}
      style={{ width: size, height: size }}
      // Drawn by the dozen while a list is moved: what the browser shows by itself costs nothing.
      title={label}
      aria-label={label}
      aria-pressed={pinned}
      data-pinned={pinned || undefined}
      onClick={(event) => {
        event.stopPropagation();
        canvas.set({ pin: pinned ? null : item });
      }}
    >
      <Glyph size={16} stroke={1.8} aria-hidden="true" />
    </button>
  );
}
