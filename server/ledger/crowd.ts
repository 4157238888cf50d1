/**
 * Whether lanes are waiting for a place in this process. A lane that gives its place up costs seconds until it has one again:
 * it should do so only where another one gains by it. Times in milliseconds of a clock that never jumps.
 */
export function watchCrowd(now: () => number) {
  const waiting = new Map<string, number>();
  const drained = new Set<string>();
  return {
    /** A sweep handed the lane to the queue. */
    handed: (lane: string): void => {
      if (!drained.has(lane) && !waiting.has(lane)) waiting.set(lane, now());
    },
    /** The lane's drain began here; call what comes back when it has ended. */
    began: (lane: string): (() => void) => {
      waiting.delete(lane);
      drained.add(lane);
      return () => drained.delete(lane);
    },
    /** True where a lane has waited for a while; one that waits for long was taken by another process. */
    crowded: (): boolean => {
      for (const [lane, since] of waiting) {
        const waited = now() - since;
        if (waited > gone) waiting.delete(lane);
        else if (waited > soon) return true;
      }
      return false;
    },
  };
}

const soon = 2_000;
const gone = 30_000;
