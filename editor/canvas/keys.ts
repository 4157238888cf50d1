import { useEffect, useEffectEvent } from "react";
import { useReactFlow } from "@xyflow/react";
import { chooseAll, duplicate, insert, nextOf, removeChosen } from "./state/commands.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { copy, readPiece } from "../drawing/clipboard.ts";
import { glide, whole } from "./surface/framing.ts";
import type { Saver } from "./state/saver.ts";
import { withSteps } from "./state/step-types.ts";
import { useCanvas } from "./state/store.ts";

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null);

/** Whether words on the page are selected. A box drawn over cards selects the words on them too, which nobody meant. */
function isReading(): boolean {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.toString().trim() === "") return false;
  const drawing = document.querySelector(".react-flow");
  return [selection.anchorNode, selection.focusNode].some((node) => drawing?.contains(node) !== true);
}

/** The canvas's shortcuts. They stay silent while somebody writes or a dialog is open. */
export function useKeys({ search, saver }: { search: () => void; saver: Saver }): void {
  const canvas = useCanvas();
  const flow = useReactFlow();
  const { t } = useWords();

  /** Asks what follows the one chosen step, else which step comes into the middle of the drawing. */
  const askNext = () => {
    const drawing = document.querySelector(".react-flow")?.getBoundingClientRect();
    if (!drawing) return;
    const middle = { x: drawing.x + drawing.width / 2, y: drawing.y + drawing.height / 2 };
    const asked = nextOf(canvas, flow.screenToFlowPosition(middle));
    if (asked === null) announce.warning(t("refused.last"));
    else canvas.set({ asked });
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (command && key === "s") {
      event.preventDefault();
      void saver.flush();
      return;
    }
    if (writing(event.target) || event.defaultPrevented) return;
    const act = (action: () => void) => {
      event.preventDefault();
      action();
    };
    if (command && key === "z") act(event.shiftKey ? canvas.redo : canvas.undo);
    else if (command && key === "y") act(canvas.redo);
    else if (command && key === "a") act(() => chooseAll(canvas));
    else if (command && key === "d") act(() => duplicate(canvas));
    else if (command) return;
    else if (event.key === "Delete" || event.key === "Backspace") act(() => removeChosen(canvas));
    else if (event.key === "/") act(search);
    else if (event.key === "Escape") canvas.choose([]);
    else if (key === "a") act(askNext);
    else if (key === "f") act(() => void flow.fitView({ ...whole, duration: glide(240) }));
  });

  const onClipboard = useEffectEvent((event: ClipboardEvent) => {
    if (writing(event.target)) return;
    if (event.type === "paste") {
      const piece = readPiece(event.clipboardData?.getData("text/plain") ?? "");
      if (!piece) return;
      event.preventDefault();
      void withSteps(piece, () => insert(canvas, piece));
      return;
    }
    if (isReading()) return;
    const piece = copy(canvas.document(), canvas.get().chosen);
    if (!piece) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", JSON.stringify(piece));
    if (event.type === "cut") removeChosen(canvas);
  });

  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    const clipboard = (event: ClipboardEvent) => onClipboard(event);
    document.addEventListener("keydown", key);
    for (const type of ["copy", "cut", "paste"] as const) document.addEventListener(type, clipboard);
    return () => {
      document.removeEventListener("keydown", key);
      for (const type of ["copy", "cut", "paste"] as const) document.removeEventListener(type, clipboard);
    };
  }, []);
}
