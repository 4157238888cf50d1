import { useDocumentTitle, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useSecretNames } from "../form/secrets.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Bar, type View } from "./bar.tsx";
import { addNext } from "./state/commands.ts";
import { Drawer } from "./panels/drawer.tsx";
import { FlowView } from "./surface/flow-view.tsx";
import type { Desk as ActionDesk, Pane } from "./actions/action.ts";
import { DeskContext } from "./actions/desk.ts";
import { Spoken } from "./actions/spoken.tsx";
import { useKeys } from "./keys.ts";
import classes from "./map-editor.module.css";
import { OpenMapContext, type Detail } from "./state/map-context.ts";
import { Palette } from "./panels/palette.tsx";
import { isDialog, type MapDialog, MapDialogs } from "./publishing/map-dialogs.tsx";
import { ReviewBanner } from "./publishing/review-banner.tsx";
import { CanvasContext, createCanvas, useCanvas, useCanvasPart, useDocument } from "./state/store.ts";
import { Toolbox } from "./panels/toolbox.tsx";
import { useKept } from "./state/use-kept.ts";
import { useProblems } from "./state/use-problems.ts";
import { withManifest } from "./state/step-types.ts";
import { useResults } from "./use-results.ts";
import { useSaver } from "./state/use-saver.ts";
import { Late } from "../ui/late.tsx";

// The drawing comes first; its panels when they are opened.
const Inspector = lazy(async () => ({ default: (await import("./panels/inspector.tsx")).Inspector }));
const Outline = lazy(async () => ({ default: (await import("./outline/outline.tsx")).Outline }));
const PreviewTab = lazy(async () => ({ default: (await import("./panels/preview-tab.tsx")).PreviewTab }));
const ResultsTab = lazy(async () => ({ default: (await import("../results/results-tab.tsx")).ResultsTab }));
const KeysDialog = lazy(async () => ({ default: (await import("./actions/keys-dialog.tsx")).KeysDialog }));
const RunsTab = lazy(async () => ({ default: (await import("./panels/runs-tab.tsx")).RunsTab }));

function Desk({ first }: { first: Detail }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow();
  const document = useDocument();
  const inspecting = useCanvasPart((state) => state.history.present.nodes.some((node) => state.chosen.has(node.id)));
  const phone = useMediaQuery("(max-width: 900px)", globalThis.matchMedia("(max-width: 900px)").matches);
  useDocumentTitle(`${document.name} · ${t("app.name")}`);

  const [detail, setDetail] = useState(first);
  const accountsQuery = useReply("listAccounts", { query: { limit: 200 } });
  const accounts = useMemo(
    () => new Map((accountsQuery.data?.rows ?? []).map((account) => [account.ref, account])),
    [accountsQuery.data],
  );
  const secrets = useSecretNames();
  const listen = useProblems(
    canvas,
    accountsQuery.data?.next ? null : accountsQuery.data?.rows,
    secrets,
    first.problems,
  );
  useKept(detail);
  const { saver, saveState } = useSaver(first, canvas, listen);

  const [view, setView] = useState<View>(phone ? "outline" : "drawing");
  const [palette, setPalette] = useLocalStorage({
    key: "relaymap.palette",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [height, setHeight] = useLocalStorage({
    key: "relaymap.drawer",
    defaultValue: 320,
    getInitialValueInEffect: false,
  });
  const results = useResults(detail.id);
  const { tab, run, preview } = results;

  const searchBox = useRef<HTMLInputElement>(null);
  const focusSearch = () => {
    setPalette(true);
    requestAnimationFrame(() => searchBox.current?.focus());
  };
  const [keys, showKeys] = useState(false);
  const [dialog, showDialog] = useState<MapDialog | null>(null);
  const open = (pane: Pane) => {
    if (pane === "search") focusSearch();
    else if (pane === "keys") showKeys(true);
    else if (pane === "preview") results.showPreview();
    else if (isDialog(pane)) showDialog(pane);
    else setView(pane);
  };
  const desk: ActionDesk = { canvas, flow, saver, t, open };
  useKeys(desk);
  const add = (type: string, config?: unknown) => {
    const box = globalThis.document.querySelector(".react-flow")?.getBoundingClientRect();
    const middle = box
      ? flow.screenToFlowPosition({ x: box.left + box.width / 2 - 116, y: box.top + box.height / 2 - 40 })
      : { x: 0, y: 0 };
    void withManifest(type, (manifest) =>
      addNext(canvas, config === undefined ? manifest : { ...manifest, defaults: config }, middle),
    );
  };

  const { shownRun, showRun, start } = results;
  const steps = preview.data?.steps;
  const samples = useMemo(
    () => new Map((steps ?? []).flatMap(({ node, items: [first] }) => (first === undefined ? [] : [[node, first]]))),
    [steps],
  );
  const map = useMemo(
    () => ({ detail, learn: setDetail, saver, saveState, accounts, samples, shownRun, showRun, run: start }),
    [detail, saver, saveState, accounts, samples, shownRun, showRun, start],
  );
  return (
    <OpenMapContext value={map}>
      <DeskContext value={desk}>
        <div className={classes.desk} onBlur={canvas.rest}>
          <Bar
            view={view}
            setView={setView}
            showPreview={() => results.showPreview()}
            running={results.running}
            run={start}
          />
          <ReviewBanner />
          <MapDialogs shown={dialog} close={() => showDialog(null)} />
          <div className={classes.middle}>
            {!phone && view === "drawing" && (
              <Palette add={add} search={searchBox} opened={palette} toggle={() => setPalette(!palette)} />
            )}
            <div className={classes.stage}>
              <div className={classes.view}>
                {view === "drawing" ? (
                  <>
                    <FlowView />
                    <Toolbox />
                  </>
                ) : (
                  <Suspense>
                    <Outline />
                  </Suspense>
                )}
              </div>
              <Drawer
                tab={tab}
                open={results.setTab}
                height={height}
                setHeight={setHeight}
                preview={
                  <Suspense>
                    <PreviewTab
                      preview={preview.data}
                      pending={preview.isPending}
                      error={preview.error}
                      old={results.old}
                      show={() => results.showPreview()}
                      ask={() => results.showPreview(true)}
                    />
                  </Suspense>
                }
                runs={
                  <Suspense>
                    <RunsTab shown={run} />
                  </Suspense>
                }
                results={
                  <Suspense>
                    <ResultsTab id={detail.id} />
                  </Suspense>
                }
              />
            </div>
            <Suspense>{inspecting && <Inspector />}</Suspense>
          </div>
        </div>
        <Spoken />
        <Late opened={keys}>{(opened) => <KeysDialog opened={opened} close={() => showKeys(false)} />}</Late>
      </DeskContext>
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
