import { Button, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Face } from "../ui/face.tsx";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import classes from "./briefs.module.css";
import { Came, Made } from "./came.tsx";
import { dayOf, type Offer, stale, tones } from "./use.ts";

type Answering = "agree" | "thank" | "end";

/** Somebody who offered, with what was said, agreed and made, and what to do about it now. */
export function OfferCard({ brief, offer, again }: { brief: string; offer: Offer; again: () => void }) {
  const { t, language } = useWords();
  const [, go] = useLocation();
  const [asked, ask] = useState<Answering | null>(null);
  const { member, state, word, at, reply, due, by, endedOwn, endWord, made, posts } = offer;
  const carry = useChange("promoteOffer", { stale: [...stale], done: ({ id }) => go(`/entries/${id}`) });
  const draft = posts.find((post) => !post.own && post.state === "draft");
  const quiet = state === "thanked" || state === "ended";
  return (
    <li className={classes.offer} data-quiet={quiet || undefined}>
      <header>
        <Face name={member.name} size={40} />
        <div>
          <h3>{member.name}</h3>
          <small>
            {t("brief.since")} <When at={at} />
          </small>
        </div>
        <Tag tone={tones[state]}>{t(`brief.offer.${state}`)}</Tag>
      </header>
      {word !== "" && <blockquote className={classes.said}>{word}</blockquote>}
      {reply !== "" && <p className={classes.line}>{t("brief.answered", { by: by ?? "…", word: reply })}</p>}
      {due !== null && state === "agreed" && (
        <p className={classes.line}>{t("brief.dueOn", { day: dayOf(due, language) })}</p>
      )}
      {state === "ended" && (endedOwn || endWord !== "") && (
        <p className={classes.line}>
          {endedOwn
            ? t(endWord === "" ? "brief.steppedBack" : "brief.steppedBackWord", { name: member.name, word: endWord })
            : t("brief.answered", { by: by ?? "…", word: endWord })}
        </p>
      )}
      <Made made={made} />
      <Came posts={posts} />
      {(state === "offered" || state === "agreed" || state === "done") && (
        <div className={classes.acts}>
          {state === "offered" && (
            <>
              <Button onClick={() => ask("agree")}>{t("brief.agree")}</Button>
              <Button variant="default" onClick={() => ask("thank")}>
                {t("brief.thank")}
              </Button>
            </>
          )}
          {state === "agreed" && (
            <Button variant="default" onClick={() => ask("end")}>
              {t("brief.end")}
            </Button>
          )}
          {state === "done" && (
            <Button
              variant={posts.some((post) => !post.own) ? "default" : "filled"}
              leftSection={<IconSend size={17} stroke={1.7} />}
              loading={carry.isPending}
              onClick={() => carry.mutate({ params: { id: brief, member: member.id } })}
            >
              {t(draft === undefined ? "brief.carry" : "brief.carryDraft")}
            </Button>
          )}
        </div>
      )}
      {asked !== null && (
        <AnswerDialog brief={brief} offer={offer} answer={asked} close={() => ask(null)} again={again} />
      )}
    </li>
  );
}

const titles = { agree: "brief.agreeTitle", thank: "brief.thankTitle", end: "brief.endTitle" } as const;
const does = { agree: "brief.agreeDo", thank: "brief.thankDo", end: "brief.endDo" } as const;

/** An answer with a word. Where a colleague was quicker, what stands now is shown in its place. */
function AnswerDialog({
  brief,
  offer: { member, revision },
  answer,
  close,
  again,
}: {
  brief: string;
  offer: Offer;
  answer: Answering;
  close: () => void;
  again: () => void;
}) {
  const { t } = useWords();
  const [word, setWord] = useState("");
  const [due, setDue] = useState("");
  const { name } = member;
  const send = useChange("answerOffer", { stale: [...stale], done: close });
  const press = () =>
    send.mutate(
      {
        params: { id: brief, member: member.id },
        body: { revision, answer, word, due: answer === "agree" && due !== "" ? due : null },
      },
      {
        onError: (error) => {
          if (!(error instanceof CallError) || (error.code !== "offer_changed" && error.status !== 404)) return;
          close();
          again();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      title={t(titles[answer], { name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack gap={16}>
        <Textarea
          label={t("brief.wordTo", { name })}
          placeholder={answer === "agree" ? t("brief.wordHint") : ""}
          autosize
          minRows={3}
          maxLength={1000}
          data-autofocus
          value={word}
          onChange={({ currentTarget }) => setWord(currentTarget.value)}
        />
        {answer === "agree" && (
          <TextInput
            type="date"
            label={t("brief.due")}
            value={due}
            onChange={({ currentTarget }) => setDue(currentTarget.value)}
          />
        )}
        <p className={classes.hint}>{t("brief.told", { name })}</p>
      </Stack>
      <DialogEnd
        close={close}
        saving={send.isPending}
        act={{ label: t(does[answer]), press, ...(answer === "end" ? { color: "brick" } : {}) }}
      />
    </Modal>
  );
}
