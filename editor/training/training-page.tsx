import "./words.ts";
import { Switch } from "@mantine/core";
import {
  IconBook2,
  IconCertificate,
  IconChevronRight,
  IconCircleCheck,
  IconHeartHandshake,
  IconMessageHeart,
  IconMessageQuestion,
  type Icon,
} from "@tabler/icons-react";
import { Suspense } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import { lazy } from "../ui/lazy.ts";
import { Told } from "../ui/told.tsx";
import classes from "./training.module.css";

/** For who writes lessons. */
const OwnList = lazy(async () => ({ default: (await import("../lessons/own-list.tsx")).OwnList }));

type List = Reply<"listTraining">;
type Lesson = List["rows"][number];

/** The lessons, and how far one is; for who runs the programme also what it wants, and how many have finished each. */
export function TrainingPage() {
  const { t } = useWords();
  const me = useMe();
  const query = useReply("listTraining", {}, { anew: true });
  const of = (kind: Lesson["kind"]) => query.data?.rows.filter((row) => row.kind === kind) ?? [];
  return (
    <Page narrow title={t("training.title")} intro={t("training.intro")}>
      <Answer query={query} lines={4} height={92}>
        {() => (
          <>
            {query.data!.certified !== null && <Certified />}
            <section className={classes.part}>
              <h2>{t("training.basics")}</h2>
              {query.data!.first && <p className="muted">{t("training.first")}</p>}
              <Lessons rows={of("basic")} numbered />
            </section>
            <section className={classes.part}>
              <h2>{t("training.more")}</h2>
              <Lessons rows={of("more")} />
            </section>
            {of("own").length > 0 && (
              <section className={classes.part}>
                <h2>{t("training.own", { company: me.workspace.name })}</h2>
                <Lessons rows={of("own")} />
              </section>
            )}
            <section className={classes.part}>
              <h2>{t("training.beside")}</h2>
              <ul className={classes.lessons}>
                <Beside
                  to="/objections"
                  icon={IconMessageQuestion}
                  title={t("training.objections")}
                  about={t("training.objectionsText")}
                />
                <Beside
                  to="/mentors"
                  icon={IconHeartHandshake}
                  title={t("training.mentors")}
                  about={t("training.mentorsText")}
                />
                {isEditor(me) && (
                  <Beside
                    to="/survey/results"
                    icon={IconMessageHeart}
                    title={t("training.survey")}
                    about={t("training.surveyText")}
                  />
                )}
              </ul>
            </section>
            {isEditor(me) && (
              <Suspense>
                <OwnList />
              </Suspense>
            )}
            {isEditor(me) && <Programme rows={query.data!.rows} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Lessons({ rows, numbered = false }: { rows: readonly Lesson[]; numbered?: boolean }) {
  const { t, text, day } = useWords();
  return (
    <ol className={classes.lessons}>
      {rows.map(({ name, title, about, minutes, screens, step, doneAt }, index) => (
        <li key={name}>
          <Link href={`/training/${name}`} className={classes.lesson!}>
            <span className={classes.number} data-done={doneAt !== null || undefined} aria-hidden="true">
              {doneAt !== null ? (
                <IconCircleCheck size={24} stroke={1.7} />
              ) : numbered ? (
                index + 1
              ) : (
                <IconBook2 size={22} stroke={1.6} />
              )}
            </span>
            <span className={classes.words}>
              <strong>{text(title)}</strong>
              <span>{text(about)}</span>
              <small>
                {doneAt !== null
                  ? t("training.finished", { day: day(doneAt) })
                  : step !== null && step > 0
                    ? t("training.goOn", { at: Math.min(step + 1, screens), count: screens })
                    : t("training.minutes", { minutes })}
              </small>
            </span>
            <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** What belongs to learning and is no lesson. */
function Beside({ to, icon: Mark, title, about }: { to: string; icon: Icon; title: string; about: string }) {
  return (
    <li>
      <Link href={to} className={classes.lesson!}>
        <span className={classes.number} aria-hidden="true">
          <Mark size={22} stroke={1.6} />
        </span>
        <span className={classes.words}>
          <strong>{title}</strong>
          <span>{about}</span>
        </span>
        <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
      </Link>
    </li>
  );
}

function Certified() {
  const { t } = useWords();
  return (
    <section className={classes.certified}>
      <IconCertificate size={34} stroke={1.5} aria-hidden="true" />
      <div>
        <h2>{t("training.certified")}</h2>
        <p>{t("training.certifiedText")}</p>
        <Link href="/training/certificate">{t("training.certificateOpen")}</Link>
      </div>
    </section>
  );
}

/** What the workspace wants, and how many have finished each lesson: never who, and no number of a few. */
function Programme({ rows }: { rows: readonly Lesson[] }) {
  const { t, text } = useWords();
  const rule = useReply("readTrainingRule", {});
  const save = useChange("saveTrainingRule", { stale: ["readTrainingRule", "listTraining"] });
  return (
    <section className={classes.part}>
      <h2>{t("training.rule")}</h2>
      <Told query={rule} lines={3}>
        {({ first, fewest, done }) => {
          const people = new Map(done.map((row) => [row.lesson, row.people]));
          return (
            <>
              <Switch
                label={t("training.ruleFirst")}
                description={t("training.ruleText")}
                checked={first}
                disabled={save.isPending}
                onChange={({ currentTarget }) => save.mutate({ body: { first: currentTarget.checked } })}
              />
              <p className={`muted ${classes.who}`}>{t("training.ruleWho", { fewest })}</p>
              <dl className={classes.counts}>
                {rows.map(({ name, title }) => {
                  const count = people.get(name) ?? null;
                  return (
                    <div key={name}>
                      <dt>{text(title)}</dt>
                      <dd>{count === null ? t("training.few", { fewest }) : t("training.people", { count })}</dd>
                    </div>
                  );
                })}
              </dl>
            </>
          );
        }}
      </Told>
    </section>
  );
}
