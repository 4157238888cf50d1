import type { ReactNode } from "react";
import classes from "./table.module.css";

/** A table that scrolls sideways within its frame where the page is narrow; the frame can be reached by keyboard. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>{children}</table>
    </div>
  );
}
