import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { DocumentPicture } from "../maps/map-picture.tsx";
import { useChange } from "../replies.ts";
import { type Answers, type Ask, AskField } from "./asks.tsx";
import classes from "./gallery.module.css";

export type TemplateRow = Reply<"templates">["rows"][number];

/** A template with its picture, and the three things that it asks for. `open`: with the drawing that came of them. */
export function TemplateForm({
  template,
  open,
  opening,
}: {
  template: TemplateRow;
  open: (name: string, document: MapDocument) => void;
  opening: boolean;
}) {
  const { t, text } = useWords();
  const [name, setName] = useState("");
  const [answers, setAnswers] = useState<Answers>(
    () => Object.fromEntries(template.asks.map(({ ask, given }) => [ask, given])) as Answers,
  );
  const draw = useChange("drawTemplate", {
    done: ({ document }) => open(name.trim() || document.name, document),
  });
  const change = (ask: Ask, value: string | string[]) => setAnswers({ ...answers, [ask]: value });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        draw.mutate({ params: { name: template.id }, body: { answers } });
      }}
    >
      <div className={classes.shown}>
        <div className={classes.large}>
          <DocumentPicture document={template.document} />
        </div>
        <p className={classes.sentence}>{text(template.help)}</p>
      </div>
      <div className={classes.fields}>
        <h2 className={classes.heading}>{t("gallery.asks")}</h2>
        <p className={classes.hint}>{t("gallery.asksHelp")}</p>
        {template.asks.map(({ ask }) => (
          <AskField key={ask} ask={ask} value={answers[ask] ?? ""} change={(value) => change(ask, value)} />
        ))}
        <TextInput
          label={t("gallery.name")}
          placeholder={template.document.name}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={draw.isPending || opening}>
          {t("gallery.create")}
        </Button>
      </div>
    </form>
  );
}
