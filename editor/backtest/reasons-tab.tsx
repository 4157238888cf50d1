import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";

type Side = Backtest["draft"];
type Names = { id: string; nameOf: (node: string) => string };

/** What did not become a message, by the step and the reason that decided it. */
export function ReasonsTab({ id, side: { drops, held, keeps }, nameOf }: Names & { side: Side }) {
  const { t } = useWords();
  return (
    <div className={classes.groups}>
      <section>
        <h2 className={classes.heading}>{t("backtest.let")}</h2>
        {drops.length === 0 ? (
          <Empty small title={t("backtest.letNone")} />
        ) : (
          <Counts id={id} rows={drops} nameOf={nameOf} />
        )}
      </section>
      {held.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t("backtest.held")}</h2>
          <Counts id={id} rows={held} nameOf={nameOf} />
        </section>
      )}
      {keeps.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t("backtest.keeps")}</h2>
          <ul className={classes.reasons}>
            {keeps.map(({ node, count }) => (
              <li key={node}>
                <StepLink id={id} node={node} nameOf={nameOf} />{" "}
                <span className="muted num">{t("backtest.kept", { count })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

export function StepLink({ id, node, nameOf }: Names & { node: string }) {
  const { t } = useWords();
  return (
    <Link href={`/maps/${id}?step=${encodeURIComponent(node)}`} className={classes.step!} title={t("backtest.setting")}>
      {nameOf(node)}
    </Link>
  );
}

function Counts({ id, rows, nameOf }: Names & { rows: Side["drops"] }) {
  const { t, text, number } = useWords();
  return (
    <ul className={classes.reasons}>
      {rows.map(({ node, code, reason, varied, count, titles }) => (
        <li key={`${node} ${code}`} className={classes.reason}>
          <span className={classes.count}>{number(count)}</span>
          <div>
            <p>
              <StepLink id={id} node={node} nameOf={nameOf} /> ·{" "}
              {varied ? t("backtest.varied", { reason: text(reason) }) : text(reason)}
            </p>
            <p className={classes.small}>{t("backtest.example", { titles: titles.join(" · ") })}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
