import type { Reply } from "#server/api.ts";
import { isGoing } from "../../runs/run-state.tsx";
import type { LiveCounts, Overlay } from "./store.ts";

type Step = Overlay["steps"][string];

/** A preview's counts on the drawing. */
export function previewOverlay(preview: Reply<"preview">, at: string): Overlay {
  return {
    kind: "preview",
    at,
    run: null,
    edges: preview.edges,
    steps: Object.fromEntries(
      preview.steps.map((step): [string, Step] => [step.node, { in: step.itemsIn, drops: step.dropCount }]),
    ),
    moving: false,
  };
}

/** What the drawing counts as it stands. */
export const liveOverlay = ({ reply: { edges, steps }, at }: LiveCounts): Overlay => ({
  ...{ kind: "preview", at, run: null, steps, moving: false },
  edges: Object.fromEntries(Object.entries(edges).map(([id, { count }]) => [id, count])),
});

/** A run's counts on the drawing, and for each target how many of its deliveries are published by now. */
export function runOverlay(run: Reply<"getRun">): Overlay {
  const steps = run.steps.map(({ node, itemsIn, drops, error }): [string, Step] => [
    node,
    { in: itemsIn, drops, failed: error !== null, published: run.published[node] },
  ]);
  const open = (run.states.ready ?? 0) + (run.states.sending ?? 0);
  return {
    kind: "run",
    at: run.finishedAt ?? run.startedAt ?? run.dueAt,
    run: run.id,
    edges: run.edges,
    steps: Object.fromEntries(steps),
    moving: isGoing(run.state) || (open > 0 && run.deliveries > 0 && recent(run)),
  };
}

/** Wires glow for the minute after a run in which its posts usually go out; what is scheduled for later does not keep them lit. */
const recent = (run: Reply<"getRun">): boolean =>
  run.finishedAt !== null && Date.now() - Date.parse(run.finishedAt) < 60_000;
