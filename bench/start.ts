import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { freePort, runProgram } from "#test/support/program.ts";

/**
 * How long until `/readyz` answers, as a person waits for it: from the empty folder, again, after SIGKILL of the server, and
 * after SIGKILL of the server and its database. One JSON line each. `node bench/start.ts`
 */
const folder = await mkdtemp(join(tmpdir(), "relaymap-bench-"));
const port = await freePort();
const settings = { DATA_DIR: folder, PORT: String(port), LOG_LEVEL: "error" };

type Ending = "SIGINT" | "SIGKILL" | "all killed";

async function measure(start: string, ending: Ending): Promise<void> {
  const began = performance.now();
  const program = runProgram(["start"], settings);
  let ready = false;
  while (!ready && program.child.exitCode === null) {
    ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (!ready) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const milliseconds = Math.round(performance.now() - began);
  const status = await readFile(`/proc/${program.child.pid}/status`, "utf8").catch(() => "");
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  process.stdout.write(
    `${JSON.stringify({ bench: "start", start, ready, milliseconds, megabytes: Math.round(kilobytes / 1024) })}\n`,
  );
  if (ending === "all killed") {
    const pid = Number.parseInt(await readFile(join(folder, "postgres", "data", "postmaster.pid"), "utf8"), 10);
    process.kill(pid, "SIGKILL");
  }
  program.child.kill(ending === "SIGINT" ? "SIGINT" : "SIGKILL");
  await program.ended;
}

try {
  await measure("first", "SIGINT");
  await measure("second", "SIGKILL");
  await measure("after the server was killed", "all killed");
  await measure("after all was killed", "SIGINT");
} finally {
  await rm(folder, { recursive: true, force: true });
}
