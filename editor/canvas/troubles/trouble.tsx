import "./words.ts";
import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, type Icon } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useWords } from "../../language.tsx";
import { useCamera } from "../floats/camera.ts";
import { toneOf, type Problem } from "../state/problem.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { Mend } from "./mend.tsx";
import classes from "./trouble.module.css";

/** The steps that have something to look at, in the order in which the map's problems are told. */
const troubledSteps = (problems: readonly Problem[]): string[] => [
  ...new Set(problems.flatMap(({ node }) => node ?? [])),
];

/** What is wrong with one step: a sentence, what mends it, the way to where it sits, and on to the next step that has something. */
export function Trouble({ node, problems, close }: { node: string; problems: readonly Problem[]; close: () => void }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const camera = useCamera();
  const all = useCanvasPart((state) => state.problems);
  const steps = troubledSteps(all);
  const at = steps.indexOf(node);
  const box = useRef<HTMLDivElement>(null);
  // Its code comes after the panel was opened: the panel found nothing to give the keyboard to.
  useEffect(() => box.current?.querySelector("button")?.focus({ preventScroll: true }), []);
  const show = ({ field }: Problem) => {
    close();
    canvas.choose([node]);
    if (field !== undefined) canvas.set({ wanted: { node, field } });
    camera.show([node]);
  };
  const walk = (by: number, label: string, Glyph: Icon) => (
    <ActionIcon
      variant="default"
      aria-label={label}
      title={label}
      onClick={() => {
        const next = steps[(at + by + steps.length) % steps.length];
        if (next === undefined) return;
        canvas.set({ troubled: next });
        camera.reveal(next);
      }}
    >
      <Glyph size={16} stroke={1.8} />
    </ActionIcon>
  );
  return (
    <div ref={box} className={classes.trouble}>
      <ul>
        {problems.map((problem, index) => (
          <li key={`${problem.code} ${problem.field} ${index}`} data-severity={toneOf(problem)}>
            <p>{text(problem.message)}</p>
            <div className={classes.answers}>
              <Mend problem={problem} done={close} filled={index === 0} open={() => show(problem)} />
              <Button variant="subtle" size="compact-sm" onClick={() => show(problem)}>
                {t("trouble.show")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {steps.length > 1 && (
        <div className={classes.walk}>
          <span role="status">{t("trouble.at", { number: at + 1, count: steps.length })}</span>
          {walk(-1, t("trouble.before"), IconChevronLeft)}
          {walk(1, t("trouble.next"), IconChevronRight)}
        </div>
      )}
    </div>
  );
}
