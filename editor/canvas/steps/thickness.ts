/** Pixels: a wire over which nothing went, and the one over which most did. */
export const thin = 1.4;
export const thick = 4;

const most = new WeakMap<Readonly<Record<string, number>>, number>();

/**
 * How thick a wire is drawn, by what went over it beside the busiest of the map: twice as many are not twice as thick, or one busy wire would
 * make all others alike. null where it was not counted.
 */
export function thicknessIn(edges: Readonly<Record<string, number>>, wire: string): number | null {
  const count = edges[wire];
  if (count === undefined) return null;
  let top = most.get(edges);
  if (top === undefined) most.set(edges, (top = Math.max(1, ...Object.values(edges))));
  return Math.round((thin + (thick - thin) * (Math.log1p(Math.max(0, count)) / Math.log1p(top))) * 10) / 10;
}
