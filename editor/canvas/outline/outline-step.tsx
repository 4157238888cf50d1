import "./words.ts";
import { ActionIcon, Button, Select } from "@mantine/core";
import { IconTrash, IconX } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import type { Port } from "#engine/node.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { wire } from "../state/commands.ts";
import { summaryOf } from "#engine/called.ts";
import { calledOf, titleOf } from "../../drawing/describe.ts";
import { remove } from "../../drawing/draft.ts";
import { toneOf } from "../state/problem.ts";
import { useNodeProblems } from "../surface/node-card.tsx";
import { NodeFace } from "../surface/node-face.tsx";
import classes from "./outline.module.css";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import { outputsOf, refusal } from "../../drawing/wiring.ts";

/** One way out of a step: where its items go, and a list of where else they may go. */
function Way({ node, port, several }: { node: MapNode; port: Port; several: boolean }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const counts = useCanvasPart((state) => state.overlay?.edges);
  const nodes = new Map(document.nodes.map((each) => [each.id, each]));
  const name = (id: string) => {
    const other = nodes.get(id);
    return other ? calledOf(other, manifests.get(other.type), text) : id;
  };
  const edges = document.edges.filter((edge) => edge.from.node === node.id && edge.from.port === port.id);
  const from = { node: node.id, port: port.id };
  const open = document.nodes.filter((other) =>
    manifests
      .get(other.type)
      ?.inputs.some((into) => refusal(document, manifests, from, { node: other.id, port: into.id }) === null),
  );
  return (
    <div className={classes.way}>
      <span className={classes.goes}>
        {several ? t("outline.goesPort", { port: text(port.title) }) : t("outline.goes")}
      </span>
      {edges.length === 0 && <span className="muted">{t("outline.nowhere")}</span>}
      {edges.map((edge) => (
        <span key={edge.id} className={classes.wire}>
          {name(edge.to.node)}
          {counts?.[edge.id] !== undefined && <b className="num">{counts[edge.id]}</b>}
          <button
            type="button"
            aria-label={t("outline.disconnect", { from: name(node.id), to: name(edge.to.node) })}
            onClick={() => canvas.edit(remove(new Set([edge.id])))}
          >
            <IconX size={13} stroke={2} aria-hidden="true" />
          </button>
        </span>
      ))}
      {open.length > 0 && (
        <Select
          size="xs"
          w={170}
          aria-label={t("outline.connect", { title: name(node.id) })}
          placeholder={t("outline.connectHint")}
          searchable
          data={open.map((other) => ({ value: other.id, label: `${name(other.id)}` }))}
          value={null}
          onChange={(id) => id && wire(canvas, from, id)}
        />
      )}
    </div>
  );
}

/** A step of the outline. */
export function OutlineStep({ node }: { node: MapNode }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const problems = useNodeProblems(node.id);
  const chosen = useCanvasPart((state) => state.chosen.has(node.id));
  const manifest = manifests.get(node.type);
  const kind = manifest?.kind ?? "flow";
  const title = titleOf(node, manifest, text);
  const summary = summaryOf(node, manifest);
  const outputs = outputsOf(manifest, node);
  return (
    <li className={`${classes.step} kind-${kind}`} data-chosen={chosen || undefined}>
      <NodeFace node={node} manifest={manifest} />
      <div className={classes.body}>
        <div className={classes.line}>
          <div>
            <h3>
              {title} <span className={classes.kind}>{t(`kind.one.${kind}`)}</span>
            </h3>
            <p className={classes.summary}>
              {summary ? text(summary) : t(manifest ? "node.unset" : "node.unknown", { type: node.type })}
            </p>
          </div>
          <Button
            variant="default"
            size="compact-md"
            aria-label={t("outline.edit", { title })}
            onClick={() => canvas.choose([node.id])}
          >
            {t("inspector.edit")}
          </Button>
          <ActionIcon
            color="brick"
            aria-label={t("outline.delete", { title })}
            onClick={() => canvas.edit(remove(new Set([node.id])))}
          >
            <IconTrash size={16} stroke={1.7} />
          </ActionIcon>
        </div>
        {problems.map((problem, index) => (
          <p key={index} className={classes.problem} data-severity={toneOf(problem)}>
            {text(problem.message)}
          </p>
        ))}
        {outputs.map((port) => (
          <Way key={port.id} node={node} port={port} several={outputs.length > 1} />
        ))}
      </div>
    </li>
  );
}
