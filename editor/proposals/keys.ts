import { useEffect, useEffectEvent } from "react";

/** What a single key does, by its letter or name as the browser gives it, in capitals. */
export type Keys = Partial<Record<string, () => void>>;

/** The keys of the answers, as they stand on their buttons. */
const [publish, best, choose, later, no] = "pmclx";
export const letters = { publish, best, choose, later, no };

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null);

/** Single keys that answer: never in a field or a dialog, never with another key held, and not at all where the person has switched them off. */
export function useKeys(on: boolean, keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(event.target) || document.querySelector("[role=dialog]") !== null) return;
    const act = keys[event.key.length === 1 ? event.key.toUpperCase() : event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!on) return undefined;
    const listen = (event: KeyboardEvent) => press(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [on]);
}
