/** Room for what is read from outside at the same time. */
export type Places = { within: <T>(work: () => Promise<T>) => Promise<T> };

export type PlacesOptions = {
  /** Pieces of work at the same time that take no longer than `patience`. */
  quick: number;
  /** Pieces of work at the same time, the slow ones included. */
  all: number;
  /** Milliseconds after which a piece of work counts as slow and no longer keeps a quick one waiting. */
  patience: number;
};

/**
 * Bounds what is under way, and so memory and connections, without letting what is slow hold up the rest: a server that answers nothing
 * for 20 s costs a socket, and its place is somebody else's after `patience`. Whoever waits is served in turn.
 */
export function createPlaces({ quick, all, patience }: PlacesOptions): Places {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let open = 0;
  const next = (): void => {
    while (waiting.length > 0 && busy < quick && open < all) {
      busy += 1;
      open += 1;
      waiting.shift()!();
    }
  };
  return {
    within: async (work) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        next();
      });
      let counted = true;
      const leave = (): void => {
        if (counted) busy -= 1;
        counted = false;
        next();
      };
      const timer = setTimeout(leave, patience);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        open -= 1;
        leave();
      }
    },
  };
}
