import "./words.ts";
import { IconCircleCheck, IconListCheck } from "@tabler/icons-react";
import { changesBetween, minutesOf, wordsOfCharter } from "#engine/charter.ts";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { Dock, DockButton } from "../ui/dock.tsx";
import { Fold } from "../ui/fold.tsx";
import { type Progress, Step } from "../ui/step.tsx";
import classes from "./charter.module.css";
import { Changes, Legal, Promises } from "./parts.tsx";
import { Receipts } from "./receipts.tsx";

type Charter = Reply<"getCharter">;
type Current = NonNullable<Charter["current"]>;

/**
 * The charter as a person reads it: its promises, or what changed since their last yes. `go`: where its answer leads, whichever it is. Accepted already,
 * it is there to be read again, with the receipts.
 */
export function CharterStep({
  charter,
  current,
  progress,
  back,
  go,
  onward,
}: {
  charter: Charter;
  current: Current;
  progress?: Progress | undefined;
  back: (() => void) | null;
  go: () => void;
  /** The button where nothing is to be accepted; none: the page is only read. */
  onward?: string;
}) {
  const { t, language, day } = useWords();
  const accept = useChange("acceptCharter", {
    stale: ["getCharter", "listCharterReceipts", "listProposals", "listDeliveries", "me"],
    done: ({ mailed }) => {
      announce.done(mailed === null ? t("charter.received") : t("charter.mailed", { address: mailed }));
      go();
    },
  });
  const half = current.content[language];
  const changes = charter.due && charter.before ? changesBetween(charter.before.content[language], half) : null;
  const values = { number: current.number, day: day(current.publishedAt) };
  const minutes = minutesOf(wordsOfCharter({ ...half, legal: "" }));
  const foot = charter.due ? (
    <Dock
      first={
        <DockButton
          tone="act"
          disabled={accept.isPending}
          onClick={() => accept.mutate({ body: { number: current.number, language } })}
        >
          {changes ? t("charter.acceptNumber", values) : t("charter.accept")}
        </DockButton>
      }
      second={
        <DockButton tone="plain" onClick={go}>
          {t(changes ? "charter.stayPaused" : "charter.notNow")}
        </DockButton>
      }
    />
  ) : (
    onward && (
      <Dock
        first={
          <DockButton tone="act" onClick={go}>
            {onward}
          </DockButton>
        }
      />
    )
  );
  return (
    <Step
      back={back}
      progress={progress}
      title={
        changes
          ? t("charter.changed", { count: Math.max(1, changes.length) })
          : t("charter.title", { count: half.promises.length })
      }
      about={changes ? t("charter.changedAbout", values) : t("charter.version", { ...values, minutes })}
      foot={foot}
    >
      {!charter.due && charter.accepted && <Accepted accepted={charter.accepted} number={current.number} />}
      {changes ? <Changed charter={charter} changes={changes} half={half} /> : <Promises promises={half.promises} />}
      <div className={classes.folds}>
        {!changes && <Legal legal={half.legal} />}
        {!charter.due && <Receipts />}
      </div>
    </Step>
  );
}

function Accepted({ accepted, number }: { accepted: NonNullable<Charter["accepted"]>; number: number }) {
  const { t, day } = useWords();
  const values = { number: accepted.number, day: day(accepted.acceptedAt) };
  return (
    <p className={classes.done}>
      <IconCircleCheck size={22} stroke={1.8} aria-hidden="true" />
      {t(accepted.number === number ? "charter.on" : "charter.onBefore", values)}
    </p>
  );
}

function Changed({
  charter,
  changes,
  half,
}: {
  charter: Charter;
  changes: ReturnType<typeof changesBetween>;
  half: Current["content"]["en"];
}) {
  const { t, text } = useWords();
  const of = (kind: "promise" | "article") => changes.filter((change) => change.of === kind).length;
  const said = (count: number, none: string) => (count === 0 ? none : t("charter.changes", { count }));
  return (
    <>
      {charter.notes.map((note, index) => (
        <p key={index} className={classes.note}>
          {text(note)}
        </p>
      ))}
      <Changes changes={changes} />
      <div className={classes.folds}>
        <Fold icon={IconListCheck} title={t("charter.phrases")} about={said(of("promise"), t("charter.unchanged"))}>
          <Promises promises={half.promises} />
        </Fold>
        <Legal legal={half.legal} about={said(of("article"), t("charter.unchangedText"))} />
      </div>
    </>
  );
}
