import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { languageOf as byWords } from "./detect.ts";
import { type Config, nameOf } from "./node.ts";

/** As its source says it, else as its words tell; null where neither does. For the other steps that ask (server/nodes.ts). */
export const languageOf = (item: Item): string | null => baseOf(item.language) ?? byWords(item);

/** By the language that the source says, else by the words; items of which neither tells go where they shall. */
export const process: Process<Config> = (items, { languages, by, unsure }) => {
  const wanted = new Set<string>(languages);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const declared = by === "declared" ? baseOf(item.language) : null;
    const language = declared ?? byWords(item);
    if (language === null ? unsure === "keep" : wanted.has(language)) out.push(item);
    else drops.push({ item, ...(language === null ? notSure : other(language, declared !== null)) });
  }
  return { out: { out }, drops };
};

/** `fr-CA` is French, `nb` Norwegian; what names no language (`und`, `x-none`) says nothing. */
function baseOf(tag: string | null): string | null {
  if (tag === null) return null;
  const known = bases.get(tag);
  if (known !== undefined) return known;
  let base: string | null;
  try {
    const { language } = new Intl.Locale(tag.trim().replace(/_/g, "-"));
    base = nothing.has(language) ? null : (alike[language] ?? language);
  } catch {
    base = null;
  }
  if (bases.size < 1000) bases.set(tag, base);
  return base;
}
const bases = new Map<string, string | null>();
const nothing = new Set(["und", "mul", "zxx", "mis"]);
const alike: Partial<Record<string, string>> = { nb: "no", nn: "no", fil: "tl", prs: "fa", cmn: "zh", yue: "zh" };

const notSure = {
  code: "language-unsure",
  reason: {
    en: "It has too few words to tell its language.",
    fr: "Elle a trop peu de mots pour que sa langue se reconnaisse.",
  },
};
const other = (language: string, declared: boolean) => {
  const { en, fr } = nameOf(language);
  return {
    code: "language",
    reason: declared
      ? { en: `Its source says that it is in ${en}.`, fr: `Sa source le dit en ${fr}.` }
      : { en: `By its words it is in ${en}.`, fr: `D’après ses mots, il est en ${fr}.` },
  };
};
