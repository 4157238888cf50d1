import { Worker } from "node:worker_threads";
import type { Reply } from "../api.ts";
import type { Answer, FromThread, Has, Job, StoredItem, ToThread, Wants } from "./job.ts";

/** What a backtest is given while it runs: its items, some at a time, and what its steps ask for. */
type Feed = {
  items: AsyncIterable<StoredItem[]>;
  has: (wants: Wants) => Promise<Has>;
  /** How the drawing's own half is shown, while the live version's is still reckoned. */
  first?: (answer: Answer) => View;
};
type View = Reply<"backtest">;
type Progress = { map: string; done: number; of: number; first: View | null };
export type Backtests = {
  /**
   * Reckons in a thread. Rejects with BacktestError, also where `signal` aborts or the same person (`whose`) begins another: then the thread stops
   * within moments.
   */
  reckon: (whose: string, job: Job, feed: Feed, signal: AbortSignal) => Promise<Answer>;
  /** Has a thread ready, for whoever is about to ask: loading what steps are made of takes a second or more. One that nobody asks ends. */
  warm: () => void;
  /** How far somebody's is; null where none runs here. */
  progress: (whose: string) => Progress | null;
  close: () => Promise<void>;
};
type ThreadOptions = {
  threads?: number;
  /** Milliseconds that one may take, from the moment at which its items are there. */
  jobMs?: number;
  /** And until it is there. */
  startMs?: number;
  /** What a thread runs, for tests. */
  script?: URL;
};

/** `busy`: too many wait; `late`: it took too long; `slow`: the thread was not there in time; `failed`: a bug, or no memory; `stopped`: nobody waits for it any more. */
export class BacktestError extends Error {
  readonly code: "busy" | "late" | "slow" | "failed" | "stopped";
  constructor(code: BacktestError["code"], detail = "") {
    super(`a backtest ended: ${code}${detail === "" ? "" : `: ${detail}`}`);
    this.name = "BacktestError";
    this.code = code;
  }
}

/** Backtests at a time, and those that wait for one of them. */
const [mostThreads, mostWaiting] = [1, 8];
const defaultJobMs = 45_000;
/** A thread loads the nodes first; it lives on for a while: whoever looks at one backtest mostly wants the next. */
const [startMs, idleMs] = [90_000, 300_000];
/** So long a thread that was told to stop may take before it is ended. */
const stopMs = 500;
/** Ten thousand items and a few hundred thousand posts, twice, lie well below. */
const memory = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, codeRangeSizeMb: 32, stackSizeMb: 4 };

type Task = {
  id: number;
  job: Job;
  feed: Feed;
  progress: Progress;
  stop: Int32Array;
  settle: (result: Answer | BacktestError) => void;
  settled: boolean;
};
type Slot = { worker: Worker; ready: boolean; task: Task | null; timer: NodeJS.Timeout | undefined };

