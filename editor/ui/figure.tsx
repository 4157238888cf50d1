import type { ReactNode } from "react";
import classes from "./figure.module.css";

/** One number, large, with what it counts; below it what it is of. Stands in a `dl`. */
export function Figure({ label, value, children }: { label: ReactNode; value: string; children?: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd className="num">{value}</dd>
      {children && <dd className={classes.of}>{children}</dd>}
    </div>
  );
}
