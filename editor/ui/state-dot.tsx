import type { Mark } from "#engine/mark.ts";
import classes from "./state-dot.module.css";

/** How a delivery stands, at the lower right of a face or before a word. Never alone: whoever shows it says it in words too. */
export function StateDot({ mark, size = 11 }: { mark: Mark; size?: number }) {
  return <i className={classes.dot} data-mark={mark} style={{ width: size, height: size }} aria-hidden="true" />;
}
