import { useWords } from "../language.tsx";
import { Table } from "../ui/table.tsx";
import type { Results } from "./all-results.ts";
import { scaleOf } from "./day-chart.tsx";
import classes from "./reach-chart.module.css";

/** What could be reached behind, what was measured in front, day by day; never added up. The same as a table. */
export function ReachChart({ results }: { results: Results }) {
  const { t, number, day: dayOf } = useWords();
  const { days, total, audience, daysOfAll, people, fewest } = results;
  const views = total.figures.views;
  const measured = (day: Results["days"][number]): number =>
    views ? (day.figures.views?.sum ?? 0) : day.visits.people;
  const scale = scaleOf(Math.max(1, ...days.map((day) => Math.max(day.potential.sum, measured(day)))));
  const name = (date: string): string => dayOf(`${date}T12:00:00Z`);
  const label = t(views ? "outcome.measured" : "outcome.measuredVisits");
  const [first, last] = [days[0], days.at(-1)];
  return (
    <section className={classes.card}>
      <h2>{t("outcome.reach")}</h2>
      <p className={classes.legend}>
        <span data-kind="potential">
          <strong className="num">{number(total.potential.sum)}</strong> {t("outcome.potential")}
        </span>
        <span data-kind="measured">
          <strong className="num">{number(views?.sum ?? total.visits.people)}</strong> {label}
        </span>
      </p>
      <div className={classes.plot} aria-hidden="true">
        <span className={`${classes.top} num`}>{number(scale)}</span>
        {days.map((day) => (
          <span key={day.day} title={`${name(day.day)} : ${number(day.potential.sum)} · ${number(measured(day))}`}>
            <i data-kind="potential" style={{ height: `${(100 * day.potential.sum) / scale}%` }} />
            <i data-kind="measured" style={{ height: `${(100 * measured(day)) / scale}%` }} />
          </span>
        ))}
      </div>
      {first && last && (
        <div className={classes.axis} aria-hidden="true">
          <span>{name(first.day)}</span>
          <span>{name(last.day)}</span>
        </div>
      )}
      <details className={classes.table} data-screen>
        <summary>{t("outcome.byDayTable")}</summary>
        <Table label={t("outcome.reach")}>
          <thead>
            <tr>
              <th scope="col">{t("results.day")}</th>
              {[t("outcome.posts"), t("outcome.potential"), label].map((head) => (
                <th key={head} scope="col" data-number>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <td>{name(day.day)}</td>
                <td data-number>{number(day.posts)}</td>
                <td data-number>{number(day.potential.sum)}</td>
                <td data-number>{number(measured(day))}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
      <p className={classes.note}>
        {t("outcome.reachNote", {
          potentialOf: number(total.potential.of),
          viewsOf: number(views?.of ?? 0),
          posts: number(total.posts),
          followers: number(audience.followers),
          of: number(audience.of),
          accounts: number(audience.accounts),
        })}{" "}
        {!daysOfAll && people.posts > 0 && t("outcome.daysCompany", { fewest })}
      </p>
    </section>
  );
}
