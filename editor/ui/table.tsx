import type { ReactNode } from "react";
import { followRow } from "./row-link.ts";
import classes from "./table.module.css";

/** A table that scrolls sideways within its frame where the page is narrow; the frame can be reached by keyboard. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- keyboards have the row's link */}
      <table className={classes.table} onClick={followRow} onAuxClick={followRow}>
        {children}
      </table>
    </div>
  );
}
