import { readFile } from "node:fs/promises";
import process from "node:process";
import { text as readStream } from "node:stream/consumers";
import { jsonPlace } from "#engine/json-place.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import type { Problem } from "#engine/problem.ts";
import { matchRef, readRef } from "#engine/ref.ts";
import type { Language } from "#engine/text.ts";
import { AppError } from "../errors.ts";
import { UsageError } from "./command.ts";

/** The person's language, from the environment. */
export const language: Language = /^fr/iu.test(process.env["LC_ALL"] || process.env["LANG"] || "") ? "fr" : "en";

export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The one file a command is about. Throws UsageError for none or several. */
export function onlyFile(files: string[]): string {
  const [file, ...more] = files;
  if (file === undefined) throw new UsageError("Which map? Give the name of its file, or - for standard input.");
  if (more.length > 0) throw new UsageError(`One map at a time: ${files.length} files were given.`);
  return file;
}

/** A map file's JSON, not yet checked; `-` is standard input. Throws AppError with file, line and column where it is no JSON. */
export async function readMapFile(file: string): Promise<unknown> {
  const name = file === "-" ? "standard input" : file;
  const content = await (file === "-" ? readStream(process.stdin) : readFile(file, "utf8")).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const json = content.startsWith("\uFEFF") ? content.slice(1) : content;
  try {
    return JSON.parse(json) as unknown;
  } catch (cause) {
    throw notJson(name, json, cause);
  }
}

function unreadable(name: string, cause: unknown): AppError {
  const code = (cause as { code?: string } | null)?.code ?? "";
  const reasons: Record<string, { en: string; fr: string }> = {
    ENOENT: { en: "there is no such file", fr: "ce fichier n’existe pas" },
    EISDIR: { en: "this is a folder", fr: "c’est un dossier" },
    EACCES: { en: "it may not be read", fr: "il ne peut pas être lu" },
  };
  const { en, fr } = reasons[code] ?? { en: `it cannot be read (${code})`, fr: `il ne peut pas être lu (${code})` };
  return new AppError("unreadable_file", 400, { en: `${name}: ${en}.`, fr: `${name} : ${fr}.` }, { cause });
}

function notJson(name: string, json: string, cause: unknown): AppError {
  const { line, column } = jsonPlace(json) ?? { line: 1, column: 1 };
  const place = `${name}:${line}:${column}`;
  const what =
    json.trim() === ""
      ? { en: "the file is empty", fr: "le fichier est vide" }
      : { en: "this is not JSON", fr: "ce n’est pas du JSON" };
  const text = {
    en: `${place}: ${what.en}. Check commas, quotes and brackets.`,
    fr: `${place} : ${what.fr}. Vérifiez les virgules, les guillemets et les accolades.`,
  };
  return new AppError("not_json", 400, text, { cause });
}

/** A problem as one line: where it sits, what it says, its code. */
export function problemLine(problem: Problem): string {
  const { node, edge, field, severity, code, message } = problem;
  const place = [node && `node ${node}`, edge && `edge ${edge}`, field && `field ${field}`].filter(Boolean).join(", ");
  return `${severity}${place === "" ? "" : ` at ${place}`}: ${message[language]} (${code})`;
}

/** Prints the problems for a person; true where one of them forbids to go on. */
export function sayProblems(problems: Problem[]): boolean {
  for (const problem of problems) say(problemLine(problem));
  return problems.some(({ severity }) => severity === "error");
}

/**
 * The accounts that a map file lists, as a plan sees them, and those that its targets and tests name but the list lacks (they ask).
 * On the command line everybody in the file counts as an ambassador.
 */
export function filePublishers(document: MapDocument): Publisher[] {
  const listed = (document.accounts ?? []).map(({ ref, name, mode, topics }) => publisher(ref, { name, mode, topics }));
  const named = document.nodes.flatMap(({ config: { account } }) =>
    typeof account === "string" && /^[a-z0-9]+:./u.test(account) ? [account] : [],
  );
  const tested = (document.tests?.list ?? []).flatMap(({ account }) => (account === undefined ? [] : [account]));
  const lacking = [...new Set([...named, ...tested.filter((ref) => /^[a-z0-9]+:./u.test(ref))])].filter(
    (ref) => matchRef(ref, listed).kind === "gone",
  );
  return [...listed, ...lacking.map((ref) => publisher(ref, {}))];
}

function publisher(
  ref: string,
  { name = "", mode = "ask", topics = [] }: Partial<Pick<Publisher, "name" | "mode" | "topics">>,
): Publisher {
  const { network, handle } = readRef(ref);
  return {
    id: ref,
    ref,
    network,
    handle,
    name: name === "" ? handle : name,
    member: ref,
    topics,
    mode,
  };
}
