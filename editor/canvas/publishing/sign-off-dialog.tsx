import { Button, Modal, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { sameDrawing } from "#engine/difference.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { useDocument } from "../state/store.ts";
import { ChangePicture } from "./change-picture.tsx";
import { Diff } from "./diff.tsx";
import classes from "./publish-dialog.module.css";
import { Reach } from "./reach.tsx";
import "./words.ts";

type Waiting = NonNullable<Reply<"readSignOff">["waiting"]>;
const nowhere: readonly string[] = [];

/** What somebody asks agreement for, as it would go live; a yes publishes exactly this, a no sends it back with words. */
export function SignOffDialog({ waiting, close }: { waiting: Waiting; close: () => void }) {
  const { t } = useWords();
  const small = useMediaQuery("(max-width: 860px)");
  const draft = useDocument();
  const { detail, learn } = useOpenMap();
  const [word, setWord] = useState("");
  const { live } = detail;
  const { id, hash, document, own } = waiting;
  const answer = useChange("answerSignOff", {
    stale: ["readSignOff", "today", "listMaps", "listVersions"],
    done: (reply) => {
      learn(reply);
      close();
    },
  });
  const say = (yes: boolean) =>
    answer.mutate(
      { params: { id: detail.id }, body: { id, hash, yes, word } },
      {
        onSuccess: (reply) =>
          announce.done(yes ? t("publish.done", { version: reply.live?.number ?? 1 }) : t("signoff.sentBack")),
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      size={1100}
      fullScreen={small}
      padding={0}
      title={own ? t("signoff.titleOwn") : t("signoff.title", { by: waiting.by ?? t("changes.somebody") })}
      closeButtonProps={{ "aria-label": t("action.close") }}
      classNames={{ header: classes.header!, body: classes.body!, content: classes.content! }}
    >
      <section className={classes.changes}>
        <p className={classes.since}>
          {t("signoff.since")} <When at={waiting.at} />.
        </p>
        {live === null ? (
          <ChangePicture before={document} after={document} wanted={nowhere} />
        ) : (
          <Diff before={live.document} after={document} />
        )}
      </section>
      <section className={classes.asks}>
        <div className={classes.scroll}>
          {waiting.note !== "" && (
            <figure className={classes.note}>
              <figcaption>{t("signoff.note")}</figcaption>
              <blockquote>{waiting.note}</blockquote>
            </figure>
          )}
          {!sameDrawing(document, draft) && <p className={classes.reach}>{t("signoff.moved")}</p>}
          <Reach document={document} map={detail.id} leave={close} />
          <Textarea
            label={t("signoff.word")}
            placeholder={t("signoff.wordHint")}
            maxLength={500}
            autosize
            minRows={2}
            maxRows={5}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
        </div>
        <div className={classes.end}>
          <Button
            variant="default"
            size="lg"
            disabled={word.trim() === ""}
            loading={answer.isPending}
            onClick={() => say(false)}
          >
            {t("signoff.no")}
          </Button>
          <Button size="lg" loading={answer.isPending} onClick={() => say(true)}>
            {t("signoff.yes")}
          </Button>
        </div>
      </section>
    </Modal>
  );
}
