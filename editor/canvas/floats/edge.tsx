import { useLocalStorage } from "@mantine/hooks";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useMe } from "../../me.ts";
import classes from "./edge.module.css";

/** Pixels. */
type Size = { value: number; set: (value: number) => void; least: number; most: () => number };

/** How large a person made a panel, in this browser; never larger than the window has room for. */
export function useSize(name: string, usual: number, least: number, most: () => number): Size {
  const me = useMe();
  const [kept, set] = useLocalStorage({
    key: `relaymap.${me.member.id}.${name}`,
    defaultValue: usual,
    getInitialValueInEffect: false,
  });
  const bound = (value: number): number => Math.round(Math.max(least, Math.min(value, most())));
  return { value: bound(kept), set: (value) => set(bound(value)), least, most };
}

/** The edge of a panel by which it is made larger: dragged, or moved with the arrow keys. It lies at the panel's left or on its top. */
export function Edge({ size, at, label }: { size: Size; at: "left" | "top"; label: string }) {
  const from = useRef<{ place: number; value: number } | null>(null);
  const place = (event: PointerEvent) => (at === "left" ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const [more, less] = at === "left" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const step = event.key === more ? 32 : event.key === less ? -32 : 0;
    if (step === 0) return;
    event.preventDefault();
    size.set(size.value + step);
  };
  return (
    // A focusable separator is the pattern for a resizable pane.
    <div
      className={classes.edge}
      data-at={at}
      role="separator"
      aria-orientation={at === "left" ? "vertical" : "horizontal"}
      aria-label={label}
      aria-valuenow={size.value}
      aria-valuemin={size.least}
      aria-valuemax={Math.max(size.least, size.most())}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { place: place(event), value: size.value };
      }}
      onPointerMove={(event) => {
        if (from.current) size.set(from.current.value + from.current.place - place(event));
      }}
      onPointerUp={() => (from.current = null)}
      onKeyDown={onKeyDown}
    />
  );
}
