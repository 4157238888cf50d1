import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { weekdayName } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import classes from "./rhythm.module.css";

const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
const steps: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month of the calendar from which one day is chosen, `2027-06-30`; arrows walk over it. Days outside of `first` to `last` cannot be. */
export function Month({
  value,
  change,
  first,
  last,
}: {
  value: string;
  change: (day: string) => void;
  first: string;
  last: string;
}) {
  const { t, language } = useWords();
  const [shown, setShown] = useState(value.slice(0, 7));
  const grid = useRef<HTMLDivElement>(null);
  const walked = useRef(false);
  const begin = Date.parse(`${shown}-01T00:00:00Z`);
  const before = (new Date(begin).getUTCDay() + 6) % 7;
  const next = new Date(begin);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const count = Math.round((next.getTime() - begin) / dayMs);
  const previous = iso(begin - dayMs).slice(0, 7);
  const within = (day: string): boolean => day >= first && day <= last;
  useEffect(() => {
    if (!walked.current) return;
    walked.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${value}"]`)?.focus();
  }, [value]);
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const day = iso(Date.parse(`${value}T00:00:00Z`) + step * dayMs);
    if (!within(day)) return;
    walked.current = true;
    setShown(day.slice(0, 7));
    change(day);
  };
  const long = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
  return (
    <div className={classes.month}>
      <div className={classes.monthHead}>
        <button
          type="button"
          aria-label={t("rhythm.prev")}
          disabled={previous < first.slice(0, 7)}
          onClick={() => setShown(previous)}
        >
          <IconChevronLeft size={20} />
        </button>
        <b aria-live="polite">
          {new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(begin)}
        </b>
        <button
          type="button"
          aria-label={t("rhythm.next")}
          disabled={iso(next.getTime()) > last}
          onClick={() => setShown(iso(next.getTime()).slice(0, 7))}
        >
          <IconChevronRight size={20} />
        </button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows walk over the days, which are buttons */}
      <div ref={grid} className={classes.days} onKeyDown={walk}>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <span key={day} aria-hidden>
            {weekdayName(day, language, "narrow")}
          </span>
        ))}
        {Array.from({ length: count }, (_, index) => {
          const at = begin + index * dayMs;
          const day = iso(at);
          return (
            <button
              key={day}
              type="button"
              data-day={day}
              style={index === 0 ? { gridColumnStart: before + 1 } : undefined}
              aria-pressed={day === value}
              aria-label={long.format(at)}
              disabled={!within(day)}
              onClick={() => change(day)}
            >
              {index + 1}
            </button>
          );
        })}
      </div>
    </div>
  );
}
