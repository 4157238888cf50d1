import { Link } from "wouter";
import { useWords } from "../language.tsx";
import type { Today } from "./decision.tsx";
import page from "./today.module.css";
import classes from "./week.module.css";

/** How high the highest day is, in parts of what there is. */
const most = 100;

/** The week in one figure and seven days: filled what is out, pale what is planned, dashed a day of work that has nothing yet. */
export function Week({ week: { days, more } }: { week: Today["week"] }) {
  const { t, number, language } = useWords();
  const sum = (of: "out" | "planned") => days.reduce((all, day) => all + day[of], 0);
  const [out, planned] = [sum("out"), sum("planned")];
  const highest = Math.max(1, ...days.map((day) => day.out + day.planned));
  const named = (day: string, weekday: "short" | "long") =>
    new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
  return (
    <section aria-labelledby="week" className={page.aside}>
      <h2 id="week" className={page.heading}>
        {t("today.week")}
      </h2>
      <div className={classes.card}>
        <p className={classes.figure}>
          <b>
            {number(out + planned)}
            {more && "+"}
          </b>{" "}
          <span>
            {t("today.weekPosts", { count: out + planned })} <em>{t("today.weekOut", { count: out })}</em>
          </span>
        </p>
        <ol className={classes.days}>
          {days.map(({ day, today, past, out: gone, planned: coming }, n) => {
            const empty = gone + coming === 0;
            // Weekends are nobody's gap.
            const gap = empty && !past && !today && n < 5;
            const label = empty
              ? t("today.dayNone", { day: named(day, "long") })
              : t("today.daySums", { day: named(day, "long"), out: gone, planned: coming });
            return (
              <li key={day} title={label} data-today={today || undefined}>
                <span className={classes.count} aria-hidden="true">
                  {empty ? "" : number(gone + coming)}
                </span>
                <span className={classes.bars} aria-hidden="true">
                  {coming > 0 && <i className={classes.planned} style={{ height: `${(coming / highest) * most}%` }} />}
                  {gone > 0 && <i className={classes.out} style={{ height: `${(gone / highest) * most}%` }} />}
                  {gap && <i className={classes.gap} />}
                </span>
                <span className={classes.name} aria-hidden="true">
                  {named(day, "short")}
                </span>
                <span className={classes.label}>{label}</span>
              </li>
            );
          })}
        </ol>
        {planned > 0 && (
          <Link href="/deliveries?mark=coming" className={classes.coming!}>
            {t(more ? "today.comingMany" : "today.coming", { count: planned })}
          </Link>
        )}
      </div>
    </section>
  );
}
