import { useEffect } from "react";
import { manifests } from "../../nodes.ts";
import { useReply } from "../../replies.ts";
import type { Detail } from "./map-context.ts";
import { useCanvas } from "./store.ts";

/** Follows what the steps of the live map keep for later, so that their cards say it; asks nothing where none does. */
export function useKept({ id, live }: Detail): void {
  const canvas = useCanvas();
  const keeps = live?.document.nodes.some(({ type }) => manifests.get(type)?.keeps !== undefined) === true;
  const { data } = useReply("getKept", { params: { id } }, { enabled: keeps, every: 15_000 });
  useEffect(() => {
    if (keeps && data)
      canvas.set({ kept: Object.fromEntries(data.rows.map(({ node, count, next }) => [node, { count, next }])) });
  }, [canvas, keeps, data]);
}
