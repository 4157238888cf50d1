import type { Random } from "./random.ts";

type Task = { at: number; order: number; owner: number | null; name: string; run: () => void };

/**
 * Virtual time. Everything that takes time is a task; tasks that are due at about the same moment run in an order that the seed
 * chooses. A task belongs to a worker, which can be stalled (its tasks wait) or killed (its tasks are gone), or to nobody.
 */
export type Scheduler = ReturnType<typeof makeScheduler>;

export function makeScheduler(random: Random, start: number, trace: (event: string) => void) {
  let now = start;
  let order = 0;
  let tasks: Task[] = [];
  const stalled = new Map<number, number>();

  const later = (owner: number | null, delay: number, name: string, run: () => void): void => {
    order += 1;
    tasks.push({ at: now + delay, order, owner, name, run });
  };
  const ready = (task: Task): number => Math.max(task.at, task.owner === null ? 0 : (stalled.get(task.owner) ?? 0));

  return {
    now: () => now,
    later,
    /** A promise that a task resolves: what a port gives to the code under test. */
    wait: <T>(owner: number | null, delay: number, name: string, make: () => T): Promise<T> =>
      new Promise((resolve, reject) => {
        later(owner, delay, name, () => {
          try {
            resolve(make());
          } catch (error) {
            reject(error);
          }
        });
      }),
    kill: (owner: number): void => {
      tasks = tasks.filter((task) => task.owner !== owner);
      stalled.delete(owner);
    },
    stall: (owner: number, milliseconds: number): void => void stalled.set(owner, now + milliseconds),
    /** Time passes. What is on the wire arrives meanwhile; the workers were slow and come after. */
    advance: (milliseconds: number): void => {
      const end = now + milliseconds;
      for (;;) {
        const due = tasks.filter((task) => task.owner === null && task.at <= end);
        if (due.length === 0) break;
        const task = due.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a));
        tasks.splice(tasks.indexOf(task), 1);
        now = Math.max(now, task.at);
        trace(`${now} - ${task.name}`);
        task.run();
      }
      now = end;
    },
    pending: () => tasks.length,
    /** Runs one task: one of those that come first, chosen by the seed. False where there is none before `until`. */
    async step(until: number): Promise<boolean> {
      if (tasks.length === 0) return false;
      let first = Infinity;
      for (const task of tasks) first = Math.min(first, ready(task));
      if (first > until) return false;
      // Within a few milliseconds nobody can say who is first.
      const near = tasks.filter((task) => ready(task) <= Math.max(first, now) + 3);
      const task = near.length === 1 ? near[0]! : random.pick(near);
      tasks.splice(tasks.indexOf(task), 1);
      now = Math.max(now, ready(task));
      trace(`${now} ${task.owner ?? "-"} ${task.name}`);
      task.run();
      // The code under test goes on in microtasks only; all of them run before the next macrotask.
      await new Promise((resolve) => setImmediate(resolve));
      return true;
    },
  };
}
