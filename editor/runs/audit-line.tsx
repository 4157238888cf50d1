import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import type { RunDetail } from "./run-state.tsx";
import classes from "./runs.module.css";

/** items × targets = deliveries + drops, said in words. */
export function AuditLine({ audit }: { audit: RunDetail["audit"] }) {
  const { t, number } = useWords();
  const missing = Math.abs(audit.expected - audit.deliveries - audit.drops);
  return (
    <div className={classes.audit} data-balanced={audit.balanced}>
      {audit.balanced ? (
        <IconCircleCheck size={20} stroke={1.7} aria-hidden="true" />
      ) : (
        <IconAlertTriangle size={20} stroke={1.7} aria-hidden="true" />
      )}
      <p>
        <strong>{audit.balanced ? t("run.auditGood") : t("run.auditBad", { missing: number(missing) })}</strong>
        <br />
        <span className="num">
          {t("run.auditLine", {
            expected: number(audit.expected),
            deliveries: number(audit.deliveries),
            drops: number(audit.drops),
          })}
        </span>
      </p>
    </div>
  );
}
