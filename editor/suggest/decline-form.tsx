import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { DockButton } from "../ui/dock.tsx";
import classes from "./desk.module.css";
import type { Answered } from "./said.ts";

const ready = ["known", "later", "topic", "picture", "secret"] as const;

/** A word for who brought it: one that is ready, or one's own. */
export function DeclineForm({
  name,
  busy,
  close,
  give,
}: {
  name: string;
  busy: boolean;
  close: () => void;
  give: (body: Answered) => void;
}) {
  const { t } = useWords();
  const [word, setWord] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (word.trim() !== "") give({ answer: "decline", word: word.trim() });
      }}
    >
      <div role="group" aria-label={t("desk.ready")} className={classes.ready}>
        {ready.map((id) => (
          <button key={id} type="button" className={classes.sentence} onClick={() => setWord(t(`desk.ready.${id}`))}>
            {t(`desk.ready.${id}`)}
          </button>
        ))}
      </div>
      <Textarea
        autosize
        minRows={2}
        size="md"
        label={t("desk.wordTo", { name })}
        maxLength={500}
        autoFocus
        value={word}
        onChange={(event) => setWord(event.currentTarget.value)}
      />
      <div className={classes.answers}>
        <DockButton tone="act" type="submit" disabled={busy || word.trim() === ""}>
          {t("desk.declineNow")}
        </DockButton>
        <DockButton tone="beside" onClick={close}>
          {t("action.cancel")}
        </DockButton>
      </div>
    </form>
  );
}
