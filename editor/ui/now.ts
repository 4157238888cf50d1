import { useSyncExternalStore } from "react";

/** One shared clock for all relative times: a step every 15 s, only while somebody looks. */
export const step = 15_000;
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, step);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since the epoch, re-rendering every 15 s. */
export const useNow = (): number => {
  const now = useSyncExternalStore(subscribe, () => current);
  return Math.max(now, Date.now() - step);
};
