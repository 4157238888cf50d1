import type { MapDocument } from "#engine/map.ts";
import type { NodeKind } from "#engine/node.ts";

/** The steps of the tour, in their order; each is done when the drawing, or the server, shows it. */
export const tourSteps = ["source", "words", "target", "publish", "posts"] as const;
export type TourStep = (typeof tourSteps)[number];

/** Which step is at hand: told from the map alone, so that a reload, an undo or another hand never leaves the tour behind. */
export function tourAt(
  document: Pick<MapDocument, "nodes">,
  live: boolean,
  kindOf: (type: string) => NodeKind | undefined,
): TourStep {
  const kinds = new Set(document.nodes.map(({ type }) => kindOf(type)));
  if (live) return "posts";
  if (!kinds.has("source")) return "source";
  if (kinds.has("target")) return "publish";
  return kinds.has("rewrite") ? "target" : "words";
}
