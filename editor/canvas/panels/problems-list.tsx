import "./words.ts";
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, type Icon } from "@tabler/icons-react";
import { toneOf, type Problem } from "../state/problem.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { calledOf } from "../../drawing/describe.ts";
import { useCamera } from "../floats/camera.ts";
import { pointTo } from "../floats/point-to.ts";
import { Mend } from "../troubles/mend.tsx";
import classes from "./problems-button.module.css";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

/** The problems of the map, each with a way to the step, wire or field that it sits on. `at`: which one was shown last. */
export function ProblemsList({ at, stand, close }: { at: number; stand: (index: number) => void; close: () => void }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const camera = useCamera();
  const { nodes, edges } = useDocument();
  const problems = useCanvasPart((state) => state.problems);

  const where = (problem: Problem): string => {
    const edge = edges.find((each) => each.id === problem.edge);
    const node = nodes.find((each) => each.id === (problem.node ?? edge?.from.node));
    return node ? calledOf(node, manifests.get(node.type), text) : t("problems.map");
  };
  /** Shows where a problem sits; `stay`: the list stays open, to go on to the next. */
  const go = (problem: Problem, stay = false) => {
    stand(problems.indexOf(problem));
    if (!stay) close();
    const id = problem.node ?? problem.edge;
    if (!id) return;
    // On from one to the next it is said at the card itself, with what mends it.
    if (stay && problem.node && pointTo(canvas, camera, problem.node)) {
      close();
      return;
    }
    canvas.choose([id]);
    // The field is for whoever leaves the list for it.
    if (!stay && problem.node && problem.field) canvas.set({ wanted: { node: problem.node, field: problem.field } });
    const edge = edges.find((each) => each.id === problem.edge);
    camera.show(problem.node ? [problem.node] : edge ? [edge.from.node, edge.to.node] : []);
  };
  const walk = (by: number, label: string, Glyph: Icon) => (
    <ActionIcon
      variant="default"
      aria-label={label}
      title={label}
      onClick={() => {
        const next = at < 0 ? 0 : (at + by + problems.length) % problems.length;
        const problem = problems[next];
        if (problem) go(problem, true);
      }}
    >
      <Glyph size={16} stroke={1.8} />
    </ActionIcon>
  );
  return (
    <>
      {problems.length === 0 && <p className={classes.none}>{t("problems.none")}</p>}
      {problems.length > 1 && (
        <div className={classes.walk}>
          <span role="status">
            {at < 0 || at >= problems.length
              ? t("problems.title")
              : t("problems.at", { number: at + 1, count: problems.length })}
          </span>
          {walk(-1, t("problems.before"), IconChevronLeft)}
          {walk(1, t("problems.next"), IconChevronRight)}
        </div>
      )}
      <div className={classes.scroll}>
        <ul className={classes.list}>
          {problems.map((problem, index) => (
            <li key={`${problem.code} ${problem.node} ${problem.edge} ${problem.field} ${index}`}>
              <UnstyledButton
                className={classes.row!}
                aria-current={index === at || undefined}
                onClick={() => go(problem)}
              >
                <span className={classes.where} data-severity={toneOf(problem)}>
                  {where(problem)} · {t(`problems.${toneOf(problem)}`)}
                </span>
                {text(problem.message)}
              </UnstyledButton>
              <div className={classes.repair}>
                <Mend problem={problem} done={close} filled />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
