import classes from "./week-line.module.css";

const [width, height] = [72, 30];

/** Seven days as a small line with its last point; decoration beside the number that says it. */
export function WeekLine({ days, quiet = false }: { days: readonly number[]; quiet?: boolean }) {
  const top = Math.max(1, ...days);
  const points = days.map((posts, day) => {
    const x = 3 + (day / Math.max(1, days.length - 1)) * (width - 6);
    return { x: x.toFixed(1), y: (height - 3 - (posts / top) * (height - 8)).toFixed(1) };
  });
  const line = points.map(({ x, y }) => `${x},${y}`).join(" ");
  const last = points.at(-1);
  if (last === undefined) return null;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className={classes.week}
      data-quiet={quiet || undefined}
    >
      <polygon points={`3,${height - 3} ${line} ${width - 3},${height - 3}`} className={classes.below} />
      <polyline points={line} className={classes.line} />
      <circle cx={last.x} cy={last.y} r={2.4} className={classes.now} />
    </svg>
  );
}
