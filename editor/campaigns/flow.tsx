import "@xyflow/react/dist/base.css";
import { Background, BackgroundVariant, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { Wire } from "#engine/scenario.ts";
import { useWords } from "../language.tsx";
import { changing, cutting, flawsAt, inOrder, type Shown, wiring } from "./drawing.ts";
import { useStepWords } from "./step-words.ts";
import classes from "./scenario.module.css";

type Data = { title: string; about: string; day: string; kind: string; flawed: boolean; here: boolean; done: string };
type Card = Node<Data, "step">;

function StepCard({ data: { title, about, day, kind, flawed, here, done } }: NodeProps<Card>) {
  const { t } = useWords();
  return (
    <div
      className={classes.card}
      data-kind={kind}
      data-flawed={flawed || undefined}
      data-here={here || undefined}
      data-done={done || undefined}
    >
      {kind !== "start" && <Handle type="target" position={Position.Top} />}
      <b>{day}</b>
      <strong>{title}</strong>
      <span>{about}</span>
      {kind === "check" ? (
        <>
          <Handle type="source" id="yes" position={Position.Bottom} style={{ left: "25%" }} />
          <Handle type="source" id="no" position={Position.Bottom} style={{ left: "75%" }} />
          <i data-port="yes">{t("scenario.yes")}</i>
          <i data-port="no">{t("scenario.no")}</i>
        </>
      ) : (
        <Handle type="source" id="out" position={Position.Bottom} />
      )}
    </div>
  );
}
const nodeTypes = { step: StepCard };
const wireOf = ({
  source,
  sourceHandle,
  target,
}: {
  source: string;
  sourceHandle?: string | null;
  target: string;
}): Wire => ({
  from: source,
  port: sourceHandle === "yes" || sourceHandle === "no" ? sourceHandle : "out",
  to: target,
});

/** The steps as they follow one another, from the top down. Cards are dragged, wires pulled and deleted; the list beside can do the same. */
export function Flow({ scenario, flaws, done, here, open, change }: Shown) {
  const { t } = useWords();
  const words = useStepWords(scenario);
  const nodes = useMemo(
    () =>
      inOrder(scenario).map(({ step, offset }): Card => ({
        id: step.id,
        type: "step",
        position: step.position,
        data: {
          ...words(step, offset),
          kind: step.kind,
          flawed: flawsAt(flaws, step.id).length > 0,
          here: step.id === here,
          done: done.get(step.id) ?? "",
        },
      })),
    [scenario, flaws, here, done, words],
  );
  const edges = useMemo(
    () =>
      scenario.wires.map(({ from, port, to }) => ({
        ...{ id: `${from} ${port} ${to}`, source: from, sourceHandle: port, target: to },
      })),
    [scenario],
  );
  return (
    <div className={classes.flow} role="group" aria-label={t("scenario.drawing")}>
      <div aria-hidden="true" className={classes.inside}>
        <ReactFlow
          key={scenario.steps.length}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={0.2}
          maxZoom={1.5}
          deleteKeyCode={["Delete", "Backspace"]}
          proOptions={{ hideAttribution: true }}
          onConnect={(wire) => wire.source !== wire.target && change(wiring(scenario, wireOf(wire)))}
          onEdgesDelete={([gone]) => gone && change(cutting(scenario, wireOf(gone)))}
          onBeforeDelete={async (asked) => ({ nodes: [], edges: asked.edges })}
          onNodeClick={(_, { id }) => open(id)}
          onNodeDragStop={(_, { id, position: { x, y } }) => {
            const step = scenario.steps.find((one) => one.id === id);
            if (step) change(changing(scenario, { ...step, position: { x: Math.round(x), y: Math.round(y) } }));
          }}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />
        </ReactFlow>
      </div>
    </div>
  );
}
