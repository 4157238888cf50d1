import type { Overlay } from "../state/store.ts";

/** Points of light on one wire, and on the whole drawing. */
const [onOne, onAll] = [3, 24];

/**
 * Which wires are alive, and with how many points: those over which more went since the last look. A run that only begins to be counted has
 * passed everywhere where it counted something. The busiest come first, where there are more than there are points.
 */
export function lit(before: Overlay | null, now: Overlay | null): ReadonlyMap<string, number> {
  const lights = new Map<string, number>();
  if (now === null || now.kind !== "run") return lights;
  const followed = before?.kind === "run" && before.run === now.run;
  // A run that ended between two looks has passed all the same; one that ended before it was looked at does not move.
  if (!followed && !now.moving) return lights;
  const known = followed ? before.edges : {};
  const grown = Object.entries(now.edges)
    .map(([wire, count]) => [wire, count - (known[wire] ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .toSorted(([, a], [, b]) => b - a);
  let left = onAll;
  for (const [wire, more] of grown) {
    const points = Math.min(onOne, more, left);
    if (points <= 0) break;
    lights.set(wire, points);
    left -= points;
  }
  return lights;
}
