import { readdir } from "node:fs/promises";
import process from "node:process";
import { AppError } from "../errors.ts";
import { PostgresError } from "../postgres/error.ts";
import { SettingsError } from "../settings.ts";
import { type Command, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";

/** Reads the words after `relaymap` and runs the command they name. Resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  const [word = "--help", ...rest] = args;
  if (["--help", "-h", "help"].includes(word)) return await showHelp(rest[0]);
  const names = await findNames();
  if (!names.includes(word)) {
    const near = nearest(word, names);
    say(
      `relaymap has no command ${JSON.stringify(word.slice(0, 60))}.${near === null ? "" : ` Did you mean ${near}?`}`,
    );
    say(`The commands are: ${names.join(", ")}.`);
    return 2;
  }
  const command = await load(word);
  if (rest.includes("--help") || rest.includes("-h")) return await showHelp(word);
  try {
    return await command.run(rest);
  } catch (error) {
    return report(command, error);
  }
}

/** Every file of this folder that is a command: adding one touches only its file. */
async function findNames(): Promise<string[]> {
  const files = await readdir(new URL(".", import.meta.url));
  const others = new Set(["main", "command", "nearest"]);
  const names = files.flatMap((file) => /^([a-z]+)\.ts$/.exec(file)?.[1] ?? []);
  return names.filter((name) => !others.has(name)).toSorted();
}

async function load(name: string): Promise<Command> {
  const module = (await import(new URL(`${name}.ts`, import.meta.url).href)) as { command?: Command };
  if (module.command?.name !== name) throw new Error(`server/cli/${name}.ts exports no command of that name`);
  return module.command;
}

async function showHelp(word: string | undefined): Promise<number> {
  const names = await findNames();
  if (word !== undefined && names.includes(word)) {
    const command = await load(word);
    process.stdout.write(`relaymap ${`${command.name} ${command.usage}`.trim()}\n\n${command.help}\n`);
    return 0;
  }
  const lines = await Promise.all(
    names.map(async (name) => {
      const { usage, help } = await load(name);
      return [`${name} ${usage}`.trim(), help.split("\n", 1)[0] ?? ""] as const;
    }),
  );
  const width = Math.max(...lines.map(([left]) => left.length)) + 2;
  process.stdout.write(
    `relaymap <command>\n\n${lines.map(([left, right]) => `  ${left.padEnd(width)}${right}\n`).join("")}`,
  );
  process.stdout.write(
    "\nrelaymap <command> --help tells more. Settings are environment variables; the README lists them.\n",
  );
  return 0;
}

/** Errors made for people are their sentence; anything else is a bug and shows where it came from. */
function report(command: Command, error: unknown): number {
  if (error instanceof UsageError || isParseError(error)) {
    say(error.message);
    say(`Usage: relaymap ${`${command.name} ${command.usage}`.trim()}`);
    return 2;
  }
  if (error instanceof SettingsError || error instanceof PostgresError || error instanceof AppError) {
    say(error.message);
    return 1;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** What node:util's parseArgs throws: it names the option. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS_");
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
