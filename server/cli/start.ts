import process from "node:process";
import { parseArgs } from "node:util";
import { createLog } from "../log.ts";
import { readSettings, type StartSettings } from "../settings.ts";
import type { Running } from "../start.ts";
import { type Command, UsageError } from "./command.ts";

const roles = ["all", "web", "worker"] as const;

/** Ctrl-C reaches a whole group of processes, and some of them pass it on: what follows at once is the same keystroke. */
const echo = 500;

export const command: Command = {
  name: "start",
  usage: "[--role all|web|worker]",
  help: `Starts Relaymap.

--role all     everything in one process (unless told otherwise)
--role web     the pages and the API only
--role worker  runs and posts only; may join another process on the same database

Ctrl-C stops it when the posts under way have ended (at most 30 s); pressed again, at once.`,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { role: { type: "string", default: "all" } } });
    const role = roles.find((name) => name === values.role);
    if (role === undefined) throw new UsageError(`--role ${JSON.stringify(values.role)} is not all, web or worker.`);
    const began = performance.now();
    const settings = readSettings(process.env, role);
    const log = createLog({ level: settings.logLevel });
    const stopping = firstSignal();
    // A bug: the state in memory cannot be trusted, the database can. Node's own report could show a request's headers.
    process.on("uncaughtException", (error) => {
      log.fatal({ err: error }, "a bug ended the process; everything recorded is safe, start it again");
      process.exit(1);
    });
    // Only now: the help must not wait for the whole server to load.
    const { start } = await import("../start.ts");
    const started = start(settings, { log, progress: (sentence) => say(sentence) });
    const early = await Promise.race([started.then(() => null), stopping]);
    const running = await started;
    if (early === null) {
      await greet(running, settings, performance.now() - began);
      await stopping;
    }
    say(settings.language === "fr" ? "Arrêt en cours …" : "Stopping …");
    await running.stop();
    // Whatever a library has left open may not keep a stopped server alive.
    setTimeout(() => process.exit(), 1000).unref();
    return 0;
  },
};

/** Resolves with the first signal that asks us to stop; the second ends the process at once. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | null = null;
    const hear = (signal: NodeJS.Signals): void => {
      if (first === null) {
        first = performance.now();
        resolve(signal);
      } else if (performance.now() - first > echo) {
        process.exit(130);
      }
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  });
}

async function greet(running: Running, settings: StartSettings, milliseconds: number): Promise<void> {
  const french = settings.language === "fr";
  if (settings.role === "worker") return say(french ? "Relaymap travaille." : "Relaymap is working.");
  say(
    `${french ? "Relaymap est prêt" : "Relaymap is ready"}: ${settings.publicUrl}  (${(milliseconds / 1000).toFixed(1)} s)`,
  );
  // A log that is kept should not collect links that let people in: later starts show one only to a person, or in the demo.
  if (running.unused || running.demo || process.stdout.isTTY) {
    const link = await running.makeLink();
    if (link !== null) say(`${french ? "Connexion (une seule fois, 24 h)" : "Sign in (once, within 24 h)"}: ${link}`);
  } else {
    say(french ? "Pour un lien de connexion : relaymap link" : "For a sign-in link: relaymap link");
  }
  // The last words: whoever opens the page finds no other, or an old one.
  if (running.trouble !== null) say(running.trouble[settings.language]);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
