import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Card } from "./cards.ts";
import { hourHigh } from "./hours-grid.tsx";
import { type Spot, snapped, stepped } from "./moving.ts";
import type { Held } from "./post-card.tsx";

/** Points a press moves before it is a drag, and milliseconds a finger rests. */
const [apart, rests] = [6, 350];
/** Points from an edge at which the days scroll, and by how many at a time at most. */
const [near, fastest] = [48, 14];

/** A card on its way: where it would come to stand, and, under a pointer, where that is on the window. */
export type Moving = { card: Card; spot: Spot; by: "pointer" | "keys"; at: { x: number; y: number } | null };

/** Beside the pointer, and within the window. */
export const tipAt = ({ x, y }: { x: number; y: number }) => ({
  left: Math.min(x + 16, innerWidth - 300),
  top: Math.min(y + 22, innerHeight - 160),
});
function placeTip({ style }: HTMLElement, at: { x: number; y: number }): void {
  const { left, top } = tipAt(at);
  style.left = `${left}px`;
  style.top = `${top}px`;
}

/** The day under a point, and the minute where days have hours: `grab` points below a card's top. */
function spotUnder(x: number, y: number, grab: number, card: Card): Spot | null {
  const found = document.elementsFromPoint(x, y).find((one) => one instanceof HTMLElement && one.dataset["day"]);
  if (!(found instanceof HTMLElement)) return null;
  const day = found.dataset["day"]!;
  const from = found.dataset["from"];
  // A month has no hours: the time of day stays.
  if (from === undefined) return { day, minute: card.minute };
  const minutes = ((y - grab - found.getBoundingClientRect().top) / hourHigh) * 60 + Number(from) * 60;
  return { day, minute: snapped(minutes, card.minute) };
}

/**
 * Takes cards to another time: by a pointer, by a finger that rests on one first, and by keys (M lifts the card that has the focus, arrows move
 * it, Enter lets it go, Escape leaves it where it was).
 */
export function useMoving(drop: (card: Card, spot: Spot) => void) {
  const [moving, setMoving] = useState<Moving | null>(null);
  const latest = useRef<Moving | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  const press = useRef<{ stop: () => void } | null>(null);
  /** The click that follows a drag opens nothing. */
  const dragged = useRef(false);
  const set = (next: Moving | null) => {
    latest.current = next;
    setMoving(next);
  };
  const end = (keep: boolean) => {
    const last = latest.current;
    set(null);
    if (
      keep &&
      last !== null &&
      (last.card.loose || last.spot.day !== last.card.day || last.spot.minute !== last.card.minute)
    )
      drop(last.card, last.spot);
  };
  const lift = (card: Card) => set({ card, spot: { day: card.day, minute: card.minute }, by: "keys", at: null });

  const start = (card: Card, event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    dragged.current = false;
    const touch = event.pointerType === "touch";
    const { clientX: x0, clientY: y0, pointerId } = event;
    // What lies beside the days is held by its upper edge, whatever its height there.
    const grab = card.loose ? 12 : y0 - event.currentTarget.getBoundingClientRect().top;
    let lifted = false;
    const follow = (x: number, y: number) => {
      const spot = spotUnder(x, y, grab, card) ?? latest.current?.spot ?? { day: card.day, minute: card.minute };
      const before = latest.current;
      // The tip goes along by itself: the days are drawn anew only where the card would stand elsewhere.
      if (before?.by === "pointer" && before.spot.day === spot.day && before.spot.minute === spot.minute) {
        latest.current = { ...before, at: { x, y } };
        if (tip.current !== null) placeTip(tip.current, { x, y });
      } else set({ card, spot, by: "pointer", at: { x, y } });
    };
    // Near the edge of what scrolls, the days scroll on under the card.
    let last = { x: x0, y: y0 };
    const scroller = document.querySelector<HTMLElement>("[data-scrolls]");
    const edge = setInterval(() => {
      if (!lifted || scroller === null) return;
      const { top, bottom, left, right } = scroller.getBoundingClientRect();
      if (last.x < left || last.x > right) return;
      const by = last.y < top + near ? last.y - top - near : last.y > bottom - near ? last.y - bottom + near : 0;
      if (by === 0) return;
      const before = scroller.scrollTop;
      scroller.scrollTop += Math.max(-fastest, Math.min(fastest, by / 3));
      if (scroller.scrollTop !== before) follow(last.x, last.y);
    }, 16);
    const timer = touch
      ? setTimeout(() => {
          lifted = true;
          dragged.current = true;
          follow(x0, y0);
        }, rests)
      : undefined;
    const move = (next: globalThis.PointerEvent) => {
      if (next.pointerId !== pointerId) return;
      const far = Math.hypot(next.clientX - x0, next.clientY - y0) > apart;
      if (!lifted && far && touch) return stop(false);
      if (!lifted && far) {
        lifted = true;
        dragged.current = true;
      }
      last = { x: next.clientX, y: next.clientY };
      if (lifted) follow(next.clientX, next.clientY);
    };
    // A finger that holds a card does not scroll the page.
    const still = (next: TouchEvent) => lifted && next.preventDefault();
    const up = (next: globalThis.PointerEvent) => next.pointerId === pointerId && stop(true);
    const cancel = () => stop(false);
    const stop = (keep: boolean) => {
      clearTimeout(timer);
      clearInterval(edge);
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      removeEventListener("touchmove", still);
      press.current = null;
      if (lifted) end(keep);
    };
    press.current = { stop: cancel };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("touchmove", still, { passive: false });
  };

  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const now = latest.current;
    if (now === null) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (now.by === "pointer") press.current?.stop();
      else end(false);
      return;
    }
    if (now.by !== "keys") return;
    if (event.key === "Enter") {
      event.preventDefault();
      end(true);
      return;
    }
    const spot = stepped(now.spot, event.key, event.shiftKey);
    if (spot === null) return;
    event.preventDefault();
    set({ ...now, spot });
  });
  const lifted = moving !== null;
  useEffect(() => {
    if (!lifted) return undefined;
    const listen = (event: globalThis.KeyboardEvent) => onKey(event);
    addEventListener("keydown", listen, true);
    return () => removeEventListener("keydown", listen, true);
  }, [lifted]);
  useEffect(() => () => press.current?.stop(), []);

  const grip = (card: Card): Held | undefined =>
    card.posts.some(({ movable }) => movable)
      ? {
          held: moving?.card.key === card.key,
          onPointerDown: (event) => start(card, event),
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            lift(card);
          },
        }
      : undefined;
  /** Whether a click is only the end of a drag; asked once. */
  const wasDrag = (): boolean => {
    const was = dragged.current;
    dragged.current = false;
    return was;
  };
  return { moving, grip, tip, wasDrag };
}
