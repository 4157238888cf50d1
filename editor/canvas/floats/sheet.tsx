import { UnstyledButton } from "@mantine/core";
import { useRef, useState, type CSSProperties, type PointerEvent } from "react";
import { useWords } from "../../language.tsx";
import classes from "./sheet.module.css";

/** The three heights of a sheet, as parts of the window: a look, half, nearly all. */
export const heights = [0.24, 0.52, 0.86] as const;

/** The height that a finger meant where it let go: the nearest one. */
export const nearest = (part: number): number =>
  heights.reduce((best, each, index) => (Math.abs(each - part) < Math.abs(heights[best]! - part) ? index : best), 0);

/** How high a sheet stands on a phone; its grip is dragged, and each press on it takes the next height. */
export function useSheet(first = 1) {
  const [at, stand] = useState(first);
  const [dragged, drag] = useState<number | null>(null);
  const part = dragged ?? heights[at]!;
  return { at, stand, drag, part, style: { "--sheet": `${Math.round(part * 100)}%` } as CSSProperties };
}
export type Sheet = ReturnType<typeof useSheet>;

/** The grip on top of a sheet. */
export function Grip({ sheet }: { sheet: Sheet }) {
  const { t } = useWords();
  const from = useRef<{ y: number; part: number; moved: boolean } | null>(null);
  const partAt = (event: PointerEvent): number =>
    from.current === null ? 0 : from.current.part + (from.current.y - event.clientY) / globalThis.innerHeight;
  return (
    <UnstyledButton
      className={classes.grip!}
      aria-label={t(sheet.at === heights.length - 1 ? "sheet.lower" : "sheet.raise")}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { y: event.clientY, part: sheet.part, moved: false };
      }}
      onPointerMove={(event: PointerEvent) => {
        if (from.current === null) return;
        if (Math.abs(from.current.y - event.clientY) > 6) from.current.moved = true;
        if (from.current.moved) sheet.drag(Math.max(0.12, Math.min(0.92, partAt(event))));
      }}
      onPointerUp={(event: PointerEvent) => {
        if (from.current?.moved) sheet.stand(nearest(partAt(event)));
        sheet.drag(null);
      }}
      onPointerCancel={() => sheet.drag(null)}
      onClick={() => {
        // What was dragged has its height already.
        if (from.current?.moved !== true) sheet.stand((sheet.at + 1) % heights.length);
        from.current = null;
      }}
    />
  );
}
