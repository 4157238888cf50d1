import type { MapEdge } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";

/** An item that went over a wire; `drop`: why the step behind let it go. */
export type Passed = { title: string; drop: Text | null };

/**
 * What went over a wire in a preview, as far as it shows items: those that left its beginning, or, where several ways lead out there, those that
 * arrived at its end. `among`: items of another way may be with them.
 */
export function passedIn(
  { steps }: Pick<Reply<"preview">, "steps">,
  edges: readonly MapEdge[],
  wire: MapEdge,
): { rows: Passed[]; among: boolean } {
  const [before, behind] = [wire.from.node, wire.to.node].map((id) => steps.find(({ node }) => node === id));
  const ports = new Set(edges.flatMap(({ from }) => (from.node === wire.from.node ? [from.port] : [])));
  const ways = edges.filter(({ to }) => to.node === wire.to.node).length;
  const dropped = new Map(behind?.drops.map(({ title, reason }) => [title, reason]));
  if (ports.size <= 1 && before !== undefined)
    return { rows: before.items.map(({ title }) => ({ title, drop: dropped.get(title) ?? null })), among: false };
  const arrived = [
    ...(behind?.items ?? []).map(({ title }) => ({ title, drop: null })),
    ...(behind?.drops ?? []).map(({ title, reason }) => ({ title, drop: reason })),
  ];
  return { rows: arrived, among: ways > 1 };
}
