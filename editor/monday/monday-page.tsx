import "./words.ts";
import { Button, SegmentedControl } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconArrowRight, IconCheck, IconMail, IconPrinter, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { announce } from "../announce.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import type { Monday } from "./choice.ts";
import { Chosen } from "./chosen.tsx";
import { Paper } from "./paper.tsx";
import { News, Second } from "./stories.tsx";
import { Timer } from "./timer.tsx";
import { useWeek } from "./use-week.ts";
import { People, WeekTable } from "./week-table.tsx";
import classes from "./monday.module.css";

const steps = ["news", "second", "gaps", "who", "send"] as const;

/** A week in half an hour: five steps, and the week that fills below them. What is chosen are drafts of entries, so that another manager can go on. */
export function MondayPage() {
  const [search, setSearch] = useSearchParams();
  // On a weekend it is the week to come that one plans.
  const usual = [0, 6].includes(new Date().getDay()) ? "next" : "this";
  const asked = search.get("week");
  const week = asked === "next" || asked === "this" ? asked : usual;
  const query = useReply("monday", { query: { week } }, { keep: true, anew: true, every: 60_000 });
  return (
    <div className={classes.page}>
      <Answer query={query} lines={5} height={90}>
        {() => (
          <Half
            monday={query.data!}
            week={week}
            choose={(next) => setSearch(next === usual ? {} : { week: next }, { replace: true })}
          />
        )}
      </Answer>
    </div>
  );
}

function Half({ monday, week, choose }: { monday: Monday; week: string; choose: (week: string) => void }) {
  const { t, number, day } = useWords();
  const [step, setStep] = useState<(typeof steps)[number]>("news");
  const plan = useWeek(monday);
  const tell = useChange("tellMonday", { done: ({ told }) => announce.done(t("monday.told", { told })) });
  const on = (date: string): string => day(`${date}T12:00:00Z`);
  const title = t("monday.week", { number: monday.number, first: on(monday.first), last: on(monday.last) });
  useDocumentTitle(`${t("monday.title")} · ${t("app.name")}`);
  const silent = monday.topics.filter(
    ({ id, spoken, days }) =>
      !spoken && days.every((n) => n === 0) && !plan.chosen.some(({ topic }) => topic?.id === id),
  );
  const counts: Record<(typeof steps)[number], number> = {
    news: monday.news.length,
    second: monday.second.filter(({ restsUntil }) => restsUntil === null).length,
    gaps: silent.length,
    who: monday.people.length,
    send: plan.chosen.length,
  };
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  return (
    <>
      <header className={classes.head}>
        <Timer week={title} />
        <div className={classes.acts}>
          <SegmentedControl
            aria-label={t("monday.which")}
            value={week}
            onChange={choose}
            data={[
              { value: "this", label: t("monday.this") },
              { value: "next", label: t("monday.next") },
            ]}
          />
          <Button variant="default" leftSection={<IconPrinter size={17} stroke={1.7} />} onClick={() => window.print()}>
            {t("monday.print")}
          </Button>
        </div>
      </header>
      <ol className={classes.steps} aria-label={t("monday.steps")}>
        {steps.map((each, n) => (
          <li key={each} data-past={n < at || undefined} data-here={each === step || undefined}>
            <button type="button" aria-current={each === step ? "step" : undefined} onClick={() => setStep(each)}>
              <span className={classes.dot} aria-hidden="true">
                {n < at ? <IconCheck size={18} stroke={2} /> : number(n + 1)}
              </span>
              <span>
                <strong>{t(`monday.step.${each}`)}</strong>
                <small className="num">{t(`monday.sub.${each}`, { count: counts[each] })}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className={classes.step}>
        {step === "news" && <News monday={monday} plan={plan} />}
        {step === "second" && <Second monday={monday} plan={plan} />}
        {step === "send" && <Chosen monday={monday} plan={plan} />}
        {next && (
          <Button
            className={classes.forward!}
            variant="default"
            rightSection={<IconArrowRight size={16} stroke={1.7} />}
            onClick={() => setStep(next)}
          >
            {t("monday.forward", { step: t(`monday.step.${next}`) })}
          </Button>
        )}
      </div>
      {step !== "send" && (
        <div className={classes.two}>
          <WeekTable monday={monday} plan={plan} silent={silent.length} />
          <People monday={monday} />
        </div>
      )}
      <Paper monday={monday} plan={plan} title={title} silent={silent.map(({ name }) => name)} />
      <footer className={classes.foot}>
        <p role="status">{t("monday.sum", { count: plan.chosen.length })}</p>
        {plan.sent && (
          <Button
            variant="default"
            title={t("monday.tellHelp")}
            leftSection={<IconMail size={18} stroke={1.7} />}
            loading={tell.isPending}
            disabled={tell.isSuccess}
            onClick={() => tell.mutate({ body: { week: week === "next" ? "next" : "this" } })}
          >
            {t("monday.tell")}
          </Button>
        )}
        {plan.sent && (
          <Button component={Link} href={`/calendar?day=${monday.first}`} variant="default">
            {t("monday.done")}
          </Button>
        )}
        <Button
          size="md"
          leftSection={<IconSend size={18} stroke={1.7} />}
          loading={plan.sending}
          disabled={plan.chosen.length === 0}
          onClick={() => void plan.send()}
        >
          {t("monday.send")}
        </Button>
      </footer>
      {plan.left && (
        <UndoBar key={plan.left.id} undo={() => void plan.back()} done={plan.forget}>
          {t("monday.leftNamed", { title: plan.left.title })}
        </UndoBar>
      )}
    </>
  );
}
