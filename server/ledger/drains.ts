import type { Drained, Lane } from "#engine/lane.ts";
import type { Taken } from "./lanes.ts";

export type DrainsOptions = {
  /** Takes due lanes for us alone, besides these accounts' that we have. */
  take: (limit: number, drains: string[]) => Promise<Taken>;
  /** Whether other lanes have been waiting for a place for a while. */
  crowded: (except: string[]) => Promise<boolean>;
  /** Publishes what a lane has; `over` says when it should let others have its place. */
  drain: (lane: Lane, over: () => boolean) => Promise<Drained>;
  /** The lane wants its next turn: now (null) or at a time. */
  wake: (lane: Lane, at: number | null) => Promise<void>;
  failed: (error: unknown, lane: Lane | null) => void;
  /** Called whenever some lanes have something to do; gives what ends that. */
  hear: (heard: () => void) => () => void;
  now: () => number;
  /** Lanes drained at once (200). */
  places?: number;
  /** Milliseconds between two looks where nobody rings (1,000). */
  pause?: number;
};

/**
 * After this long a lane lets others have its place where some wait for one, and after the second in any case: it is then anybody's, so
 * that a process that came later gets its share. Milliseconds, as all times here.
 */
const turn = 20_000;
const longestTurn = 30_000;
/** A lane that is one too many for us is given to others after this long. */
const shortestTurn = 3_000;
/** After a drain that failed its lane is woken after these. */
const again = [1_000, 2_000, 5_000, 10_000];

/**
 * Drains lanes, many at once, from the table in which they wait. It looks when somebody rings, when the next lane is due, and once a
 * second. A look takes no more than our share where others work too, and what we have beyond it is given to them, so that whoever comes
 * later has as much to do as who was there first. `stop` takes no more and resolves when all drains have ended.
 */
export function startDrains(options: DrainsOptions): { stop: () => Promise<void> } {
  const { places = 200, pause = 1_000 } = options;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  let looking: Promise<void> | null = null;
  /** Somebody rang while we looked, and the look may have been too early to see why. */
  let rung = false;
  let crowded = false;
  /** Lanes that others should have, and those that are on their way to them. */
  let surplus = 0;
  let leaving = 0;
  /** Lanes given away so far. */
  let gifts = 0;

  /** Looks after this long, or earlier where that was planned. */
  const lookIn = (milliseconds: number): void => {
    if (stopping.signal.aborted) return;
    if (looking !== null) {
      rung ||= milliseconds < pause;
      return;
    }
    const at = options.now() + milliseconds;
    if (at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      due = Infinity;
      looking = look()
        .catch((error: unknown) => {
          options.failed(error, null);
          return pause;
        })
        .then((next) => {
          looking = null;
          const wait = rung ? 0 : next;
          rung = false;
          lookIn(wait);
        });
    }, milliseconds);
  };

  /** Gives how long to wait for the next look. */
  const look = async (): Promise<number> => {
    const mine = [...running.keys()];
    // Of these some are on their way already, and more may be given while the ledger counts.
    const [already, before] = [leaving, gifts];
    const free = Math.max(places - running.size, 0);
    crowded = free === 0 && (await options.crowded(mine));
    const { lanes, soonest, surplus: more } = await options.take(free, mine);
    surplus = Math.max(more - already - (gifts - before), 0);
    for (const lane of lanes) begin(lane);
    return free === 0 ? pause : Math.min(pause, Math.max(soonest ?? pause, 1));
  };

  const begin = (lane: Lane): void => {
    const begun = options.now();
    let given = false;
    const over = (): boolean => {
      const taken = options.now() - begun;
      if (!given && surplus > 0 && taken > shortestTurn) {
        given = true;
        surplus -= 1;
        leaving += 1;
        gifts += 1;
      }
      return given || stopping.signal.aborted || taken > longestTurn || (taken > turn && crowded);
    };
    const work = options
      .drain(lane, over)
      .then((drained) => settle(lane, drained))
      .catch((error: unknown) => recover(lane, error))
      .finally(() => {
        running.delete(lane.accountId);
        if (given) leaving -= 1;
        // It may have been woken after its last round and before now, when we did not look for it.
        lookIn(0);
      });
    running.set(lane.accountId, work);
  };

  /** What the ledger could not note of what the lane wants: its time was up, or somebody else holds it and may be done in a moment. */
  const settle = async (lane: Lane, { why, until }: Drained): Promise<void> => {
    if (why === "time" || why === "outdated") await options.wake(lane, null);
    else if (why === "busy" || why === "frozen") await options.wake(lane, until);
  };

  /** Without it the lane would come back by itself too, when its lease ends. */
  const recover = async (lane: Lane, error: unknown): Promise<void> => {
    options.failed(error, lane);
    for (const wait of again) {
      await sleep(wait);
      const woken = await options.wake(lane, null).then(
        () => true,
        () => false,
      );
      if (woken || stopping.signal.aborted) return;
    }
  };

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(waiting);
        stopping.signal.removeEventListener("abort", end);
        resolve();
      };
      const waiting = setTimeout(end, milliseconds);
      stopping.signal.addEventListener("abort", end);
      if (stopping.signal.aborted) end();
    });

  const deafen = options.hear(() => lookIn(0));
  lookIn(0);
  return {
    stop: async () => {
      stopping.abort();
      deafen();
      clearTimeout(timer);
      await looking;
      await Promise.all(running.values());
    },
  };
}
