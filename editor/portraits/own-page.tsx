import "./words.ts";
import "../suggest/words.ts";
import { Button, Checkbox, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { PhotoField } from "../suggest/photo-field.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Page } from "../ui/page.tsx";
import { Told } from "../ui/told.tsx";
import { Draft, Out } from "./parts.tsx";
import classes from "./portraits.module.css";
import { type Own, staleOwn } from "./use.ts";

/** A portrait of oneself: the questions, what would go out, and one's yes or no. */
export function OwnPortraitPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("myPortrait", { params: { id } }, { anew: true });
  return (
    <Page
      narrow
      title={t("ownPortrait.title")}
      intro={t("ownPortrait.intro")}
      back={<Back to="/me">{t("nav.myPage")}</Back>}
    >
      <Told query={query} lines={4} height={96}>
        {(own) => (
          <div className={classes.parts} key={own.revision}>
            <Now own={own} again={() => void query.refetch()} />
            {(own.state === "asked" || own.state === "answered") && <AnswerForm own={own} />}
            {own.out.length > 0 && (
              <section>
                <h2>{t("ownPortrait.public")}</h2>
                <Out out={own.out} editor={false} taken={own.state === "withdrawn"} />
              </section>
            )}
            {own.state !== "withdrawn" && !own.declined && <Withdraw own={own} />}
          </div>
        )}
      </Told>
    </Page>
  );
}

function Now({ own, again }: { own: Own; again: () => void }) {
  const { t, day } = useWords();
  const { state, by, note, declined, until, words, link, picture } = own;
  if (state === "withdrawn") return <p className={classes.note}>{t("ownPortrait.withdrawn")}</p>;
  if (state === "agreed")
    return (
      <section>
        <h2>{t("ownPortrait.agreed", { day: day(until) })}</h2>
        <Draft words={words} link={link} picture={picture} />
      </section>
    );
  if (state === "proposed") return <Read own={own} again={again} />;
  return (
    <section className={classes.wish}>
      <h2>{state === "answered" ? t("ownPortrait.sent") : t("ownPortrait.by", { by: by ?? "…" })}</h2>
      {note !== "" && state === "asked" && <p>{note}</p>}
      <p className={classes.note}>
        {declined ? t("ownPortrait.declined") : state === "answered" ? t("ownPortrait.waits") : t("ownPortrait.noText")}
      </p>
    </section>
  );
}

/** The words and the picture as they would go out, whole and before the box: nothing is ticked for anybody. */
function Read({ own: { id, revision, words, link, picture, consent }, again }: { own: Own; again: () => void }) {
  const { t, text } = useWords();
  const [agreed, setAgreed] = useState(false);
  const [wishing, wish] = useState(false);
  const [otherwise, setOtherwise] = useState("");
  const yes = useChange("agreePortrait", {
    stale: [...staleOwn],
    done: () => announce.done(t("ownPortrait.saidYes")),
  });
  const say = useChange("wishPortrait", {
    stale: [...staleOwn],
    done: () => announce.done(t("ownPortrait.wished")),
  });
  return (
    <section>
      <h2>{t("ownPortrait.read")}</h2>
      <Draft words={words} link={link} picture={picture} />
      <div className={classes.consent}>
        <Checkbox
          size="md"
          label={text(consent)}
          checked={agreed}
          onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
        />
      </div>
      <div className={classes.acts}>
        <Button
          size="md"
          disabled={!agreed}
          loading={yes.isPending}
          onClick={() => yes.mutate({ params: { id }, body: { revision, agreed: true } }, { onError: again })}
        >
          {t("ownPortrait.yes")}
        </Button>
        <Button size="md" variant="default" onClick={() => wish(true)}>
          {t("ownPortrait.wish")}
        </Button>
      </div>
      <Modal opened={wishing} onClose={() => wish(false)} title={t("ownPortrait.wish")}>
        <Textarea
          size="md"
          autosize
          minRows={3}
          maxRows={10}
          maxLength={1000}
          data-autofocus
          label={t("ownPortrait.wishText")}
          value={otherwise}
          onChange={({ currentTarget }) => setOtherwise(currentTarget.value)}
        />
        <DialogEnd
          close={() => wish(false)}
          size="md"
          saving={say.isPending}
          act={{
            label: t("ownPortrait.wishSend"),
            disabled: otherwise.trim() === "",
            press: () => say.mutate({ params: { id }, body: { revision, wish: otherwise } }, { onError: again }),
          }}
        />
      </Modal>
    </section>
  );
}

function AnswerForm({ own: { id, questions, answers: kept, picture, state } }: { own: Own }) {
  const { t } = useWords();
  const [answers, setAnswers] = useState(() => questions.map((_question, at) => kept[at] ?? ""));
  const [photo, setPhoto] = useState({ medium: picture?.id ?? null, alt: picture?.alt ?? "" });
  const [rights, setRights] = useState(false);
  const send = useChange("answerPortrait", { stale: [...staleOwn] });
  const lacks =
    answers.every((one) => one.trim() === "") || (photo.medium !== null && (photo.alt.trim() === "" || !rights));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!lacks) send.mutate({ params: { id }, body: { answers, ...photo, rights } });
      }}
    >
      {questions.map((question, at) => (
        <Textarea
          key={question}
          size="md"
          autosize
          minRows={3}
          maxRows={12}
          maxLength={1500}
          label={question}
          value={answers[at] ?? ""}
          onChange={({ currentTarget }) =>
            setAnswers((now) => now.map((one, each) => (each === at ? currentTarget.value : one)))
          }
        />
      ))}
      <PhotoField draft={photo} change={(next) => setPhoto((now) => ({ ...now, ...next }))} />
      {photo.medium !== null && (
        <Checkbox
          size="md"
          label={t("ownPortrait.rights")}
          checked={rights}
          onChange={({ currentTarget }) => setRights(currentTarget.checked)}
        />
      )}
      <Button type="submit" size="lg" fullWidth disabled={lacks} loading={send.isPending}>
        {t(state === "asked" ? "ownPortrait.send" : "ownPortrait.sendAgain")}
      </Button>
    </form>
  );
}

/** A no, or no more: one tap before anything was sent, and asked once after that. */
function Withdraw({ own: { id, state } }: { own: Own }) {
  const { t } = useWords();
  const [asking, ask] = useState(false);
  const asked = state === "asked";
  const withdraw = useChange("withdrawPortrait", {
    stale: [...staleOwn],
    done: () => {
      ask(false);
      announce.done(t(asked ? "ownPortrait.saidNo" : "ownPortrait.withdrawn"));
    },
  });
  const go = () => withdraw.mutate({ params: { id } });
  return (
    <div>
      <Button
        variant={asked ? "default" : "subtle"}
        {...(asked ? {} : { color: "brick", ml: -22 })}
        size="md"
        loading={withdraw.isPending}
        onClick={() => (asked ? go() : ask(true))}
      >
        {t(asked ? "ownPortrait.no" : "ownPortrait.withdraw")}
      </Button>
      <Modal opened={asking} onClose={() => ask(false)} title={t("ownPortrait.withdraw")}>
        {t("ownPortrait.withdrawText")}
        <DialogEnd
          close={() => ask(false)}
          size="md"
          saving={withdraw.isPending}
          act={{ label: t("ownPortrait.withdraw"), color: "brick", press: go }}
        />
      </Modal>
    </div>
  );
}
