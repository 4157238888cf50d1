import "@xyflow/react/dist/base.css";
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  Position,
  ReactFlow,
  type Connection,
  type EdgeChange,
  type NodeChange,
} from "@xyflow/react";
import { memo, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { lazy } from "../../ui/lazy.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import { useFocus } from "../actions/use-focus.ts";
import { useMenu } from "../actions/use-menu.ts";
import { useWords, type Words } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { addAt } from "../state/commands.ts";
import { summaryOf } from "#engine/called.ts";
import { titleOf } from "../../drawing/describe.ts";
import { connect } from "../../drawing/draft.ts";
import { card } from "../../drawing/inserting.ts";
import { many, shapeOf } from "../../drawing/shape.ts";
import classes from "./flow-view.module.css";
import { useDropping } from "./dropping.ts";
import { ariaLabels } from "./flow-labels.ts";
import { framed, useCamera } from "../floats/camera.ts";
import { useFraming } from "./framing.ts";
import { usePulling } from "./pulling.ts";
import { FarContext, useFar } from "./far.ts";
import { FarCounts } from "./far-counts.tsx";
import { FarTitles } from "./far-titles.tsx";
import { FarWires } from "./far-wires.tsx";
import { LateFrame, LateNote } from "./late-marks.tsx";
import { NodeCard, type StepNode } from "./node-card.tsx";
import { isMark, useMarks, type MarkNode } from "./use-marks.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import { inFlow } from "../../drawing/walk.ts";
import { refusal, type Refusal } from "../../drawing/wiring.ts";
import { coarse, useTaps, useTwoFingers } from "./touch.ts";
import { Wire, type WireEdge } from "./wire.tsx";
import { ZoomLevel } from "./zoom-level.tsx";

const WireItems = lazy(async () => ({ default: (await import("../steps/wire-items.tsx")).WireItems }));
const Overview = lazy(() => import("./overview.tsx"));
const AddMenu = lazy(async () => ({ default: (await import("../adding/add-menu.tsx")).AddMenu }));
const AddressDialog = lazy(async () => ({ default: (await import("./address-dialog.tsx")).AddressDialog }));
const StartField = lazy(async () => ({ default: (await import("./start-field.tsx")).StartField }));

/** The first picture, before the floats are measured: about what they cover on a desk. */
const first = framed({ top: 64, right: 12, bottom: 64, left: 88 });
const nodeTypes = { step: NodeCard, note: LateNote, frame: LateFrame };
const edgeTypes = { wire: Wire };
/** Readers hear of wires from the keys that walk them and from the outline; what the library would read of each names ids, in English. */
const unread = { "aria-hidden": true } as const;
/** What a card of a large map measures before it is drawn: nothing has to be drawn to learn it. */
function foreseen(node: MapNode): Pick<StepNode, "measured" | "handles"> {
  const { width, height, inputs, outputs } = shapeOf(node, manifests.get(node.type));
  const handle = { width: 0, height: 0 };
  return {
    measured: { width, height },
    handles: [
      ...inputs.map((port) => ({ ...port, ...handle, type: "target" as const, position: Position.Left })),
      ...outputs.map((port) => ({ ...port, ...handle, type: "source" as const, position: Position.Right })),
    ],
  };
}

/** Keeps every node object that did not change, with what React Flow has measured. */
function reconcile(
  before: StepNode[],
  document: MapDocument,
  chosen: ReadonlySet<string>,
  labelOf: (node: MapNode) => string,
): StepNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const large = document.nodes.length > many;
  // In the order of the flow, for that is how Tab meets them.
  return inFlow(document).map((node) => {
    const old = known.get(node.id);
    const selected = chosen.has(node.id);
    if (old?.data.node === node) return old.selected === selected ? old : { ...old, selected };
    return {
      ...(large && !old?.measured ? foreseen(node) : {}),
      ...old,
      id: node.id,
      type: "step",
      position: node.position,
      data: { node },
      ariaLabel: labelOf(node),
      selected,
    };
  });
}

/** What a screen reader says of a card. */
const labelsIn =
  ({ t, text }: Words) =>
  (node: MapNode): string => {
    const manifest = manifests.get(node.type);
    const summary = summaryOf(node, manifest);
    return t("node.label", {
      kind: t(`kind.one.${manifest?.kind ?? "flow"}`),
      title: titleOf(node, manifest, text),
      summary: (node.disabled === true ? `${t("node.off")}, ` : "") + (summary ? text(summary) : t("node.unset")),
    });
  };

const ends = (wire: Pick<Connection, "source" | "target" | "sourceHandle" | "targetHandle">) => ({
  from: { node: wire.source, port: wire.sourceHandle ?? "" },
  to: { node: wire.target, port: wire.targetHandle ?? "" },
});

/** A key that is typed into a panel waits for no thousand cards: on a large map they follow as soon as they can. */
export function FlowView() {
  const now = useDocument();
  const later = useDeferredValue(now);
  return <Drawing document={now.nodes.length > many ? later : now} />;
}

