import { Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import type { Results } from "./all-results.ts";

/** Tells the ambassadors what came of these days, in a manager's words and in sums. */
export function TellDialog({
  results: { since, until },
  close,
  told,
}: {
  results: Results;
  close: () => void;
  told: (id: string) => void;
}) {
  const { t } = useWords();
  const [words, setWords] = useState("");
  const tell = useChange("tellOutcome", {
    stale: ["lastOutcome"],
    done: ({ id }) => {
      told(id);
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t("outcome.tell")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tell.mutate({ body: { since, until, words: words.trim() } });
        }}
      >
        <Text mb={16}>{t("outcome.tellText")}</Text>
        <Textarea
          label={t("outcome.words")}
          placeholder={t("outcome.wordsHint")}
          autosize
          minRows={3}
          maxLength={600}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
        <DialogEnd
          close={close}
          saving={tell.isPending}
          act={{
            label: t("outcome.send"),
            press: () => tell.mutate({ body: { since, until, words: words.trim() } }),
          }}
        />
      </form>
    </Modal>
  );
}
