import "./words.ts";
import { IconSparkles } from "@tabler/icons-react";
import { Link, Redirect, useLocation } from "wouter";
import type { Body } from "#server/api.ts";
import { CharterStep } from "../charter/charter-step.tsx";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { TopicsAndRhythm } from "../rhythm/my-page.tsx";
import { Splash } from "../shell/splash.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { type Progress, Step } from "../ui/step.tsx";
import { AccountsStep } from "./accounts-step.tsx";
import classes from "./joining.module.css";

type StepName = NonNullable<Body<"setWelcome">["step"]>;

/** The first way through: the charter, accounts, topics. How far one is stands on the server: it goes on there, on whatever device. */
export function WelcomePage() {
  const { t } = useWords();
  const me = useMe();
  const charter = useReply("getCharter", {});
  const put = useChange("setWelcome", { stale: ["me"] });
  const { welcome } = me.member;
  if (welcome === null) return <Done />;
  if (!charter.data) return <Splash inside />;
  const { current } = charter.data;
  const steps: StepName[] = current === null ? ["accounts", "topics"] : ["charter", "accounts", "topics"];
  const at = Math.max(0, steps.indexOf(welcome));
  const to = (step: StepName | undefined) => put.mutate({ body: { step: step ?? null } });
  const walk = {
    progress: {
      at: at + 1,
      count: steps.length,
      label: t("welcome.at", { at: at + 1, count: steps.length }),
    },
    back: at === 0 ? null : () => to(steps[at - 1]),
    go: () => to(steps[at + 1]),
  };
  if (steps[at] === "charter" && current !== null)
    return <CharterStep charter={charter.data} current={current} {...walk} onward={t("welcome.continue")} />;
  if (steps[at] === "topics") return <TopicsStep {...walk} />;
  return <AccountsStep {...walk} />;
}

/** What they want to hear of, and how often: each choice is kept as it is made. */
function TopicsStep({ progress, back, go }: { progress: Progress; back: (() => void) | null; go: () => void }) {
  const { t } = useWords();
  const foot = (
    <Dock
      first={
        <DockButton tone="act" onClick={go}>
          {t("welcome.continue")}
        </DockButton>
      }
    />
  );
  return (
    <Step back={back} progress={progress} title={t("welcome.topics")} about={t("welcome.topicsText")} foot={foot}>
      <TopicsAndRhythm />
    </Step>
  );
}

function Done() {
  const { t } = useWords();
  const me = useMe();
  const [, navigate] = useLocation();
  if (me.member.role !== "ambassador") return <Redirect to="/" replace />;
  return (
    <Step
      back={null}
      title={t("welcome.done", { name: me.member.name.split(/\s+/u)[0] ?? "" })}
      about={t("welcome.doneText")}
      foot={
        <Dock
          first={
            <DockButton tone="act" onClick={() => navigate("/")}>
              {t("welcome.see")}
            </DockButton>
          }
        />
      }
    >
      <div className={classes.done} aria-hidden="true">
        <IconSparkles size={52} stroke={1.2} />
      </div>
      <p className={classes.talks}>
        {t("welcome.talks")} <Link href="/me/followed#talks">{t("welcome.talksSay")}</Link>
      </p>
    </Step>
  );
}
