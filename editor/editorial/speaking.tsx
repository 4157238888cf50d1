import "./words.ts";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import classes from "./editorial.module.css";

/** On what one is asked to speak: a yes or a no, which can be changed. Nothing where nobody asked. */
export function Speaking() {
  const { t } = useWords();
  const query = useReply("mySpeaking", {});
  const answer = useChange("answerSpeaking", { stale: ["mySpeaking"] });
  const [again, setAgain] = useState<string | null>(null);
  const say = (topic: string, agrees: boolean) => {
    setAgain(null);
    answer.mutate({ params: { id: topic }, body: { agrees } });
  };
  return (query.data?.rows ?? []).map(({ topic, name, agrees }) => (
    <section key={topic} className={classes.ask} aria-label={name}>
      {agrees === null || again === topic ? (
        <>
          <p>
            <strong>{t("editorial.askedMe", { name })}</strong>
          </p>
          <p>{t("editorial.askedText")}</p>
          <span className={classes.acts}>
            <Button size="md" onClick={() => say(topic, true)}>
              {t("editorial.yes")}
            </Button>
            <Button size="md" variant="default" onClick={() => say(topic, false)}>
              {t("editorial.no")}
            </Button>
          </span>
        </>
      ) : (
        <span className={classes.acts}>
          {t(agrees ? "editorial.iDo" : "editorial.iDoNot", { name })}
          <Button variant="subtle" size="md" onClick={() => setAgain(topic)}>
            {t("editorial.changeMind")}
          </Button>
        </span>
      )}
    </section>
  ));
}
