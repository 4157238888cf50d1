import { useLayoutEffect } from "react";

let open = 0;

/**
 * While the page that calls it is shown, one thing is being done: the bar of places at the foot of a phone is away, and what stands at
 * the bottom stands at the very bottom (`--bottom-bar` is nothing, tokens.css).
 */
export function useTask(on = true): void {
  useLayoutEffect(() => {
    if (!on) return undefined;
    open += 1;
    document.documentElement.dataset["task"] = "on";
    return () => {
      open -= 1;
      if (open === 0) delete document.documentElement.dataset["task"];
    };
  }, [on]);
}
