import { RE2JS, RE2JSSyntaxException } from "re2js";
import { editWords } from "#engine/editing.ts";
import { runsOf } from "#engine/links.ts";
import type { Finding, Process } from "#engine/node.ts";
import { oncePer } from "#engine/once.ts";
import type { Config } from "./node.ts";

/**
 * Steps of a compiled pattern, and letters of a text that it is held against: RE2 needs a time that grows with steps × letters, so that
 * with these it is bounded. What comes behind stays as it is.
 */
const [mostSteps, mostLetters] = [150, 5_000];
/** Replacements in one text. */
const mostFound = 1_000;

type Pair = { pattern: RE2JS; put: (group: (number: number) => string) => string; whole: boolean };

function compilePair({ find, put }: Config["pairs"][number], { mode, whole, exact }: Config): Pair {
  const pattern = RE2JS.compile(mode === "text" ? RE2JS.quote(find) : find, exact ? 0 : RE2JS.CASE_INSENSITIVE);
  // Words as they are written take a step a letter, and none of them twice.
  if (mode === "pattern" && pattern.programSize() > mostSteps) throw new RangeError("pattern-too-large");
  const groups = pattern.groupCount();
  const own = (group: (number: number) => string): string =>
    put.replace(/\$(\$|\d)/gu, (sign, which: string) =>
      which === "$" ? "$" : Number(which) > groups ? sign : group(Number(which)),
    );
  return { pattern, whole: mode === "text" && whole, put: mode === "text" ? () => put : own };
}

const pairsOf = oncePer((config: Config) => config.pairs.map((pair) => compilePair(pair, config)));

/** Replaces one pair after the other, in what is no address. */
export const process: Process<Config> = (items, config) => {
  const pairs = pairsOf(config);
  return editWords(items, (words) => pairs.reduce((text, pair) => replaced(text, pair), words));
};

const letter = /[\p{L}\p{N}\p{M}_]/u;

function replaced(text: string, pair: Pair): string {
  const looked = text.slice(0, mostLetters);
  const made = runsOf(looked)
    .map((run) => (run.address ? run.text : replacedIn(run.text, pair)))
    .join("");
  return made === looked ? text : tidy(made) + text.slice(mostLetters);
}

/** What was taken out leaves no gap. */
const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]{2,}/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .trim();

function replacedIn(text: string, { pattern, put, whole }: Pair): string {
  const matcher = pattern.matcher(text);
  let made = "";
  let from = 0;
  for (let found = 0; found < mostFound && matcher.find(); found += 1) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (whole && !standsAlone(text, start, end)) continue;
    made += text.slice(from, start) + put((number) => matcher.group(number) ?? "");
    from = end;
  }
  return made + text.slice(from);
}

/** A border of a word matters only where the words themselves begin or end with a letter. */
function standsAlone(text: string, start: number, end: number): boolean {
  const at = (place: number): boolean => letter.test(text.slice(place, place + 2).at(0) ?? "");
  return !(at(start) && start > 0 && at(start - 1)) && !(at(end - 1) && at(end));
}

/** Beside what the manifest finds: whether each pattern can be read. */
export function check(config: Config): Finding[] {
  return config.pairs.flatMap((pair, index): Finding[] => {
    try {
      compilePair(pair, config);
      return [];
    } catch (cause) {
      const piece = cause instanceof RE2JSSyntaxException ? (cause.getPattern() ?? "").replace(/^\(\?i\)/u, "") : "";
      const what = piece === "" ? pair.find : piece;
      const message =
        cause instanceof RangeError
          ? {
              en: `No. ${index + 1} is too large a pattern: repeat less, or make two of it.`,
              fr: `Le n° ${index + 1} est un motif trop grand : répétez moins, ou faites-en deux.`,
            }
          : {
              en: `No. ${index + 1} cannot be read as a pattern of RE2, because of ${what}.`,
              fr: `Le n° ${index + 1} ne se lit pas comme un motif RE2, à cause de ${what}.`,
            };
      return [{ code: "bad-pattern", severity: "error", field: "pairs", message }];
    }
  });
}
