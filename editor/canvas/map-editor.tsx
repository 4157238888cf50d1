import { useDocumentTitle } from "@mantine/hooks";
import { IconNote } from "@tabler/icons-react";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type CSSProperties, Suspense, use, useMemo, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { useSecretNames } from "../form/secrets.ts";
import { useWords } from "../language.tsx";
import { LauncherContext, useGiver } from "../launcher/offer.ts";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Bar } from "./bar.tsx";
import { useCamera } from "./floats/camera.ts";
import { useDock, useDrawerHeight } from "./floats/dock.ts";
import { usePhone } from "./floats/phone.ts";
import { createRoom, RoomContext, useRoom } from "./floats/room.ts";
import { addNext } from "./state/commands.ts";
import type { Shelf } from "./panels/palette.tsx";
import type { Seen, View } from "./panels/phone-bar.tsx";
import { Rail, RailButton } from "./panels/rail.tsx";
import { card } from "../drawing/inserting.ts";
import { focusCard } from "./floats/focus-card.ts";
import { FlowView } from "./surface/flow-view.tsx";
import type { Desk as ActionDesk, Pane } from "./actions/action.ts";
import { DeskContext } from "./actions/desk.ts";
import { actions } from "./actions/list.ts";
import { Overlays } from "./actions/overlays.tsx";
import { useKeys } from "./keys.ts";
import classes from "./map-editor.module.css";
import { useMotion } from "./surface/use-motion.ts";
import { LiveSlot } from "./live/slot.tsx";
import { useLiveWires } from "./state/live-wires.ts";
import { AccountsContext, OpenMapContext, type Detail } from "./state/map-context.ts";
import { isDialog, type MapDialog, MapDialogs } from "./publishing/map-dialogs.tsx";
import { ReviewBanner } from "./publishing/review-banner.tsx";
import { CanvasContext, createCanvas, useCanvas, useCanvasPart } from "./state/store.ts";
import { Toolbox } from "./panels/toolbox.tsx";
import { useKept } from "./state/use-kept.ts";
import { useSigns } from "./state/signs.ts";
import { useProblems } from "./state/use-problems.ts";
import { withManifest } from "./state/step-types.ts";
import { usePointed } from "./use-pointed.ts";
import { useResults } from "./use-results.ts";
import { useSaver } from "./state/use-saver.ts";
import { useFound, useUnsaved } from "./state/use-unsaved.tsx";
import { useTouring } from "./tour/touring.ts";
import { Late } from "../ui/late.tsx";

// The drawing comes first; its panels when they are opened.
const Inspector = lazy(async () => ({ default: (await import("./panels/inspector.tsx")).Inspector }));
const Messages = lazy(async () => ({ default: (await import("./messages/messages.tsx")).Messages }));
const Drawer = lazy(async () => ({ default: (await import("./panels/drawer.tsx")).Drawer }));
const PhoneBar = lazy(async () => ({ default: (await import("./panels/phone-bar.tsx")).PhoneBar }));
const Outline = lazy(async () => ({ default: (await import("./outline/outline.tsx")).Outline }));
const PreviewTab = lazy(async () => ({ default: (await import("./panels/preview-tab.tsx")).PreviewTab }));
const ResultsTab = lazy(async () => ({ default: (await import("../results/results-tab.tsx")).ResultsTab }));
const KeysDialog = lazy(async () => ({ default: (await import("./actions/keys-dialog.tsx")).KeysDialog }));
const Tour = lazy(async () => ({ default: (await import("./tour/tour.tsx")).Tour }));
const KeepDialog = lazy(async () => ({ default: (await import("./tests/keep-dialog.tsx")).KeepDialog }));
const TestsTab = lazy(async () => ({ default: (await import("./tests/tests-tab.tsx")).TestsTab }));
const RunsTab = lazy(async () => ({ default: (await import("./panels/runs-tab.tsx")).RunsTab }));

const runAction = (id: string, desk: ActionDesk) => void actions.find((action) => action.id === id)?.run(desk, "");

