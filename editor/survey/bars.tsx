import { IconTrendingDown, IconTrendingUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import classes from "./bars.module.css";

type Share = { count: number; people: number };
export type Bar = {
  name: string;
  label: string;
  before: Share | null;
  after: Share | null;
  change: "less" | "more" | null;
};

/** Two moments of each thing as two bars, with the people that they are of; the words say all that the bars do. */
export function Bars({ rows, children }: { rows: readonly Bar[]; children?: (row: Bar) => ReactNode }) {
  const { t } = useWords();
  return (
    <ul className={classes.bars}>
      {rows.map((row) => (
        <li key={row.name}>
          <p className={classes.label}>
            <span>{row.label}</span>
            {children?.(row)}
          </p>
          {(["before", "after"] as const).map((stage) => {
            const share = row[stage];
            if (share === null) return null;
            const part = share.people === 0 ? 0 : share.count / share.people;
            return (
              <p key={stage} className={classes.bar} data-stage={stage}>
                <span className={classes.track} aria-hidden="true">
                  <span style={{ width: `${100 * part}%` }} />
                </span>
                <span className={classes.number}>
                  <span className={classes.hidden}>{t(`rounds.${stage}`)}: </span>
                  {`${Math.round(100 * part)}\u00a0%`}{" "}
                  <small>
                    {share.count}/{share.people}
                  </small>
                </span>
              </p>
            );
          })}
          {row.change !== null && (
            <p className={classes.change}>
              {row.change === "less" ? (
                <IconTrendingDown size={16} stroke={2} aria-hidden="true" />
              ) : (
                <IconTrendingUp size={16} stroke={2} aria-hidden="true" />
              )}
              {t(`rounds.${row.change}`)}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
