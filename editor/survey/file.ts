import { csvOf } from "#engine/csv.ts";
import { eases, fearNames, fears, wishes, wishNames } from "#engine/survey.ts";
import type { Words } from "../language.tsx";
import { saveAs } from "../ui/save-as.ts";
import type { Told } from "./told.ts";

/** What is told of the rounds, as a table: counts with what they are of, and the free words in the order in which they were shown. */
export function saveResults({ t, text, day }: Pick<Words, "t" | "text" | "day">, rounds: readonly Told[]): void {
  const line = (question: string, answer: string, count: (round: Told) => number) => [
    question,
    answer,
    ...rounds.map(count),
  ];
  const lines: (string | number)[][] = [
    [
      t("rounds.column"),
      t("rounds.columnAnswer"),
      ...rounds.map(({ stage, closedAt }) => `${t(`rounds.${stage}`)} · ${day(closedAt!)}`),
    ],
    ["", "", ...rounds.map(({ result }) => result.all.people)],
    ...fearNames.map((name) => line(t("survey.fears"), text(fears[name]), ({ result }) => result.all.fears[name] ?? 0)),
    ...wishNames.map((name) =>
      line(t("survey.wishes"), text(wishes[name]), ({ result }) => result.all.wishes[name] ?? 0),
    ),
    ...eases.map((ease) =>
      line(t("survey.ease"), t(`survey.ease.${ease}`), ({ result }) => result.all.ease[`${ease}`] ?? 0),
    ),
    ...rounds.flatMap(({ stage, result }) =>
      result.words.map((words) => [`${t("survey.words")} · ${t(`rounds.${stage}`)}`, words]),
    ),
  ];
  saveAs("survey.csv", "text/csv", csvOf(lines));
}
