import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";
import { StepLink } from "./reasons-tab.tsx";

type Side = Backtest["draft"];

/** What rules have to say of the messages, and who says nearly the same as somebody else. */
export function RulesTab({
  id,
  side: { rules, alike },
  nameOf,
}: {
  id: string;
  side: Side;
  nameOf: (node: string) => string;
}) {
  const { t, text, number } = useWords();
  return (
    <div className={classes.groups}>
      <section>
        <h2 className={classes.heading}>{t("backtest.ruled")}</h2>
        {rules.length === 0 && <Empty small title={t("backtest.rulesNone")} />}
        <ul className={classes.reasons}>
          {rules.map(({ node, network, code, severity, reason, count, text: said }) => (
            <li key={`${node} ${network} ${code}`} className={classes.reason}>
              <span className={classes.count}>{number(count)}</span>
              <div>
                <p>
                  <Tag tone={severity === "error" ? "bad" : "warn"}>
                    {t(severity === "error" ? "backtest.forbids" : "backtest.warns")}
                  </Tag>{" "}
                  {networkTitle(network)} · <StepLink id={id} node={node} nameOf={nameOf} />
                </p>
                <p>{text(reason)}</p>
                <p className={classes.small}>{said}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={classes.heading}>{t("backtest.alike")}</h2>
        {alike.length === 0 && <Empty small title={t("backtest.alikeNone")} />}
        {[...Map.groupBy(alike, ({ network }) => network)].map(([network, texts]) => (
          <div key={network} className={classes.same}>
            <p>
              {t("backtest.alikeOn", { network: networkTitle(network), count: texts.length })}
              {texts[0]!.forbidden && (
                <>
                  {" "}
                  <Tag tone="warn">{t("backtest.alikeBad", { network: networkTitle(network) })}</Tag>{" "}
                  {t("backtest.variants")}
                </>
              )}
            </p>
            <ul>
              {texts.map(({ text: said, accounts }, index) => (
                <li key={index}>
                  <span className="num">{number(accounts)} ×</span> {said}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
    </div>
  );
}
