import { Button, Modal, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAlertTriangle, IconCircleCheck, IconSend2 } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import type { FirstItems } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import "./words.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange, useReply } from "../../replies.ts";
import { sameDrawing } from "#engine/difference.ts";
import { changeMap } from "../../drawing/draft.ts";
import { useMe } from "../../me.ts";
import { useOpenMap } from "../state/map-context.ts";
import { worstOf } from "../state/problem.ts";
import { Backlog } from "./backlog.tsx";
import { Blocking } from "./blocking.tsx";
import { Visit } from "../steps/visit.tsx";
import { ChangePicture } from "./change-picture.tsx";
import { MonthCosts } from "./costs.tsx";
import { Diff, useChangeRows } from "./diff.tsx";
import { Discard } from "./discard.tsx";
import { Reach } from "./reach.tsx";
import { When } from "../../ui/when.tsx";
import { SignOffDialog } from "./sign-off-dialog.tsx";
import { SignOffNote } from "./sign-off-note.tsx";
import { useFirstQuestion } from "./first-question.tsx";
import classes from "./publish-dialog.module.css";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

const nowhere: readonly string[] = [];

/** What publishing asks of this person: to look at what waits for their agreement, or to publish their own draft. */
export function PublishDialog({ close }: { close: () => void }) {
  const { detail } = useOpenMap();
  const [aside, leaveIt] = useState(false);
  const { data } = useReply("readSignOff", { params: { id: detail.id } });
  if (data?.waiting && data.may && !data.waiting.own && !aside)
    return (
      <SignOffDialog
        waiting={data.waiting}
        close={() => {
          leaveIt(true);
          close();
        }}
      />
    );
  if (data?.waiting && data.may && data.waiting.own && !aside)
    return <SignOffDialog waiting={data.waiting} close={() => leaveIt(true)} />;
  return <DraftDialog close={close} signOff={data} />;
}

