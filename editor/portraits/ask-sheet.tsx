import { Select, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { stale } from "./use.ts";

const most = 8;

/** Whom to ask, and what. */
export function AskSheet({
  campaign,
  close,
  done,
}: {
  campaign: string | null;
  close: () => void;
  done: (id: string) => void;
}) {
  const { t } = useWords();
  const people = useReply("briefPeople", {});
  const [id] = useState(() => crypto.randomUUID());
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [written, write] = useState(() => t("portraits.questionsUsual"));
  const ask = useChange("askPortrait", {
    stale: [...stale],
    done: () => {
      announce.done(t("portraits.asked"));
      done(id);
    },
  });
  const questions = written.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim().slice(0, 240)]));
  return (
    <Sheet opened close={close} title={t("portraits.ask")} about={t("portraits.askAbout")}>
      <Stack gap={16}>
        <Select
          size="md"
          searchable
          label={t("portraits.whom")}
          value={to}
          onChange={setTo}
          data={(people.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
        />
        <Textarea
          size="md"
          autosize
          minRows={5}
          maxRows={12}
          label={t("portraits.questions")}
          description={t("portraits.questionsText")}
          value={written}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
        <Textarea
          size="md"
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          label={t("portraits.note")}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Stack>
      <DialogEnd
        close={close}
        size="md"
        saving={ask.isPending}
        act={{
          label: t("portraits.ask"),
          disabled: to === null || questions.length === 0 || questions.length > most,
          press: () => to !== null && ask.mutate({ body: { id, to, campaign, note, questions } }),
        }}
      />
    </Sheet>
  );
}
