import { groupKey } from "../../drawing/marks.ts";
import { tidy } from "../../drawing/tidy.ts";
import classes from "./tidying.module.css";
import type { Desk } from "./action.ts";
import { heightsIn } from "./hand.ts";

/** Milliseconds: the way of cards and wires to their places. */
const glides = 320;

/** The steps that are chosen, or in a chosen frame; null where it is one or none: that is no arrangement, and the whole map is meant. */
function chosenPart({ canvas }: Desk): Set<string> | null {
  const { chosen } = canvas.get();
  const { nodes, groups = [] } = canvas.document();
  const inside = new Set(groups.flatMap((group) => (chosen.has(groupKey(group.id)) ? group.nodes : [])));
  const part = nodes.flatMap(({ id }) => (chosen.has(id) || inside.has(id) ? [id] : []));
  return part.length > 1 ? new Set(part) : null;
}

/** Tidies what is chosen, else the whole map; everything glides to its place, wires with it, and the camera shows it. */
export function tidyUp(desk: Desk): void {
  const { canvas, camera } = desk;
  const change = tidy(canvas.document(), heightsIn(desk), chosenPart(desk));
  const surface = document.querySelector(".react-flow");
  const gliding = classes.gliding ?? "";
  surface?.classList.add(gliding);
  setTimeout(() => surface?.classList.remove(gliding), glides + 80);
  canvas.edit(change, null, "tidy");
  // Frames take two pictures: of the cards' places, then of what is around them.
  requestAnimationFrame(() => requestAnimationFrame(() => camera.fit(glides)));
}
