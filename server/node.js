// Plain JavaScript that Node 14 still reads: it finds the Node that Relaymap runs on, where the machine's is older.
// As a program, `node server/node.js <tool> …` runs a tool of ours (or `node` itself) on it. npm links this Node as
// node_modules/.bin/node only sometimes (npm 10 removes the link with the other platforms' packages): not relied upon.
import { spawn } from "child_process";
import { existsSync, readFileSync, realpathSync } from "fs";
import { createRequire } from "module";
import { delimiter, dirname, join } from "path";
import { fileURLToPath } from "url";

const needed = 24;
const { resolve } = createRequire(import.meta.url);

export const isNewEnough = parseInt(process.versions.node, 10) >= needed;

/**
 * Runs a program file on a Node that is new enough, with our terminal; it gets our signals, we end as it ends.
 *
 * @param {string[]} args
 */
export function runOnNode(args) {
  const node = isNewEnough ? process.execPath : findNode();
  if (node === null) {
    process.stderr.write(
      `Relaymap needs Node.js ${needed}, and this is ${process.version}: install Node.js ${needed}, or run npm ci again with optional dependencies.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const env = Object.assign({}, process.env, { PATH: dirname(node) + delimiter + (process.env.PATH || "") });
  const child = spawn(node, args, { stdio: "inherit", env });
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

/** The Node of our own dependencies, a package for each platform; null where there is none. */
export function findNode() {
  const windows = process.platform === "win32";
  try {
    const manifest = resolve(`node-${windows ? "win" : process.platform}-${process.arch}/package.json`);
    const file = join(dirname(manifest), "bin", windows ? "node.exe" : "node");
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * The file that a package's own command is.
 *
 * @param {string} tool
 */
function findTool(tool) {
  // Beside this file: packages need not let their manifest be resolved.
  const folder = fileURLToPath(new URL(`../node_modules/${tool}/`, import.meta.url));
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[tool]);
}

const [self, tool, ...rest] = process.argv.slice(1);
if (self !== undefined && realpathSync(self) === fileURLToPath(import.meta.url) && tool !== undefined) {
  runOnNode(tool === "node" ? rest : [findTool(tool), ...rest]);
}
