import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useWords } from "../../language.tsx";
import type * as deedWords from "./deed-words.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";

type Teller = typeof deedWords;

/** What finds the words of what was done. It comes once there is something to tell of. */
export function useTeller(wanted: boolean): Teller | null {
  const [teller, learn] = useState<Teller | null>(null);
  useEffect(() => {
    // Where it does not come, the buttons are called by what they do alone.
    if (wanted)
      void import("./deed-words.ts").then(
        (module) => learn(module),
        () => undefined,
      );
  }, [wanted]);
  return teller;
}

/** How undo and redo are called: with what they take back and do again. */
export function useUndoWords(): { undo: string; redo: string } {
  const words = useWords();
  const canvas = useCanvas();
  // A key that is typed does not wait until it is known what to call it.
  const history = useDeferredValue(useCanvasPart((state) => state.history));
  const teller = useTeller(history.past.length + history.future.length > 0);
  return useMemo(() => {
    const [back, forward] = [canvas.undoable(history), canvas.redoable(history)];
    return {
      undo: teller && back ? teller.toUndo(back, words) : words.t("tool.undo"),
      redo: teller && forward ? teller.toRedo(forward, words) : words.t("tool.redo"),
    };
  }, [canvas, history, teller, words]);
}
