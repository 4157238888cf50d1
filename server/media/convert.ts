import process from "node:process";
import type { MediumLimits } from "#engine/card.ts";
import { type Picture, PictureError, clean, fit } from "./picture.ts";

/** What goes to the converting process and comes back. */
export type Job = { id: number; bytes: Uint8Array; type: string; limits: MediumLimits | null };
export type Done = { id: number } & ({ picture: Picture } | { code: PictureError["code"] | "damaged" });

process.on("message", (job: Job) => {
  const work = job.limits === null ? clean(job.bytes, job.type) : fit(job.bytes, job.type, job.limits);
  work.then(
    (picture) => answer({ id: job.id, picture }),
    (error: unknown) => answer({ id: job.id, code: error instanceof PictureError ? error.code : "damaged" }),
  );
});
// Whoever asked is gone: nobody would take an answer.
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

function answer(done: Done): void {
  process.send?.(done);
}
