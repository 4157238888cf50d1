import type { MapNode } from "#engine/map.ts";
import { moveNodes, remove, switchNodes, type Point } from "../../drawing/draft.ts";
import type * as arranging from "../../drawing/arrange.ts";
import type * as marking from "../state/marking.ts";
import type { Canvas } from "../state/store.ts";
import type { Action, Desk } from "./action.ts";

/** What a hand does to steps as they lie there: names them, switches them off, groups them, puts them in order. What is rare is loaded when it is done. */

const chosenSteps = (canvas: Canvas): MapNode[] => {
  const { chosen } = canvas.get();
  return canvas.document().nodes.filter(({ id }) => chosen.has(id));
};
const chosenIds = (canvas: Canvas): Set<string> => new Set(chosenSteps(canvas).map(({ id }) => id));

/** Whether whatever is chosen is off: then it can be switched on, else off. */
export const isOff = (nodes: readonly MapNode[]): boolean => nodes.every(({ disabled }) => disabled === true);

/** Switches the chosen steps off; where all of them are off already, on. */
export function switchChosen(canvas: Canvas): void {
  const nodes = chosenSteps(canvas);
  canvas.edit(switchNodes(new Set(nodes.map(({ id }) => id)), isOff(nodes)));
}

/** How high the cards are drawn. */
export const heightsIn = ({ flow }: Pick<Desk, "flow">): Map<string, number> =>
  new Map(flow.getNodes().flatMap(({ id, measured }) => (measured?.height ? [[id, measured.height]] : [])));

type Arranging = typeof arranging;
type Places = (load: Arranging, canvas: Canvas, heights: Map<string, number>) => ReadonlyMap<string, Point>;
const arrange =
  (places: Places) =>
  (desk: Desk): void => {
    void import("../../drawing/arrange.ts").then((load) => {
      const moved = places(load, desk.canvas, heightsIn(desk));
      if (moved.size > 0) desk.canvas.edit(moveNodes(moved));
    });
  };

const steps = ["step", "steps"] as const;
const work = "order" as const;

export const arrangeActions: readonly Action[] = [
  ...(["Left", "Centre", "Right", "Top", "Middle", "Bottom"] as const).map((edge): Action => ({
    id: `align${edge}`,
    work,
    on: ["steps"],
    run: arrange((load, canvas, heights) => load.aligned(canvas.document(), chosenIds(canvas), edge, heights)),
  })),
  ...(["Across", "Down"] as const).map((way): Action => ({
    id: `spread${way}`,
    work,
    on: ["steps"],
    can: ({ canvas }) => chosenIds(canvas).size > 2,
    run: arrange((load, canvas, heights) => load.distributed(canvas.document(), chosenIds(canvas), way, heights)),
  })),
];

/** Whatever a hand may do to notes and groups is in a part of its own. */
const marks =
  (act: (load: typeof marking, desk: Desk) => void) =>
  (desk: Desk): void =>
    void import("../state/marking.ts").then((load) => act(load, desk));

export const handActions: readonly Action[] = [
  {
    id: "note",
    work: "step",
    keys: ["n"],
    menu: ["nothing"],
    run: marks((load, { canvas, camera }) => load.writeNote(canvas, camera.middle())),
  },
  {
    id: "rename",
    work: "step",
    keys: ["f2"],
    on: ["step", "note", "group"],
    menu: ["step", "note", "group"],
    run: ({ canvas }) => canvas.set({ renaming: [...canvas.get().chosen][0] ?? null }),
  },
  {
    id: "off",
    work: "step",
    keys: ["d"],
    on: steps,
    menu: steps,
    can: ({ canvas }) => !isOff(chosenSteps(canvas)),
    run: ({ canvas }) => switchChosen(canvas),
  },
  {
    id: "on",
    work: "step",
    keys: ["d"],
    on: steps,
    menu: steps,
    can: ({ canvas }) => isOff(chosenSteps(canvas)),
    run: ({ canvas }) => switchChosen(canvas),
  },
  {
    id: "group",
    work,
    keys: ["mod+g"],
    on: steps,
    menu: steps,
    run: marks((load, { canvas }) => load.groupSteps(canvas, chosenIds(canvas))),
  },
  {
    id: "ungroup",
    work,
    keys: ["mod+shift+g"],
    on: ["group"],
    menu: ["group"],
    run: ({ canvas }) => canvas.edit(remove(canvas.get().chosen)),
  },
  {
    id: "chain",
    work,
    keys: ["mod+shift+a"],
    on: steps,
    menu: ["step"],
    run: ({ canvas }) =>
      void import("../../drawing/arrange.ts").then(({ chainOf }) =>
        canvas.choose(chainOf(canvas.document(), chosenIds(canvas))),
      ),
  },
  ...arrangeActions,
];
