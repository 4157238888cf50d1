import { IconUsers } from "@tabler/icons-react";
import { type Day, dayAt, weekday } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { useNow } from "../ui/now.ts";
import classes from "./grid.module.css";
import { type GridProps, sumOf } from "./hours-grid.tsx";
import { usePeopleWords } from "./people-lane.tsx";
import { PostCard } from "./post-card.tsx";
import { dayWords } from "./range.ts";

/** Cards of a day that a month shows; the day has them all. */
const most = 3;

/** Whole weeks: of each day the first few things, and how many more. `month`: the one that is looked at. */
export function MonthGrid({
  calendar,
  cards,
  zone,
  look,
  open,
  grip,
  toDay,
  month,
  target,
}: Omit<GridProps, "days" | "layers" | "gap" | "slots"> & { month: string }) {
  const { t, language } = useWords();
  const today = dayAt(zone, useNow());
  const people = usePeopleWords(zone);
  const byDay = Map.groupBy(cards, ({ day }) => day);
  return (
    <div className={classes.month}>
      {calendar.days.slice(0, 7).map(({ day }) => (
        <div key={day} className={classes.names} aria-hidden="true">
          {dayWords(day, language, { weekday: "long" })}
        </div>
      ))}
      {calendar.days.map(({ day, counts, people: crowd }) => {
        const own = byDay.get(day) ?? [];
        const listed = own.reduce((sum, { posts }) => sum + posts.length, 0);
        const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
        // Of a crowded day not all posts came: those are counted one by one.
        const hidden = Math.max(0, own.length - most) + (all - listed);
        const said = people(crowd);
        const empty = all === 0 && sumOf(crowd) === 0 && weekday(day) < 5 && day >= today && day.startsWith(month);
        return (
          <section
            key={day}
            className={classes.cell}
            data-day={day}
            data-today={day === today || undefined}
            data-weekend={weekday(day) > 4 || undefined}
            data-other={!day.startsWith(month) || undefined}
            data-empty={empty || undefined}
            data-target={target?.day === day || undefined}
            aria-label={`${dayWords(day, language, { weekday: "long", day: "numeric", month: "long" })}, ${t("calendar.dayCount", { count: all })}`}
          >
            <div className={classes.cellHead}>
              <button type="button" onClick={() => toDay(day)}>
                {Number(day.slice(8))}
              </button>
              {said !== null && sumOf(crowd) > 0 && (
                <span className={classes.cellPeople} role="img" aria-label={said} title={said}>
                  <IconUsers size={13} stroke={1.8} aria-hidden="true" />
                  {sumOf(crowd)}
                </span>
              )}
            </div>
            {own.slice(0, most).map((card) => (
              <PostCard key={card.key} card={card} look={look} open={open} line grip={grip(card)} />
            ))}
            {hidden > 0 && (
              <button type="button" className={classes.cellMore} onClick={() => toDay(day as Day)}>
                {t("calendar.others", { count: hidden })}
              </button>
            )}
          </section>
        );
      })}
    </div>
  );
}
