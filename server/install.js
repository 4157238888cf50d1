// Plain JavaScript that Node 14 still reads. npm calls `complete` after `npm ci` (where this file is there: images are
// built from the manifests alone, too). On an older Node npm leaves out native parts whose `engines` it does not meet,
// without a word: the bundler's, so that no editor could be built (Debian 12: Node 18.20, npm 9.2). We run on our own
// Node, which meets them all: on it, the person's npm adds what it left out.
import { spawnSync } from "child_process";
import { existsSync, readFileSync } from "fs";
import { join } from "path";
import { fileURLToPath } from "url";
import { findNode, isNewEnough } from "./node.js";

const home = fileURLToPath(new URL("../", import.meta.url));

/**
 * The names of the packages for this platform that are not installed. Those for development do not count: whoever wants
 * none has left them out. On Linux our own Node needs glibc: parts for musl are no use to it.
 *
 * @returns {string[]}
 */
export function missingParts(folder = home) {
  const lock = join(folder, "package-lock.json");
  if (!existsSync(lock)) return [];
  const packages = Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages);
  return packages
    .filter(
      ([path, { optional, dev, os, cpu, libc }]) =>
        optional === true &&
        dev !== true &&
        (os || []).includes(process.platform) &&
        (cpu || []).includes(process.arch) &&
        (libc || ["glibc"]).includes("glibc") &&
        !existsSync(join(folder, path)),
    )
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

/** Adds what npm left out; where that fails, `npm ci` ends with one sentence. */
export function complete() {
  const left = missingParts();
  // A Node that is new enough was asked for everything; inside the npm that we start there is nothing to do either.
  if (isNewEnough || process.env.RELAYMAP_COMPLETES || left.length === 0) return;
  process.stdout.write(
    `npm left out what Node ${process.version} is too old for (${some(left)}); Relaymap's own Node adds it.\n`,
  );
  const npm = process.env.npm_execpath || "";
  const node = findNode();
  // Its configuration (what to omit, whether scripts run) stands in the environment that npm gave us.
  if (node !== null && /npm-cli\.c?js$/.test(npm))
    spawnSync(node, [npm, "install", "--no-save", "--no-audit", "--no-fund"], {
      cwd: home,
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 900_000,
      env: Object.assign({}, process.env, {
        RELAYMAP_COMPLETES: "1",
        NODE_NO_WARNINGS: "1",
        npm_config_loglevel: "error",
      }),
    });
  const missing = missingParts();
  if (missing.length === 0) return;
  process.stderr.write(
    `Relaymap is not complete: ${some(missing)} could not be added. Run npm ci again where the npm registry can be reached; on Node.js 24 npm leaves nothing out.\n`,
  );
  process.exitCode = 1;
}

/**
 * The first few, as a sentence can carry them.
 *
 * @param {string[]} parts
 */
export const some = (parts) => parts.slice(0, 3).join(", ") + (parts.length > 3 ? `, … (${parts.length})` : "");
