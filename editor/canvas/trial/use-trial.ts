import { useMemo, useState } from "react";
import type { MapNode } from "#engine/map.ts";
import { networksBehind } from "../../drawing/around.ts";
import type { SampleView, Trial } from "../../form/writing/sample.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useCanvasPart, useDocument } from "../state/store.ts";
import { type Example, useExample } from "./use-example.ts";

/**
 * On what a step's settings are tried while they are written: the stored items that come to it, else what the last preview read, and the
 * networks behind it. `rows`: what the step makes of the stored ones.
 */
export function useTrial(node: MapNode): { trial: Trial; rows: readonly Example[] } {
  const { accounts, samples: previewed } = useOpenMap();
  const { nodes, edges } = useDocument();
  const rows = useExample(node);
  const pin = useCanvasPart((state) => state.pin?.key ?? null);
  const [own, choose] = useState<string | null>(null);
  // What is followed through the drawing is what texts are tried on, until somebody chooses another here.
  const chosen = own ?? pin;
  const networks = useMemo(
    () => networksBehind({ nodes, edges }, node.id, accounts.values()),
    [nodes, edges, node.id, accounts],
  );
  const samples = useMemo((): SampleView[] => {
    if (rows.length > 0) return rows.map(({ item }) => item);
    const before = edges.filter(({ to }) => to.node === node.id).flatMap(({ from }) => previewed.get(from.node) ?? []);
    return before.slice(0, 1).map((seen) => ({ ...seen, text: seen.title || seen.summary, tags: [], language: null }));
  }, [rows, edges, previewed, node.id]);
  const trial = useMemo(() => ({ samples, chosen, choose, networks }), [samples, chosen, networks]);
  return { trial, rows };
}
