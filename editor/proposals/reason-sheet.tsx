import { IconChecks, IconDots, IconEyeOff, type Icon, IconMoodPuzzled, IconTargetOff } from "@tabler/icons-react";
import type { Body } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { DockButton } from "../ui/dock.tsx";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./reason-sheet.module.css";

export type Reason = Body<"explainProposals">["reason"];
const reasons: readonly [Reason, Icon][] = [
  ["topic", IconTargetOff],
  ["tone", IconMoodPuzzled],
  ["shared", IconChecks],
  ["other", IconDots],
];

/** The no is taken already; one tap says why, and closing says nothing. Who sees it stands below. */
export function ReasonSheet({
  opened,
  close,
  say,
}: {
  opened: boolean;
  close: () => void;
  say: (reason: Reason) => void;
}) {
  const { t } = useWords();
  return (
    <Sheet opened={opened} close={close} title={t("reason.title")} about={t("reason.about")}>
      <div className={classes.reasons}>
        {reasons.map(([reason, Mark]) => (
          <button key={reason} type="button" className={classes.reason} onClick={() => say(reason)}>
            <Mark size={26} stroke={1.7} aria-hidden="true" />
            {t(`reason.${reason}`)}
          </button>
        ))}
      </div>
      <p className={classes.seen}>
        <IconEyeOff size={22} stroke={1.6} aria-hidden="true" />
        {t("reason.seen")}
      </p>
      <div className={classes.foot}>
        <DockButton tone="plain" onClick={close}>
          {t("reason.close")}
        </DockButton>
      </div>
    </Sheet>
  );
}
