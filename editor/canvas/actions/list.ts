import { announce } from "../../announce.ts";
import { chooseAll, duplicate, nextOf } from "../state/commands.ts";
import { glide } from "../floats/camera.ts";
import type { Action, Desk } from "./action.ts";
import { handActions } from "./hand.ts";
import { keyboardActions, wireActions } from "./keyboard.ts";

/** What needs more than a line comes when it is first done. */
const walking = () => import("./walking.ts");

const fit = ({ camera }: Desk): void => camera.fit();

/** Asks what follows the one chosen step, else which step comes into the middle of the drawing. */
function askNext({ canvas, camera, flow, t }: Desk): void {
  const { menu } = canvas.get();
  const asked = nextOf(canvas, menu ? flow.screenToFlowPosition(menu) : camera.middle());
  if (asked === null) announce.warning(t("refused.last"));
  else canvas.set({ asked });
}

/** As the browser's own menu would: what listens for the keys does the rest. */
const tell = (what: "copy" | "cut") => (): void => void document.execCommand(what);

const drawn = ({ canvas }: Desk): boolean => canvas.document().nodes.length > 0;
const things = ["step", "steps", "note", "group", "marks"] as const;
const some = ["step", "steps", "wire", "wires", "note", "group", "marks"] as const;

/** Everything that can be done on the canvas, in the order in which it is listed. */
export const actions: readonly Action[] = [
  ...wireActions,
  { id: "next", work: "step", keys: ["a"], on: ["step"], menu: ["step"], run: askNext },
  { id: "here", work: "step", keys: ["a"], on: ["nothing", "steps", "wires"], menu: ["nothing"], run: askNext },
  { id: "search", work: "step", keys: ["/"], run: ({ open }) => open("search") },
  ...handActions,
  ...keyboardActions,
  {
    id: "duplicate",
    work: "edit",
    keys: ["mod+d"],
    on: things,
    menu: things,
    run: ({ canvas }) => duplicate(canvas),
  },
  { id: "copy", work: "edit", keys: ["mod+c"], told: true, on: things, menu: things, run: tell("copy") },
  { id: "cut", work: "edit", keys: ["mod+x"], told: true, on: things, menu: things, run: tell("cut") },
  {
    id: "paste",
    work: "edit",
    keys: ["mod+v"],
    told: true,
    menu: ["nothing"],
    run: async (desk) => (await import("./pasting.ts")).pasteCopied(desk),
  },
  {
    id: "delete",
    work: "edit",
    keys: ["delete", "backspace"],
    on: some,
    menu: some,
    run: async (desk) => (await walking()).cut(desk),
  },
  {
    id: "undo",
    work: "edit",
    keys: ["mod+z"],
    can: ({ canvas }) => canvas.get().history.past.length > 0,
    run: ({ canvas }) => canvas.undo(),
  },
  {
    id: "redo",
    work: "edit",
    keys: ["mod+shift+z", "mod+y"],
    can: ({ canvas }) => canvas.get().history.future.length > 0,
    run: ({ canvas }) => canvas.redo(),
  },
  {
    id: "all",
    work: "order",
    keys: ["mod+a"],
    menu: ["nothing"],
    can: drawn,
    run: ({ canvas }) => chooseAll(canvas),
  },
  { id: "none", work: "order", keys: ["escape"], on: some, run: ({ canvas }) => canvas.choose([]) },
  {
    id: "tidy",
    work: "order",
    keys: ["shift+t"],
    menu: ["nothing", "steps", "group"],
    can: drawn,
    run: async (desk) => (await import("./tidying.ts")).tidyUp(desk),
  },
  { id: "fit", work: "see", keys: ["f"], menu: ["nothing"], can: drawn, run: fit },
  { id: "zoomIn", work: "see", keys: ["+", "="], run: ({ flow }) => void flow.zoomIn({ duration: glide(160) }) },
  { id: "zoomOut", work: "see", keys: ["-"], run: ({ flow }) => void flow.zoomOut({ duration: glide(160) }) },
  { id: "drawing", work: "see", run: ({ open }) => open("drawing") },
  { id: "outline", work: "see", run: ({ open }) => open("outline") },
  {
    id: "unpin",
    work: "see",
    keys: ["p"],
    can: ({ canvas }) => canvas.get().pin !== null,
    run: ({ canvas }) => canvas.set({ pin: null }),
  },
  { id: "preview", work: "map", run: ({ open }) => open("preview") },
  { id: "backtest", work: "map", run: async (desk) => (await import("./past.ts")).tryPast(desk) },
  { id: "tests", work: "map", run: ({ open }) => open("tests") },
  { id: "publish", work: "map", run: ({ open }) => open("publish") },
  { id: "history", work: "map", run: ({ open }) => open("history") },
  { id: "restore", work: "map", run: ({ open }) => open("history") },
  { id: "discard", work: "map", run: ({ open }) => open("discard") },
  { id: "save", work: "map", keys: ["*mod+s"], run: ({ saver }) => void saver.flush() },
  {
    id: "menu",
    work: "see",
    keys: ["contextmenu", "shift+f10"],
    run: ({ canvas, camera, flow }) => {
      const [id] = canvas.get().chosen;
      const card = id === undefined ? undefined : flow.getInternalNode(id);
      const place = card
        ? { x: card.internals.positionAbsolute.x + 24, y: card.internals.positionAbsolute.y + 48 }
        : camera.middle();
      canvas.set({ menu: flow.flowToScreenPosition(place), asked: null });
    },
  },
  { id: "launcher", work: "map", keys: ["mod+k"], told: true, run: ({ open }) => open("launcher") },
  { id: "keys", work: "map", keys: ["?"], run: ({ open }) => open("keys") },
];
