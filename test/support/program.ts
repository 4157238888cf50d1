import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type Program = {
  child: ChildProcess;
  /** All it has said so far, on both outputs. */
  said: () => string;
  /** Resolves with the match once it was said; rejects where the program ends before. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The exit code; null after a signal that killed it. */
  ended: Promise<number | null>;
};

/** Runs `relaymap <args>` as a process of its own, with these settings and none of ours; `folder` is where a copy lies. */
export function runProgram(
  args: string[],
  settings: Record<string, string>,
  options: { node?: string; folder?: string } = {},
): Program {
  const { PATH = "", HOME = "" } = process.env;
  const file = join(options.folder ?? root, "server/bin.js");
  const env = { PATH, HOME, LANG: "C", ...settings };
  return runFile(options.node ?? process.execPath, [file, ...args], { env });
}

/** Runs a file as a process of its own, and hears what it says. */
export function runFile(
  file: string,
  args: string[],
  options: { env: Record<string, string>; cwd?: string; detached?: boolean },
): Program {
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    said: () => output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then((code) => {
          look();
          reject(new Error(`ended with ${code} before it said ${pattern}:\n${output}`));
        });
      }),
    ended,
  };
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** The machine's own Node, where it is older than ours. */
export const olderNode = findOlder();

function findOlder(): { file: string; version: string } | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const file = folders.map((folder) => join(folder, "node")).find((place) => existsSync(place));
  const version = file === undefined ? "v99" : execFileSync(file, ["--version"], { encoding: "utf8" }).trim();
  return file === undefined || Number.parseInt(version.slice(1), 10) >= 24 ? null : { file, version };
}
