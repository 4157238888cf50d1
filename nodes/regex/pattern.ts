import { RE2JS, RE2JSSyntaxException } from "re2js";
import type { Finding } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import type { Config } from "./node.ts";

/**
 * Steps of a compiled pattern. RE2 needs a time that grows with steps × letters whatever the pattern is; with `mostLetters` both are bounded.
 * Patterns that people write have 20 to 60.
 */
const mostSteps = 150;
export const mostLetters = 5_000;

/** Throws for what `checkPattern` finds an error in. */
export function compilePattern({ pattern, exact }: Pick<Config, "pattern" | "exact">): RE2JS {
  const compiled = RE2JS.compile(pattern, exact ? 0 : RE2JS.CASE_INSENSITIVE);
  if (compiled.programSize() > mostSteps) throw new RangeError("pattern-too-large");
  return compiled;
}

/** What is wrong in a pattern, and where. */
export function checkPattern(config: Pick<Config, "pattern" | "exact">): Finding[] {
  const { pattern } = config;
  if (pattern.trim() === "") return [];
  try {
    compilePattern(config);
  } catch (cause) {
    return [{ code: "bad-pattern", severity: "error", field: "pattern", message: sayWhy(pattern, cause) }];
  }
  const beside = asciiBorder.exec(pattern);
  if (beside === null) return [];
  return [
    {
      code: "bad-pattern",
      severity: "warning",
      field: "pattern",
      message: {
        en: `At sign ${beside.index + 1}: to \\b, letters with accents are no letters. Write (^|\\P{L}) for the beginning of a word and ($|\\P{L}) for its end.`,
        fr: `Au signe ${beside.index + 1} : pour \\b, les lettres accentuées ne sont pas des lettres. Écrivez (^|\\P{L}) pour le début d’un mot et ($|\\P{L}) pour sa fin.`,
      },
    },
  ];
}

const asciiBorder = /\\b(?![a-z])\p{L}|(?![a-z])\p{L}\\b/iu;

function sayWhy(pattern: string, cause: unknown): Text {
  if (!(cause instanceof RE2JSSyntaxException))
    return {
      en: "This pattern is too large. Repeat less ({1,20} in the place of {1,500}), or take several steps; for long lists of words there is “Keywords”.",
      fr: "Ce motif est trop grand. Répétez moins ({1,20} au lieu de {1,500}), ou prenez plusieurs étapes ; pour de longues listes de mots, il y a « Mots-clés ».",
    };
  const piece = cause.getPattern() ?? "";
  const why = Object.entries(reasons).find(([words]) => cause.getDescription().includes(words))?.[1] ?? (() => other);
  const { en, fr } = why(piece);
  const at = placeOf(pattern, piece, cause.getDescription());
  return at === null ? { en, fr } : { en: `At sign ${at + 1}: ${en}`, fr: `Au signe ${at + 1} : ${fr}` };
}

/** Where the piece stands that could not be read: a parenthesis without the other is not named, the whole pattern is. */
function placeOf(pattern: string, piece: string, description: string): number | null {
  if (description.endsWith("missing closing )")) return lonely(pattern, "(");
  if (description.endsWith("unexpected )")) return lonely(pattern, ")");
  const at = piece === "" ? -1 : pattern.indexOf(piece);
  return at === -1 ? null : at;
}

/** The first parenthesis of this kind that has no other; those after a backslash or in brackets are signs like others. */
function lonely(pattern: string, kind: "(" | ")"): number | null {
  const open: number[] = [];
  let bracket = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "\\") at += 1;
    else if (sign === "[" && !bracket) {
      bracket = true;
      // A closing bracket that comes first is one of the signs.
      if (pattern[at + 1] === "^") at += 1;
      if (pattern[at + 1] === "]") at += 1;
    } else if (sign === "]") bracket = false;
    else if (bracket) continue;
    else if (sign === "(") open.push(at);
    else if (sign === ")" && open.pop() === undefined && kind === ")") return at;
  }
  return kind === "(" ? (open.at(-1) ?? null) : null;
}

/** By the engine's own words. */
const reasons: Record<string, (piece: string) => Text> = {
  "missing closing )": () => ({
    en: "this parenthesis is never closed. Write ) where it ends.",
    fr: "cette parenthèse n’est jamais fermée. Écrivez ) là où elle finit.",
  }),
  "unexpected )": () => ({
    en: "this parenthesis closes none. Take it away, or write \\) where the sign itself is meant.",
    fr: "cette parenthèse n’en ferme aucune. Retirez-la, ou écrivez \\) si le signe lui-même est visé.",
  }),
  "missing closing ]": () => ({
    en: "this bracket is never closed. Write ] where it ends.",
    fr: "ce crochet n’est jamais fermé. Écrivez ] là où il finit.",
  }),
  "trailing backslash": () => ({
    en: "a backslash at the end stands for nothing. Write \\\\ where the sign itself is meant.",
    fr: "une barre oblique inverse à la fin ne désigne rien. Écrivez \\\\ si le signe lui-même est visé.",
  }),
  "missing argument to repetition": (piece) => ({
    en: `${piece} repeats nothing. Write what is repeated before it.`,
    fr: `${piece} ne répète rien. Écrivez avant ce qui est répété.`,
  }),
  "invalid nested repetition": (piece) => ({
    en: `${piece} repeats a repetition. Put the first into parentheses, or leave one.`,
    fr: `${piece} répète une répétition. Mettez la première entre parenthèses, ou n’en gardez qu’une.`,
  }),
  "invalid repeat count": (piece) => ({
    en: `${piece} repeats too often, or backwards. At most 1,000 in all, the smaller number first.`,
    fr: `${piece} répète trop, ou à l’envers. Au plus 1 000 en tout, le plus petit nombre d’abord.`,
  }),
  "invalid escape": (piece) => ({
    en: `${piece} is not known here. References to what was found before (\\1) are none of RE2’s: they can take for ever.`,
    fr: `${piece} n’est pas connu ici. Les renvois à ce qui a été trouvé avant (\\1) n’existent pas dans RE2 : ils peuvent durer sans fin.`,
  }),
  "Perl syntax": (piece) => ({
    en: `${piece} is not known here. Looking ahead or back, (?=…) or (?<!…), is none of RE2’s: take two steps, one that keeps and one that does not.`,
    fr: `${piece} n’est pas connu ici. Regarder plus loin ou en arrière, (?=…) ou (?<!…), n’existe pas dans RE2 : prenez deux étapes, l’une qui garde et l’autre qui écarte.`,
  }),
  "character class range": (piece) => ({
    en: `${piece} is no range of signs. The smaller comes first: [a-z].`,
    fr: `${piece} n’est pas une suite de signes. Le plus petit vient d’abord : [a-z].`,
  }),
  "named capture": (piece) => ({
    en: `${piece} is no name for a group. Leave the name out: (…).`,
    fr: `${piece} n’est pas un nom de groupe. Omettez le nom : (…).`,
  }),
  "nests too deeply": () => ({
    en: "there are too many parentheses inside each other.",
    fr: "il y a trop de parenthèses les unes dans les autres.",
  }),
};
const other: Text = {
  en: "this cannot be read as a pattern. Try a simpler one.",
  fr: "ceci ne se lit pas comme un motif. Essayez-en un plus simple.",
};
