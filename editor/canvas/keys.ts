import { useEffect, useEffectEvent } from "react";
import { actionOn, comboOf, type Desk, type Place } from "./actions/action.ts";
import { actions } from "./actions/list.ts";
import { copy, keysIn } from "../drawing/clipboard.ts";
import { remove } from "../drawing/draft.ts";

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null);

/** Cards and the drawing itself; what is in a card has keys of its own. */
function placeOf(target: EventTarget | null): Place {
  if (writing(target)) return "writing";
  if (!(target instanceof Element)) return "drawing";
  return target === document.body ||
    target.matches(".react-flow__node, .react-flow__edge, .react-flow, .react-flow__pane")
    ? "drawing"
    : "beside";
}

/** Whether words on the page are selected. A box drawn over cards selects the words on them too, which nobody meant. */
function isReading(): boolean {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.toString().trim() === "") return false;
  const drawing = document.querySelector(".react-flow");
  return [selection.anchorNode, selection.focusNode].some((node) => drawing?.contains(node) !== true);
}

/** The canvas's keys, as its actions name them. They stay silent while somebody writes or a dialog is open. */
export function useKeys(desk: Desk): void {
  const { canvas } = desk;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const key = comboOf(event);
    const action = actionOn(actions, key, placeOf(event.target), desk);
    if (action === null) return;
    event.preventDefault();
    void action.run(desk, key);
  });

  const onClipboard = useEffectEvent((event: ClipboardEvent) => {
    if (writing(event.target)) return;
    if (event.type === "paste") {
      event.preventDefault();
      const data = event.clipboardData;
      const given = { text: data?.getData("text/plain") ?? "", files: [...(data?.files ?? [])] };
      void import("./actions/pasting.ts").then(({ pasteIn }) => pasteIn(desk, given));
      return;
    }
    if (isReading()) return;
    const piece = copy(canvas.document(), canvas.get().chosen);
    if (!piece) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", JSON.stringify(piece));
    if (event.type === "cut") canvas.edit(remove(new Set([...canvas.get().chosen, ...keysIn(piece)])));
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
