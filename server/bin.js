#!/usr/bin/env node
// Plain JavaScript that Node 14 still reads: it finds the Node that Relaymap runs on, where the machine's is older.
import { spawn } from "child_process";
import { existsSync } from "fs";
import { createRequire } from "module";
import { dirname, join } from "path";
import { fileURLToPath } from "url";

const needed = 24;

if (parseInt(process.versions.node, 10) >= needed) {
  // Compiled code is kept, so that the next start has less to do; where the folder cannot be written, it is not.
  const { enableCompileCache } = await import("module");
  enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/relaymap", import.meta.url)));
  const { main } = await import("./cli/main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = findNode();
  if (node === null) {
    process.stderr.write(
      `Relaymap needs Node.js ${needed}, and this is ${process.version}: install Node.js ${needed}, or run npm ci again with optional dependencies.\n`,
    );
    process.exitCode = 1;
  } else {
    runWith(node);
  }
}

/** The Node of our own dependencies, a package for each platform; null where there is none. */
function findNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const file = join(dirname(manifest), "bin", platform === "win" ? "node.exe" : "node");
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * The same program with the other Node; it gets our signals, we end as it ends.
 *
 * @param {string} node
 */
function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${node} could not be run: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