/** The drawing itself. Dragging stays inside React Flow; only where a card comes to rest becomes an edit. */
const Drawing = memo(function Drawing({ document }: { document: MapDocument }) {
  const words = useWords();
  const { t, language } = words;
  const labelOf = useMemo(() => labelsIn(words), [words]);
  const canvas = useCanvas();
  const chosen = useCanvasPart((state) => state.chosen);
  const [nodes, setNodes] = useState<StepNode[]>(() => reconcile([], document, chosen, labelOf));
  useEffect(() => setNodes((before) => reconcile(before, document, chosen, labelOf)), [document, chosen, labelOf]);

  // On a large map only what is in view is drawn; from afar its cards are blocks, and its wires a few lines.
  const large = document.nodes.length > many;
  const [started, start] = useState(false);
  const far = useFar(large, started);
  // Coming nearer, whole cards are made between frames, and not all at once in one.
  const blocks = useDeferredValue(far);
  // A block has no ports, and the library found none on it: the foreseen ones are told again before wires lead to them.
  useEffect(() => {
    if (large && !blocks) setNodes((before) => before.map((node) => ({ ...node })));
  }, [large, blocks]);
  const edges = useMemo<WireEdge[]>(
    () =>
      (blocks ? [] : document.edges).map((edge) => ({
        id: edge.id,
        type: "wire",
        source: edge.from.node,
        sourceHandle: edge.from.port,
        target: edge.to.node,
        targetHandle: edge.to.port,
        selected: chosen.has(edge.id),
        domAttributes: unread,
      })),
    [document.edges, chosen, blocks],
  );

  const choose = useCallback(
    (changes: { id: string; selected: boolean }[]) => {
      const next = new Set(canvas.get().chosen);
      for (const change of changes) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      canvas.choose(next);
    },
    [canvas],
  );
  const { marks, take, settle } = useMarks(document, chosen, nodes);
  const shown = useMemo(() => (marks.length > 0 ? [...marks, ...nodes] : nodes), [marks, nodes]);
  const onNodesChange = useCallback(
    (all: NodeChange<StepNode | MarkNode>[]) => {
      const selects = all.filter((change) => change.type === "select");
      if (selects.length > 0) choose(selects);
      const changes = take(all);
      setNodes((before) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== "select" && change.type !== "remove" && !isMark(change)),
          before,
        ),
      );
      settle(changes);
    },
    [choose, take, settle],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => {
      const selects = changes.filter((change) => change.type === "select");
      if (selects.length > 0) choose(selects);
    },
    [choose],
  );

  const why = (wire: Connection | WireEdge): Refusal | null => {
    const { from, to } = ends({
      ...wire,
      sourceHandle: wire.sourceHandle ?? null,
      targetHandle: wire.targetHandle ?? null,
    });
    return refusal(canvas.document(), manifests, from, to);
  };
  const onConnect = (wire: Connection) => {
    const { from, to } = ends(wire);
    if (refusal(canvas.document(), manifests, from, to) === null) canvas.edit(connect(from, to));
  };
  const pulling = usePulling();
  const taps = useTaps();
  const dropping = useDropping();
  const addFirst = (type: string, config: unknown) =>
    void withManifest(type, (manifest) => {
      const { x, y } = camera.middle();
      addAt(canvas, { ...manifest, defaults: config }, { x: x - card.half, y: y - card.port });
    });

  const asked = useCanvasPart((state) => state.asked);
  // On an empty drawing its own field takes it.
  const sought = useCanvasPart((state) => (state.history.present.nodes.length > 0 ? state.sought : null));
  const looked = useCanvasPart((state) => state.looked);
  const camera = useCamera();
  const framing = useFraming(chosen);
  const surface = useTwoFingers(framing.onMoveStart);
  // An empty drawing has nothing to frame: what is dropped first stays where it was dropped.
  const [drawn] = useState(document.nodes.length > 0);
  return (
    <div
      ref={surface}
      className={classes.canvas}
      data-large={large || undefined}
      data-chosen={chosen.size > 0 || undefined}
      {...dropping}
      {...useMenu(canvas)}
      {...useFocus(canvas)}
      onDoubleClick={pulling.onDoubleClick}
      onFocus={framing.onFocus}
      role="application"
      aria-label={t("canvas.drawing")}
    >
      <FarContext value={blocks}>
        <ReactFlow<StepNode | MarkNode, WireEdge>
          nodes={shown}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={onConnect}
          onConnectEnd={pulling.onConnectEnd}
          isValidConnection={(wire) => why(wire) === null}
          onMoveStart={framing.onMoveStart}
          {...taps}
          deleteKeyCode={null}
          disableKeyboardA11y
          edgesFocusable={false}
          autoPanOnNodeFocus={false}
          zoomOnDoubleClick={false}
          snapToGrid
          snapGrid={[8, 8]}
          connectionRadius={28}
          minZoom={0.1}
          maxZoom={2}
          fitView={drawn}
          fitViewOptions={first}
          onInit={() => {
            framing.onInit();
            start(true);
          }}
          elevateEdgesOnSelect
          onlyRenderVisibleElements={large}
          nodeDragThreshold={coarse ? 10 : 2}
          connectionDragThreshold={coarse ? 10 : 1}
          ariaLabelConfig={ariaLabels[language]}
          proOptions={{ hideAttribution: true }}
        >
          <ZoomLevel />
          {blocks && <FarWires document={document} nodes={nodes} chosen={chosen} />}
          {blocks && <FarCounts document={document} />}
          {blocks && <FarTitles marks={marks} />}
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
        </ReactFlow>
      </FarContext>
      <Suspense>{document.nodes.length >= 20 && <Overview document={document} />}</Suspense>
      <Suspense>{looked && <WireItems key={looked} wire={looked} />}</Suspense>
      <Suspense>{asked && <AddMenu key={`${asked.at.x} ${asked.at.y}`} asked={asked} />}</Suspense>
      <Suspense>{sought !== null && <AddressDialog key={sought} address={sought} />}</Suspense>
      {document.nodes.length === 0 && (
        <div className={classes.empty}>
          <Suspense>
            <StartField add={addFirst} />
          </Suspense>
        </div>
      )}
    </div>
  );
});
