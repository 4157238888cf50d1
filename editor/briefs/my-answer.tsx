import { Button, Modal, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import classes from "./asked.module.css";
import rowClasses from "./briefs.module.css";
import { Came, Made } from "./came.tsx";
import { MadeForm } from "./made-form.tsx";
import { type Asked, dayOf, staleAsked } from "./use.ts";

/** How it stands between oneself and who asked, and the taps that there are now. */
export function MyAnswer({ asked, again }: { asked: Asked; again: () => void }) {
  const { t, language } = useWords();
  const { id, state, open, by, word, reply, due, repliedBy, endedOwn, endWord, made, posts, showsOwn } = asked;
  const [said, say] = useState("");
  const [sheet, setSheet] = useState<"step" | "made" | null>(null);
  const [, go] = useLocation();
  const phone = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false }) === true;
  const answer = useChange("answerAsked", { stale: [...staleAsked] });
  const carry = useChange("promoteAsked", { stale: [...staleAsked], done: ({ id: entry }) => go(`/entries/${entry}`) });
  const tap = (next: "yes" | "no" | "back") =>
    answer.mutate({ params: { id }, body: { answer: next, word: next === "yes" ? said : "" } }, { onError: again });
  const chosen = answer.isPending ? answer.variables.body.answer : null;
  const words =
    state === "asked" && !open
      ? t("asked.is.closed")
      : state === "asked"
        ? t("asked.title")
        : state === "offered"
          ? by === null
            ? t("asked.is.offeredNobody")
            : t("asked.is.offered", { by })
          : state === "ended"
            ? t(endedOwn ? "asked.is.endedOwn" : "asked.is.ended")
            : t(`asked.is.${state}`);
  const draft = posts.find((post) => post.own && post.state === "draft");
  return (
    <section className={classes.answer} aria-live="polite">
      <h2>{words}</h2>
      {word !== "" && <p className={rowClasses.line}>{t("asked.mine", { word })}</p>}
      {reply !== "" && <p className={rowClasses.said}>{t("brief.answered", { by: repliedBy ?? "…", word: reply })}</p>}
      {due !== null && state === "agreed" && (
        <p className={rowClasses.line}>{t("brief.dueOn", { day: dayOf(due, language) })}</p>
      )}
      {state === "ended" && !endedOwn && endWord !== "" && (
        <p className={rowClasses.line}>{t("brief.answered", { by: repliedBy ?? "…", word: endWord })}</p>
      )}
      {state === "asked" && open && (
        <>
          <Textarea
            mt={14}
            size="md"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            label={t("asked.word")}
            value={said}
            onChange={({ currentTarget }) => say(currentTarget.value)}
          />
          {phone ? (
            // In a thumb's reach from the first look on.
            <Dock
              first={
                <>
                  <DockButton tone="act" disabled={answer.isPending} onClick={() => tap("yes")}>
                    {t("asked.yes")}
                  </DockButton>
                  <DockButton tone="beside" disabled={answer.isPending} onClick={() => tap("no")}>
                    {t("asked.no")}
                  </DockButton>
                </>
              }
            />
          ) : (
            <div className={classes.taps}>
              <Button loading={chosen === "yes"} onClick={() => tap("yes")}>
                {t("asked.yes")}
              </Button>
              <Button variant="default" loading={chosen === "no"} onClick={() => tap("no")}>
                {t("asked.no")}
              </Button>
            </div>
          )}
          <p className={classes.note}>{by === null ? t("asked.noNoteNobody") : t("asked.noNote", { by })}</p>
        </>
      )}
      <div className={rowClasses.acts}>
        {state === "no" && open && (
          <Button variant="default" size="md" loading={answer.isPending} onClick={() => tap("yes")}>
            {t("asked.after.yes")}
          </Button>
        )}
        {state === "offered" && (
          <Button variant="default" size="md" loading={answer.isPending} onClick={() => tap("back")}>
            {t("asked.takeBack")}
          </Button>
        )}
        {state === "agreed" && (
          <>
            <Button size="md" onClick={() => setSheet("made")}>
              {t("asked.finish")}
            </Button>
            <Button variant="default" size="md" onClick={() => setSheet("step")}>
              {t("asked.stepBack")}
            </Button>
          </>
        )}
      </div>
      {state === "done" && (
        <>
          <Made made={made} />
          <Came posts={posts} />
          <div className={rowClasses.acts}>
            <Button
              size="md"
              variant={posts.some((post) => post.own) ? "default" : "filled"}
              loading={carry.isPending}
              onClick={() => carry.mutate({ params: { id } })}
            >
              {t(draft === undefined ? "asked.carry" : "brief.carryDraft")}
            </Button>
            <Button variant="default" size="md" onClick={() => setSheet("made")}>
              {t("asked.finishAgain")}
            </Button>
          </div>
          <p className={classes.note}>
            {t("asked.carryNote")} {showsOwn ? (by === null ? "" : t("asked.shows", { by })) : t("asked.hides")}
          </p>
        </>
      )}
      {sheet === "made" && <MadeForm asked={asked} close={() => setSheet(null)} />}
      {sheet === "step" && <StepBack id={id} close={() => setSheet(null)} again={again} />}
    </section>
  );
}

/** Ends what was agreed, with a word or none. */
function StepBack({ id, close, again }: { id: string; close: () => void; again: () => void }) {
  const { t } = useWords();
  const [word, setWord] = useState("");
  const end = useChange("endAsked", { stale: [...staleAsked], done: close });
  return (
    <Modal opened onClose={close} title={t("asked.stepTitle")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <p>{t("asked.stepText")}</p>
      <Textarea
        label={t("asked.stepWord")}
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={word}
        onChange={({ currentTarget }) => setWord(currentTarget.value)}
      />
      <DialogEnd
        close={close}
        size="md"
        saving={end.isPending}
        act={{
          label: t("asked.stepDo"),
          press: () => end.mutate({ params: { id }, body: { word } }, { onError: again }),
        }}
      />
    </Modal>
  );
}
