import type { MapNode } from "#engine/map.ts";
import { switchNodes } from "../../drawing/draft.ts";
import type { Canvas } from "../state/store.ts";
import type { Action } from "./action.ts";

/** What a hand does to steps as they lie there: names them, switches them off, puts them in order. */

const chosenSteps = (canvas: Canvas): MapNode[] => {
  const { chosen } = canvas.get();
  return canvas.document().nodes.filter(({ id }) => chosen.has(id));
};

/** Whether whatever is chosen is off: then it can be switched on, else off. */
export const isOff = (nodes: readonly MapNode[]): boolean => nodes.every(({ disabled }) => disabled === true);

/** Switches the chosen steps off; where all of them are off already, on. */
export function switchChosen(canvas: Canvas): void {
  const nodes = chosenSteps(canvas);
  canvas.edit(switchNodes(new Set(nodes.map(({ id }) => id)), isOff(nodes)));
}

const steps = ["step", "steps"] as const;

export const handActions: readonly Action[] = [
  {
    id: "rename",
    work: "step",
    keys: ["f2"],
    on: ["step"],
    menu: ["step"],
    run: ({ canvas }) => canvas.set({ renaming: chosenSteps(canvas)[0]?.id ?? null }),
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
];
