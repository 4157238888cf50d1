import { Modal, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconMoodSmile, IconUsers } from "@tabler/icons-react";
import { Suspense, useId, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { lazy } from "../ui/lazy.ts";
import { PostMedia } from "../ui/post-media.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { Face } from "../ui/face.tsx";
import { picturesOf } from "../ui/picture.ts";
import { mediaOf } from "./chosen.ts";
import { Counter } from "./counter.tsx";
import { type Draft, keepDraft, restOf } from "./draft.ts";
import type { Proposed } from "./story.ts";
import { useJudged } from "./use-judged.ts";
import classes from "./write.module.css";

const EmojiPanel = lazy(async () => ({ default: (await import("./emoji-panel.tsx")).EmojiPanel }));

const starters = ["proposals.start.there", "proposals.start.take", "proposals.start.proud"] as const;

/**
 * Where a person puts a post in their own words: a first sentence of theirs, and what was proposed below it. Over everything else, so that nothing
 * covers it; what is written stays on the device. Nothing that is pasted is cut: how much is too much is said.
 */
export function Write({
  opened,
  post,
  draft: before,
  change,
  close,
}: {
  opened: boolean;
  post: Proposed;
  draft: Draft;
  change: (next: Draft) => void;
  close: () => void;
}) {
  const { t, language } = useWords();
  const phone = useMediaQuery("(max-width: 899px)", true, { getInitialValueInEffect: false });
  const [draft, setDraft] = useState(before);
  const [smiling, setSmiling] = useState(false);
  const field = useRef<HTMLTextAreaElement | null>(null);
  const first = useRef<HTMLTextAreaElement>(null);
  const note = useId();
  const judged = useJudged(post, draft, true);
  const set = (next: Partial<Draft>) => {
    const whole = { ...draft, ...next };
    setDraft(whole);
    keepDraft(post.id, whole);
  };
  const rest = restOf(post, draft);
  const { account } = post;
  const empty = (draft.text ?? post.text).trim() === "" && draft.sentence.trim() === "";
  const blocked = judged.wrong || empty || rest.some((text) => text.trim() === "");
  const done = () => {
    change(draft);
    close();
  };
  const cancel = () => {
    keepDraft(post.id, before);
    close();
  };
  /** Into the field that was written in last, where its caret stands. */
  const put = (sign: string) => {
    const target = field.current ?? first.current;
    if (target === null) return;
    // Where a hardware keyboard walks over the signs it stays among them.
    target.setRangeText(sign, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const watch = { onFocus: (event: React.FocusEvent<HTMLTextAreaElement>) => (field.current = event.currentTarget) };
  return (
    <Modal.Root
      opened={opened}
      onClose={cancel}
      fullScreen={phone === true}
      size={600}
      centered
      transitionProps={{ duration: 120 }}
      classNames={{ content: classes.content!, title: classes.title!, body: classes.body! }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.bar}>
          <button type="button" className={classes.plain} onClick={cancel}>
            {t("action.cancel")}
          </button>
          <Modal.Title>{t("proposals.yourWords")}</Modal.Title>
          <button type="button" className={classes.done} disabled={blocked} onClick={done}>
            {t("proposals.done")}
          </button>
        </div>
        <Modal.Body>
          <div className={classes.card} data-light>
            <header className={classes.head}>
              <Face name={account.name} avatar={account.avatar} size={40} />
              <strong>{account.name}</strong>
              <NetworkMark network={account.network} size={28} />
            </header>
            <Textarea
              ref={first}
              data-autofocus
              variant="unstyled"
              classNames={{ input: classes.sentence! }}
              aria-label={t("proposals.sentenceLabel")}
              aria-describedby={note}
              placeholder={t("proposals.sentence")}
              autosize
              minRows={1}
              value={draft.sentence}
              onChange={(event) => set({ sentence: event.currentTarget.value })}
              {...watch}
            />
            <Textarea
              variant="unstyled"
              classNames={{ input: classes.text! }}
              aria-label={t("proposals.text")}
              aria-describedby={note}
              autosize
              minRows={2}
              value={draft.text ?? post.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
              {...watch}
            />
            <PostMedia pictures={picturesOf(mediaOf(draft.pictures), account.network)} />
          </div>
          {rest.map((text, index) => (
            <Textarea
              key={index}
              size="md"
              label={
                post.post.parts[index + 1]!.kind === "comment"
                  ? t("post.comment")
                  : t("post.part", { number: index + 2, count: post.post.parts.length })
              }
              autosize
              minRows={2}
              value={text}
              onChange={(event) => {
                const { value } = event.currentTarget;
                set({ rest: rest.map((each, at) => (at === index ? value : each)) });
              }}
              error={judged.rest[index] === undefined ? null : judged.rest[index].message[language]}
              {...watch}
            />
          ))}
          {judged.rulings
            .filter(({ code, severity }) => severity === "error" && code !== "too-long" && code !== "no-alt")
            .map(({ code, message }) => (
              <p key={code} className={classes.wrong}>
                {message[language]}
              </p>
            ))}
        </Modal.Body>
        <div className={classes.foot}>
          <div className={classes.state} id={note} role="status">
            <Counter most={judged.most} left={judged.left} />
            {post.said !== null && (
              <span className={classes.said}>
                <IconUsers size={20} stroke={1.7} aria-hidden="true" />
                {t("proposals.saidShort")}
              </span>
            )}
          </div>
          <div className={classes.chips}>
            <button
              type="button"
              className={classes.chip}
              aria-label={t("proposals.emoji")}
              aria-expanded={smiling}
              onClick={() => setSmiling(!smiling)}
            >
              <IconMoodSmile size={22} stroke={1.7} aria-hidden="true" />
            </button>
            {starters.map((starter) => (
              <button
                key={starter}
                type="button"
                className={classes.chip}
                onClick={() => {
                  const said = t(starter);
                  set({ sentence: draft.sentence.trim() === "" ? `${said} ` : `${said} ${draft.sentence}` });
                  requestAnimationFrame(() => {
                    first.current?.focus();
                    first.current?.setSelectionRange(first.current.value.length, first.current.value.length);
                  });
                }}
              >
                {t(starter)}
              </button>
            ))}
          </div>
          {smiling && (
            <Suspense>
              <EmojiPanel put={put} />
            </Suspense>
          )}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
