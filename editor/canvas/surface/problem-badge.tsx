import { Tooltip } from "@mantine/core";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { Suspense, useRef } from "react";
import { lazy } from "../../ui/lazy.ts";
import { useWords } from "../../language.tsx";
import { LatePopover } from "../../ui/late-popover.tsx";
import { worstOf, type Problem } from "../state/problem.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import classes from "./node-card.module.css";

const Trouble = lazy(async () => ({ default: (await import("../troubles/trouble.tsx")).Trouble }));

/** At a card's corner, what is wrong with the step: pressed, it says so, and mends it. */
export function ProblemBadge({ id, problems }: { id: string; problems: readonly Problem[] }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const opened = useCanvasPart((state) => state.troubled === id);
  const worst = worstOf(problems);
  const all = problems.map((problem) => text(problem.message));
  const badge = useRef<HTMLButtonElement>(null);
  const close = () => {
    if (canvas.get().troubled !== id) return;
    canvas.set({ troubled: null });
    // Who came by the keyboard from another card goes on from here.
    requestAnimationFrame(
      () => document.activeElement === document.body && badge.current?.focus({ preventScroll: true }),
    );
  };
  return (
    <LatePopover
      opened={opened}
      close={close}
      label={t("problems.title")}
      width={340}
      position="bottom-end"
      className="nowheel nodrag nopan"
      button={
        <Tooltip label={all.join("\n")} style={{ whiteSpace: "pre-line" }} disabled={opened}>
          <button
            ref={badge}
            type="button"
            className={`${classes.problem} nodrag nopan`}
            data-worst={worst}
            aria-haspopup="dialog"
            aria-expanded={opened}
            aria-label={`${worst === "blank" ? t("problems.blank") : t("count.problems", { count: problems.length })}: ${all.join(" ")}`}
            onClick={(event) => {
              event.stopPropagation();
              canvas.set({ troubled: opened ? null : id });
            }}
            // Enter on the card opens its settings; here it is the badge's own.
            onKeyDown={(event) => event.stopPropagation()}
          >
            {worst === "blank" ? (
              t("problems.blank")
            ) : (
              <>
                <IconAlertTriangleFilled size={12} aria-hidden="true" /> {problems.length}
              </>
            )}
          </button>
        </Tooltip>
      }
    >
      <Suspense>{opened && <Trouble node={id} problems={problems} close={close} />}</Suspense>
    </LatePopover>
  );
}
