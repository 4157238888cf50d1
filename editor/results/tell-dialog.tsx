import { Checkbox, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { cameOf } from "#engine/came.ts";
import { useWords } from "../language.tsx";
import { CameFacts } from "../came/came-facts.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import type { Results } from "./all-results.ts";
import classes from "./tell-dialog.module.css";

/** Tells the ambassadors what came of these days, in a manager's words and in sums: shown before as they will see it. */
export function TellDialog({
  results: { since, until, total, loose },
  close,
  told,
}: {
  results: Results;
  close: () => void;
  told: (id: string) => void;
}) {
  const { t, day } = useWords();
  const [words, setWords] = useState("");
  const [notice, setNotice] = useState(true);
  const on = (date: string): string => day(`${date}T12:00:00Z`);
  const tell = useChange("tellOutcome", {
    stale: ["lastOutcome"],
    done: ({ id }) => {
      told(id);
      close();
    },
  });
  const send = () => tell.mutate({ body: { since, until, words: words.trim(), notice } });
  return (
    <Modal opened onClose={close} title={t("outcome.tell")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Text mb={16}>{t("outcome.tellText")}</Text>
        <Textarea
          label={t("outcome.words")}
          placeholder={t("outcome.wordsHint")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={600}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
        <section className={classes.preview} aria-label={t("outcome.preview")}>
          <small>{t("outcome.preview")}</small>
          <h3>{t("came.title")}</h3>
          <p>{t("came.days", { since: on(since), until: on(until) })}</p>
          {words.trim() !== "" && <blockquote>{words.trim()}</blockquote>}
          <CameFacts facts={cameOf(total, loose)} />
        </section>
        <Checkbox
          label={t("outcome.notice")}
          description={t("outcome.noticeHelp")}
          checked={notice}
          onChange={(event) => setNotice(event.currentTarget.checked)}
        />
        <DialogEnd close={close} saving={tell.isPending} act={{ label: t("outcome.send"), press: send }} />
      </form>
    </Modal>
  );
}
