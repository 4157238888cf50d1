import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";
import type { JobHandler, JobName } from "../ports.ts";

export type FetcherOptions = {
  boss: PgBoss;
  name: JobName;
  handler: JobHandler;
  log: Logger;
  /** Tells the jobs in hand that the process stops. */
  stopping: AbortSignal;
  /** Called when jobs were sent; gives what ends that. */
  hear: (heard: () => void) => () => void;
  /** Milliseconds after which the queue is looked at, though nobody rang. */
  pause: number;
  /** Jobs at the same time. */
  places: number;
  /** Milliseconds between two signs of life of the jobs in hand. */
  pulse: number;
};

type Job = JobWithMetadata<Record<string, unknown>>;

/**
 * Takes jobs as long as there are places, and each place is free again as soon as its job has ended: pg-boss's own workers take several
 * jobs and wait for the slowest of them, and with it whoever is next. A failure is logged once, here. `stop` takes no more, and resolves
 * when nothing is in hand.
 */
export function startFetcher(options: FetcherOptions): { stop: () => Promise<void> } {
  const { boss, name, handler, log, stopping, places } = options;
  const hand = new Map<string, { job: Job; lost: AbortController; work: Promise<void> }>();
  let timer: NodeJS.Timeout | undefined;
  let fetching: Promise<void> | null = null;
  let rung = false;

  const begin = (job: Job): void => {
    const lost = new AbortController();
    const work = carryOut(job, AbortSignal.any([lost.signal, stopping])).finally(() => {
      hand.delete(job.id);
      // Others may have waited for this place, or this job's key.
      if (hand.size === places - 1) look();
    });
    hand.set(job.id, { job, lost, work });
  };

  const carryOut = async (job: Job, signal: AbortSignal): Promise<void> => {
    const { id, data } = job;
    try {
      await handler(data, signal);
    } catch (error) {
      log[stopping.aborted ? "debug" : "error"](
        { err: error, queue: name, job: id, attempt: job.retryCount + 1, ...data },
        "a job failed",
      );
      const message = error instanceof Error ? error.message : String(error);
      // Where its end cannot be written, its signs of life end, and it is done again.
      await boss.fail(name, job, { message }).catch(() => undefined);
      return;
    }
    await boss.complete(name, job).catch(() => undefined);
  };

  const fetch = async (): Promise<void> => {
    for (let full = true; full && hand.size < places && !stopping.aborted;) {
      rung = false;
      const free = places - hand.size;
      const jobs = await boss.fetch<Record<string, unknown>>(name, { batchSize: free, includeMetadata: true });
      for (const job of jobs) begin(job);
      full = jobs.length === free || rung;
    }
  };

  const look = (): void => {
    rung = true;
    if (fetching !== null || stopping.aborted) return;
    clearTimeout(timer);
    fetching = fetch()
      .catch((err: unknown) => log.warn({ err, queue: name }, "jobs could not be fetched; it is tried again"))
      .finally(() => {
        fetching = null;
        if (!stopping.aborted) timer = setTimeout(look, options.pause);
      });
  };

  const beat = async (): Promise<void> => {
    const jobs = [...hand.values()].map(({ job }) => job);
    if (jobs.length === 0) return;
    // A sign of life that could not be given says nothing about whose the job is.
    const touched = Touched.safeParse(await boss.touch(name, jobs).catch(() => null));
    if (!touched.success) return;
    for (const { id } of jobs)
      if (!touched.data.settled.includes(id)) hand.get(id)?.lost.abort(new Error("the job is somebody else's by now"));
  };

  const deafen = options.hear(look);
  const pulse = setInterval(() => void beat(), options.pulse);
  look();
  return {
    stop: async () => {
      deafen();
      clearTimeout(timer);
      await fetching;
      await Promise.all([...hand.values()].map(({ work }) => work));
      clearInterval(pulse);
    },
  };
}

/** Which jobs are still ours: pg-boss says it and has no type for it. */
const Touched = z.object({ settled: z.array(z.string()) });
