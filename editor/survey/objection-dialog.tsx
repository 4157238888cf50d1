import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { languages, type Language } from "#engine/text.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./objections.module.css";
import type { Objection } from "./told.ts";

const nothing = { ask: { en: "", fr: "" }, answer: { en: "", fr: "" } };

/** A company's own question and answer, in one language or both. */
export function ObjectionDialog({ row, close }: { row: Objection | null; close: () => void }) {
  const { t, language } = useWords();
  const [own, write] = useState(row?.own ?? nothing);
  const [of, choose] = useState<Language>(
    row?.own && row.own.ask[language] === "" ? (language === "fr" ? "en" : "fr") : language,
  );
  const names = new Intl.DisplayNames([language], { type: "language" });
  const [tried, setTried] = useState(false);
  const saved = { stale: ["listObjections" as const], done: () => over(t("objections.saved")) };
  const over = (sentence: string) => {
    announce.done(sentence);
    close();
  };
  const add = useChange("addObjection", saved);
  const change = useChange("changeObjection", saved);
  const remove = useChange("deleteObjection", { ...saved, done: () => over(t("objections.deleted")) });
  // A language counts where both are there; one half alone would be an answer to nothing.
  const whole = (each: Language) => own.ask[each].trim() !== "" && own.answer[each].trim() !== "";
  const half = (each: Language) => (own.ask[each].trim() === "") !== (own.answer[each].trim() === "");
  const sound = languages.some(whole) && !languages.some(half);
  const put = (part: "ask" | "answer", value: string) => write({ ...own, [part]: { ...own[part], [of]: value } });
  return (
    <Modal opened onClose={close} title={t(row === null ? "objections.new" : "objections.edit")} size="lg" centered>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!sound) return;
          if (row === null) add.mutate({ body: own });
          else change.mutate({ params: { id: row.id }, body: own });
        }}
      >
        <SegmentedControl
          aria-label={t("objections.language")}
          value={of}
          onChange={(value) => choose(value as Language)}
          data={languages.map((each) => ({ value: each, label: names.of(each) ?? each }))}
        />
        <Textarea
          label={t("objections.ask")}
          value={own.ask[of]}
          onChange={({ currentTarget }) => put("ask", currentTarget.value)}
          maxLength={200}
          autosize
          minRows={1}
          data-autofocus
        />
        <Textarea
          label={t("objections.answer")}
          description={t("objections.either")}
          value={own.answer[of]}
          onChange={({ currentTarget }) => put("answer", currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={5}
          error={tried && !sound ? t("objections.half") : null}
        />
        {row !== null && (
          <Button
            variant="subtle"
            color="brick"
            className={classes.remove!}
            loading={remove.isPending}
            onClick={() => remove.mutate({ params: { id: row.id } })}
          >
            {t("objections.delete")}
          </Button>
        )}
        <DialogEnd close={close} saving={add.isPending || change.isPending} />
      </form>
    </Modal>
  );
}
