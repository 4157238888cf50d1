import "@xyflow/react/dist/base.css";
import { Background, BackgroundVariant, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useWords } from "../language.tsx";
import type { Line, Thing } from "./use-line.ts";
import classes from "./mind-map.module.css";

type Leaf = Node<{ label: string; is: Thing["is"]; loose: boolean }, "leaf">;

const row = 76;
/** Wide enough for what a wire says. */
const gap = 620;

function LeafCard({ data: { label, is, loose } }: NodeProps<Leaf>) {
  return (
    <div className={classes.leaf} data-is={is} data-loose={loose || undefined}>
      {label}
      <Handle
        type={is === "audience" ? "source" : "target"}
        position={is === "audience" ? Position.Right : Position.Left}
      />
    </div>
  );
}
const nodeTypes = { leaf: LeafCard };

/**
 * Audiences at the left, objectives at the right, what is wanted of whom between them. A wire that is pulled says it, a wire that is deleted takes it
 * back; a card opens. Readers and keyboards have the list below, which can do the same.
 */
export function MindMap({
  line,
  open,
  wire,
  cut,
}: {
  line: Line;
  open: (thing: Thing) => void;
  wire: (audience: string, objective: string) => void;
  cut: (audience: string, objective: string) => void;
}) {
  const { t } = useWords();
  const { nodes, edges, height } = useMemo(() => drawn(line), [line]);
  return (
    <div
      className={classes.map}
      style={{ height: Math.min(520, height + 64) }}
      role="group"
      aria-label={t("editorial.drawing")}
    >
      <div aria-hidden="true" className={classes.inside}>
        <ReactFlow
          key={`${line.audiences.length} ${line.objectives.length}`}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
          nodesDraggable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={0.3}
          maxZoom={1.5}
          deleteKeyCode={["Delete", "Backspace"]}
          proOptions={{ hideAttribution: true }}
          isValidConnection={({ source, target }) =>
            !edges.some((edge) => edge.source === source && edge.target === target)
          }
          onConnect={({ source, target }) => wire(source, target)}
          onEdgesDelete={(gone) => gone.forEach(({ source, target }) => cut(source, target))}
          onBeforeDelete={async (asked) => ({ nodes: [], edges: asked.edges })}
          onNodeClick={(_, { id, data }) => open({ is: data.is, id })}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />
        </ReactFlow>
      </div>
    </div>
  );
}

/** Two columns, the shorter one in the middle of the longer. */
function drawn({ audiences, objectives, aims }: Line) {
  const most = Math.max(audiences.length, objectives.length, 1);
  const height = most * row;
  const column = (is: Thing["is"], list: readonly { id: string; name: string }[]): Leaf[] =>
    list.map(({ id, name }, index) => ({
      id,
      type: "leaf",
      position: { x: is === "audience" ? 0 : gap, y: ((most - list.length) / 2 + index) * row },
      data: { label: name, is, loose: !aims.some((aim) => aim[is] === id) },
    }));
  const edges = aims.map(({ audience, objective, note }) => ({
    id: `${audience} ${objective}`,
    source: audience,
    target: objective,
    ...(note === "" ? {} : { label: note.length > 44 ? `${note.slice(0, 43)}…` : note }),
  }));
  return { nodes: [...column("audience", audiences), ...column("objective", objectives)], edges, height };
}
