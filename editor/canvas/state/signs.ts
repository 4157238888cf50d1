import { useEffect, useRef } from "react";
import type { MapDocument } from "#engine/map.ts";
import { useReply } from "../../replies.ts";
import type { Sign } from "./sign.ts";
import type { SaveState } from "./saver.ts";
import { useCanvas, useCanvasPart } from "./store.ts";

/** Milliseconds between two looks while nothing is drawn. */
const pace = 30_000;

/** What signs depend on; a card that moved changes none. */
const gist = ({ nodes, edges }: MapDocument) => [...nodes.flatMap(({ id, type, config }) => [id, type, config]), edges];
const same = (a: unknown[], b: unknown[]): boolean => a.length === b.length && a.every((each, at) => each === b[at]);

/** Follows the signs of a map's steps: one question for all cards, asked again when a change of theirs is saved. */
export function useSigns(id: string, saved: SaveState): void {
  const canvas = useCanvas();
  const { data, refetch } = useReply("mapSigns", { params: { id } }, { every: pace });
  const asked = useRef(gist(canvas.document()));
  useEffect(() => {
    if (saved.kind !== "saved") return;
    const now = gist(canvas.document());
    if (same(asked.current, now)) return;
    asked.current = now;
    void refetch();
  }, [canvas, saved, refetch]);
  useEffect(() => {
    if (!data) return;
    const before = canvas.get().signs;
    // Who did not change keeps its object, and its card is not drawn again.
    const kept = (row: Sign) => (JSON.stringify(before[row.node]) === JSON.stringify(row) ? before[row.node]! : row);
    canvas.set({ signs: Object.fromEntries(data.rows.map((row) => [row.node, kept(row)])), writers: data.writers });
  }, [canvas, data]);
}

export const useSign = (node: string): Sign | undefined => useCanvasPart((state) => state.signs[node]);
