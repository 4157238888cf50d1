import type { Action, Desk } from "./action.ts";

/** The canvas by keyboard. What these do comes with the first of them (walking.ts). */

const walking = () => import("./walking.ts");
const joining = ({ canvas }: Desk): boolean => canvas.get().joining !== null;
const arrows = (held = "") => ["right", "left", "up", "down"].map((way) => `${held}arrow${way}`);
const steps = ["step", "steps"] as const;
const drawn = ({ canvas }: Desk): boolean => canvas.document().nodes.length > 0;

/** While a wire is being drawn, its keys come before all others. */
export const wireActions: readonly Action[] = [
  {
    id: "target",
    work: "wire",
    keys: arrows(),
    at: "drawing",
    can: joining,
    run: async (desk, key) => (await walking()).pickTarget(desk, key),
  },
  {
    id: "wired",
    work: "wire",
    keys: ["enter"],
    at: "drawing",
    can: joining,
    run: async (desk) => (await walking()).endWire(desk),
  },
  {
    id: "unwired",
    work: "wire",
    keys: ["escape"],
    can: joining,
    run: async (desk) => (await walking()).stopWire(desk),
  },
];

export const keyboardActions: readonly Action[] = [
  {
    id: "settings",
    work: "step",
    keys: ["enter"],
    at: "drawing",
    on: ["step"],
    menu: ["step"],
    run: async () => (await walking()).firstField(),
  },
  {
    id: "connect",
    work: "wire",
    keys: ["c"],
    on: ["step"],
    menu: ["step"],
    run: async (desk) => (await walking()).startWire(desk),
  },
  { id: "wire", work: "wire", keys: ["w"], can: drawn, run: async (desk) => (await walking()).chooseWire(desk) },
  {
    id: "into",
    work: "wire",
    keys: ["a"],
    on: ["wire"],
    menu: ["wire"],
    run: async (desk) => (await walking()).askInto(desk),
  },
  {
    id: "find",
    work: "see",
    keys: ["*mod+f"],
    menu: ["nothing"],
    can: drawn,
    run: ({ canvas, open }) => {
      open("drawing");
      canvas.set({ finding: true, asked: null });
    },
  },
  {
    id: "walk",
    work: "order",
    keys: arrows(),
    at: "drawing",
    can: drawn,
    run: async (desk, key) => (await walking()).walk(desk, key),
  },
  {
    id: "also",
    work: "order",
    keys: arrows("mod+"),
    at: "drawing",
    on: steps,
    run: async (desk, key) => (await walking()).chooseAlso(desk, key),
  },
  {
    id: "move",
    work: "order",
    keys: [...arrows("shift+"), ...arrows("alt+shift+")],
    at: "drawing",
    on: [...steps, "note", "group", "marks"],
    run: async (desk, key) => (await walking()).move(desk, key),
  },
  {
    id: "resize",
    work: "order",
    keys: arrows("mod+shift+"),
    at: "drawing",
    on: ["note"],
    run: async (desk, key) => (await walking()).resize(desk, key),
  },
];
