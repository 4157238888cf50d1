import { Button, SegmentedControl } from "@mantine/core";
import { IconTableExport } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { differs, eases, fearNames, fears, wishes, wishNames } from "#engine/survey.ts";
import { useWords } from "../language.tsx";
import { Bars, type Bar } from "./bars.tsx";
import { saveResults } from "./file.ts";
import classes from "./rounds.module.css";
import { type Group, type Round, sumOf, type Told } from "./told.ts";

/** The latest round before the launch and the latest after it, side by side. */
export function Results({ rows, fewest }: { rows: readonly Round[]; fewest: number }) {
  const { t, text, day } = useWords();
  const [group, choose] = useState<Group>("all");
  const told = rows.filter((round): round is Told => round.result !== null);
  const before = told.find(({ stage }) => stage === "before");
  const after = told.find(({ stage }) => stage === "after");
  const few = rows.filter(({ closedAt, result }) => closedAt !== null && result === null);
  const shown = [before, after].filter((round) => round !== undefined);
  const apart = shown.length > 0 && shown.every(({ result }) => result.apart !== null);
  const whose: Group = apart ? group : "all";
  const sums = { before: before && sumOf(before.result, whose), after: after && sumOf(after.result, whose) };
  const last = sums.after ?? sums.before;
  if (last === undefined)
    return few.length === 0 ? null : <p className={classes.note}>{t("rounds.tooFew", { fewest })}</p>;

  const barsOf = <Name extends string>(
    names: readonly Name[],
    counts: (sum: NonNullable<typeof last>) => Partial<Record<Name, number>>,
    label: (name: Name) => string,
  ): Bar[] =>
    names.map((name) => {
      const at = (sum: typeof last | undefined) =>
        sum === undefined ? null : { count: counts(sum)[name] ?? 0, people: sum.people };
      const [one, two] = [at(sums.before), at(sums.after)];
      return { name, label: label(name), before: one, after: two, change: one && two ? differs(one, two) : null };
    });
  const share = ({ before: one, after: two }: Bar): number => {
    const { count, people } = (one ?? two)!;
    return count / Math.max(people, 1);
  };
  const feared = barsOf(
    fearNames,
    (sum) => sum.fears,
    (name) => text(fears[name]),
  ).toSorted((a, b) => share(b) - share(a));
  const wished = barsOf(
    wishNames,
    (sum) => sum.wishes,
    (name) => text(wishes[name]),
  ).toSorted((a, b) => share(b) - share(a));
  const atEase = barsOf(
    eases.map(String) as `${(typeof eases)[number]}`[],
    (sum) => sum.ease,
    (name) => t(`survey.ease.${name}`),
  );
  const first = fearNames.toSorted((a, b) => (last.fears[b] ?? 0) - (last.fears[a] ?? 0))[0]!;
  const [less, more] = (["less", "more"] as const).map((way) => feared.filter(({ change }) => change === way).length);
  const headline =
    sums.before && sums.after
      ? less! > 0
        ? t("rounds.fell", { count: less })
        : more! > 0
          ? t("rounds.rose", { count: more })
          : t("rounds.steady")
      : (last.fears[first] ?? 0) === 0
        ? t("rounds.headNone")
        : t("rounds.head", { count: last.fears[first], people: last.people, fear: text(fears[first]) });
  const easy = (last.ease["4"] ?? 0) + (last.ease["5"] ?? 0);
  return (
    <>
      <header className={classes.headline}>
        <div>
          <h2>{headline}</h2>
          <ul className={classes.basis}>
            {shown.map((round) => (
              <li key={round.number} data-stage={round.stage}>
                <strong>{t(`rounds.${round.stage}`)}</strong>{" "}
                {t("rounds.basis", { day: day(round.closedAt!), count: round.result.all.people })}
              </li>
            ))}
          </ul>
        </div>
        <Button
          variant="default"
          leftSection={<IconTableExport size={18} stroke={1.8} />}
          onClick={() => saveResults({ t, text, day }, shown)}
        >
          {t("rounds.file")}
        </Button>
      </header>
      {apart ? (
        <SegmentedControl
          className={classes.group!}
          aria-label={t("rounds.group")}
          value={whose}
          onChange={(value) => choose(value as Group)}
          data={(["all", "yes", "no"] as const).map((value) => ({ value, label: t(`rounds.group.${value}`) }))}
        />
      ) : (
        <p className={classes.note}>{t("rounds.apartNot", { fewest })}</p>
      )}
      <div className={classes.two}>
        <section className={classes.card}>
          <h2>{t("rounds.fears")}</h2>
          <Bars rows={feared}>
            {({ name }) => (
              <Link href={`/objections#${name}`} className={classes.answerIt!}>
                {t("rounds.answerIt")}
              </Link>
            )}
          </Bars>
        </section>
        <div className={classes.column}>
          <section className={classes.card}>
            <h2>{t("rounds.ease")}</h2>
            <p className={classes.note}>{t("rounds.easeSum", { count: easy, people: last.people })}</p>
            <Bars rows={atEase} />
          </section>
          <section className={classes.card}>
            <h2>{t("rounds.wishes")}</h2>
            <Bars rows={wished} />
          </section>
        </div>
      </div>
      <p className={classes.note}>{t("rounds.formula")}</p>
      <section className={classes.card}>
        <h2>{t("rounds.words")}</h2>
        {shown.some(({ result }) => result.words.length > 0) ? (
          <>
            <p className={classes.note}>{t("rounds.wordsOrder")}</p>
            {shown.map(
              ({ number, stage, result: { words } }) =>
                words.length > 0 && (
                  <div key={number}>
                    <h3 className={classes.stage}>{t(`rounds.${stage}`)}</h3>
                    <ul className={classes.words}>
                      {words.map((each, index) => (
                        // oxlint-disable-next-line react/no-array-index-key -- two people may have written the same
                        <li key={index}>{each}</li>
                      ))}
                    </ul>
                  </div>
                ),
            )}
          </>
        ) : (
          <p className={classes.note}>{t("rounds.wordsFew", { fewest })}</p>
        )}
      </section>
    </>
  );
}
