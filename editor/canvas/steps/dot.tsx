import classes from "./foot.module.css";
import type { Tone } from "./said.ts";

/** How something stands, by colour and by shape: a disc is well, a triangle wants a look, an octagon is broken, a ring is not known yet. The words stand beside it. */
export function Dot({ tone }: { tone: Tone }) {
  return (
    <svg className={classes.dot} data-tone={tone} viewBox="0 0 10 10" width={9} height={9} aria-hidden="true">
      {tone === "warn" ? (
        <path d="M5 0.6 9.8 9.2H0.2Z" />
      ) : tone === "bad" ? (
        <path d="M3 0h4l3 3v4l-3 3H3L0 7V3Z" />
      ) : (
        <circle cx="5" cy="5" r={tone === "plain" ? 3.6 : 4.4} />
      )}
    </svg>
  );
}
