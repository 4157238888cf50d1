import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { DockButton } from "../ui/dock.tsx";
import { Changed } from "./changed.tsx";
import classes from "./desk.module.css";
import type { Answered, Brought } from "./said.ts";

/** Other words, with what they change; the author sees both, and nothing goes out before their yes. */
export function EditForm({
  row,
  busy,
  close,
  give,
}: {
  row: Brought;
  busy: boolean;
  close: () => void;
  give: (body: Answered) => void;
}) {
  const { t } = useWords();
  const was = { title: row.title, body: row.body, alt: row.picture?.alt ?? "" };
  const [words, setWords] = useState(was);
  const [word, setWord] = useState("");
  const same = words.title === was.title && words.body === was.body && words.alt === was.alt;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!same) give({ answer: "change", ...words, word });
      }}
    >
      <TextInput
        size="md"
        label={t("suggest.headline")}
        maxLength={200}
        data-autofocus
        autoFocus
        value={words.title}
        onChange={(event) => setWords({ ...words, title: event.currentTarget.value })}
      />
      <Textarea
        autosize
        minRows={3}
        maxRows={12}
        size="md"
        label={t("suggest.words")}
        maxLength={5000}
        value={words.body}
        onChange={(event) => setWords({ ...words, body: event.currentTarget.value })}
      />
      {row.picture !== null && (
        <TextInput
          size="md"
          label={t("suggest.alt")}
          maxLength={1000}
          value={words.alt}
          onChange={(event) => setWords({ ...words, alt: event.currentTarget.value })}
        />
      )}
      {!same && (
        <div className={classes.changes}>
          <Changed label={t("suggest.headline")} before={was.title} after={words.title} />
          <Changed label={t("suggest.words")} before={was.body} after={words.body} />
          <Changed label={t("suggest.alt")} before={was.alt} after={words.alt} />
        </div>
      )}
      <TextInput
        size="md"
        label={t("desk.word")}
        maxLength={500}
        value={word}
        onChange={(event) => setWord(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("desk.changeHelp", { name: row.author.name })}</p>
      <div className={classes.answers}>
        <DockButton tone="act" type="submit" disabled={busy || same}>
          {t("desk.ask", { name: row.author.name })}
        </DockButton>
        <DockButton tone="beside" onClick={close}>
          {t("action.cancel")}
        </DockButton>
      </div>
    </form>
  );
}
