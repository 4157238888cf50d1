import { ActionIcon, Button, Radio, Textarea, TextInput } from "@mantine/core";
import { IconArrowUp, IconPhotoSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { OwnPart } from "#engine/own-lesson.ts";
import type { Language, Text } from "#engine/text.ts";
import { Library } from "../entries/media-part.tsx";
import { useWords } from "../language.tsx";
import { mediumAddress } from "../ui/picture.ts";
import classes from "./own.module.css";

/** One screen of a lesson in one of its languages. */
export function OwnScreen({
  part,
  at,
  language,
  change,
  remove,
  up,
}: {
  part: OwnPart;
  at: number;
  language: Language;
  change: (next: OwnPart) => void;
  remove: () => void;
  up: (() => void) | null;
}) {
  const { t } = useWords();
  const [picking, pick] = useState(false);
  const said = (text: Text, value: string): Text => ({ ...text, [language]: value });
  return (
    <section className={classes.card}>
      <header className={classes.head}>
        <h2>{t(part.kind === "idea" ? "own.screen" : "own.question", { at })}</h2>
        {up !== null && (
          <ActionIcon size={36} aria-label={t("own.up", { at })} onClick={up}>
            <IconArrowUp size={18} stroke={1.8} />
          </ActionIcon>
        )}
        <ActionIcon size={36} aria-label={t("own.remove", { at })} onClick={remove}>
          <IconX size={18} stroke={1.8} />
        </ActionIcon>
      </header>
      {part.kind === "idea" ? (
        <>
          <TextInput
            label={t("own.name")}
            maxLength={120}
            value={part.title[language]}
            onChange={({ currentTarget }) => change({ ...part, title: said(part.title, currentTarget.value) })}
          />
          <Textarea
            label={t("own.text")}
            description={t("own.textHint")}
            maxLength={1500}
            autosize
            minRows={4}
            value={part.text[language]}
            onChange={({ currentTarget }) => change({ ...part, text: said(part.text, currentTarget.value) })}
          />
          {part.medium === null ? (
            <Button
              variant="default"
              className={classes.start!}
              leftSection={<IconPhotoSearch size={18} stroke={1.7} />}
              onClick={() => pick(true)}
            >
              {t("own.picture")}
            </Button>
          ) : (
            <div className={classes.picture}>
              <img src={mediumAddress(part.medium, 480)} alt={part.alt[language]} />
              <TextInput
                label={t("own.alt")}
                maxLength={300}
                value={part.alt[language]}
                onChange={({ currentTarget }) => change({ ...part, alt: said(part.alt, currentTarget.value) })}
              />
              <Button variant="subtle" onClick={() => change({ ...part, medium: null })}>
                {t("own.pictureOff")}
              </Button>
            </div>
          )}
          <TextInput
            type="url"
            label={t("own.video")}
            description={t("own.videoHint")}
            placeholder="https://"
            maxLength={500}
            value={part.video}
            onChange={({ currentTarget }) => change({ ...part, video: currentTarget.value })}
          />
          {picking && (
            <Library
              close={() => pick(false)}
              pick={(medium, alt) => {
                pick(false);
                change({ ...part, medium, alt: part.alt[language] === "" ? said(part.alt, alt) : part.alt });
              }}
            />
          )}
        </>
      ) : (
        <>
          <Textarea
            label={t("own.ask")}
            maxLength={300}
            autosize
            value={part.ask[language]}
            onChange={({ currentTarget }) => change({ ...part, ask: said(part.ask, currentTarget.value) })}
          />
          {part.answers.map((answer, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- an answer has no name but its place
            <div key={n} className={classes.answer}>
              <Radio
                aria-label={t("own.right", { at: n + 1 })}
                checked={part.right === n}
                onChange={() => change({ ...part, right: n })}
              />
              <TextInput
                label={t("own.answer", { at: n + 1 })}
                maxLength={200}
                value={answer[language]}
                onChange={({ currentTarget }) =>
                  change({
                    ...part,
                    answers: part.answers.map((each, m) => (m === n ? said(each, currentTarget.value) : each)),
                  })
                }
              />
            </div>
          ))}
          {part.answers.length < 4 && (
            <Button
              variant="subtle"
              className={classes.start!}
              onClick={() => change({ ...part, answers: [...part.answers, { en: "", fr: "" }] })}
            >
              {t("own.moreAnswers")}
            </Button>
          )}
          <Textarea
            label={t("own.why")}
            maxLength={600}
            autosize
            minRows={2}
            value={part.why[language]}
            onChange={({ currentTarget }) => change({ ...part, why: said(part.why, currentTarget.value) })}
          />
        </>
      )}
    </section>
  );
}
