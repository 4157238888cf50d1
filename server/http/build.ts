import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Logger } from "pino";
import type { Text } from "#engine/text.ts";
import { missingParts, some } from "../install.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["editor", "engine", "nodes", "server/api.ts", "server/api", "vite.config.ts", "package-lock.json"];

/**
 * Builds the editor where it is missing or older than what it is made of. Resolves with null where it is as it should
 * be, else with why not and what to do. Never rejects: where a build fails, an older editor is served, or a page that
 * says so. Maps run and post without it.
 */
export async function buildEditor(options: {
  log: Logger;
  progress: (sentence: string) => void;
}): Promise<Text | null> {
  const target = join(root, "dist", "editor");
  const built = await changedAt(join(target, "index.html"));
  const complete = existsSync(join(root, "editor", "index.html"));
  if (built > (complete ? await newest() : 0)) return null;
  options.progress("Building the editor (once) …");
  const fresh = join(root, "dist", `editor-${process.pid}`);
  try {
    await mkdir(dirname(fresh), { recursive: true });
    await runVite(fresh);
    await rm(target, { recursive: true, force: true });
    // Where another start has built at the same time, its editor is as good.
    await rename(fresh, target).catch((error: unknown) => {
      if (!existsSync(join(target, "index.html"))) throw error;
    });
    return null;
  } catch (error) {
    options.log.error({ err: error }, "the editor could not be built");
    return explain(built > 0);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function explain(older: boolean): Text {
  const left = some(missingParts(root));
  const why =
    left === ""
      ? { en: "`npm run build` shows why", fr: "`npm run build` dit pourquoi" }
      : {
          en: `npm has left out ${left}. Run \`npm ci\` again, on Node.js 24 or without --ignore-scripts`,
          fr: `npm a laissé de côté ${left}. Relancez \`npm ci\`, avec Node.js 24 ou sans --ignore-scripts`,
        };
  const meanwhile = older
    ? { en: "an older editor is served", fr: "un éditeur plus ancien est servi" }
    : {
        en: "there are no pages; maps run and post all the same",
        fr: "il n’y a pas de pages ; les cartes s’exécutent et publient quand même",
      };
  return {
    en: `The editor could not be built: ${why.en}, then start again. Until then ${meanwhile.en}.`,
    fr: `L’éditeur n’a pas pu être construit : ${why.fr}, puis redémarrez. D’ici là, ${meanwhile.fr}.`,
  };
}

async function runVite(outDir: string): Promise<void> {
  const manifest = createRequire(import.meta.url).resolve("vite/package.json");
  const args = [
    join(dirname(manifest), "bin", "vite.js"),
    "build",
    "--outDir",
    outDir,
    "--emptyOutDir",
    "--logLevel",
    "error",
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1", FORCE_COLOR: "0" },
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  const [code, out, problems] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0)
    throw new Error(
      `The editor could not be built:\n${stripVTControlCharacters(`${out}${problems}`).trim().slice(0, 1500)}`,
    );
}

/** Milliseconds since 1970; 0 where there is nothing. */
async function changedAt(path: string): Promise<number> {
  return await stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

async function newest(): Promise<number> {
  let latest = 0;
  for (const source of sources) {
    const path = join(root, source);
    const entries = /\.\w+$/.test(source) ? [] : await readdir(path, { recursive: true }).catch(() => []);
    const files = entries.filter((name) => !name.includes(".test.")).map((name) => join(path, name));
    for (const file of [path, ...files]) latest = Math.max(latest, await changedAt(file));
  }
  return latest;
}
