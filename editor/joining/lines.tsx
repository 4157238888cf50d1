import { type Icon, IconDoorExit, IconEye, IconHandStop, IconSend2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import classes from "./joining.module.css";

/** What it is, what it is not, what others see of it, and the way out. */
export function Lines({ seen }: { seen: Reply<"openInvitation">["seen"] }) {
  const { t, text } = useWords();
  return (
    <ul className={classes.lines}>
      <Line icon={IconSend2} title={t("join.propose")}>
        <p>{t("join.proposeText")}</p>
      </Line>
      <Line icon={IconHandStop} title={t("join.yes")}>
        <p>{t("join.yesText")}</p>
      </Line>
      <Line icon={IconEye} title={t("join.seen")}>
        <p>{text(seen.managers)}</p>
        <details>
          <summary>{t("join.seenMore")}</summary>
          <p>{text(seen.admins)}</p>
          <p>{text(seen.figures)}</p>
          <p>{text(seen.nobody)}</p>
        </details>
      </Line>
      <Line icon={IconDoorExit} title={t("join.leave")}>
        <p>{t("join.leaveText")}</p>
      </Line>
    </ul>
  );
}

function Line({ icon: Mark, title, children }: { icon: Icon; title: string; children: ReactNode }) {
  return (
    <li className={classes.line}>
      <span className={classes.tile}>
        <Mark size={22} stroke={1.7} aria-hidden="true" />
      </span>
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </li>
  );
}