function Desk({ first }: { first: Detail }) {
  const words = useWords();
  const { t } = words;
  const canvas = useCanvas();
  const flow = useReactFlow();
  const camera = useCamera();
  const room = useRoom();
  const name = useCanvasPart((state) => state.history.present.name);
  const inspecting = useCanvasPart((state) => state.history.present.nodes.some((node) => state.chosen.has(node.id)));
  const phone = usePhone();
  const keeping = useCanvasPart((state) => state.keeping);
  const asking = useCanvasPart((state) => state.menu !== null);
  useDocumentTitle(`${name} · ${t("app.name")}`);

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
  const unsaved = useFound(first);
  const { saver, saveState } = useSaver(first, canvas, listen, unsaved.found?.revision);
  useUnsaved(canvas, saver, saveState, unsaved);
  useSigns(detail.id, saveState);
  useLiveWires(detail);
  useMotion(detail);
  usePointed(canvas, camera);

  const [view, setView] = useState<View>(phone ? "outline" : "drawing");
  const [shelf, lay] = useState<Shelf | null>(null);
  const dock = useDock();
  const drawer = useDrawerHeight();
  const results = useResults(detail.id);
  const { tab, run, preview } = results;

  const launcher = use(LauncherContext);
  const [touring, endTour] = useTouring(detail.id);
  const [keys, showKeys] = useState(false);
  const [dialog, showDialog] = useState<MapDialog | null>(() =>
    new URLSearchParams(location.search).has("publish") ? "publish" : null,
  );
  const open = (pane: Pane) => {
    if (pane === "search") lay("search");
    else if (pane === "launcher") launcher.open();
    else if (pane === "keys") showKeys(true);
    else if (pane === "preview") results.showMessages();
    else if (pane === "tests") {
      results.hideMessages();
      results.setTab("tests");
    } else if (isDialog(pane)) showDialog(pane);
    else setView(pane);
  };
  const see = (seen: Seen) => {
    if (seen !== "runs") setView(seen);
    // On a phone there is room for one thing at a time.
    if (phone) {
      canvas.choose([]);
      results.hideMessages();
    }
    if (seen === "runs") results.setTab("runs");
    else if (phone || tab === "runs") results.setTab(null);
  };
  const seen: Seen = tab === "runs" ? "runs" : view;
  const desk: ActionDesk = { canvas, flow, camera, saver, t, open };
  useKeys(desk);
  useGiver(async () => (await import("./actions/offers.ts")).offersOf(desk, words));
  const add = (type: string, config?: unknown) => {
    const middle = camera.middle();
    const place = { x: middle.x - card.half, y: middle.y - card.port };
    void withManifest(type, (manifest) =>
      focusCard(addNext(canvas, config === undefined ? manifest : { ...manifest, defaults: config }, place)),
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
      <AccountsContext value={accounts}>
        <DeskContext value={desk}>
          <div
            className={classes.desk}
            ref={room.hold}
            data-inspecting={inspecting || undefined}
            data-messages={results.messages || undefined}
            data-drawer={tab !== null || undefined}
            onBlur={canvas.rest}
            style={{ "--dock": `${dock.value}px`, "--drawer": `${drawer.value}px` } as CSSProperties}
          >
            <Bar seen={seen} see={see} showPreview={results.showMessages} running={results.running} run={start} />
            <ReviewBanner />
            <MapDialogs shown={dialog} close={() => showDialog(null)} />
            <Rail shelf={shelf} open={lay} add={add}>
              <RailButton icon={IconNote} label={t("mark.add")} act={() => runAction("note", desk)} />
            </Rail>
            {view === "drawing" ? (
              <>
                <FlowView />
                <Toolbox />
              </>
            ) : (
              <div className={classes.list}>
                <Suspense>
                  <Outline />
                </Suspense>
              </div>
            )}
            <LiveSlot map={detail.id} />
            <Suspense>
              {tab && !(phone && inspecting) && (
                <Drawer
                  tab={tab}
                  open={results.setTab}
                  preview={
                    <Suspense>
                      <PreviewTab
                        preview={preview.data}
                        pending={preview.isPending}
                        error={preview.error}
                        old={results.old}
                        show={() => results.showPreview()}
                        ask={() => results.showPreview(true)}
                        messages={results.showMessages}
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
                  tests={
                    <Suspense>
                      <TestsTab />
                    </Suspense>
                  }
                />
              )}
            </Suspense>
            <Suspense>
              {results.messages ? (
                <Messages
                  preview={preview.data}
                  pending={preview.isPending}
                  error={preview.error}
                  old={results.old}
                  show={() => results.showPreview()}
                  steps={() => results.setTab("preview")}
                  close={results.hideMessages}
                />
              ) : (
                inspecting && !(phone && asking) && <Inspector />
              )}
            </Suspense>
            <Suspense>{touring && <Tour end={endTour} />}</Suspense>
            <Suspense>
              {phone && (
                <PhoneBar
                  seen={seen}
                  see={see}
                  add={() => lay("search")}
                  preview={() => (canvas.choose([]), results.showMessages())}
                  previewing={results.messages}
                />
              )}
            </Suspense>
          </div>
          <Overlays />
          <Suspense>{keeping && <KeepDialog keeping={keeping} />}</Suspense>
          <Late opened={keys}>{(opened) => <KeysDialog opened={opened} close={() => showKeys(false)} />}</Late>
        </DeskContext>
      </AccountsContext>
    </OpenMapContext>
  );
}

/** A map, opened for drawing. */
export function MapEditor({ first }: { first: Detail }) {
  const { zone } = useMe().workspace;
  const [canvas] = useState(() => {
    const made = createCanvas(first.document, zone);
    const step = new URLSearchParams(location.search).get("step");
    // A link to the settings of one step.
    if (step !== null && first.document.nodes.some(({ id }) => id === step)) made.choose([step]);
    return made;
  });
  const [room] = useState(createRoom);
  return (
    <CanvasContext value={canvas}>
      <RoomContext value={room}>
        <ReactFlowProvider>
          <Desk first={first} />
        </ReactFlowProvider>
      </RoomContext>
    </CanvasContext>
  );
}
