import { Switch } from "@mantine/core";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { CameFacts } from "../came/came-facts.tsx";
import classes from "./what-came.module.css";

/** What came of it for all of them together, as it was told last; and whether one's own figures may be seen alone. */
export function WhatCame() {
  const { t, day } = useWords();
  const { data } = useReply("lastOutcome", {});
  const show = useChange("showMyFigures", { stale: ["lastOutcome"] });
  if (!data || (data.outcome === null && !data.figures.offered)) return null;
  const { outcome, figures } = data;
  const on = (date: string): string => day(`${date}T12:00:00Z`);
  return (
    <section className={classes.came}>
      {outcome && (
        <>
          <h2>{t("came.title")}</h2>
          <p className={classes.days}>{t("came.days", { since: on(outcome.since), until: on(outcome.until) })}</p>
          {outcome.words !== "" && <blockquote>{outcome.words}</blockquote>}
          <CameFacts facts={outcome.facts} />
        </>
      )}
      {figures.offered && (
        <Switch
          size="md"
          label={t("mine.figures")}
          description={t("mine.figuresHelp")}
          checked={show.isPending ? show.variables.body.shown : figures.shown}
          onChange={(event) => show.mutate({ body: { shown: event.currentTarget.checked } })}
        />
      )}
    </section>
  );
}
