import type { ItemField } from "#engine/item.ts";
import {
  fieldName,
  fieldNamed,
  filterMeanings,
  filterName,
  filterNamed,
  type FilterName,
} from "#engine/template-names.ts";
import { readTemplate } from "#engine/template.ts";
import type { Language, Text } from "#engine/text.ts";

/** A filter with its value as it is written, without quotation marks. */
export type Step = { filter: FilterName; value: string | null };

/** What of a template is no plain text, and where: a field that is filled in, or something that cannot be read. */
export type Token = { from: number; to: number; field: ItemField; steps: readonly Step[] };
export type Broken = { from: number; to: number; problem: Text };
export type Pieces = { tokens: readonly Token[]; broken: readonly Broken[] };

/**
 * Where the fields of a template stand. The engine's reader stays the judge of each of them (it stops at the first that is wrong, here the
 * others are shown all the same); one that is not closed ends with its line.
 */
export function piecesOf(text: string): Pieces {
  const tokens: Token[] = [];
  const broken: Broken[] = [];
  for (let at = 0; ;) {
    const open = text.indexOf("{{", at);
    const logic = text.slice(at, open < 0 ? undefined : open).indexOf("{%");
    if (logic >= 0) broken.push(wrongAt(text, at + logic, at + logic + 2));
    if (open < 0) return { tokens, broken };
    const close = text.indexOf("}}", open);
    if (close < 0) {
      const end = text.indexOf("\n", open);
      broken.push(wrongAt(text, open, end < 0 ? text.length : end));
      return { tokens, broken };
    }
    at = close + 2;
    const token = tokenOf(text.slice(open, at));
    if (token === null) broken.push(wrongAt(text, open, at));
    else tokens.push({ from: open, to: at, ...token });
  }
}

function wrongAt(text: string, from: number, to: number): Broken {
  const { problem } = readTemplate(text.slice(from, to));
  return { from, to, problem: problem ?? { en: "", fr: "" } };
}

/** What a single `{{…}}` says; null where it cannot be read. */
function tokenOf(written: string): Pick<Token, "field" | "steps"> | null {
  if (readTemplate(written).problem !== null) return null;
  const [name = "", ...rest] = written.slice(2, -2).split("|");
  const field = fieldNamed(name.trim());
  const steps = rest.map((step): Step | null => {
    const [, called = "", raw] = /^\s*([^:]*?)\s*(?::\s*(.*?)\s*)?$/su.exec(step) ?? [];
    const filter = filterNamed(called);
    return filter === null ? null : { filter, value: raw === undefined ? null : unquoted(raw) };
  });
  return field === null || !steps.every((step) => step !== null) ? null : { field, steps };
}

const unquoted = (raw: string): string => /^(["'])(.*)\1$/su.exec(raw)?.[2] ?? raw;

/** The order in which filters are written that somebody chooses: what is shortened is shortened as it will stand there. */
const order: readonly FilterName[] = [
  "hashtags",
  "date",
  "upcase",
  "downcase",
  "capitalize",
  "words",
  "truncate",
  "default",
];

/** The filters with one of them set, changed in its place or put where it works as people mean it; `undefined` takes it out. */
export function withStep(steps: readonly Step[], filter: FilterName, value: string | null | undefined): Step[] {
  if (value === undefined) return steps.filter((step) => step.filter !== filter);
  if (steps.some((step) => step.filter === filter))
    return steps.map((step) => (step.filter === filter ? { filter, value } : step));
  const at = steps.findIndex((step) => order.indexOf(step.filter) > order.indexOf(filter));
  return at < 0 ? [...steps, { filter, value }] : steps.toSpliced(at, 0, { filter, value });
}

const numbers: ReadonlySet<FilterName> = new Set(["truncate", "words", "hashtags"]);

/** A field as it is written in a template, by its names in the reader's language. */
export function writtenAs({ field, steps }: Pick<Token, "field" | "steps">, language: Language): string {
  const said = steps.map(({ filter, value }) => {
    const name = filterName(filter, language);
    if (value === null) return name;
    const bare = numbers.has(filter) || /^[\p{L}\p{N}_-]+$/u.test(value);
    return `${name}: ${bare ? value : value.includes('"') ? `'${value.replaceAll("'", "’")}'` : `"${value}"`}`;
  });
  return `{{${[fieldName(field, language), ...said].join(" | ")}}}`;
}

/** What the menu of a field offers: nobody shortens a link. */
export const stepsFor = (field: ItemField): readonly FilterName[] => {
  if (field === "link") return ["default"];
  if (field === "published") return ["date", "default"];
  return field === "tags" ? filterMeanings.filter((name) => name !== "date") : lettered;
};
const lettered = filterMeanings.filter((name) => name !== "date" && name !== "hashtags");

/** The line on which a place stands, counted from 1. */
export const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
