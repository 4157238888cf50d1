import "./words.ts";
import { Textarea } from "@mantine/core";
import { IconCircleCheck, IconMailbox, IconShieldLock } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "wouter";
import {
  eases,
  fears,
  fearNames,
  leads,
  type Fear,
  type Wish,
  wishes,
  wishNames,
  wordsLength,
} from "#engine/survey.ts";
import type { Text } from "#engine/text.ts";
import type { Body } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { Step } from "../ui/step.tsx";
import { Choices, OneOf } from "./choices.tsx";
import classes from "./survey.module.css";

type Answers = Body<"answerSurvey">;

/** The survey for whoever answers it: a question a screen, and nothing leaves before the last one. */
export function SurveyPage() {
  const { t } = useWords();
  const [, go] = useLocation();
  const query = useReply("readSurvey", {}, { anew: true });
  const [thanked, thank] = useState(false);
  const leave = () => go("/me");
  if (thanked) return <Over title={t("survey.thanks")} text={t("survey.thanksText")} leave={leave} />;
  if (query.data === undefined)
    return (
      <Step back={leave} title={t("survey.title")}>
        <Answer query={query}>{() => null}</Answer>
      </Step>
    );
  const { open, answered } = query.data;
  if (open === null) return <Over none title={t("survey.closed")} text={t("survey.closedText")} leave={leave} />;
  if (answered) return <Over title={t("survey.doneBefore")} text={t("survey.thanksText")} leave={leave} />;
  return <Asking number={open.number} room={open.room} leave={leave} done={() => thank(true)} />;
}

function Asking({ number, room, leave, done }: { number: number; room: boolean; leave: () => void; done: () => void }) {
  const { t, text } = useWords();
  const [at, move] = useState(0);
  const [feared, setFeared] = useState<readonly Fear[]>([]);
  const [wished, setWished] = useState<readonly Wish[]>([]);
  const [ease, setEase] = useState<Answers["ease"] | null>(null);
  const [leading, setLeading] = useState<Answers["leads"] | null>(null);
  const [words, setWords] = useState("");
  const send = useChange("answerSurvey", { stale: ["readSurvey", "listSurveys"], done });
  const said = (of: Record<string, Text>) => (name: string) => text(of[name]!);
  const screens = [
    {
      title: t("survey.fears"),
      about: t("survey.any"),
      ready: true,
      none: feared.length === 0,
      body: <Choices names={fearNames} chosen={feared} choose={setFeared} said={said(fears)} />,
    },
    {
      title: t("survey.wishes"),
      about: t("survey.any"),
      ready: true,
      none: wished.length === 0,
      body: <Choices names={wishNames} chosen={wished} choose={setWished} said={said(wishes)} />,
    },
    {
      title: t("survey.ease"),
      about: null,
      ready: ease !== null,
      none: false,
      body: (
        <OneOf
          names={eases}
          chosen={ease}
          choose={setEase}
          said={(name) => t(`survey.ease.${name}`)}
          label={t("survey.ease")}
        />
      ),
    },
    {
      title: t("survey.leads"),
      about: t("survey.leadsText"),
      ready: leading !== null,
      none: false,
      body: (
        <OneOf
          names={leads}
          chosen={leading}
          choose={setLeading}
          said={(name) => t(`survey.leads.${name}`)}
          label={t("survey.leads")}
        />
      ),
    },
    {
      title: t("survey.words"),
      about: room ? t("survey.wordsText") : t("survey.full"),
      ready: true,
      none: false,
      body: (
        <>
          {room && (
            <Textarea
              label={t("survey.wordsLabel")}
              value={words}
              onChange={({ currentTarget }) => setWords(currentTarget.value)}
              maxLength={wordsLength}
              autosize
              minRows={4}
              size="md"
            />
          )}
          <p className={classes.promise}>
            <IconShieldLock size={22} stroke={1.6} aria-hidden="true" />
            <span>{t("survey.how")}</span>
          </p>
        </>
      ),
    },
  ];
  const screen = screens[at]!;
  const last = at === screens.length - 1;
  const onward = () => {
    if (!last) return move(at + 1);
    if (ease === null || leading === null) return;
    send.mutate({
      params: { number },
      body: { fears: [...feared], wishes: [...wished], ease, leads: leading, words: words.trim() },
    });
  };
  return (
    <Step
      back={leave}
      bars={{ at: at + 1, count: screens.length, label: t("survey.at", { at: at + 1, count: screens.length }) }}
      title={screen.title}
      about={screen.about}
      foot={
        <Dock
          first={
            <>
              {at > 0 && (
                <DockButton tone="beside" onClick={() => move(at - 1)}>
                  {t("action.back")}
                </DockButton>
              )}
              <DockButton tone="act" disabled={!screen.ready || send.isPending} onClick={onward}>
                {t(last ? "survey.send" : screen.none ? "survey.none" : "survey.onward")}
              </DockButton>
            </>
          }
        />
      }
    >
      {screen.body}
      {at === 0 && (
        <p className={classes.promise}>
          <IconShieldLock size={22} stroke={1.6} aria-hidden="true" />
          <span>{t("survey.askedText")}</span>
        </p>
      )}
    </Step>
  );
}

/** It is over, or there is none: where answers to the usual objections are. */
function Over({
  title,
  text,
  none = false,
  leave,
}: {
  title: string;
  text: string;
  none?: boolean;
  leave: () => void;
}) {
  const { t } = useWords();
  const [, go] = useLocation();
  const Mark = none ? IconMailbox : IconCircleCheck;
  return (
    <Step
      back={leave}
      title={title}
      about={text}
      above={
        <div className={classes.seal} aria-hidden="true">
          <Mark size={44} stroke={1.5} />
        </div>
      }
      foot={
        <Dock
          first={
            <>
              <DockButton tone="beside" onClick={leave}>
                {t("survey.home")}
              </DockButton>
              <DockButton tone="act" onClick={() => go("/objections")}>
                {t("survey.toObjections")}
              </DockButton>
            </>
          }
        />
      }
    >
      {null}
    </Step>
  );
}
