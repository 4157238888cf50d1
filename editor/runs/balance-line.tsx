import "./words.ts";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import type { RunDetail } from "./run-state.tsx";
import classes from "./balance-line.module.css";

/** items × targets = deliveries + drops, said in words. */
export function BalanceLine({ balance }: { balance: RunDetail["balance"] }) {
  const { t, number } = useWords();
  const missing = Math.abs(balance.expected - balance.deliveries - balance.drops);
  return (
    <div className={classes.balance} data-balanced={balance.balanced}>
      {balance.balanced ? (
        <IconCircleCheck size={20} stroke={1.7} aria-hidden="true" />
      ) : (
        <IconAlertTriangle size={20} stroke={1.7} aria-hidden="true" />
      )}
      <p>
        <strong>{balance.balanced ? t("run.balanceGood") : t("run.balanceBad", { missing: number(missing) })}</strong>
        <br />
        <span className="num">
          {t("run.balanceLine", {
            expected: balance.expected,
            deliveries: balance.deliveries,
            drops: balance.drops,
          })}
        </span>
      </p>
    </div>
  );
}
