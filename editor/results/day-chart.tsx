import { useWords } from "../language.tsx";
import { Table } from "../ui/table.tsx";
import classes from "./day-chart.module.css";

export type DayValue = { day: string; value: number };

/** The smallest of a few multiples of a power of ten that is no less: a scale that can be read, and halved. */
export function scaleOf(top: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, top)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((scale) => scale >= top) ?? step * 10;
}

/**
 * Counts by day as bars, or as a line where each day stands for itself (`line`: followers), and the same as a table. Some lines of our own
 * instead of a library of charts: the one that goes with our kit weighs more than all the pages that would show it.
 */
export function DayChart({ label, days, line = false }: { label: string; days: readonly DayValue[]; line?: boolean }) {
  const { t, number, day: dayOf } = useWords();
  const top = Math.max(0, ...days.map(({ value }) => value));
  const low = line ? Math.min(top, ...days.map(({ value }) => value)) : 0;
  // A line shows how much it moves, bars how much there is.
  const [floor, scale] = line
    ? [Math.max(0, low - Math.max(1, (top - low) * 0.25)), top + Math.max(1, (top - low) * 0.1)]
    : [0, scaleOf(top)];
  const height = (value: number): number => (100 * (value - floor)) / (scale - floor);
  const name = (day: string): string => dayOf(`${day}T12:00:00Z`);
  const best = days.reduce<DayValue | null>((a, b) => (a === null || b.value > a.value ? b : a), null);
  const said =
    best === null || best.value === 0
      ? label
      : `${label}. ${t("results.most", { value: number(best.value), day: name(best.day) })}`;
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className={classes.figure}>
      <div className={classes.plot} role="img" aria-label={said}>
        <span className={`${classes.top} num`}>{number(Math.round(scale))}</span>
        <span className={`${classes.bottom} num`}>{number(Math.round(floor))}</span>
        {line ? (
          <svg className={classes.line} viewBox="0 0 100 100" preserveAspectRatio="none">
            <polyline
              points={days
                .map(
                  ({ value }, index) =>
                    `${(100 * (index + 0.5)) / days.length},${Math.round(1000 - 10 * height(value)) / 10}`,
                )
                .join(" ")}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        ) : null}
        <div className={classes.bars}>
          {days.map(({ day, value }) => (
            <span key={day} title={`${name(day)} : ${number(value)}`} data-line={line || undefined}>
              {(line || value > 0) && <i style={{ height: `${Math.max(line ? 0 : 1.5, height(value))}%` }} />}
            </span>
          ))}
        </div>
      </div>
      {first && last && (
        <div className={classes.axis} aria-hidden="true">
          <span>{name(first.day)}</span>
          {first !== last && <span>{name(last.day)}</span>}
        </div>
      )}
      <details className={classes.table} data-screen>
        <summary>{t("results.table")}</summary>
        <Table label={label}>
          <thead>
            <tr>
              <th scope="col">{t("results.day")}</th>
              <th scope="col" data-number>
                {label}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, value }) => (
              <tr key={day}>
                <td>{name(day)}</td>
                <td data-number>{number(value)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </figure>
  );
}
