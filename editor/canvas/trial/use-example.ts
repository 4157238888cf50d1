import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import type { MapNode } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import { upstream } from "../../drawing/around.ts";
import { useReply } from "../../replies.ts";
import { useDocument } from "../state/store.ts";

export type Example = Reply<"stepExample">["rows"][number];

/** While somebody writes, nothing is asked. */
const pause = 350;
/** Of a step behind more than these nothing is asked either: its question would be as heavy as the map. */
const most = 200;
const none: Example[] = [];

/** What the step makes of the newest stored items, as the drawing stands; asked again once its settings, or those before it, have rested. */
export function useExample(node: MapNode): readonly Example[] {
  const [settled] = useDebouncedValue(useDocument(), pause);
  // Names and places change nothing of it: the same part of the drawing is asked for once.
  const body = useMemo(() => {
    const part = upstream(settled, node.id);
    const nodes = part.nodes.map((each) => ({ ...each, title: "", position: { x: 0, y: 0 } }));
    return { document: { ...part, name: "Example", description: "", nodes }, node: node.id };
  }, [settled, node.id]);
  const { edges, nodes } = body.document;
  const { data } = useReply("stepExample", { body }, { enabled: edges.length > 0 && nodes.length <= most, keep: true });
  return edges.length > 0 ? (data?.rows ?? none) : none;
}
