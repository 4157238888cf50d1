import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

/** The processes of a bench: none outlives it. */
const children = new Set<ChildProcess>();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));

/** Waits for a message of a child that holds `key`. Rejects where the child ends first. */
export function hear<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error(`a process of the bench ended before it said ${key}`));
    const listen = (message: unknown) => {
      if (typeof message !== "object" || message === null || !(key in message)) return;
      child.off("message", listen).off("exit", end);
      resolve((message as Record<string, T>)[key]!);
    };
    child.on("message", listen).once("exit", end);
  });
}

/** Starts a file of this folder. `PROFILE`, a folder, has a profile of its CPU written there. */
export function launch(file: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = fork(join(import.meta.dirname, file), args, {
    env: { ...process.env, ...env },
    execArgv: [youngGeneration, ...(env["PROFILE"] ? ["--cpu-prof", `--cpu-prof-dir=${env["PROFILE"]}`] : [])],
  });
  children.add(child);
  return child;
}
/** As `npm start` does. */
const youngGeneration = "--max-semi-space-size=16";

export async function stopAll(list: readonly ChildProcess[]): Promise<void> {
  for (const child of list) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    children.delete(child);
  }
}

/** What a peer (`w1/peers.ts`) saw so far. */
export type Counts = {
  requests: number;
  unchanged: number;
  posts: number;
  replays: number;
  doubled: number;
  distinct: number;
};

export async function counts(peer: ChildProcess): Promise<Counts> {
  const answer = hear<Counts>(peer, "counts");
  peer.send("counts");
  return answer;
}
