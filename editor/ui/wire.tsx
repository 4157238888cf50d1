import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./wire.module.css";

/**
 * `moving`: a light is on its way; `back`: it runs back, nothing left; `done`: it has arrived; `broken`: it did not get there; `asked`:
 * whether it did is being looked up.
 */
export type WireState = "idle" | "moving" | "back" | "done" | "broken" | "asked";

/** 300 by 80: from the middle of the left to a little higher on the right, as a hand draws it. */
const path = "M0 58 C 62 58, 74 52, 96 34 S 142 8, 172 10 S 236 40, 300 44";

/**
 * From a face to a network's mark: what connects, leaves, fails or is finished, and nowhere as decoration. `way`: how far the light is, 0
 * to 1; it is told once a second and glides between. Nothing of it is read aloud: words beside it say the same.
 */
export function Wire({ from, to, state, way = 0 }: { from: ReactNode; to: ReactNode; state: WireState; way?: number }) {
  return (
    <div
      className={classes.wire}
      data-state={state}
      style={{ "--wire-way": state === "done" ? 1 : state === "back" ? 0 : way } as React.CSSProperties}
      aria-hidden="true"
    >
      <span className={classes.from}>{from}</span>
      <svg className={classes.line} viewBox="0 0 300 80" fill="none">
        <path className={classes.all} d={path} pathLength={1} />
        <path className={classes.gone} d={path} pathLength={1} />
        <g className={classes.light} style={{ offsetPath: `path("${path}")` }}>
          <circle className={classes.halo} r={22} />
          <circle className={classes.core} r={7.5} />
        </g>
      </svg>
      {state === "broken" && (
        <span className={classes.cross}>
          <IconX size={18} stroke={2.6} />
        </span>
      )}
      <span className={classes.to}>{to}</span>
    </div>
  );
}
