import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import process from "node:process";
import { fileTrouble, troubleOf } from "../database/trouble.ts";
import { AppError } from "../errors.ts";
import { scrubText } from "../log.ts";
import { PostgresError } from "../postgres/error.ts";
import { SettingsError } from "../settings.ts";
import { type Command, UsageError } from "./command.ts";
import { nearest } from "#engine/nearest.ts";

/** Reads the words after `relaymap` and runs the command they name. Resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  // The reader of a pipe may have seen enough (`relaymap preview … | head`).
  if (process.stdout.listenerCount("error") === 0)
    process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const [word = "--help", ...rest] = args;
  if (["--help", "-h", "help"].includes(word)) return await showHelp(await load(rest[0] ?? ""));
  const command = await load(word);
  if (command === null) {
    const names = (await loadAll()).map(({ name }) => name);
    const near = nearest(word, names);
    say(
      `relaymap has no command ${JSON.stringify(word.slice(0, 60))}.${near === null ? "" : ` Did you mean ${near}?`}`,
    );
    say(`The commands are: ${names.join(", ")}.`);
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) return await showHelp(command);
  try {
    return await command.run(rest);
  } catch (error) {
    return report(command, error);
  }
}

/** Every file of this folder that exports a `command`: adding one touches only its file. */
async function loadAll(): Promise<Command[]> {
  const files = await readdir(new URL(".", import.meta.url));
  const names = files.flatMap((file) => /^([a-z]+)\.ts$/.exec(file)?.[1] ?? []).toSorted();
  const commands = await Promise.all(names.map((name) => load(name)));
  return commands.filter((command) => command !== null);
}

async function load(name: string): Promise<Command | null> {
  const file = new URL(`${name}.ts`, import.meta.url);
  if (name === "main" || !/^[a-z]{1,30}$/.test(name) || !existsSync(file)) return null;
  const module = (await import(file.href)) as { command?: Command };
  return module.command?.name === name ? module.command : null;
}

async function showHelp(command: Command | null): Promise<number> {
  if (command !== null) {
    process.stdout.write(`${usageOf(command)}\n\n${command.help}\n`);
    return 0;
  }
  const lines = (await loadAll()).map(({ name, usage, help }) => [`${name} ${usage}`.trim(), help.split("\n", 1)[0]!]);
  const width = Math.max(...lines.map(([left]) => left!.length)) + 2;
  const list = lines.map(([left, right]) => `  ${left!.padEnd(width)}${right}\n`).join("");
  process.stdout.write(`relaymap <command>\n\n${list}\n`);
  process.stdout.write(
    "relaymap <command> --help tells more. Settings are environment variables; the README lists them.\n",
  );
  return 0;
}

const usageOf = (command: Command): string => `relaymap ${command.name} ${command.usage}`.trim();

/** Errors made for people are their sentence; anything else is a bug and shows where it came from. */
function report(command: Command, error: unknown): number {
  if (error instanceof UsageError || isParseError(error)) {
    say(error.message);
    say(`Usage: ${usageOf(command)}`);
    return 2;
  }
  if (error instanceof SettingsError || error instanceof PostgresError || error instanceof AppError) {
    say(error.message);
    return 1;
  }
  const trouble = troubleInWords(error);
  if (trouble !== null) {
    say(trouble);
    return 1;
  }
  say(scrubText(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  if (error instanceof Error && error.cause instanceof Error) say(scrubText(`Its cause: ${error.cause.message}`));
  return 1;
}

/** What a disk or a database refuses is nobody's bug. */
function troubleInWords(error: unknown): string | null {
  const { path, syscall, code } = error as { path?: unknown; syscall?: unknown; code?: unknown };
  if (typeof path === "string" && syscall !== "connect" && /^E[A-Z]+$/.test(String(code)))
    return `${path}: ${fileTrouble(error).en} (${String(code)}).`;
  const trouble = troubleOf(error);
  return trouble === null ? null : `The database cannot be used: ${trouble.en}.`;
}

/** What node:util's parseArgs throws: it names the option. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS_");
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
