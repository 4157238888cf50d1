import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Milliseconds of rest after which the rest of the page hears what was written. Each time it does, the whole drawing is looked through. */
const rest = 120;

/**
 * What is written is on the screen at once, and told to the page when the hand rests: a letter never waits for the map to be checked. Leaving
 * the field, or a key held with Ctrl, tells it at once: nothing that somebody does next finds an older text.
 */
export function useAhead(value: string, change: (value: string) => void) {
  const [own, setOwn] = useState<string | null>(null);
  const waiting = useRef<{ text: string; timer: number } | null>(null);
  const latest = useRef(change);
  useLayoutEffect(() => {
    latest.current = change;
  });
  const tell = useCallback(() => {
    const { current } = waiting;
    if (current === null) return;
    clearTimeout(current.timer);
    waiting.current = null;
    latest.current(current.text);
    setOwn(null);
  }, []);
  const write = useCallback(
    (text: string) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      setOwn(text);
      waiting.current = { text, timer: window.setTimeout(tell, rest) };
    },
    [tell],
  );
  useEffect(() => tell, [tell]);
  /** Whether something is written that the page has not heard yet. */
  const ahead = useCallback(() => waiting.current !== null, []);
  return { written: own ?? value, write, tell, ahead };
}
