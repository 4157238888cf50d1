import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import process from "node:process";
import type { MediumLimits } from "#engine/card.ts";
import type { Done, Job } from "./convert.ts";
import { MediaError } from "./error.ts";
import type { Picture } from "./picture.ts";

export type Studio = {
  /** A picture cleaned, or fitted where `limits` are given. Rejects with MediaError. */
  convert: (bytes: Uint8Array, type: string, limits: MediumLimits | null) => Promise<Picture>;
  close: () => Promise<void>;
};
export type StudioOptions = {
  /** Milliseconds that one picture may take. */
  jobMs?: number;
  /** Conversions that wait at most. */
  waiting?: number;
  /** What the process runs, for tests. */
  script?: URL;
};

type Task = Omit<Job, "id"> & { resolve: (picture: Picture) => void; reject: (error: MediaError) => void };
type Hand = { child: ChildProcess; ready: boolean; task: Task | null; id: number; timer: NodeJS.Timeout | undefined };

const defaults = { jobMs: 30_000, waiting: 200 };
/** A process loads the library first; on a busy machine that is slow, and not the picture's fault. */
const startMs = 30_000;
const idleMs = 10_000;

/**
 * Converts pictures one after the other in a process of its own: strangers' files meet a library written in C, and what makes it
 * crash, hang or eat memory must not end the server. The process has nothing of our environment, starts when there is work, is
 * killed when a picture takes too long, and ends when there has been none for 10 s.
 */
export function openStudio(options: StudioOptions = {}): Studio {
  const limits = { ...defaults, ...options };
  const script = fileURLToPath(options.script ?? new URL("./convert.ts", import.meta.url));
  const waiting: Task[] = [];
  let hand: Hand | null = null;
  let closed = false;

  function next(): void {
    if (hand?.task != null || waiting.length === 0) return;
    hand ??= start();
    const task = waiting.shift() as Task;
    hand.task = task;
    hand.id += 1;
    hand.child.ref();
    hand.child.channel?.ref();
    limit(hand);
    const { bytes, type, limits: wanted } = task;
    hand.child.send({ id: hand.id, bytes, type, limits: wanted } satisfies Job, () => undefined);
  }

  function start(): Hand {
    const child = fork(script, [], {
      // Secrets of the server are none of a converter's business.
      env: process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"] } : {},
      execArgv: ["--max-old-space-size=128", "--disable-warning=ExperimentalWarning"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const made: Hand = { child, ready: false, task: null, id: 0, timer: undefined };
    child.on("message", (message: Done | "ready") => {
      if (message !== "ready") return settle(made, message);
      made.ready = true;
      if (made.task !== null) limit(made);
    });
    child.on("error", () => lose(made, "unavailable"));
    // Before it was ready it was not the picture's fault: the library is missing.
    child.on("exit", () => lose(made, made.ready ? "damaged" : "unavailable"));
    return made;
  }

  function limit(one: Hand): void {
    clearTimeout(one.timer);
    one.timer = setTimeout(() => lose(one, "too_slow"), one.ready ? limits.jobMs : startMs);
  }

  function settle(one: Hand, done: Done): void {
    const { task } = one;
    if (task === null || done.id !== one.id) return;
    one.task = null;
    clearTimeout(one.timer);
    // An idle process keeps ours neither alive nor its memory for long.
    one.child.unref();
    one.child.channel?.unref();
    one.timer = setTimeout(() => end(one), idleMs).unref();
    if ("picture" in done) task.resolve(done.picture);
    else task.reject(new MediaError(done.code));
    next();
  }

  function end(one: Hand): void {
    if (hand === one) hand = null;
    clearTimeout(one.timer);
    one.child.kill("SIGKILL");
  }

  function lose(one: Hand, code: "too_slow" | "damaged" | "unavailable"): void {
    if (hand !== one) return;
    const { task } = one;
    one.task = null;
    end(one);
    task?.reject(new MediaError(code));
    next();
  }

  return {
    convert: (bytes, type, wanted) =>
      new Promise((resolve, reject) => {
        if (closed || waiting.length >= limits.waiting) return reject(new MediaError("busy"));
        waiting.push({ bytes, type, limits: wanted, resolve, reject });
        next();
      }),
    close: async () => {
      closed = true;
      for (const task of waiting.splice(0)) task.reject(new MediaError("busy"));
      const last = hand;
      if (last === null) return;
      last.task?.reject(new MediaError("busy"));
      last.task = null;
      const gone = new Promise((resolve) => last.child.once("exit", resolve));
      end(last);
      await gone;
    },
  };
}
