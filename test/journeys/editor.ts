import { openProduct } from "../browser/product.ts";
import { cards } from "./editor/cards.ts";
import { gallery } from "./editor/gallery.ts";
import { hand } from "./editor/hand.ts";
import { lists } from "./editor/lists.ts";
import { messages } from "./editor/messages.ts";
import { outline } from "./editor/outline.ts";
import { pages } from "./editor/pages.ts";
import { panels } from "./editor/panels.ts";
import { several } from "./editor/several.ts";
import { openStage, type Stage } from "./editor/stage.ts";
import { tests } from "./editor/tests.ts";
import { versions } from "./editor/versions.ts";
import { play, type Points } from "./play.ts";

/** The points of the editor that a person can be led through, in the order in which they are. Speed has a bench of its own. */
const points: Points<Stage> = {
  hand,
  several,
  panels,
  cards,
  messages,
  tests,
  versions,
  gallery,
  lists,
  outline,
  pages,
};

/** Leads a person through everything that the editor can do; what is met on the way is looked at (eyes.ts). */
export function editor(args: readonly string[]): Promise<Record<string, number>> {
  return play(args, points, async () => {
    const product = await openProduct();
    return { stage: (scene, found) => openStage(product, scene, found), close: () => product.close() };
  });
}
