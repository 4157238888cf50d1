import { Tooltip } from "@mantine/core";
import { IconFilterX, IconHourglass, IconSend } from "@tabler/icons-react";
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo, Suspense, use } from "react";
import { lazy } from "../../ui/lazy.ts";
import type { MapNode } from "#engine/map.ts";
import { useNodeProblems } from "../state/node-problems.ts";
import { worstOf } from "../state/problem.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { Face } from "../../ui/face.tsx";
import classes from "./node-card.module.css";
import { useCardWords } from "./card-words.ts";
import { useSign } from "../state/signs.ts";
import { CardTitle } from "./card-title.tsx";
import { FarContext } from "./far.ts";
import { NodeFace } from "./node-face.tsx";
import { ProblemBadge } from "./problem-badge.tsx";
import { useCanvasPart } from "../state/store.ts";
import { outputsOf } from "../../drawing/wiring.ts";

const Foot = lazy(async () => ({ default: (await import("../steps/foot.tsx")).Foot }));

export type StepNode = Node<{ node: MapNode }, "step">;

/** `filter`: what was let go stands at its foot. What came in stands on the wires. */
function Badges({ id, filter }: { id: string; filter: boolean }) {
  const { t, number, exact } = useWords();
  const problems = useNodeProblems(id);
  const step = useCanvasPart((state) => state.overlay?.steps[id]);
  const kept = useCanvasPart((state) => state.kept[id]);
  if (problems.length === 0 && !step && kept === undefined) return null;
  return (
    <div className={classes.badges}>
      {problems.length > 0 && <ProblemBadge id={id} problems={problems} />}
      {kept && (
        <Tooltip label={t("node.kept", { count: kept.count, next: exact(kept.next) })}>
          <span className={classes.count}>
            <IconHourglass size={12} stroke={2} aria-hidden="true" /> {number(kept.count)}
          </span>
        </Tooltip>
      )}
      {!filter && step && step.drops > 0 && (
        <Tooltip label={t("node.drops", { count: step.drops })}>
          <span className={classes.count} data-tone="drops">
            <IconFilterX size={12} stroke={2} aria-hidden="true" /> {number(step.drops)}
          </span>
        </Tooltip>
      )}
      {step?.published !== undefined && (
        <Tooltip label={t("node.published", { count: step.published })}>
          <span className={classes.count} data-tone="published">
            <IconSend size={12} stroke={2} aria-hidden="true" /> {number(step.published)}
          </span>
        </Tooltip>
      )}
    </div>
  );
}

/** From afar: where it stands, of which kind it is, and that something is wrong with it. */
function Block({ id, data: { node }, selected, height }: NodeProps<StepNode>) {
  const troubled = worstOf(useNodeProblems(id)) === "error";
  return (
    <div
      className={`${classes.card} kind-${manifests.get(node.type)?.kind ?? "flow"}`}
      style={{ height }}
      data-selected={selected || undefined}
      data-troubled={troubled || undefined}
      data-off={node.disabled === true || undefined}
    />
  );
}

/** A step on the canvas: what kind, what it is called, what it does in one line, how it fares. */
export const NodeCard = memo(function NodeCard(props: NodeProps<StepNode>) {
  return use(FarContext) ? <Block {...props} /> : <WholeCard {...props} />;
});

function WholeCard({ id, data: { node }, selected }: NodeProps<StepNode>) {
  const { t, text } = useWords();
  const manifest = manifests.get(node.type);
  const kind = manifest?.kind ?? "flow";
  const sign = useSign(id);
  const { title, summary } = useCardWords(node, sign);
  const outputs = outputsOf(manifest, node);
  const guest = useCanvasPart((state) => state.guests[id]);
  const troubled = worstOf(useNodeProblems(id)) === "error";
  const single = outputs.length === 1 ? outputs[0] : undefined;
  return (
    <div
      className={`${classes.card} kind-${kind}`}
      data-selected={selected || undefined}
      data-troubled={troubled || undefined}
      data-guest={guest ? "" : undefined}
      data-off={node.disabled === true || undefined}
    >
      <span className={classes.bar} aria-hidden="true" />
      {guest && (
        <span className={classes.guest} role="img" aria-label={guest.said} title={guest.said}>
          <Face name={guest.name} size={24} />
        </span>
      )}
      {manifest?.inputs.map((port) => (
        <Handle
          key={port.id}
          id={port.id}
          type="target"
          position={Position.Left}
          className={classes.handle!}
          style={{ top: 34 }}
        />
      ))}
      <div className={classes.head}>
        <NodeFace node={node} manifest={manifest} source={sign?.source} />
        <div className={classes.words}>
          <CardTitle node={node} title={title} className={classes.title} />
          <div className={classes.summary} title={summary ?? undefined} data-unset={!summary || undefined}>
            {node.disabled === true && <b className={classes.off}>{t("node.off")} · </b>}
            {summary ?? t(manifest ? "node.unset" : "node.unknown", { type: node.type })}
          </div>
        </div>
      </div>
      {single && (
        <Handle
          id={single.id}
          type="source"
          position={Position.Right}
          className={classes.handle!}
          style={{ top: 34 }}
        />
      )}
      {outputs.length > 1 && (
        <div className={classes.ports}>
          {outputs.map((port) => (
            <div key={port.id} className={classes.port}>
              <span>{text(port.title)}</span>
              <Handle id={port.id} type="source" position={Position.Right} className={classes.handle!} />
            </div>
          ))}
        </div>
      )}
      <Suspense>
        <Foot id={id} kind={kind} sign={sign} />
      </Suspense>
      <Badges id={id} filter={kind === "filter"} />
    </div>
  );
}
