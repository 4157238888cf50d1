import { applyNodeChanges, useReactFlow, type Node, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { MapDocument, MapGroup, MapNote } from "#engine/map.ts";
import { chain, moveNodes, snap, type Point } from "../../drawing/draft.ts";
import { contains, frameOf, groupKey, moveNotes, noteKey, regroup } from "../../drawing/marks.ts";
import { useWords } from "../../language.tsx";
import { useCanvas } from "../state/store.ts";
import type { StepNode } from "./node-card.tsx";

export type NoteNode = Node<{ note: MapNote }, "note">;
export type FrameNode = Node<{ group: MapGroup }, "frame">;
export type MarkNode = NoteNode | FrameNode;
type Changes = NodeChange<StepNode | MarkNode>[];

const isKey = (id: string): boolean => id.includes(":");
/** Whether a change is of a note or a frame. */
export const isMark = (change: NodeChange<StepNode | MarkNode>): boolean => "id" in change && isKey(change.id);
/** Behind every card and wire, also while it is chosen. */
const behind = -1001;
const nothing: MarkNode[] = [];

/**
 * What the drawing shows beside steps and wires. It takes the changes that are its own, and gives those of steps, with what a frame that is
 * moved takes along; where something comes to rest that is one edit.
 */
export function useMarks(document: MapDocument, chosen: ReadonlySet<string>, steps: readonly StepNode[]) {
  const { t } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow<StepNode | MarkNode>();
  const [marks, setMarks] = useState<MarkNode[]>(nothing);
  const pulled = useRef(false);
  const { groups, notes } = document;
  // Letters and places aside, a frame follows the heights of the cards in it.
  const sizes = groups ? steps.map(({ measured }) => measured?.height ?? "").join() : "";
  const heights = useMemo(
    () => new Map(steps.flatMap(({ id, measured }) => (measured?.height ? [[id, measured.height]] : []))),
    // oxlint-disable-next-line react/exhaustive-deps
    [sizes],
  );

  useEffect(() => {
    setMarks((before) => {
      if (!groups && !notes) return nothing;
      const old = new Map(before.map((mark) => [mark.id, mark]));
      const framed = (groups ?? []).flatMap((group): MarkNode[] => {
        const frame = frameOf(document, group, heights);
        if (frame === null) return [];
        const { x, y, width, height } = frame;
        const id = groupKey(group.id);
        return [
          {
            id,
            type: "frame",
            position: { x, y },
            width,
            height,
            data: { group },
            zIndex: behind,
            connectable: false,
            selected: chosen.has(id),
            ariaLabel: t("mark.group", { title: group.title || t("mark.untitled"), count: group.nodes.length }),
            style: { pointerEvents: "none" },
            dragHandle: ".frame-title",
          },
        ];
      });
      const noted = (notes ?? []).map((note): MarkNode => {
        const id = noteKey(note.id);
        const { measured } = old.get(id) ?? {};
        return {
          id,
          type: "note",
          position: note.position,
          width: note.size.width,
          initialHeight: note.size.height,
          data: { note },
          ...(measured ? { measured } : {}),
          connectable: false,
          selected: chosen.has(id),
          ariaLabel: t("mark.note", { text: note.text }),
        };
      });
      return [...framed, ...noted];
    });
  }, [document, groups, notes, chosen, heights, t]);

  /** The changes of steps among these. */
  const take = useCallback(
    (changes: Changes): NodeChange<StepNode>[] => {
      const own = changes.filter(isMark) as NodeChange<MarkNode>[];
      const rest = changes.filter((change) => !isMark(change)) as NodeChange<StepNode>[];
      if (own.length === 0) return rest;
      const direct = new Set(changes.flatMap((change) => (change.type === "position" ? [change.id] : [])));
      const carried: NodeChange<MarkNode>[] = [];
      for (const change of own) {
        const mark = change.type === "position" ? flow.getNode(change.id) : undefined;
        if (change.type !== "position" || !change.position || mark?.type !== "frame") continue;
        const by = { x: change.position.x - mark.position.x, y: change.position.y - mark.position.y };
        const frame = { ...mark.position, width: mark.width ?? 0, height: mark.height ?? 0 };
        const inside = flow.getNodes().filter((node) => {
          if (direct.has(node.id)) return false;
          if (node.type === "step") return mark.data.group.nodes.includes(node.id);
          return node.type === "note" && contains(frame, middleOf(node));
        });
        for (const { id, position } of inside) {
          const moved = {
            type: "position" as const,
            id,
            position: { x: position.x + by.x, y: position.y + by.y },
            dragging: change.dragging ?? false,
          };
          if (isKey(id)) carried.push(moved);
          else rest.push(moved);
        }
      }
      const shown = [...own, ...carried].filter(({ type }) => type !== "select" && type !== "remove");
      setMarks((before) => applyNodeChanges(shown, before));
      // Where notes come to rest is told with the steps.
      return [...rest, ...notesOf([...own, ...carried])];
    },
    [flow],
  );

  /** Makes one edit of all that came to rest. */
  const settle = useCallback(
    (changes: Changes) => {
      const places = changes.flatMap((change) =>
        change.type === "position" && change.position ? [{ ...change, place: snap(change.position) }] : [],
      );
      if (places.some(({ dragging }) => dragging)) pulled.current = true;
      const rested = places.filter(({ dragging }) => dragging === false);
      if (rested.length === 0) return;
      const [steps, notes] = [new Map<string, Point>(), new Map<string, Point>()];
      for (const { id, place } of rested) {
        if (!isKey(id)) steps.set(id, place);
        else if (id.startsWith("note:")) notes.set(id.slice(5), place);
      }
      // Only a hand takes a step out of its frame, or lays it into one.
      const inOut = pulled.current && canvas.document().groups ? regroup(steps, heights) : undefined;
      pulled.current = false;
      canvas.edit(chain(...(inOut ? [inOut] : []), moveNodes(steps), moveNotes(notes)));
    },
    [canvas, heights],
  );
  return { marks, take, settle };
}

const notesOf = (changes: readonly NodeChange<MarkNode>[]) =>
  changes.filter((change) => change.type === "position" && change.id.startsWith("note:")) as NodeChange<StepNode>[];

const middleOf = ({ position: { x, y }, measured, width, height }: Node): Point => ({
  x: x + (measured?.width ?? width ?? 0) / 2,
  y: y + (measured?.height ?? height ?? 0) / 2,
});