/** Threads in which drafts are run over what is stored, so that nothing of it holds up the server. */
export function createBacktests(options: ThreadOptions = {}): Backtests {
  const size = options.threads ?? mostThreads;
  const script = options.script ?? new URL("./start.ts", import.meta.url);
  const slots = new Set<Slot>();
  const waiting: Task[] = [];
  /** Of each person the newest. */
  const newest = new Map<string, Task>();
  let closed = false;
  let count = 0;

  function next(): void {
    while (waiting.length > 0) {
      const slot = [...slots].find((one) => one.task === null) ?? (slots.size < size ? start() : null);
      if (slot === null) return;
      give(slot, waiting.shift()!);
    }
  }

  function start(): Slot {
    const slot: Slot = {
      worker: new Worker(script, { resourceLimits: memory, name: "backtest" }),
      ...{ ready: false, task: null, timer: undefined },
    };
    slots.add(slot);
    slot.worker.on("message", (message: FromThread) => hear(slot, message));
    slot.worker.on("error", (error: Error) => lose(slot, new BacktestError("failed", error.message)));
    slot.worker.on("exit", () => lose(slot, new BacktestError("failed", "the thread ended")));
    return slot;
  }

  function give(slot: Slot, task: Task): void {
    slot.task = task;
    clearTimeout(slot.timer);
    slot.worker.ref();
    limit(slot, slot.ready ? (options.jobMs ?? defaultJobMs) : (options.startMs ?? startMs));
    const send = (message: ToThread) => slot.task === task && slot.worker.postMessage(message);
    send({ kind: "begin", id: task.id, job: { ...task.job, stop: task.stop } });
    void (async () => {
      for await (const items of task.feed.items) {
        if (task.settled) break;
        send({ kind: "items", id: task.id, items });
      }
      send({ kind: "go", id: task.id });
    })().catch((error: unknown) => {
      finish(slot, task, error instanceof BacktestError ? error : new BacktestError("failed", String(error)));
    });
  }

  function limit(slot: Slot, ms: number): void {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => lose(slot, new BacktestError(slot.ready ? "late" : "slow")), ms);
  }

  /** Nobody needs it now. */
  function rest(slot: Slot): void {
    clearTimeout(slot.timer);
    slot.worker.unref();
    slot.timer = setTimeout(() => retire(slot), idleMs).unref();
  }

  function hear(slot: Slot, message: FromThread): void {
    const { task } = slot;
    if (message.kind === "ready") {
      slot.ready = true;
      if (task === null) rest(slot);
      else limit(slot, task.settled ? stopMs : (options.jobMs ?? defaultJobMs));
    } else if (task === null || task.id !== message.id) return;
    else if (message.kind === "progress") task.progress = { ...task.progress, done: message.done, of: message.of };
    else if (message.kind === "first")
      task.progress = { ...task.progress, first: task.feed.first?.(message.answer) ?? null };
    else if (message.kind === "answer") finish(slot, task, message.answer);
    else if (message.kind === "failed") finish(slot, task, new BacktestError("failed", message.detail));
    else
      task.feed.has(message.wants).then(
        (has) => slot.task === task && slot.worker.postMessage({ kind: "has", id: task.id, has } satisfies ToThread),
        (error: unknown) => finish(slot, task, new BacktestError("failed", String(error))),
      );
  }

  function finish(slot: Slot, task: Task, result: Answer | BacktestError): void {
    if (slot.task !== task) return;
    slot.task = null;
    rest(slot);
    task.settle(result);
    next();
  }

  function retire(slot: Slot): void {
    slots.delete(slot);
    clearTimeout(slot.timer);
    void slot.worker.terminate();
  }

  function lose(slot: Slot, why: BacktestError): void {
    if (!slots.has(slot)) return;
    const { task } = slot;
    slot.task = null;
    retire(slot);
    task?.settle(why);
    next();
  }

  /** A thread looks at the flag between two runs; one that does not is ended. */
  function stop(task: Task): void {
    if (task.settled) return;
    Atomics.store(task.stop, 0, 1);
    const at = waiting.indexOf(task);
    if (at >= 0) waiting.splice(at, 1);
    const slot = [...slots].find((one) => one.task === task);
    // One that still begins looks as soon as it has.
    if (slot?.ready === true) limit(slot, stopMs);
    task.settle(new BacktestError("stopped"));
  }

  return {
    reckon: (whose, job, feed, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new BacktestError("stopped"));
        if (closed || waiting.length >= mostWaiting) return reject(new BacktestError("busy"));
        const older = newest.get(whose);
        if (older !== undefined) stop(older);
        const flag = new Int32Array(new SharedArrayBuffer(4));
        const leave = () => stop(task);
        const task: Task = {
          ...{
            id: (count += 1),
            job,
            feed,
            progress: { map: job.map, done: 0, of: 0, first: null },
            stop: flag,
            settled: false,
          },
          settle: (result) => {
            if (task.settled) return;
            task.settled = true;
            signal.removeEventListener("abort", leave);
            if (newest.get(whose) === task) newest.delete(whose);
            if (result instanceof BacktestError) reject(result);
            else resolve(result);
          },
        };
        signal.addEventListener("abort", leave, { once: true });
        newest.set(whose, task);
        waiting.push(task);
        next();
      }),
    warm: () => {
      if (!closed && slots.size === 0) rest(start());
    },
    progress: (whose) => newest.get(whose)?.progress ?? null,
    close: async () => {
      closed = true;
      const all = [...slots];
      slots.clear();
      for (const task of waiting.splice(0)) task.settle(new BacktestError("stopped"));
      for (const { task, timer } of all) {
        clearTimeout(timer);
        task?.settle(new BacktestError("stopped"));
      }
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}
