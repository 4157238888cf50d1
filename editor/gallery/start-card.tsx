import type { ReactNode } from "react";
import classes from "./gallery.module.css";

/** One of the ways to begin that need no template. */
export function StartCard({
  icon,
  title,
  help,
  start,
}: {
  icon: ReactNode;
  title: string;
  help: string;
  start: () => void;
}) {
  return (
    <button type="button" className={classes.start} onClick={start}>
      <span className={classes.startIcon}>{icon}</span>
      <span>
        <strong>{title}</strong>
        <span className={classes.hint}>{help}</span>
      </span>
    </button>
  );
}
