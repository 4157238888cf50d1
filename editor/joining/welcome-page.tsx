import "./words.ts";
import { IconSparkles } from "@tabler/icons-react";
import { Redirect, useLocation } from "wouter";
import type { Body } from "#server/api.ts";
import { CharterStep } from "../charter/charter-step.tsx";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Splash } from "../shell/splash.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { Step } from "../ui/step.tsx";
import { AccountsStep } from "./accounts-step.tsx";
import classes from "./joining.module.css";

type Step = NonNullable<Body<"setWelcome">["step"]>;

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
  const steps: Step[] = current === null ? ["accounts"] : ["charter", "accounts"];
  const at = Math.max(0, steps.indexOf(welcome));
  const to = (step: Step | undefined) => put.mutate({ body: { step: step ?? null } });
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
  return <AccountsStep {...walk} />;
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
    </Step>
  );
}
