import "./words.ts";
import { IconCheck, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { TrackStep } from "#engine/track.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { UndoBar } from "../ui/undo-bar.tsx";
import classes from "./mentors.module.css";

const leadsTo: Record<TrackStep, string> = {
  charter: "/charter",
  topics: "/topics/mine",
  connect: "/accounts",
  lessons: "/training",
  mentor: "/mentors",
  share: "/proposals",
  words: "/suggest",
};

/** The path of somebody's first weeks, on their own page; it goes by itself, or when they put it away. */
export function Track() {
  const { t } = useWords();
  const { data } = useReply("readTrack", {}, { anew: true });
  const [put, setPut] = useState(false);
  const hide = useChange("hideTrack", { stale: ["readTrack"] });
  const track = data?.track ?? null;
  const bring = () => {
    setPut(false);
    hide.mutate({ body: { hidden: false } });
  };
  if (track === null)
    return (
      <>
        {data?.hidden === true && (
          <p className={classes.back}>
            <span>{t("track.isHidden")}</span>
            <button type="button" className={classes.quiet} disabled={hide.isPending} onClick={bring}>
              {t("track.bring")}
            </button>
          </p>
        )}
        {put && data?.hidden === true && (
          <UndoBar undo={bring} done={() => setPut(false)}>
            {t("track.hidden")}
          </UndoBar>
        )}
      </>
    );
  const next = track.steps.find(({ done }) => !done)?.name;
  return (
    <section className={classes.track}>
      <header>
        <div>
          <h2>{t("track.title")}</h2>
          <p>
            {t("track.week", { week: track.week })} · {t("track.text")}
          </p>
        </div>
        <button
          type="button"
          className={classes.quiet}
          disabled={hide.isPending}
          onClick={() => {
            setPut(true);
            hide.mutate({ body: { hidden: true } });
          }}
        >
          {t("track.hide")}
        </button>
      </header>
      <ol>
        {track.steps.map(({ name, done }) => (
          <li key={name} data-done={done || undefined} data-next={name === next || undefined}>
            <Link href={leadsTo[name]}>
              <span className={classes.dot} aria-hidden="true">
                {done && <IconCheck size={14} stroke={3} />}
              </span>
              <span>
                {t(`track.${name}`)}
                {done && <span className={classes.unseen}> ({t("track.done")})</span>}
              </span>
              <IconChevronRight size={18} stroke={1.8} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
