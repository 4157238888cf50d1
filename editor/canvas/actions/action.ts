import type { ReactFlowInstance } from "@xyflow/react";
import type { Words } from "../../language.tsx";
import type { Key } from "../../messages/catalogue.ts";
import type { Camera } from "../floats/camera.ts";
import type { Saver } from "../state/saver.ts";
import type { Canvas, CanvasState } from "../state/store.ts";

/** What of the drawing is chosen. */
export type Hold = "nothing" | "step" | "steps" | "wire" | "wires" | "note" | "group" | "marks";

/** What the page around the drawing can show; an action asks for it by name. */
export type Pane =
  | "launcher"
  | "search"
  | "keys"
  | "drawing"
  | "outline"
  | "preview"
  | "publish"
  | "history"
  | "discard"
  | "schedule"
  | "tests";

/** What an action works with. */
export type Desk = {
  canvas: Canvas;
  flow: ReactFlowInstance;
  camera: Camera;
  saver: Saver;
  t: Words["t"];
  open: (pane: Pane) => void;
};

/** Where it stands among the others, in the order of the list and of the menus. */
export type Work = "step" | "wire" | "edit" | "order" | "see" | "map";

type Named<All extends string> = All extends `do.${infer Id}` ? Id : never;

/**
 * One thing that can be done on the canvas. The keys, the list of keys, the right-click menu and the command palette are all made from these
 * and from nothing else. Its name is the message `do.<id>`, which is loaded with the first list that shows it.
 */
export type Action = {
  id: Named<Key>;
  work: Work;
  /** As in `comboOf`: "mod+shift+z". Only the first of several that may run now does; "*" before it: also while somebody writes. */
  keys?: readonly string[];
  /** The browser itself tells of these keys (copy, cut, paste): they are shown and not listened for. */
  told?: true;
  /** What must be chosen for it; without it, anything may be. */
  on?: readonly Hold[];
  /** It stands in the right-click menu of these. */
  menu?: readonly Hold[];
  /** What else must be so. */
  can?: (desk: Desk) => boolean;
  /** "drawing": only while the keyboard is on the drawing or nowhere; a button that has it keeps its own keys. */
  at?: "drawing";
  /** `key`: the one that was pressed, as `comboOf` spells it. */
  run: (desk: Desk, key: string) => void | Promise<void>;
};

export function holdOf({ history: { present }, chosen }: Pick<CanvasState, "history" | "chosen">): Hold {
  const count = (some: readonly { id: string }[]) => some.reduce((sum, { id }) => sum + Number(chosen.has(id)), 0);
  const [steps, wires] = [count(present.nodes), count(present.edges)];
  if (steps > 0) return steps === 1 && wires === 0 ? "step" : "steps";
  if (wires > 0) return wires === 1 ? "wire" : "wires";
  const [first, ...others] = chosen;
  if (first === undefined) return "nothing";
  return others.length > 0 ? "marks" : first.startsWith("note:") ? "note" : "group";
}

/** Whether it may run now. */
export const applies = (action: Action, desk: Desk): boolean =>
  (action.on?.includes(holdOf(desk.canvas.get())) ?? true) && (action.can?.(desk) ?? true);

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * A key with what is held beside it, in one spelling: "mod+shift+z", "delete", "?". `mod` is Ctrl, on a Mac also Command. Shift counts only
 * where it does not already make another sign: where "/" stands is the keyboard's affair.
 */
export function comboOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string {
  const name = key === " " ? "space" : key.toLowerCase();
  const signs = name.length > 1 || name !== key.toUpperCase();
  return `${ctrlKey || metaKey ? "mod+" : ""}${altKey ? "alt+" : ""}${shiftKey && signs ? "shift+" : ""}${name}`;
}

/** Where the keyboard is: in a field, on the drawing or nowhere, on something else. */
export type Place = "writing" | "drawing" | "beside";

/** The action that a key runs now; null where it has none. */
export function actionOn(actions: readonly Action[], combo: string, where: Place, desk: Desk): Action | null {
  const wanted = where === "writing" ? [`*${combo}`] : [combo, `*${combo}`];
  const own = ({ keys, told, at }: Action) =>
    told === undefined && (at === undefined || at === where) && keys?.some((key) => wanted.includes(key)) === true;
  return actions.find((action) => own(action) && applies(action, desk)) ?? null;
}
