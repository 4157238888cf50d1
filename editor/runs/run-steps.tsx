import "./words.ts";
import { StepKept } from "../kept/said.tsx";
import { useWords } from "../language.tsx";
import { Table } from "../ui/table.tsx";
import type { RunDetail } from "./run-state.tsx";
import classes from "./run-steps.module.css";

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** The steps of a run as a table; choosing one narrows the list of drops to it. */
export function RunSteps({
  steps,
  nameOf,
  node,
  choose,
}: {
  steps: RunDetail["steps"];
  nameOf: (node: string) => string;
  node: string | null;
  choose: (node: string | null) => void;
}) {
  const { t, text, number } = useWords();
  return (
    <Table label={t("run.steps")}>
      <thead>
        <tr>
          <th>{t("run.step")}</th>
          <th data-number>{t("run.in")}</th>
          <th data-number>{t("run.out")}</th>
          <th data-number>{t("runs.drops")}</th>
          <th data-number>{t("run.time")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.node}>
            <td>
              {nameOf(step.node)}
              <StepKept kept={step.kept} back={step.back} />
              {step.error && <div style={{ color: "var(--bad)" }}>{text(step.error)}</div>}
            </td>
            <td data-number>{number(step.itemsIn)}</td>
            <td data-number>{Object.keys(step.itemsOut).length > 0 ? number(sum(step.itemsOut)) : "–"}</td>
            <td data-number>
              {step.drops > 0 ? (
                <button
                  type="button"
                  className={classes.narrow}
                  aria-pressed={node === step.node}
                  onClick={() => choose(node === step.node ? null : step.node)}
                >
                  {number(step.drops)}
                </button>
              ) : (
                0
              )}
            </td>
            <td data-number className="muted">
              {number(Math.round(step.ms * 10) / 10)} ms
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
