import "./words.ts";
import { IconCircleCheck, IconCheck, IconExternalLink, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useKeys } from "../proposals/keys.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { mediumAddress } from "../ui/picture.ts";
import { Step } from "../ui/step.tsx";
import classes from "./lesson.module.css";
import { PictureOf } from "./picture.tsx";

type Lesson = Reply<"readLesson">;
type Part = Lesson["parts"][number];
type Idea = Extract<Part, { kind: "idea" }>;
type Question = Extract<Part, { kind: "question" }>;

/** One lesson, an idea a screen; it is kept where it was left, on any device. */
export function LessonPage({ name }: { name: string }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const query = useReply("readLesson", { params: { name } }, { anew: true });
  const leave = () => go("/training");
  if (query.data) return <Reading key={name} lesson={query.data} leave={leave} />;
  return (
    <Step back={leave} title={t("training.title")}>
      <Answer query={query}>{() => null}</Answer>
    </Step>
  );
}

function Reading({ lesson, leave }: { lesson: Lesson; leave: () => void }) {
  const { t, text } = useWords();
  const { parts, name } = lesson;
  const [at, setAt] = useState(lesson.step >= parts.length ? 0 : lesson.step);
  const [over, end] = useState(false);
  const [chosen, choose] = useState<number | null>(null);
  const keep = useChange("keepLesson", { stale: ["listTraining", "readTrainingRule"] });
  const part = parts[at]!;
  const last = at === parts.length - 1;
  const open = part.kind === "question" && chosen === null;
  const move = (to: number) => {
    choose(null);
    setAt(to);
    keep.mutate({ params: { name }, body: { step: to } });
  };
  const onward = () => {
    if (open || keep.isPending) return;
    if (!last) return move(at + 1);
    keep.mutate({ params: { name }, body: { step: parts.length } }, { onSuccess: () => end(true) });
  };
  // An answer's key chooses it; the button's own Enter is the button's.
  useKeys(!over, {
    ...(part.kind === "question"
      ? Object.fromEntries(part.answers.map((_, index) => [String(index + 1), () => choose(index)]))
      : {}),
    ArrowRight: onward,
    ArrowLeft: () => at > 0 && move(at - 1),
  });
  if (over) return <Over lesson={lesson} leave={leave} />;
  const left = Math.max(1, Math.round((lesson.minutes * (parts.length - at)) / parts.length));
  return (
    <Step
      back={leave}
      title={text(part.kind === "idea" ? part.title : part.ask)}
      above={
        <>
          {part.kind === "idea" &&
            (part.medium === null ? (
              <PictureOf name={part.picture} />
            ) : (
              <img className={classes.photo} src={mediumAddress(part.medium.id, 1200)} alt={text(part.medium.alt)} />
            ))}
          <p className={classes.eyebrow}>
            {text(lesson.title)} · {t("training.left", { minutes: left })}
          </p>
          {part.kind === "question" && part.post !== null && (
            <blockquote className={classes.post}>{text(part.post)}</blockquote>
          )}
        </>
      }
      bars={{ at: at + 1, count: parts.length, label: t("training.at", { at: at + 1, count: parts.length }) }}
      foot={
        <Dock
          first={
            <>
              {at > 0 && (
                <DockButton tone="beside" onClick={() => move(at - 1)}>
                  {t("training.back")}
                </DockButton>
              )}
              <DockButton tone="act" disabled={open || keep.isPending} onClick={onward}>
                {t(last ? "training.finish" : "training.onward")}
              </DockButton>
            </>
          }
        />
      }
    >
      {part.kind === "idea" ? <Said part={part} /> : <Asked part={part} chosen={chosen} choose={choose} />}
    </Step>
  );
}

