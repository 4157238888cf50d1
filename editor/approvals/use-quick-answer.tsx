import "./words.ts";
import type { ReactNode } from "react";
import { takeBackSeconds } from "#engine/kept.ts";
import { useWords } from "../language.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import type { Approval } from "./approval-card.tsx";
import { useAnswers } from "./use-answers.ts";

/** A yes said elsewhere than on the page of questions: at once, and taken back as there; `returning` is told what then waits again. `bar`: the way back, as long as there is one. */
export function useQuickAnswer(returning?: (ids: readonly number[]) => void): {
  gone: ReadonlySet<number>;
  yes: (approval: Approval) => void;
  undo: (() => void) | null;
  bar: ReactNode;
} {
  const { t } = useWords();
  const { gone, given, answer, takeBack, done } = useAnswers();
  const undo =
    given &&
    (() => {
      returning?.(given.ids);
      takeBack(given);
    });
  return {
    gone,
    yes: (approval) => answer([approval], true, ""),
    undo,
    bar: given && undo && (
      // A second of it is on its way.
      <UndoBar key={given.ids.join()} seconds={takeBackSeconds - 2} undo={undo} done={done}>
        {t("approvals.saidYes", { count: given.ids.length })}
      </UndoBar>
    ),
  };
}
