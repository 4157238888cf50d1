import { parentPort } from "node:worker_threads";
import { loadNodes } from "../nodes.ts";
import type { FromThread, Has, Job, StoredItem, ToThread } from "./job.ts";
import { readStored, type ReadStored, reckon } from "./reckon.ts";

/** Milliseconds between two words about how far it is. */
const tellEvery = 200;

const nodes = await loadNodes();
let work: { id: number; job: Job; items: ReadStored[]; has: ((has: Has) => void) | null } | null = null;

const tell = (message: FromThread): void => parentPort?.postMessage(message);

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "begin") work = { id: message.id, job: message.job, items: [], has: null };
  else if (work === null || work.id !== message.id) return;
  else if (message.kind === "items") take(work, message.items);
  else if (message.kind === "has") work.has?.(message.has);
  else void answer(work);
});

/** Each is read as it arrives: the database has the next ones to find meanwhile. */
function take({ id, items }: NonNullable<typeof work>, some: readonly StoredItem[]): void {
  try {
    for (const one of some) items.push(readStored(one));
  } catch (error) {
    fail(id, error);
  }
}

function fail(id: number, error: unknown): void {
  tell({ kind: "failed", id, detail: error instanceof Error ? (error.stack ?? error.message).slice(0, 2000) : "" });
  if (work?.id === id) work = null;
}

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
      first: (begun) => tell({ kind: "first", id, answer: begun }),
      ask: (wants) =>
        new Promise((resolve) => {
          one.has = resolve;
          tell({ kind: "wants", id, wants });
        }),
    });
    if (work?.id === id) work = null;
    tell({ kind: "answer", id, answer: found });
  } catch (error) {
    fail(id, error);
  }
}

tell({ kind: "ready" });