function Said({ part: { text: paragraphs, pair, video } }: { part: Idea }) {
  const { t, text } = useWords();
  return (
    <>
      {paragraphs.map((each, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two paragraphs of a company may say the same
        <p key={index} className={classes.text}>
          {text(each)}
        </p>
      ))}
      {video !== null && (
        <a className={classes.video} href={video} target="_blank" rel="noreferrer noopener">
          <IconPlayerPlay size={24} stroke={1.7} aria-hidden="true" />
          <span>
            <strong>{t("training.video")}</strong>
            <small>{t("training.videoAt", { host: new URL(video).hostname })}</small>
          </span>
          <IconExternalLink size={18} stroke={1.8} aria-hidden="true" />
        </a>
      )}
      {pair && (
        <div className={classes.pair}>
          <section>
            <h2>
              <IconX size={16} stroke={2} aria-hidden="true" /> {t("training.avoid")}
            </h2>
            <p>{text(pair.avoid)}</p>
          </section>
          <section data-rather>
            <h2>
              <IconCheck size={16} stroke={2} aria-hidden="true" /> {t("training.rather")}
            </h2>
            <p>{text(pair.rather)}</p>
          </section>
        </div>
      )}
    </>
  );
}

function Asked({
  part: { answers, right, why },
  chosen,
  choose,
}: {
  part: Question;
  chosen: number | null;
  choose: (index: number) => void;
}) {
  const { t, text } = useWords();
  return (
    <>
      {chosen === null && <p className={classes.hint}>{t("training.choose")}</p>}
      <ul className={classes.answers}>
        {answers.map((answer, index) => (
          <li key={answer.en}>
            <button
              type="button"
              className={classes.answer}
              aria-pressed={chosen === index}
              aria-keyshortcuts={String(index + 1)}
              data-right={(chosen !== null && index === right) || undefined}
              onClick={() => choose(index)}
            >
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span>{text(answer)}</span>
              {chosen !== null && index === right && (
                <IconCircleCheck size={22} stroke={1.8} role="img" aria-label={t("training.isRight")} />
              )}
            </button>
          </li>
        ))}
      </ul>
      <div role="status">
        {chosen !== null && (
          <p className={classes.why}>
            <strong>{t(chosen === right ? "training.right" : "training.wrong")}</strong> {text(why)}
          </p>
        )}
      </div>
    </>
  );
}

/** An ending, with what may come next; the certificate once it is there. */
function Over({ lesson, leave }: { lesson: Lesson; leave: () => void }) {
  const { t, text } = useWords();
  const [, go] = useLocation();
  const list = useReply("listTraining", {}, { anew: true });
  const next = list.data?.rows.find(({ kind, doneAt }) => kind === "basic" && doneAt === null);
  const certified = lesson.kind === "basic" && list.data !== undefined && list.data.certified !== null;
  return (
    <Step
      back={leave}
      title={t(certified ? "training.certified" : "training.over")}
      above={
        <div className={classes.seal} aria-hidden="true">
          <IconCircleCheck size={44} stroke={1.5} />
        </div>
      }
      about={certified ? t("training.certifiedText") : t("training.overText", { title: text(lesson.title) })}
      foot={
        <Dock
          first={
            certified ? (
              <DockButton tone="act" onClick={() => go("/training/certificate")}>
                {t("training.certificateOpen")}
              </DockButton>
            ) : (
              <DockButton tone="act" onClick={() => go(next === undefined ? "/training" : `/training/${next.name}`)}>
                {next === undefined ? t("training.all") : t("training.next", { title: text(next.title) })}
              </DockButton>
            )
          }
          second={
            <>
              {/* Whoever leads is asked these. */}
              {lesson.name === "leading" && (
                <DockButton tone="plain" onClick={() => go("/objections")}>
                  {t("training.objections")}
                </DockButton>
              )}
              {(certified || next !== undefined) && (
                <DockButton tone="plain" onClick={leave}>
                  {t("training.all")}
                </DockButton>
              )}
            </>
          }
        />
      }
    >
      {null}
    </Step>
  );
}
