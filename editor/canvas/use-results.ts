import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "wouter";
import type { MapDocument } from "#engine/map.ts";
import { useChange, useReply } from "../replies.ts";
import { isGoing, paceOf } from "../runs/run-state.tsx";
import type { DrawerTab } from "./panels/drawer.tsx";
import { liveOverlay, previewOverlay, runOverlay } from "./state/overlays.ts";
import { keepCounts, keptCounts, newer } from "./state/last-counts.ts";
import { useCanvas, useCanvasPart, type Overlay } from "./state/store.ts";

/** Milliseconds between two looks whether the map's schedule made a run. */
const pace = 15_000;

/**
 * What the drawer and the wires show: the preview of this draft, or a run, which the address names so that a link leads
 * to it. A run is followed while it goes on and while its posts go out. Where neither was asked for, the wires have the counts of the last
 * run or the last preview.
 */
export function useResults(mapId: string) {
  const canvas = useCanvas();
  const chosen = useCanvasPart(({ chosen: ids }) => [...ids].join(" "));
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const shownRun = search.get("run");
  const [tab, setTab] = useState<DrawerTab | null>(shownRun ? "runs" : null);
  const showRun = useCallback((id: string | null) => setSearch(id ? { run: id } : {}, { replace: true }), [setSearch]);

  const preview = useChange("preview", { quiet: true });
  const [previewed, setPreviewed] = useState<MapDocument | null>(null);
  const old = useCanvasPart((state) => state.history.present !== previewed);
  const [kept] = useState(() => keptCounts(mapId));
  /** `ask`: an AI is really asked, which costs money. */
  const showPreview = (ask = false) => {
    setPreviewed(canvas.document());
    preview.mutate({ body: { document: canvas.document(), map: mapId, ask } });
  };

  const [messages, setMessages] = useState(false);
  const showMessages = () => {
    setMessages(true);
    if ((preview.data === undefined || previewed !== canvas.document()) && !preview.isPending) showPreview();
  };
  // What is chosen since shows its settings in their place.
  const before = useRef(chosen);
  useEffect(() => {
    if (chosen !== "" && chosen !== before.current) setMessages(false);
    before.current = chosen;
  }, [chosen]);

  const runs = useReply("listRuns", { query: { map: mapId, limit: 1 } }, { every: pace });
  const followed = shownRun ?? runs.data?.rows[0]?.id ?? null;
  const params = { id: followed ?? "" };
  const { data } = useReply("getRun", { params }, { enabled: followed !== null, every: paceOf });
  const run = data?.id === shownRun ? data : undefined;
  const last = data?.id === followed ? data : undefined;
  const start = useChange("runMap", {
    stale: ["listRuns", "listMaps"],
    done: (started) => {
      void client.invalidateQueries({ queryKey: ["listRuns", "rows"] });
      showRun(started.id);
      setTab("runs");
    },
  });
  const { mutate } = start;
  const startRun = useCallback(() => mutate({ params: { id: mapId } }), [mutate, mapId]);
  const counted = preview.data;
  const [fresh, setFresh] = useState<Overlay | null>(null);
  useEffect(() => {
    if (!counted) return setFresh(null);
    const made = previewOverlay(counted, new Date().toISOString());
    setFresh(made);
    keepCounts(mapId, made);
  }, [counted, mapId]);
  const counts = useCanvasPart((state) => state.counts);
  const drawn = useCanvasPart(({ history }) => history.past.length > 0 || history.future.length > 0);
  const pinned = useCanvasPart(({ pin }) => pin !== null);
  const overlay = useMemo(() => {
    // Whoever draws sees what the drawing does, and not what it did before.
    if (counts !== null && shownRun === null && (drawn || pinned)) return liveOverlay(counts);
    if (tab === "preview" || messages) return fresh;
    const ran = last ? runOverlay(last) : null;
    if (shownRun !== null) return ran;
    // The wires say what the line below the drawing sums up; while a run goes on, what it carries.
    if (counts !== null && ran?.moving !== true) return liveOverlay(counts);
    return (
      newer(fresh ?? (kept && { ...kept, kind: "preview", run: null, moving: false }), ran) ??
      (counts && liveOverlay(counts))
    );
  }, [tab, messages, fresh, shownRun, last, kept, counts, drawn, pinned]);
  useEffect(() => canvas.set({ overlay }), [canvas, overlay]);

  return {
    tab,
    setTab,
    shownRun,
    showRun,
    run,
    running: start.isPending || (run !== undefined && isGoing(run.state)),
    start: startRun,
    preview,
    /** Whether the drawing changed since the preview. */
    old,
    showPreview,
    /** Whether the messages are shown as people will see them, beside the drawing. */
    messages,
    showMessages,
    hideMessages: () => setMessages(false),
  };
}