/** Shows what publishing will change and asks what must be asked; what stands against it stands where the button would. */
function DraftDialog({ close, signOff }: { close: () => void; signOff: Reply<"readSignOff"> | undefined }) {
  const { t, text } = useWords();
  const small = useMediaQuery("(max-width: 860px)");
  const { workspace } = useMe();
  const canvas = useCanvas();
  const document = useDocument();
  const { detail, saver, learn, run } = useOpenMap();
  const problems = useCanvasPart((state) => state.problems);
  const [note, setNote] = useState("");
  const [saving, setSaving] = useState(false);
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.filter((problem) => problem.severity === "warning");
  const blank = worstOf(errors) === "blank";
  const { live } = detail;
  const tests = document.tests?.list.length ?? 0;
  const version = (live?.number ?? 0) + 1;
  const rows = useChangeRows(live?.document ?? null, document);
  const publish = useChange("publishMap", {
    stale: ["listMaps", "listVersions"],
    done: (reply) => {
      saver.advance(reply.revision);
      learn(reply);
      close();
      announce.done(t("publish.done", { version: reply.live?.number ?? version }));
      // Another map that went live while this one was drawn is heard of now.
      const known = new Set(problems.map(({ message }) => message.en));
      const crossing = reply.problems.find(({ code, message }) => code === "shared-source" && !known.has(message.en));
      if (crossing) announce.warning(text(crossing.message));
      // Who asked for posts at once sees them come.
      if (live === null && document.first.kind !== "skip") run();
    },
  });
  const ask = useChange("askSignOff", {
    stale: ["readSignOff", "today"],
    done: () => {
      close();
      announce.done(t("signoff.asked"));
    },
  });
  const asks = signOff?.needed === true;
  const begin = useCallback((first: FirstItems) => canvas.edit(changeMap({ first }), "first"), [canvas]);
  const question = useFirstQuestion(live?.document ?? null, document, begin, workspace.demo);
  const same = live !== null && sameDrawing(live.document, document);
  const ready = errors.length === 0 && !same && !saving && !publish.isPending && !ask.isPending;
  const confirm = async () => {
    setSaving(true);
    const revision = await saver.flush();
    setSaving(false);
    if (revision === null) announce.warning(t("publish.unsaved"));
    else if (asks) ask.mutate({ params: { id: detail.id }, body: { revision, note } });
    else publish.mutate({ params: { id: detail.id }, body: { revision, note } });
  };
  const mend = () => {
    const first = errors[0];
    if (first?.node) canvas.choose([first.node]);
    if (first?.node && first.field) canvas.set({ wanted: { node: first.node, field: first.field } });
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      size={1100}
      fullScreen={small}
      padding={0}
      title={t("publish.title", { version })}
      closeButtonProps={{ "aria-label": t("action.close") }}
      classNames={{ header: classes.header!, body: classes.body!, content: classes.content! }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) void confirm();
      }}
    >
      <section className={classes.changes}>
        <p className={classes.since}>
          {live === null ? (
            t("publish.first")
          ) : (
            <>
              {t("publish.since", { count: rows.length, version: live.number, by: live.by ?? "" })}{" "}
              <When at={live.publishedAt} />
            </>
          )}
        </p>
        {live === null ? (
          <ChangePicture before={document} after={document} wanted={nowhere} />
        ) : (
          <Diff before={live.document} after={document} />
        )}
      </section>
      <section className={classes.asks}>
        <div className={classes.scroll}>
          <Blocking problems={problems} leave={close} />
          {signOff && <SignOffNote state={signOff} />}
          {question}
          <Backlog document={document} />
          <Reach document={document} map={detail.id} leave={close} />
          {live !== null && <MonthCosts id={detail.id} />}
          <Textarea
            label={t("publish.note")}
            placeholder={t("publish.noteHint")}
            maxLength={500}
            autosize
            minRows={2}
            maxRows={5}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <ul className={classes.checks}>
            {errors.length === 0 && (
              <li data-tone="good">
                <IconCircleCheck size={18} stroke={1.8} aria-hidden="true" />
                {t("publish.noError")}
              </li>
            )}
            {tests > 0 && !problems.some(({ code }) => code === "test-fails") && (
              <li data-tone="good">
                <IconCircleCheck size={18} stroke={1.8} aria-hidden="true" />
                {t("publish.tests", { count: tests })}
              </li>
            )}
            {warnings.slice(0, 6).map((problem, index) => (
              <li key={index} data-tone="warning">
                <IconAlertTriangle size={18} stroke={1.8} aria-hidden="true" />
                <span>
                  {text(problem.message)}
                  {problem.repair?.do === "visit" && (
                    <>
                      {" "}
                      <Visit repair={problem.repair} done={close} />
                    </>
                  )}
                </span>
              </li>
            ))}
            <li data-tone="good">
              <IconCircleCheck size={18} stroke={1.8} aria-hidden="true" />
              {t("publish.consent")}
            </li>
          </ul>
        </div>
        <div className={classes.end}>
          {live !== null && !same ? <Discard live={live.number} done={close} /> : <span />}
          {errors.length > 0 ? (
            <Button
              size="lg"
              color={blank ? "moss" : "brick"}
              variant="light"
              onClick={mend}
              leftSection={<IconAlertTriangle size={18} />}
            >
              {t(blank ? "publish.fill" : "publish.mend", { count: errors.length })}
            </Button>
          ) : (
            <Button
              size="lg"
              disabled={same}
              loading={saving || publish.isPending || ask.isPending || signOff === undefined}
              onClick={() => void confirm()}
              leftSection={<IconSend2 size={18} stroke={1.8} />}
              title="Ctrl ↵"
              data-autofocus
            >
              {asks ? t("signoff.ask") : t("publish.confirm", { version })}
            </Button>
          )}
        </div>
      </section>
    </Modal>
  );
}
