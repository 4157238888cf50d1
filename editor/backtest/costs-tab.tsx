import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { Figure } from "../ui/figure.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";

/** What the messages would have cost, where a network is paid for, beside what the live version's would. */
export function CostsTab({ found: { draft, live } }: { found: Backtest }) {
  const { t, dollars } = useWords();
  const before = new Map((live?.costs ?? []).map((cost) => [cost.network, cost]));
  if (draft.costs.length === 0) return <Empty small title={t("backtest.costsNone")} />;
  const money = (amount: number) => dollars(amount * 1_000_000);
  return (
    <dl className={classes.figures}>
      {draft.costs.map(({ network, title, posts, amount }) => (
        <Figure key={network} label={title} value={money(amount)}>
          {t("backtest.cost", { amount: money(amount), posts })}
          {live !== null && (
            <>
              <br />
              {t("backtest.costLive", { amount: money(before.get(network)?.amount ?? 0) })}
            </>
          )}
        </Figure>
      ))}
    </dl>
  );
}
