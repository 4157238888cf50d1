import "./words.ts";
import { Button, TextInput } from "@mantine/core";
import { Link, useLocation } from "wouter";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Suspense, useMemo, useState } from "react";

import { addDays } from "#engine/days.ts";
import type { Scenario } from "#engine/scenario.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { lazy } from "../ui/lazy.ts";
import { Page } from "../ui/page.tsx";
import { ScenarioDays } from "./scenario-days.tsx";
import { StepPanel } from "./step-panel.tsx";
import { StepsList } from "./steps-list.tsx";
import { drawTemplate, templates } from "./templates.ts";
import { useScenario, type View } from "./use-scenario.ts";
import { BriefDialog } from "../briefs/brief-dialog.tsx";
import classes from "./scenario.module.css";

const Flow = lazy(async () => ({ default: (await import("./flow.tsx")).Flow }));

/** The steps of a campaign: drawn, listed, as a calendar, and put live. */
export function ScenarioPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getScenario", { params: { id } }, { anew: true });
  const [begun, begin] = useState<Scenario | null>(null);
  const [opened, setOpened] = useState<View | null>(null);
  if (opened === null && query.data !== undefined && !query.isFetching) setOpened(query.data);
  if (opened !== null && (opened.draft !== null || begun !== null))
    return <Draw id={id} found={opened} first={begun ?? opened.draft!} />;
  return (
    <Page
      title={t("scenario.name")}
      intro={t("scenario.intro")}
      back={<Back to={`/campaigns/${id}`}>{t("scenario.back")}</Back>}
    >
      <Answer query={{ ...query, isPending: opened === null && query.error === null }} lines={3} height={90}>
        {() => opened && <Gallery campaign={id} day={opened.firstDay} begin={begin} />}
      </Answer>
    </Page>
  );
}

/** Where nothing is drawn: sequences that are known to work, and an empty one. */
function Gallery({
  campaign,
  day: first,
  begin,
}: {
  campaign: string;
  day: string;
  begin: (scenario: Scenario) => void;
}) {
  const { t, text, language } = useWords();
  const soon = addDays(new Date().toISOString().slice(0, 10), 14);
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  const [day, setDay] = useState(first > soon ? first : soon);
  const empty: Scenario = {
    version: 1,
    day,
    steps: [{ id: "start", kind: "start", days: 0, position: { x: 0, y: 0 } }],
    wires: [],
  };
  return (
    <>
      <TextInput
        type="date"
        maw={260}
        mb={24}
        label={t("scenario.day")}
        description={t("scenario.dayHelp")}
        value={day}
        onChange={({ currentTarget }) => currentTarget.value !== "" && setDay(currentTarget.value)}
      />
      <ul className={classes.gallery}>
        {templates.map((template) => (
          <li key={template.id}>
            <button type="button" onClick={() => begin(drawTemplate(template, day, language))}>
              <strong>{text(template.name)}</strong>
              <span>{text(template.about)}</span>
            </button>
            {template.id === "spotlight" && (
              <Button component={Link} href={`/portraits?campaign=${campaign}`} variant="default" fullWidth mt={8}>
                {t("scenario.portrait")}
              </Button>
            )}
            {template.id === "volunteer" && (
              <Button variant="default" fullWidth mt={8} onClick={() => ask(true)}>
                {t("scenario.brief")}
              </Button>
            )}
          </li>
        ))}
        <li>
          <button type="button" onClick={() => begin(empty)}>
            <strong>{t("scenario.empty")}</strong>
            <span>{t("scenario.emptyText")}</span>
          </button>
        </li>
      </ul>
      {asked && (
        <BriefDialog known={null} campaign={campaign} close={() => ask(false)} done={({ id }) => go(`/briefs/${id}`)} />
      )}
    </>
  );
}

function Draw({ id, found, first }: { id: string; found: View; first: Scenario }) {
  const { t } = useWords();
  const drawing = useScenario(id, found, first);
  const { scenario, view, save, change, undo, publish, publishing } = drawing;
  const [here, open] = useState<string | null>(null);
  const step = scenario.steps.find((one) => one.id === here);
  const fresh = save === "saved" || save === "changed";
  const flaws = fresh ? view.flaws : [];
  const done = useMemo(
    () =>
      new Map([
        ...view.entries.map(({ step: of, state }) => [of, t(`campaign.entry.${state}`)] as const),
        ...view.answers.map(({ step: of, answer }) => [of, t(answer ? "scenario.yes" : "scenario.no")] as const),
      ]),
    [view, t],
  );
  const shared = { scenario, flaws, done, here, open, change };
  return (
    <Page
      title={t("scenario.name")}
      back={<Back to={`/campaigns/${id}`}>{t("scenario.back")}</Back>}
      actions={
        <>
          <span className={classes.save} role="status">
            {t(`scenario.${save}`)}
          </span>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={17} />}
            disabled={undo === null}
            onClick={() => undo?.()}
          >
            {t("action.undo")}
          </Button>
          <Button
            loading={publishing}
            disabled={!fresh || flaws.length > 0 || (view.live !== null && !view.ahead)}
            onClick={publish}
          >
            {t(view.live === null ? "scenario.goLive" : "scenario.goLiveAgain")}
          </Button>
        </>
      }
    >
      <p className={classes.standing} data-flawed={flaws.length > 0 || undefined}>
        {flaws.length > 0
          ? t("scenario.flaws", { count: flaws.length })
          : view.live === null
            ? t("scenario.notLive")
            : t(view.ahead ? "scenario.ahead" : "scenario.live", { number: view.live })}
      </p>
      <div className={classes.columns}>
        <div>
          <Suspense fallback={<div className={classes.flow} />}>
            <Flow {...shared} />
          </Suspense>
        </div>
        {step ? (
          <StepPanel key={step.id} {...{ scenario, step, flaws, change }} close={() => open(null)} />
        ) : (
          <p className={`${classes.panel} ${classes.hint}`}>{t("scenario.choose")}</p>
        )}
      </div>
      <section className={classes.part} aria-labelledby="scenario-steps">
        <header>
          <h2 id="scenario-steps">{t("scenario.steps")}</h2>
        </header>
        <StepsList {...shared} />
      </section>
      <ScenarioDays id={id} scenario={scenario} zone={view.zone} written={done} />
    </Page>
  );
}
