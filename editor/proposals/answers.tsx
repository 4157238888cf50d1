import { IconCalendarEvent, IconClockPause, IconSend, IconThumbDown } from "@tabler/icons-react";
import { Suspense } from "react";
import { useWords } from "../language.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { lazy } from "../ui/lazy.ts";
import { networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { Curve } from "./curve.tsx";
import { letters } from "./keys.ts";
import { capital, momentWords } from "./moment.ts";
import { BestWords, type Times } from "./best-words.tsx";
import classes from "./answers.module.css";

const MyWeek = lazy(async () => ({ default: (await import("../mine/my-week.tsx")).MyWeek }));

export type AnswersProps = {
  /** A repost without words, a post that a rule keeps back, or any other. */
  publish: { label: string; off: boolean; press: () => void };
  times: Times | undefined;
  best: () => void;
  choose: () => void;
  later: () => void;
  no: () => void;
  busy: boolean;
  /** Keys are on. */
  keys: boolean;
};

/** The four answers under a thumb. The second one opens the times; what it says is the best of them. */
export function PhoneAnswers({ publish, times, choose, later, no, busy }: AnswersProps) {
  const { t, language } = useWords();
  const now = useNow();
  const best = times?.best ?? null;
  return (
    <Dock
      first={
        <>
          <DockButton tone="act" icon={IconSend} disabled={publish.off || busy} onClick={publish.press}>
            {publish.label}
          </DockButton>
          <DockButton
            tone="beside"
            disabled={publish.off || busy || times === undefined}
            note={
              best === null
                ? undefined
                : best.own === null
                  ? t("proposals.usual", { network: networkTitle(times!.network) })
                  : t("proposals.best")
            }
            onClick={choose}
          >
            {best === null ? t("proposals.choose") : capital(momentWords(Date.parse(best.at), now, language))}
          </DockButton>
        </>
      }
      second={
        <>
          <DockButton tone="plain" icon={IconClockPause} disabled={busy} onClick={later}>
            {t("proposals.later")}
          </DockButton>
          <DockButton tone="plain" icon={IconThumbDown} disabled={busy} onClick={no}>
            {t("proposals.no")}
          </DockButton>
        </>
      }
    />
  );
}

/** The same beside the post, with their keys, where there is a desk. */
export function DeskAnswers({ publish, times, best: plan, choose, later, no, busy, keys }: AnswersProps) {
  const { t, language } = useWords();
  const now = useNow();
  const letter = (of: keyof typeof letters) => (keys ? (letters[of] ?? null) : null);
  const best = times?.best ?? null;
  return (
    <div className={classes.rail}>
      <DockButton
        tone="act"
        icon={IconSend}
        letter={letter("publish")}
        disabled={publish.off || busy}
        onClick={publish.press}
      >
        {publish.label}
      </DockButton>
      {best !== null && (
        <button
          type="button"
          className={classes.best}
          disabled={publish.off || busy}
          onClick={plan}
          {...(keys ? { "aria-keyshortcuts": "m" } : {})}
        >
          <span className={classes.head}>
            <strong>{capital(momentWords(Date.parse(best.at), now, language))}</strong>
            {keys && <kbd aria-hidden="true">M</kbd>}
          </span>
          <span className={classes.why}>
            {best.own === null ? null : `${capital(t("proposals.best"))} : `}
            <BestWords times={times!} />
          </span>
          {best.own !== null && <Curve curve={best.own.curve} hour={best.own.hour} at={Date.parse(best.at)} />}
        </button>
      )}
      <DockButton
        tone="plain"
        icon={IconCalendarEvent}
        letter={letter("choose")}
        disabled={publish.off || busy || times === undefined}
        onClick={choose}
      >
        {t("proposals.choose")}
      </DockButton>
      <DockButton tone="plain" icon={IconClockPause} letter={letter("later")} disabled={busy} onClick={later}>
        {t("proposals.later")}
      </DockButton>
      <DockButton tone="plain" icon={IconThumbDown} letter={letter("no")} disabled={busy} onClick={no}>
        {t("proposals.no")}
      </DockButton>
      <div className={classes.week}>
        <Suspense>
          <MyWeek />
        </Suspense>
      </div>
    </div>
  );
}
