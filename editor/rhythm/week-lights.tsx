import { weekdayName } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import classes from "./rhythm.module.css";

const week = [1, 2, 3, 4, 5, 6, 7];

/** Which days of a week would be lit if so many posts were spread over those that are not off. */
export function litDays(posts: number | null, off: readonly number[]): number[] {
  const open = week.filter((day) => !off.includes(day));
  if (posts === null || posts >= open.length) return open;
  return Array.from({ length: posts }, (_, index) => open[Math.floor(((index + 0.5) * open.length) / posts)]!);
}

/** A week as seven lights: lit, free, or never. With `toggle` they are buttons that put a day off, or back. */
export function WeekLights({
  posts,
  off,
  toggle,
}: {
  posts: number | null;
  off: readonly number[];
  toggle?: (day: number) => void;
}) {
  const { t, language } = useWords();
  const lit = new Set(litDays(posts, off));
  return (
    <ul className={classes.week}>
      {week.map((day) => {
        const name = weekdayName(day, language);
        const state = off.includes(day) ? "never" : lit.has(day) ? "lit" : "free";
        const light = (
          <span className={classes.light} data-state={state} style={{ transitionDelay: `${day * 40}ms` }} />
        );
        const letter = <span aria-hidden>{weekdayName(day, language, "narrow")}</span>;
        return (
          <li key={day} data-state={state}>
            {toggle ? (
              <button type="button" aria-pressed={state === "never"} aria-label={name} onClick={() => toggle(day)}>
                {light}
                {letter}
              </button>
            ) : (
              <span role="img" aria-label={t(`rhythm.${state}`, { day: name })}>
                {light}
                {letter}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
