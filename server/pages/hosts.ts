import { setTimeout as sleep } from "node:timers/promises";
import { MediaError } from "../media/error.ts";

export type Manners = {
  /** Pages asked for at a time. */ atOnce: number;
  /** Milliseconds that a host is left alone after each of its pages. */ pause: number;
  /** That wait at most; those beyond are to come again. */ waiting: number;
};

export const usualManners: Manners = { atOnce: 6, pause: 500, waiting: 500 };

/** Lets work at hosts be done one by one each, with a pause between, and at few hosts at a time. Rejects where too much waits already. */
export function createHosts({ atOnce, pause, waiting }: Manners) {
  const turns = new Map<string, Promise<void>>();
  const queue: (() => void)[] = [];
  let [busy, asked] = [0, 0];

  async function atHost<T>(host: string, work: () => Promise<T>): Promise<T> {
    const before = turns.get(host) ?? Promise.resolve();
    let leave = (): void => {};
    const own = before.then(() => new Promise<void>((resolve) => (leave = resolve)));
    turns.set(host, own);
    await before;
    try {
      return await inPlace(work);
    } finally {
      void sleep(pause, undefined, { ref: false }).then(() => {
        leave();
        if (turns.get(host) === own) turns.delete(host);
      });
    }
  }

  async function inPlace<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      // The place goes to whoever waits longest.
      const next = queue.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  }

  return async <T>(host: string, work: () => Promise<T>): Promise<T> => {
    if (asked >= waiting) throw new MediaError("page_later");
    asked += 1;
    try {
      return await atHost(host, work);
    } finally {
      asked -= 1;
    }
  };
}
