import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { NodeError } from "#engine/node.ts";
import type { ReadFeed } from "./entry.ts";
import { failure } from "./failure.ts";
import type { Done, Job } from "./worker.ts";

export type Parsers = {
  /** Parses one document in a worker. The bytes are given away. Throws NodeError. */
  parse: (bytes: Uint8Array<ArrayBuffer>, contentType: string | null, url: string) => Promise<ReadFeed>;
  close: () => Promise<void>;
};
export type PoolOptions = {
  workers?: number;
  /** Milliseconds that one document may take. */
  jobMs?: number;
  /** What the worker runs, for tests. */
  script?: URL;
};

type Task = Omit<Job, "id" | "bytes"> & {
  bytes: Uint8Array<ArrayBuffer>;
  host: string;
  resolve: (feed: ReadFeed) => void;
  reject: (error: NodeError) => void;
};
type Slot = { worker: Worker; ready: boolean; task: Task | null; id: number; timer: NodeJS.Timeout | undefined };

/** Documents that wait at most; a document is at most 10 MB, and callers poll with far fewer in flight. */
const maxWaiting = 1000;
const defaultJobMs = 4000;
/** A thread loads its parsers first; on a busy machine that is slow, and not the document's fault. */
const startMs = 30_000;
/** A thread holds some 40 MB; a new one is ready in a third of a second. */
const idleMs = 10_000;
const memory = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 24, codeRangeSizeMb: 16, stackSizeMb: 2 };

/**
 * A few worker threads that parse documents, so that a hostile one costs the main thread nothing. Threads start when there
 * is work and end when there has been none for 10 s. One that takes too long, runs out of memory or dies is replaced;
 * its document fails, the others go on.
 */
export function createParsers(options: PoolOptions = {}): Parsers {
  const size = options.workers ?? Math.min(2, Math.max(1, availableParallelism() - 1));
  const script = options.script ?? new URL("./worker.ts", import.meta.url);
  const slots = new Set<Slot>();
  const waiting: Task[] = [];
  let closed = false;

  function next(): void {
    while (waiting.length > 0) {
      const slot = [...slots].find((one) => one.task === null) ?? (slots.size < size ? start() : null);
      if (slot === null) return;
      give(slot, waiting.shift() as Task);
    }
  }

  function start(): Slot {
    const slot: Slot = {
      worker: new Worker(script, { resourceLimits: memory, name: "feed-parser" }),
      ready: false,
      task: null,
      id: 0,
      timer: undefined,
    };
    slots.add(slot);
    slot.worker.on("message", (message: Done | "ready") => {
      if (message !== "ready") return finish(slot, message);
      slot.ready = true;
      if (slot.task !== null) limit(slot);
    });
    slot.worker.on("error", (error) => lose(slot, "parse_crashed", error));
    slot.worker.on("exit", () => lose(slot, "parse_crashed"));
    return slot;
  }

  function give(slot: Slot, task: Task): void {
    slot.task = task;
    slot.id += 1;
    slot.worker.ref();
    limit(slot);
    slot.worker.postMessage(
      { id: slot.id, bytes: task.bytes, contentType: task.contentType, url: task.url } satisfies Job,
      [task.bytes.buffer],
    );
  }

  function limit(slot: Slot): void {
    clearTimeout(slot.timer);
    const ms = slot.ready ? (options.jobMs ?? defaultJobMs) : startMs;
    slot.timer = setTimeout(() => lose(slot, "parse_timeout"), ms);
  }

  function finish(slot: Slot, done: Done): void {
    const task = slot.task;
    if (task === null || done.id !== slot.id) return;
    slot.task = null;
    clearTimeout(slot.timer);
    // An idle thread keeps neither the process alive nor its memory for long.
    slot.worker.unref();
    slot.timer = setTimeout(() => retire(slot), idleMs).unref();
    if ("feed" in done) task.resolve(done.feed);
    else task.reject(failure(done.failure.code, task.host, { hint: done.failure.hint, cause: done.failure.detail }));
    next();
  }

  function retire(slot: Slot): void {
    slots.delete(slot);
    clearTimeout(slot.timer);
    void slot.worker.terminate();
  }

  function lose(slot: Slot, code: "parse_timeout" | "parse_crashed", cause?: unknown): void {
    if (!slots.has(slot)) return;
    const task = slot.task;
    slot.task = null;
    retire(slot);
    task?.reject(failure(code, task.host, { cause }));
    next();
  }

  return {
    parse: (bytes, contentType, url) =>
      new Promise((resolve, reject) => {
        const host = URL.canParse(url) ? new URL(url).host : "";
        if (closed || waiting.length >= maxWaiting) return reject(failure("busy", host));
        waiting.push({ bytes, contentType, url, host, resolve, reject });
        next();
      }),
    close: async () => {
      closed = true;
      for (const task of waiting.splice(0)) task.reject(failure("aborted", task.host));
      const all = [...slots];
      slots.clear();
      for (const slot of all) {
        clearTimeout(slot.timer);
        slot.task?.reject(failure("aborted", slot.task.host));
      }
      await Promise.all(all.map((slot) => slot.worker.terminate()));
    },
  };
}
