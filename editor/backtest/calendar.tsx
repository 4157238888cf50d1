import { Button, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { NetworkMark } from "../ui/network.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";

/** Rows that are shown before somebody asks for all. */
const firstRows = 24;
/** Days that a row shows one by one: more of them stand together by weeks. */
const mostDays = { desk: 31, phone: 8 };

type Person = Backtest["people"][number];
type Cell = { posts: number; asked: number };

/** Where not all days have room, the last ones are seen first. */
const toToday = (area: HTMLElement | null): void => {
  if (area !== null) area.scrollLeft = area.scrollWidth;
};

/** Who would have posted how much on which day: a tint and a number each. */
export function Calendar({ found, small }: { found: Backtest; small: boolean }) {
  const { t, number, language } = useWords();
  const [all, showAll] = useState(false);
  const { people, days, apart } = found;
  const columns = columnsOf(days, small);
  const short = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const narrow = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { weekday: "narrow", timeZone: "UTC" });
  const cellsOf = (row: Person): Cell[] =>
    columns.map(({ from, to }) => {
      const some = row.days.slice(from, to);
      return { posts: sum(some.map(([posts]) => posts)), asked: sum(some.map(([, asked]) => asked)) };
    });
  const rows = people.map((person) => ({ person, cells: cellsOf(person) }));
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map(({ posts }) => posts)));
  const shown = all ? rows : rows.slice(0, firstRows);
  const together = people.some(({ company, name }) => !company && name === "");
  if (rows.length === 0 && apart === 0) return null;
  return (
    <section aria-labelledby="backtest-calendar">
      <h2 id="backtest-calendar" className={classes.heading}>
        {t("backtest.calendar")}
      </h2>
      {rows.length > 0 && (
        <div ref={toToday} className={classes.scroll} tabIndex={0} role="region" aria-labelledby="backtest-calendar">
          <table
            className={classes.calendar}
            // Days are all as wide as each other, and a month of them fits a desk.
            data-days={!small || undefined}
            style={small ? {} : { minWidth: columns.length * 27 + 246 }}
          >
            <thead>
              <tr>
                <th scope="col">
                  <VisuallyHidden>{t("backtest.who")}</VisuallyHidden>
                </th>
                {columns.map(({ from, to }, index) => {
                  const first = new Date(`${days[from]!}T00:00:00Z`);
                  const oneDay = to - from === 1;
                  const monday = first.getUTCDay() === 1;
                  return (
                    <th
                      key={from}
                      scope="col"
                      data-weekend={(oneDay && [0, 6].includes(first.getUTCDay())) || undefined}
                    >
                      {oneDay ? (
                        <>
                          <VisuallyHidden>{short.format(first)}</VisuallyHidden>
                          <span aria-hidden="true">{narrow.format(first)}</span>
                          <span aria-hidden="true" className="num">
                            {index === 0 || monday || columns.length <= 8 ? first.getUTCDate() : ""}
                          </span>
                        </>
                      ) : (
                        <span title={t("backtest.week", { day: short.format(first) })}>{short.format(first)}</span>
                      )}
                    </th>
                  );
                })}
                <th scope="col">{t("backtest.sum")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ person, cells }, row) => (
                <tr key={row}>
                  <th scope="row">
                    <Whose person={person} />
                  </th>
                  {cells.map((cell, index) => (
                    <td key={index}>{cell.posts > 0 && <Square cell={cell} most={most} />}</td>
                  ))}
                  <td className="num">{number(person.posts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt={8} onClick={() => showAll(true)}>
          {t("backtest.moreRows", { count: number(rows.length) })}
        </Button>
      )}
      <p className={classes.note}>
        {t("backtest.legend")} {together && t("backtest.together")} {apart > 0 && t("backtest.apart", { count: apart })}
      </p>
    </section>
  );
}

function Square({ cell: { posts, asked }, most }: { cell: Cell; most: number }) {
  const { t, number } = useWords();
  const said = t("backtest.cell", { posts, asked });
  return (
    // There may be hundreds: what the browser shows by itself costs nothing.
    <span
      className={classes.square}
      title={said}
      data-asked={asked === posts || undefined}
      style={{ "--share": `${Math.round(18 + 62 * (posts / most))}%` } as React.CSSProperties}
    >
      <span aria-hidden="true" className="num">
        {number(posts)}
      </span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}

function Whose({ person: { name, avatar, company, people, networks } }: { person: Person }) {
  const { t } = useWords();
  const called = name === "" ? t("backtest.people", { count: people ?? 0 }) : name;
  return (
    <span className={classes.whose}>
      {name !== "" && <Face name={name} avatar={avatar} company={company} size={26} />}
      <span className={classes.name}>{called}</span>
      <span className={classes.marks}>
        {networks.slice(0, 4).map((network) => (
          <NetworkMark key={network} network={network} size={15} />
        ))}
      </span>
    </span>
  );
}

/** Days one by one where there is room, else by weeks that end with the last day. */
function columnsOf(days: readonly string[], small: boolean): { from: number; to: number }[] {
  if (days.length <= (small ? mostDays.phone : mostDays.desk)) return days.map((_, from) => ({ from, to: from + 1 }));
  const columns: { from: number; to: number }[] = [];
  for (let to = days.length; to > 0; to -= 7) columns.unshift({ from: Math.max(0, to - 7), to });
  return columns;
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
