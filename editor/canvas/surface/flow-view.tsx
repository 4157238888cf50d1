import "@xyflow/react/dist/base.css";
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStore,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
} from "@xyflow/react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type DragEvent } from "react";
import { readJson } from "#engine/json.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import { announce } from "../../announce.ts";
import { useWords, type Words } from "../../language.tsx";
import { faces, manifests } from "../../nodes.ts";
import { addAt, insertInto } from "../state/commands.ts";
import { summaryOf, titleOf } from "../../drawing/describe.ts";
import { passes } from "../../drawing/inserting.ts";
import { connect, moveNodes, snap, type Point } from "../../drawing/draft.ts";
import classes from "./flow-view.module.css";
import { ariaLabels } from "./flow-labels.ts";
import { useFraming, whole } from "./framing.ts";
import { NodeCard, type StepNode } from "./node-card.tsx";
import { withManifest } from "../state/step-types.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import { refusal, type Refusal } from "../../drawing/wiring.ts";
import { Wire, type WireEdge } from "./wire.tsx";

const StartField = lazy(async () => ({ default: (await import("./start-field.tsx")).StartField }));

const nodeTypes = { step: NodeCard };
const edgeTypes = { wire: Wire };
/** The palette's own drag type, so that nothing else can be dropped on the canvas. */
export const dragType = "application/x-relaymap-step";
/** The settings that it is dropped with: a source may have been found by an address. */
export const dragConfig = "application/x-relaymap-config";

/** Keeps every node object that did not change, with what React Flow has measured. */
function reconcile(
  before: StepNode[],
  document: MapDocument,
  chosen: ReadonlySet<string>,
  labelOf: (node: MapNode) => string,
): StepNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return document.nodes.map((node) => {
    const old = known.get(node.id);
    const selected = chosen.has(node.id);
    if (old?.data.node === node) return old.selected === selected ? old : { ...old, selected };
    return {
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
      summary: summary ? text(summary) : t("node.unset"),
    });
  };

const ends = (wire: Pick<Connection, "source" | "target" | "sourceHandle" | "targetHandle">) => ({
  from: { node: wire.source, port: wire.sourceHandle ?? "" },
  to: { node: wire.target, port: wire.targetHandle ?? "" },
});

/** The wire at a place on the screen, taken with a hand's breadth around it. */
function wireAt(x: number, y: number): string | null {
  for (const dy of [0, -12, 12]) {
    const at = document
      .elementFromPoint(x, y + dy)
      ?.closest<HTMLElement | SVGElement>("[data-wire], .react-flow__edge");
    const id = at?.dataset["wire"] ?? at?.dataset["id"];
    if (id !== undefined) return id;
  }
  return null;
}

/** The drawing itself. Dragging stays inside React Flow; only where a card comes to rest becomes an edit. */
export function FlowView() {
  const words = useWords();
  const { t, language } = words;
  const labelOf = useMemo(() => labelsIn(words), [words]);
  const canvas = useCanvas();
  const flow = useReactFlow<StepNode, WireEdge>();
  const document = useDocument();
  const chosen = useCanvasPart((state) => state.chosen);
  const [nodes, setNodes] = useState<StepNode[]>(() => reconcile([], document, chosen, labelOf));
  useEffect(() => setNodes((before) => reconcile(before, document, chosen, labelOf)), [document, chosen, labelOf]);

  const edges = useMemo<WireEdge[]>(
    () =>
      document.edges.map((edge) => ({
        id: edge.id,
        type: "wire",
        source: edge.from.node,
        sourceHandle: edge.from.port,
        target: edge.to.node,
        targetHandle: edge.to.port,
        selected: chosen.has(edge.id),
      })),
    [document.edges, chosen],
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
  const onNodesChange = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      const selects = changes.filter((change) => change.type === "select");
      if (selects.length > 0) choose(selects);
      setNodes((before) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== "select" && change.type !== "remove"),
          before,
        ),
      );
      const rested = changes.flatMap((change) =>
        change.type === "position" && change.dragging === false && change.position
          ? [[change.id, snap(change.position)] as const]
          : [],
      );
      if (rested.length > 0) canvas.edit(moveNodes(new Map<string, Point>(rested)), "move");
    },
    [canvas, choose],
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
  const onConnectEnd = (_event: unknown, state: FinalConnectionState) => {
    if (state.isValid || !state.toHandle || !state.fromHandle) return;
    const forward = state.fromHandle.type === "source";
    const [a, b] = forward ? [state.fromHandle, state.toHandle] : [state.toHandle, state.fromHandle];
    const reason =
      a.type === b.type
        ? "direction"
        : refusal(
            canvas.document(),
            manifests,
            { node: a.nodeId, port: a.id ?? "" },
            { node: b.nodeId, port: b.id ?? "" },
          );
    if (reason) announce.warning(t(`refused.${reason}`));
  };

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    const { dragged, over } = canvas.get();
    const wire = passes(faces.get(dragged ?? "")) ? wireAt(event.clientX, event.clientY) : null;
    if (wire !== over) canvas.set({ over: wire });
  };
  const onDragLeave = (event: DragEvent<HTMLElement>) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget.contains(to))) canvas.set({ over: null });
  };
  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(dragType);
    if (!faces.has(type)) return;
    event.preventDefault();
    const place = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const config = readJson(event.dataTransfer.getData(dragConfig));
    const { over } = canvas.get();
    canvas.set({ dragged: null, over: null });
    void withManifest(type, (manifest) => {
      const defaults = manifest.config.safeParse(config).success ? config : manifest.defaults;
      const step = { ...manifest, defaults };
      const corner = { x: place.x - 116, y: place.y - 34 };
      if (over === null) addAt(canvas, step, corner);
      else insertInto(canvas, step, over, corner);
    });
  };

  const addFirst = (type: string, config: unknown) =>
    void withManifest(type, (manifest) => addAt(canvas, { ...manifest, defaults: config }, { x: 0, y: 0 }));

  const deed = canvas.deedOf(document);
  const framing = useFraming(chosen);
  // On a large map only what is in view is drawn, and the small overview, which follows every card, is left out.
  const large = document.nodes.length > 150;
  const far = useStore((state) => state.transform[2] < 0.45);
  return (
    <div
      ref={framing.frame}
      className={classes.canvas}
      data-large={large || undefined}
      data-far={(large && far) || undefined}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
      role="application"
      aria-label={t("canvas.drawing")}
    >
      <ReactFlow<StepNode, WireEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={(wire) => why(wire) === null}
        onMoveStart={framing.onMoveStart}
        onPaneClick={() => canvas.choose([])}
        deleteKeyCode={null}
        snapToGrid
        snapGrid={[8, 8]}
        connectionRadius={28}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={whole}
        elevateEdgesOnSelect
        onlyRenderVisibleElements={large}
        nodeDragThreshold={2}
        ariaLabelConfig={ariaLabels[language]}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
        {document.nodes.length > 24 && !large && (
          <MiniMap pannable zoomable className={classes.mini!} ariaLabel={null} />
        )}
      </ReactFlow>
      <p role="status" className={classes.said}>
        {deed && t(`did.${deed.did}`, { title: words.text(deed.title) })}
      </p>
      {document.nodes.length === 0 && (
        <div className={classes.empty}>
          <Suspense>
            <StartField add={addFirst} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
