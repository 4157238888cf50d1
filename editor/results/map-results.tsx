import "./words.ts";
import { NativeSelect } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { DayChart } from "./day-chart.tsx";
import { Declined } from "./declined.tsx";
import { figures, type Figure } from "./figures.ts";
import { GroupTable } from "./group-table.tsx";
import classes from "./results.module.css";
import { Totals } from "./totals.tsx";

type Results = Reply<"mapResults">;
type Choice = Figure | "posts" | "visits";

/** What a map's posts did: sums with what they are of, by day and by network. */
export function MapResults({ id }: { id: string }) {
  const query = useReply("mapResults", { params: { id } }, { every: 30_000 });
  return (
    <Answer query={query} lines={3} height={96}>
      {() => (
        <>
          <Shown results={query.data!} />
          <Declined id={id} heading={classes.heading!} />
        </>
      )}
    </Answer>
  );
}

function Shown({ results }: { results: Results }) {
  const { t } = useWords();
  const { total, week, span, fewest, groups, linked } = results;
  if (total.posts === 0 && total.visits.people === 0)
    return (
      <Empty icon={<IconChartBar size={26} stroke={1.6} />} title={t("results.empty", { span })}>
        {t("results.emptyText")}
      </Empty>
    );
  const persons = groups.some(({ company }) => !company);
  return (
    <div className={classes.results}>
      <Totals
        total={total}
        week={week}
        linked={linked}
        readAt={results.readAt}
        claims={results.claims}
        handVisits={results.handVisits}
      />
      {persons && <p className={classes.note}>{t("results.apart", { fewest, apart: total.apart })}</p>}
      <Days results={results} />
      <section>
        <h2 className={classes.heading}>{t("results.byNetwork")}</h2>
        <GroupTable results={results} />
        {!linked && <p className={classes.note}>{t("results.noLinks")}</p>}
      </section>
    </div>
  );
}

function Days({ results: { days, total, linked, people, fewest, groups } }: { results: Results }) {
  const { t } = useWords();
  const [choice, choose] = useState<Choice>("posts");
  const told = figures.filter((name) => name in total.figures);
  const choices: Choice[] = ["posts", ...(linked ? (["visits"] as const) : []), ...told];
  const name = (one: Choice): string =>
    one === "posts" ? t("results.posts") : one === "visits" ? t("results.visits") : t(`figure.${one}`);
  const explained =
    choice === "posts"
      ? t("results.daysPosts")
      : choice === "visits"
        ? t("results.daysVisits")
        : t("results.daysFigure");
  return (
    <section>
      <div className={classes.top}>
        <h2 className={classes.heading}>{t("results.byDay")}</h2>
        {choices.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t("results.show")}
            value={choice}
            onChange={(event) => choose(event.currentTarget.value as Choice)}
            data={choices.map((value) => ({ value, label: name(value) }))}
          />
        )}
      </div>
      <DayChart
        label={`${name(choice)} ${explained}`}
        days={days.map((day) => ({
          day: day.day,
          value:
            choice === "posts" ? day.posts : choice === "visits" ? day.visits.people : (day.figures[choice]?.sum ?? 0),
        }))}
      />
      {choice !== "posts" && !people && groups.some(({ company }) => !company) && (
        <p className={classes.note}>{t("results.daysCompany", { fewest })}</p>
      )}
    </section>
  );
}
