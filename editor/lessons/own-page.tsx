import "./own-words.ts";
import { Button, Group, Modal, MultiSelect, NumberInput, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { emptyIdea, emptyQuestion, type OwnLesson, type OwnPart } from "#engine/own-lesson.ts";
import { languages, type Language } from "#engine/text.ts";
import type { ApiName, Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Page } from "../ui/page.tsx";
import { Told } from "../ui/told.tsx";
import { OwnScreen } from "./own-screen.tsx";
import classes from "./own.module.css";

type Own = Reply<"readOwnLesson">;
const stale: ApiName[] = ["readOwnLesson", "listOwnLessons", "listTraining", "readLesson"];

/** A lesson of the company's own as it is written; what people read changes when it is published. */
export function OwnPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("readOwnLesson", { params: { id } }, { anew: true });
  return (
    <Page narrow title={t("own.title")} back={<Back to="/training">{t("nav.training")}</Back>}>
      <Told query={query} lines={4} height={96}>
        {(own) => <Writing key={own.id} own={own} />}
      </Told>
    </Page>
  );
}

function Writing({ own }: { own: Own }) {
  const { t, language, day } = useWords();
  const [, go] = useLocation();
  const { id } = own;
  const params = { id };
  const [lesson, write] = useState<OwnLesson>(own.content);
  const [saved, keep] = useState({ content: own.content, revision: own.revision });
  const [of, choose] = useState<Language>(
    own.content.languages.includes(language) ? language : own.content.languages[0]!,
  );
  const [ending, end] = useState(false);
  const names = new Intl.DisplayNames([language], { type: "language" });
  const save = useChange("saveOwnLesson", { stale });
  const publish = useChange("publishOwnLesson", { stale, done: () => announce.done(t("own.published")) });
  const withdraw = useChange("withdrawOwnLesson", { stale, done: () => announce.done(t("own.withdrawn")) });
  const require = useChange("requireOwnLesson", { stale });
  const remove = useChange("deleteOwnLesson", { stale, done: () => go("/training") });
  const changed = JSON.stringify(lesson) !== JSON.stringify(saved.content);
  const put = (part: Partial<OwnLesson>) => write({ ...lesson, ...part });
  const parts = (next: OwnPart[]) => put({ parts: next });
  const then = (onward: (revision: number) => void) => {
    if (!changed) return onward(saved.revision);
    save.mutate(
      { params, body: { revision: saved.revision, content: lesson } },
      {
        onSuccess: ({ revision }) => {
          keep({ content: lesson, revision });
          onward(revision);
        },
      },
    );
  };
  const name = (each: Language) => names.of(each) ?? each;
  return (
    <div className={classes.writing}>
      <section className={classes.card}>
        <MultiSelect
          label={t("own.languages")}
          value={lesson.languages}
          data={languages.map((value) => ({ value, label: name(value) }))}
          onChange={(value) => {
            const next = languages.filter((each) => value.includes(each));
            if (next.length === 0) return;
            put({ languages: next });
            if (!next.includes(of)) choose(next[0]!);
          }}
        />
        {lesson.languages.length > 1 && (
          <SegmentedControl
            aria-label={t("own.now")}
            value={of}
            onChange={(value) => choose(value as Language)}
            data={lesson.languages.map((value) => ({ value, label: name(value) }))}
          />
        )}
        <TextInput
          label={t("own.name")}
          maxLength={120}
          value={lesson.title[of]}
          onChange={({ currentTarget }) => put({ title: { ...lesson.title, [of]: currentTarget.value } })}
        />
        <TextInput
          label={t("own.about")}
          maxLength={240}
          value={lesson.about[of]}
          onChange={({ currentTarget }) => put({ about: { ...lesson.about, [of]: currentTarget.value } })}
        />
        <NumberInput
          label={t("own.minutes")}
          min={1}
          max={20}
          allowDecimal={false}
          w={120}
          value={lesson.minutes}
          onChange={(value) => put({ minutes: Math.min(20, Math.max(1, Math.round(Number(value) || 1))) })}
        />
      </section>
      {lesson.parts.map((part, index) => (
        <OwnScreen
          // oxlint-disable-next-line react/no-array-index-key -- a screen has no name but its place
          key={index}
          part={part}
          at={index + 1}
          language={of}
          change={(next) => parts(lesson.parts.map((each, n) => (n === index ? next : each)))}
          remove={() => parts(lesson.parts.filter((_, n) => n !== index))}
          up={index === 0 ? null : () => parts(lesson.parts.toSpliced(index - 1, 2, part, lesson.parts[index - 1]!))}
        />
      ))}
      <Group gap={8}>
        <Button
          variant="default"
          disabled={lesson.parts.length >= 20}
          onClick={() => parts([...lesson.parts, emptyIdea])}
        >
          {t("own.addIdea")}
        </Button>
        <Button
          variant="default"
          disabled={lesson.parts.length >= 20}
          onClick={() => parts([...lesson.parts, emptyQuestion])}
        >
          {t("own.addQuestion")}
        </Button>
      </Group>
      <section className={classes.card}>
        <p className={classes.state}>{t(`own.state.${own.state}`)}</p>
        <Switch
          label={t("own.required")}
          description={t("own.requiredText")}
          checked={own.required}
          disabled={require.isPending}
          onChange={({ currentTarget }) => require.mutate({ params, body: { required: currentTarget.checked } })}
        />
        <Group gap={8}>
          <Button
            loading={publish.isPending || save.isPending}
            onClick={() => then((revision) => publish.mutate({ params, body: { revision } }))}
          >
            {t("own.publish")}
          </Button>
          <Button variant="default" disabled={!changed} onClick={() => then(() => announce.done(t("own.saved")))}>
            {t("own.save")}
          </Button>
          {own.live !== null && (
            <Button variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
              {t("own.withdraw")}
            </Button>
          )}
          <Button variant="subtle" color="brick" onClick={() => end(true)}>
            {t("own.delete")}
          </Button>
        </Group>
        {own.versions.length > 0 && (
          <>
            <h2>{t("own.versions")}</h2>
            <ul className={classes.versions}>
              {own.versions.map(({ number, at, by, content }) => (
                <li key={number}>
                  <span>
                    {t("own.version", { number, day: day(at) })}
                    {by !== null && ` · ${by}`}
                    {number === own.live && ` · ${t("own.live")}`}
                  </span>
                  <Button size="compact-sm" variant="subtle" onClick={() => write(content)}>
                    {t("own.takeUp")}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <Modal opened={ending} onClose={() => end(false)} title={t("own.delete")} centered>
        {t("own.deleteText")}
        <DialogEnd
          close={() => end(false)}
          saving={remove.isPending}
          act={{ label: t("own.delete"), press: () => remove.mutate({ params }), color: "brick" }}
        />
      </Modal>
    </div>
  );
}
