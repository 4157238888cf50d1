import { useDocumentTitle, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "wouter";
import type { MapDocument } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { useWords } from "../language.tsx";
import { useChange, usePages, useReply } from "../replies.ts";
import { isGoing } from "../runs/run-state.tsx";
import { Bar, type View } from "./bar.tsx";
import { addNext } from "./commands.ts";
import { Drawer, type DrawerTab } from "./drawer.tsx";
import { FlowView } from "./flow-view.tsx";
import { Inspector } from "./inspector.tsx";
import { useKeys } from "./keys.ts";
import classes from "./map-editor.module.css";
import { OpenMapContext, type Detail } from "./map-context.ts";
import { Outline } from "./outline.tsx";
import { previewOverlay, runOverlay } from "./overlays.ts";
import { Palette } from "./palette.tsx";
import { PreviewTab } from "./preview-tab.tsx";
import { ReviewBanner } from "./review-banner.tsx";
import { RunsTab } from "./runs-tab.tsx";
import { CanvasContext, createCanvas, useCanvas, useDocument } from "./store.ts";
import { Toolbox } from "./toolbox.tsx";
import { useProblems } from "./use-problems.ts";
import { useSaver } from "./use-saver.ts";

function Desk({ first }: { first: Detail }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow();
  const client = useQueryClient();
  const document = useDocument();
  const phone = useMediaQuery("(max-width: 900px)", globalThis.matchMedia("(max-width: 900px)").matches);
  useDocumentTitle(`${document.name} · ${t("app.name")}`);

  const [detail, setDetail] = useState(first);
  const accountsQuery = useReply("listAccounts", { query: { limit: 200 } });
  const accounts = useMemo(() => new Map((accountsQuery.data?.rows ?? []).map((account) => [account.ref, account])), [accountsQuery.data]);
  const listen = useProblems(canvas, accountsQuery.data?.rows, first.problems);
  const { saver, saveState } = useSaver(first, canvas, listen);

  const [view, setView] = useState<View>(phone ? "outline" : "drawing");
  const [palette, setPalette] = useLocalStorage({ key: "relaymap.palette", defaultValue: true, getInitialValueInEffect: false });
  const [height, setHeight] = useLocalStorage({ key: "relaymap.drawer", defaultValue: 320, getInitialValueInEffect: false });
  const [search, setSearch] = useSearchParams();
  const shownRun = search.get("run");
  const [tab, setTab] = useState<DrawerTab | null>(shownRun ? "runs" : null);
  const showRun = (id: string | null) => setSearch(id ? { run: id } : {}, { replace: true });

  const preview = useChange("preview", { quiet: true });
  const previewed = useRef<MapDocument | null>(null);
  const showPreview = () => {
    setTab("preview");
    previewed.current = canvas.document();
    preview.mutate({ body: { document: canvas.document() } });
  };

  const [fast, setFast] = useState(false);
  const runQuery = useReply("getRun", { params: { id: shownRun ?? "" } }, { enabled: shownRun !== null, every: fast ? 500 : 3000 });
  const run = runQuery.data && runQuery.data.id === shownRun ? runQuery.data : undefined;
  const going = run ? isGoing(run.state) : false;
  const settling = run !== undefined && (run.states.ready ?? 0) + (run.states.sending ?? 0) > 0;
  if (fast !== (going || settling)) setFast(going || settling);
  const deliveries = usePages("listDeliveries", { query: { run: shownRun ?? "", limit: 100 } }, { enabled: shownRun !== null, every: fast ? 1000 : 15_000 });
  const start = useChange("runMap", {
    stale: ["listRuns", "listMaps"],
    done: (started) => {
      void client.invalidateQueries({ queryKey: ["listRuns", "pages"] });
      showRun(started.id);
      setTab("runs");
    },
  });

  // The wires show what the open tab is about.
  const deliveryRows = deliveries.rows;
  const overlay = useMemo(() => (tab !== "preview" && run ? runOverlay(run, deliveryRows) : tab === "preview" && preview.data ? previewOverlay(preview.data) : null), [tab, run, preview.data, deliveryRows.length, deliveryRows.filter((row) => row.state === "published").length]);
  useEffect(() => canvas.set({ overlay }), [canvas, overlay]);

  const searchBox = useRef<HTMLInputElement>(null);
  const focusSearch = () => {
    setPalette(true);
    requestAnimationFrame(() => searchBox.current?.focus());
  };
  useKeys({ search: focusSearch, saver });
  const add = (manifest: Manifest) => {
    const box = globalThis.document.querySelector(".react-flow")?.getBoundingClientRect();
    const middle = box ? flow.screenToFlowPosition({ x: box.left + box.width / 2 - 116, y: box.top + box.height / 2 - 40 }) : { x: 0, y: 0 };
    addNext(canvas, manifest, middle);
  };

  const map = useMemo(() => ({ detail, learn: setDetail, saver, saveState, accounts, shownRun, showRun }), [detail, saver, saveState, accounts, shownRun]);
  return (
    <OpenMapContext value={map}>
      <div className={classes.desk}>
        <Bar view={view} setView={setView} showPreview={showPreview} running={start.isPending || going} run={() => start.mutate({ params: { id: detail.id } })} />
        <ReviewBanner />
        <div className={classes.middle}>
          {!phone && view === "drawing" && <Palette add={add} search={searchBox} opened={palette} toggle={() => setPalette(!palette)} />}
          <div className={classes.stage}>
            <div className={classes.view}>
              {view === "drawing" ? (
                <>
                  <FlowView />
                  <Toolbox />
                </>
              ) : (
                <Outline />
              )}
            </div>
            <Drawer
              tab={tab}
              open={setTab}
              height={height}
              setHeight={setHeight}
              preview={<PreviewTab preview={preview.data} pending={preview.isPending} error={preview.error} old={previewed.current !== document} show={showPreview} />}
              runs={<RunsTab shown={run} />}
            />
          </div>
          <Inspector />
        </div>
      </div>
    </OpenMapContext>
  );
}

/** A map, opened for drawing. */
export function MapEditor({ first }: { first: Detail }) {
  const [canvas] = useState(() => createCanvas(first.document));
  return (
    <CanvasContext value={canvas}>
      <ReactFlowProvider>
        <Desk first={first} />
      </ReactFlowProvider>
    </CanvasContext>
  );
}
