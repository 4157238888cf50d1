import type { ReactNode } from "react";
import classes from "./tag.module.css";

export type Tone = "good" | "calm" | "warn" | "bad" | "plain" | "live";

/** A small word with a dot: the state of something. Colour never carries it alone. */
export function Tag({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`${classes.tag} ${classes[tone]}`} title={title}>
      <i className={classes.dot} aria-hidden="true" />
      {children}
    </span>
  );
}
