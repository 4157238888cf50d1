import { Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { MapEdge, MapNode } from "#engine/map.ts";
import type { Port } from "#engine/node.ts";
import { calledOf } from "../../drawing/describe.ts";
import { remove, type End } from "../../drawing/draft.ts";
import { refusal } from "../../drawing/wiring.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { insertInto, wire } from "../state/commands.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import classes from "./outline.module.css";
import { Picker, StepPicker } from "./picker.tsx";

/** One way out of a step: where its items go, a step to put in between, and where else they may go. */
export function Way({ node, port, several }: { node: MapNode; port: Port; several: boolean }) {
  const { t, text, number } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const counts = useCanvasPart((state) => state.overlay?.edges);
  const [asking, ask] = useState<"wire" | MapEdge | null>(null);
  const name = (id: string) => {
    const other = document.nodes.find((each) => each.id === id);
    return other ? calledOf(other, manifests.get(other.type), text) : id;
  };
  const from: End = { node: node.id, port: port.id };
  const edges = document.edges.filter((edge) => edge.from.node === node.id && edge.from.port === port.id);
  const own = name(node.id);
  /** Asked for only when somebody wants to know: each step against each is slow on a large map. */
  const open = () =>
    document.nodes
      .filter((other) =>
        manifests
          .get(other.type)
          ?.inputs.some((into) => refusal(document, manifests, from, { node: other.id, port: into.id }) === null),
      )
      .map(({ id }) => ({ value: id, label: name(id) }));
  const into = (type: string, edge: MapEdge) =>
    void withManifest(type, (manifest) => insertInto(canvas, manifest, edge.id, node.position));
  const close = () => ask(null);
  return (
    <div className={classes.way}>
      <span className={classes.goes}>
        {several ? t("outline.goesPort", { port: text(port.title) }) : t("outline.goes")}
      </span>
      {edges.length === 0 && <span className="muted">{t("outline.nowhere")}</span>}
      {edges.map((edge) => (
        <span key={edge.id} className={classes.wire} data-wire={edge.id}>
          {name(edge.to.node)}
          {counts?.[edge.id] !== undefined && (
            <button
              type="button"
              className={classes.count}
              aria-label={t("outline.passed", { count: counts[edge.id]!, to: name(edge.to.node) })}
              onClick={() => canvas.set({ looked: edge.id })}
            >
              <span className="num">{number(counts[edge.id]!)}</span>
            </button>
          )}
          <button
            type="button"
            aria-label={t("outline.between", { from: own, to: name(edge.to.node) })}
            title={t("outline.between", { from: own, to: name(edge.to.node) })}
            onClick={() => ask(edge)}
          >
            <IconPlus size={14} stroke={2} aria-hidden="true" />
          </button>
          <button
            type="button"
            data-bad
            aria-label={t("outline.disconnect", { from: own, to: name(edge.to.node) })}
            title={t("outline.disconnect", { from: own, to: name(edge.to.node) })}
            onClick={() => canvas.edit(remove(new Set([edge.id])))}
          >
            <IconX size={14} stroke={2} aria-hidden="true" />
          </button>
        </span>
      ))}
      {asking === null ? (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.connect!}
          aria-label={t("outline.connect", { title: own })}
          onClick={() => ask("wire")}
        >
          {t("outline.connectHint")}
        </Button>
      ) : asking === "wire" ? (
        <Picker
          label={t("outline.connect", { title: own })}
          data={open()}
          pick={(id) => wire(canvas, from, id)}
          close={close}
        />
      ) : (
        <StepPicker
          label={t("outline.between", { from: own, to: name(asking.to.node) })}
          wants={asking}
          pick={(type) => into(type, asking)}
          close={close}
        />
      )}
    </div>
  );
}
