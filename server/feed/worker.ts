import { parentPort } from "node:worker_threads";
import { parseFeed } from "./parse.ts";
import { Unreadable } from "./raw.ts";
import type { ReadFeed } from "./entry.ts";

/** What goes to a worker and comes back. The bytes are transferred, not copied. */
export type Job = { id: number; bytes: Uint8Array; contentType: string | null; url: string };
export type Done =
  | { id: number; feed: ReadFeed }
  | { id: number; failure: { code: Unreadable["code"]; hint: string | null; detail: string } };

parentPort?.on("message", (job: Job) => {
  const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  parseFeed({ bytes, contentType: job.contentType, url: job.url }).then(
    (feed) => answer({ id: job.id, feed }),
    (error: unknown) => answer({ id: job.id, failure: toFailure(error) }),
  );
});

parentPort?.postMessage("ready");

function answer(done: Done): void {
  parentPort?.postMessage(done);
}

function toFailure(error: unknown): { code: Unreadable["code"]; hint: string | null; detail: string } {
  const known = error instanceof Unreadable ? error : new Unreadable("unreadable", { cause: error });
  return {
    code: known.code,
    hint: known.hint,
    detail: known.cause instanceof Error ? known.cause.message.slice(0, 300) : "",
  };
}
