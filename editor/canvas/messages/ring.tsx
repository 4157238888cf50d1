import { useWords } from "../../language.tsx";
import classes from "./ring.module.css";

const round = 2 * Math.PI * 9;

/** How much of its room a text takes, as its network counts: a ring that turns amber when it is nearly full, and red with the number when it is over. */
export function Ring({ count, most, network }: { count: number; most: number; network: string }) {
  const { t, number } = useWords();
  const share = most === 0 ? 1 : count / most;
  const state = share > 1 ? "over" : share > 0.9 ? "near" : "free";
  const said =
    state === "over"
      ? t("posts.over", { count: number(count), most: number(most), over: number(count - most), network })
      : t("posts.counted", { count: number(count), most: number(most), network });
  return (
    <span className={classes.ring} data-state={state} title={said}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="9" />
        <circle
          className={classes.part}
          cx="11"
          cy="11"
          r="9"
          strokeDasharray={`${Math.max(Math.min(share, 1) * round, 0.01)} ${round}`}
          transform="rotate(-90 11 11)"
        />
      </svg>
      <span className={classes.hidden}>{said}</span>
      <span className="num" aria-hidden="true">
        <strong>{number(count)}</strong> / {number(most)}
      </span>
    </span>
  );
}
