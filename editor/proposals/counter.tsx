import { useWords } from "../language.tsx";
import classes from "./write.module.css";

/** How much of what a network takes is written: a ring, and words. */
export function Counter({ most, left }: { most: number; left: number | null }) {
  const { t, number } = useWords();
  if (left === null) return <span className={classes.counter} />;
  const used = most - left;
  const share = Math.min(1, used / most);
  const tone = left < 0 ? "bad" : left < 20 ? "warn" : "good";
  return (
    <span className={classes.counter} data-tone={tone}>
      <svg width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <circle cx="12" cy="12" r="10" stroke="var(--line-strong)" strokeWidth="3" />
        <circle
          cx="12"
          cy="12"
          r="10"
          stroke="currentColor"
          strokeWidth="3"
          pathLength={1}
          strokeDasharray={`${share} 1`}
          transform="rotate(-90 12 12)"
        />
      </svg>
      {left < 0 ? (
        <strong>{t("proposals.tooLong", { count: -left })}</strong>
      ) : (
        <span>{t("proposals.counted", { used: number(used), most: number(most) })}</span>
      )}
    </span>
  );
}
