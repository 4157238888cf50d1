import type { ReactNode } from "react";
import { Face } from "../ui/face.tsx";
import classes from "./joining.module.css";

/** The page of somebody who is let in: a sky with the lines of a map below the company's name, and a sheet that lies on it. */
export function Sky({ company, children }: { company: string | null; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.sky}>
          <svg viewBox="0 0 390 262" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            {[0, 1, 2, 3, 4, 5, 6].map((n) => (
              <path
                key={n}
                d={`M-20 ${70 + n * 30} C 60 ${20 + n * 32}, 130 ${130 + n * 18}, 210 ${84 + n * 26} S 340 ${40 + n * 30}, 420 ${96 + n * 24}`}
              />
            ))}
          </svg>
          {company !== null && (
            <div className={classes.company}>
              <Face name={company} company size={38} />
              <span>{company}</span>
            </div>
          )}
        </div>
        <div className={classes.sheet}>{children}</div>
      </div>
    </main>
  );
}
