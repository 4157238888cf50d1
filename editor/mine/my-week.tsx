import "./words.ts";
import { IconCheck } from "@tabler/icons-react";
import { weekdayName } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { useNow } from "../ui/now.ts";
import { type Day, weekOf } from "./week.ts";
import classes from "./my-week.module.css";

/** This week as seven lights: what left, what is planned, and the days on which nothing ever does. Words say the same to who does not see them. */
export function MyWeek() {
  const { t, language } = useWords();
  const now = useNow();
  const posts = useReply("myPosts", {});
  const { rows: accounts } = useRows("listAccounts", { query: { mine: "true", limit: 100 } });
  if (posts.data === undefined) return null;
  const off = accounts
    .filter(({ state, kind }) => state !== "disconnected" && kind !== "channel")
    .map(({ daysOff }) => daysOff);
  const { days, left, planned } = weekOf(new Date(now), {
    out: posts.data.out.rows.map(({ at }) => at),
    coming: posts.data.coming.map(({ at }) => at),
    off,
  });
  const said = [
    ...(left > 0 ? [t("week.left", { count: left })] : []),
    ...(planned > 0 ? [t("week.planned", { count: planned })] : []),
  ];
  return (
    <section className={classes.part} aria-label={t("week.title")}>
      <header className={classes.head}>
        <h2>{t("week.title")}</h2>
        <span>{said.length === 0 ? t("week.nothing") : said.join(", ")}</span>
      </header>
      <ul className={classes.week}>
        {days.map((state: Day, index) => (
          <li key={weekdayName(index + 1, language)} data-state={state}>
            <span role="img" aria-label={t(`week.${state}`, { day: weekdayName(index + 1, language) })}>
              <span className={classes.light}>
                {state === "sent" && <IconCheck size={15} stroke={2.6} aria-hidden />}
              </span>
              <span aria-hidden>{weekdayName(index + 1, language, "narrow")}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
