import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { MapDocument } from "#engine/map.ts";
import { bare } from "../../drawing/bare.ts";
import { useReply } from "../../replies.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

/** While somebody writes, nothing is asked, milliseconds; and for how long it is shown what a change changed. */
const [pause, shows] = [180, 10_000];
/** Of larger drawings every change would be a question as heavy as they are. */
const most = 400;

/** Asks what the drawing does as it stands whenever it has rested, and tells the canvas: counts, what the last change changed, the way of the item that is followed. */
export function useCounts(map: string): void {
  const canvas = useCanvas();
  const [drawn] = useDebouncedValue(useDocument(), pause);
  const spelled = useMemo(() => JSON.stringify(bare(drawn)), [drawn]);
  const document = useMemo(() => JSON.parse(spelled) as MapDocument, [spelled]);
  const pin = useCanvasPart((state) => state.pin?.key ?? null);
  const last = useRef(document);
  const [before, setBefore] = useState<MapDocument | null>(null);
  useEffect(() => {
    if (last.current === document) return;
    setBefore(last.current);
    last.current = document;
    const timer = setTimeout(() => setBefore(null), shows);
    return () => clearTimeout(timer);
  }, [document]);
  // Once what changed has been shown the answer stays, and is not asked for again.
  const asked = useRef<MapDocument | null>(null);
  if (before !== null) asked.current = before;
  const body = { document, pin, map, ...(asked.current === null ? {} : { before: asked.current }) };
  const count = document.nodes.length;
  const enabled = count > 0 && count <= most;
  const { data, dataUpdatedAt, isPlaceholderData } = useReply("liveWires", { body }, { enabled, keep: true });
  useEffect(() => {
    if (!enabled || data === undefined) return canvas.set({ counts: null });
    if (isPlaceholderData) return;
    canvas.set({ counts: { map, reply: data, at: new Date(dataUpdatedAt).toISOString(), document, before } });
  }, [canvas, enabled, data, dataUpdatedAt, isPlaceholderData, map, document, before]);
}
