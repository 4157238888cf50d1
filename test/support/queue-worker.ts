import process from "node:process";
import pino from "pino";
import { createQueue } from "#server/queue/boss.ts";

/** A second process that works on `poll-source`: it says `took <key>` for each job and then holds it for ever. */
const queue = await createQueue({ url: process.argv[2]!, log: pino({ level: "silent" }), role: "worker" });
await queue.work("poll-source", async (data) => {
  process.stdout.write(`took ${String(data["sourceId"])}\n`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
process.stdout.write("ready\n");
