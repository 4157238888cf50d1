import classes from "./segments.module.css";

/** How far one is in a few things that come one after the other: bars, with the count beside them in words. */
export function Segments({
  at,
  count,
  label,
}: {
  /** Which one stands here, from 1. */ at: number;
  count: number;
  /** As "1 of 3". */ label: string;
}) {
  return (
    <div className={classes.segments}>
      {/* Past a handful the bars would be dots: the words say it alone. */}
      {count <= most && (
        <span className={classes.bars} aria-hidden="true">
          {Array.from({ length: count }, (_, index) => (
            <i key={index} data-on={index < at || undefined} />
          ))}
        </span>
      )}
      <span className={classes.label}>{label}</span>
    </div>
  );
}

/** A phone has room for so many bars that can be told apart. */
const most = 12;
