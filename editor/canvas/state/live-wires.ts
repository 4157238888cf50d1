import { useEffect } from "react";
import type { MapEdge } from "#engine/map.ts";
import type { Detail } from "./map-context.ts";
import { useCanvas } from "./store.ts";

/** A wire by what it joins: its id stays when a step is put into it. */
export const joinOf = ({ from, to }: Pick<MapEdge, "from" | "to">): string =>
  `${from.node} ${from.port} ${to.node} ${to.port}`;

/** Tells the drawing which of its wires the live version has: the others are drafts, and dashed. */
export function useLiveWires({ live }: Detail): void {
  const canvas = useCanvas();
  useEffect(() => canvas.set({ live: new Set(live?.document.edges.map(joinOf)) }), [canvas, live]);
}
