import "./words.ts";
import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconEye,
  IconEyeOff,
  IconPencil,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { MapNode } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { changeNode, remove, switchNodes } from "../../drawing/draft.ts";
import { exchange } from "../../drawing/exchange.ts";
import { outputsOf } from "../../drawing/wiring.ts";
import { RepairButton } from "../troubles/repair.tsx";
import { addThere, duplicate, insertBefore, nextOf } from "../state/commands.ts";
import { toneOf } from "../state/problem.ts";
import { useSign } from "../state/signs.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { useCardWords } from "../surface/card-words.ts";
import { useNodeProblems } from "../state/node-problems.ts";
import { NodeFace } from "../surface/node-face.tsx";
import { writeSoon } from "../../ui/write-soon.ts";
import classes from "./outline.module.css";
import { StepPicker } from "./picker.tsx";
import { Way } from "./way.tsx";

/** The keyboard goes from step to step; at an end it stays. */
function walk(from: HTMLElement, by: number): void {
  const rows = [...(from.closest("ol")?.querySelectorAll<HTMLElement>("[data-step]") ?? [])];
  rows[rows.indexOf(from) + by]?.focus();
}

/** A step of the outline: what it is, how it fares, where it leads, and everything that can be done with it. */
export function OutlineStep({ node }: { node: MapNode }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const problems = useNodeProblems(node.id);
  const chosen = useCanvasPart((state) => state.chosen.has(node.id));
  const count = useCanvasPart((state) => state.overlay?.steps[node.id]);
  const { title, summary } = useCardWords(node, useSign(node.id));
  const [asking, ask] = useState<"before" | "after" | null>(null);
  const [naming, name] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const manifest = manifests.get(node.type);
  const kind = manifest?.kind ?? "flow";
  const outputs = outputsOf(manifest, node);
  const [into] = manifest?.inputs ?? [];
  const off = node.disabled === true;
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const edit = () => canvas.choose([node.id]);
  const move = (earlier: boolean) => {
    const change = exchange(canvas.document(), manifests, node.id, earlier);
    if (change) canvas.edit(change);
  };
  const turn = () => canvas.edit(switchNodes(new Set([node.id]), off));
  const add = (type: string) =>
    void withManifest(type, (added) => {
      const document = canvas.document();
      if (asking === "before" && into) {
        if (document.edges.some(({ to }) => to.node === node.id)) insertBefore(canvas, added, node.id);
        else addThere(canvas, added, { at: node.position, from: null, to: { node: node.id, port: into.id } });
      } else {
        canvas.choose([node.id]);
        const asked = nextOf(canvas, node.position);
        if (asked) addThere(canvas, added, asked);
      }
    });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = (action: () => void) => {
      event.preventDefault();
      action();
    };
    if (event.altKey && event.key === "ArrowUp") act(() => move(true));
    else if (event.altKey && event.key === "ArrowDown") act(() => move(false));
    else if (event.key === "ArrowDown") act(() => walk(event.currentTarget, 1));
    else if (event.key === "ArrowUp") act(() => walk(event.currentTarget, -1));
    else if (event.key === "F2") act(() => name(true));
    else if (event.key === "a" && outputs.length > 0) act(() => ask("after"));
    else if (event.key === "Delete") {
      walk(event.currentTarget, 1);
      act(() => canvas.edit(remove(new Set([node.id]))));
    }
  };
  const keep = (value: string) => {
    name(false);
    if (value !== node.title) canvas.edit(changeNode(node.id, { title: value }));
  };
  const movable = (earlier: boolean) => exchange(canvas.document(), manifests, node.id, earlier) !== null;
  const glyph = { size: 16, stroke: 1.7 };
  return (
    <li
      ref={row}
      className={`${classes.step} kind-${kind}`}
      data-chosen={chosen || undefined}
      data-off={off || undefined}
    >
      <NodeFace node={node} manifest={manifest} />
      <div className={classes.body}>
        <div className={classes.line}>
          <div>
            <h3>
              {naming ? (
                <input
                  className={classes.name}
                  aria-label={t("inspector.name")}
                  defaultValue={node.title}
                  placeholder={title}
                  maxLength={120}
                  ref={writeSoon}
                  onBlur={(event) => keep(event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key === "Enter") keep(event.currentTarget.value);
                    if (event.key === "Escape") name(false);
                  }}
                />
              ) : (
                <button
                  type="button"
                  className={classes.title}
                  data-step={node.id}
                  onClick={edit}
                  onKeyDown={onKeyDown}
                >
                  {title}
                </button>
              )}{" "}
              <span className={classes.kind}>{t(`kind.one.${kind}`)}</span>
              {off && <span className={classes.kind}>{t("outline.off")}</span>}
            </h3>
            <p className={classes.summary}>
              {summary ?? t(manifest ? "node.unset" : "node.unknown", { type: node.type })}
            </p>
            {count !== undefined && count.in > 0 && (
              <p className={classes.summary}>
                {t("inspector.passed", { count: count.in, drops: count.drops })}
                {count.published !== undefined && ` · ${t("node.published", { count: count.published })}`}
              </p>
            )}
          </div>
          <Button variant="default" size="compact-md" aria-label={t("outline.edit", { title })} onClick={edit}>
            {t("inspector.edit")}
          </Button>
          <Menu position="bottom-end" width={230}>
            <Menu.Target>
              <ActionIcon aria-label={t("outline.more", { title })}>
                <IconDots size={18} stroke={1.8} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {into && (
                <Menu.Item leftSection={<IconRowInsertTop {...glyph} />} onClick={() => ask("before")}>
                  {t("outline.before")}
                </Menu.Item>
              )}
              {outputs.length > 0 && (
                <Menu.Item leftSection={<IconRowInsertBottom {...glyph} />} onClick={() => ask("after")}>
                  {t("outline.after")}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconArrowUp {...glyph} />} disabled={!movable(true)} onClick={() => move(true)}>
                {t("outline.earlier")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowDown {...glyph} />}
                disabled={!movable(false)}
                onClick={() => move(false)}
              >
                {t("outline.later")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPencil {...glyph} />} onClick={() => name(true)}>
                {t("outline.rename")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy {...glyph} />}
                onClick={() => {
                  edit();
                  duplicate(canvas);
                }}
              >
                {t("inspector.duplicate")}
              </Menu.Item>
              <Menu.Item leftSection={off ? <IconEye {...glyph} /> : <IconEyeOff {...glyph} />} onClick={turn}>
                {t(off ? "inspector.on" : "inspector.off")}
              </Menu.Item>
              <Menu.Item
                color="brick"
                leftSection={<IconTrash {...glyph} />}
                onClick={() => canvas.edit(remove(new Set([node.id])))}
              >
                {t("action.delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
        {problems.map((problem, index) => (
          <div key={index} className={classes.problem} data-severity={toneOf(problem)}>
            {text(problem.message)}
            <RepairButton repair={problem.repair} />
          </div>
        ))}
        {asking && (
          <StepPicker
            label={t(asking === "before" ? "outline.addBefore" : "outline.addAfter", { title })}
            wants={
              asking === "before"
                ? { from: null, to: { node: node.id, port: into?.id ?? "" } }
                : { from: { node: node.id, port: outputs[0]?.id ?? "" }, to: null }
            }
            pick={add}
            close={() => ask(null)}
          />
        )}
        {outputs.map((port) => (
          <Way key={port.id} node={node} port={port} several={outputs.length > 1} />
        ))}
      </div>
    </li>
  );
}
