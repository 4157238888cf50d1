import { parentPort } from "node:worker_threads";
import { loadNodes } from "../nodes.ts";
import type { FromThread, Has, Job, StoredItem, ToThread } from "./job.ts";
import { reckon } from "./reckon.ts";

/** Milliseconds between two words about how far it is. */
const tellEvery = 200;

const nodes = await loadNodes();
let work: { id: number; job: Job; items: StoredItem[]; has: ((has: Has) => void) | null } | null = null;

const tell = (message: FromThread): void => parentPort?.postMessage(message);

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "begin") work = { id: message.id, job: message.job, items: [], has: null };
  else if (work === null || work.id !== message.id) return;
  else if (message.kind === "items") for (const item of message.items) work.items.push(item);
  else if (message.kind === "has") work.has?.(message.has);
  else void answer(work);
});

async function answer(one: NonNullable<typeof work>): Promise<void> {
  const { id, job, items } = one;
  let told = performance.now();
  const stopped = (): boolean => job.stop !== undefined && Atomics.load(job.stop, 0) !== 0;
  try {
    if (stopped()) throw new Error("stopped");
    const found = await reckon(nodes, job, items, {
      progress: (done, of) => {
        if (stopped()) throw new Error("stopped");
        if (performance.now() - told < tellEvery) return;
        told = performance.now();
        tell({ kind: "progress", id, done, of });
      },
      ask: (wants) =>
        new Promise((resolve) => {
          one.has = resolve;
          tell({ kind: "wants", id, wants });
        }),
    });
    tell({ kind: "answer", id, answer: found });
  } catch (error) {
    tell({ kind: "failed", id, detail: error instanceof Error ? (error.stack ?? error.message).slice(0, 2000) : "" });
  } finally {
    if (work?.id === id) work = null;
  }
}

tell({ kind: "ready" });
