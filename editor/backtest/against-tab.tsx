import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { PostWords } from "../ui/post-words.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";
import { WhoseLine } from "./person.tsx";
import { StepLink } from "./reasons-tab.tsx";

type Against = NonNullable<Backtest["against"]>;
const kinds = ["changed", "new", "gone"] as const;
type Kind = (typeof kinds)[number];

/** Message by message, in what this drawing differs from the live version over the same days. */
export function AgainstTab({
  id,
  against,
  nameOf,
}: {
  id: string;
  against: Against;
  nameOf: (node: string) => string;
}) {
  const { t, number } = useWords();
  const { changed, fresh, gone, same, rows } = against;
  const counts: Record<Kind, number> = { changed, new: fresh, gone };
  const [kind, choose] = useState<Kind>(kinds.find((each) => counts[each] > 0) ?? "changed");
  if (changed + fresh + gone === 0) return <Empty small title={t("backtest.againstNone")} />;
  const shown = rows.filter((row) => row.kind === kind);
  return (
    <>
      <p className={classes.sum}>
        {t("backtest.against", {
          changed: number(changed),
          fresh: number(fresh),
          gone: number(gone),
          same: number(same),
        })}
      </p>
      <SegmentedControl
        value={kind}
        onChange={(value) => choose(value as Kind)}
        data={kinds.map((each) => ({ value: each, label: `${t(`backtest.kind.${each}`)} · ${number(counts[each])}` }))}
      />
      {shown.length === 0 && <Empty small title={t("backtest.kindNone")} />}
      <ul className={classes.changes}>
        {shown.map((row, index) => (
          <li key={index} className={classes.card}>
            <WhoseLine {...row} />
            <p className={classes.item}>{row.item}</p>
            <div className={classes.sides} data-two={(row.before !== null && row.after !== null) || undefined}>
              {row.before !== null && (
                <div data-side="before">
                  <h3>{t("backtest.before")}</h3>
                  <PostWords text={row.before} />
                </div>
              )}
              {row.after !== null && (
                <div data-side="after">
                  <h3>{t("backtest.after")}</h3>
                  <PostWords text={row.after} />
                </div>
              )}
            </div>
            {row.kind === "gone" && <Why id={id} why={row.why} nameOf={nameOf} />}
          </li>
        ))}
      </ul>
      {shown.length < counts[kind] && (
        <p className={classes.note}>{t("backtest.shown", { count: number(shown.length) })}</p>
      )}
    </>
  );
}

function Why({
  id,
  why,
  nameOf,
}: {
  id: string;
  why: Against["rows"][number]["why"];
  nameOf: (node: string) => string;
}) {
  const { t, text } = useWords();
  if (why === null) return <p className={classes.small}>{t("backtest.notWanted")}</p>;
  return (
    <p className={classes.small}>
      <StepLink id={id} node={why.node} nameOf={nameOf} /> · {text(why.reason)}
    </p>
  );
}
