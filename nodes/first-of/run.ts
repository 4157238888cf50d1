import { eld } from "eld/extrasmall";
import { fold } from "#engine/folding.ts";
import type { Item } from "#engine/item.ts";
import { finder, foldedText } from "#engine/keywords.ts";
import type { Process } from "#engine/node.ts";
import { oncePer } from "#engine/once.ts";
import { hostOf, siteOf } from "#engine/site.ts";
import { type Branch, type Config, elsePort } from "./node.ts";

type Fits = (item: Item, now: number) => boolean;

const day = 86_400_000;

/** Of a text that long its likeliest language is taken; a shorter one has to be sure. */
const enough = 40;
const mostText = 200;

const branchesOf = oncePer(({ branches }: Config) => branches.map((one) => ({ id: one.id, fits: fitsOf(one) })));

/** Sends each item by the first branch that it fits; what fits none by `else`. */
export const process: Process<Config> = (items, config, { now }) => {
  const branches = branchesOf(config);
  const ports = [...branches.map(({ id }) => id), elsePort];
  const out: Record<string, Item[]> = Object.fromEntries(ports.map((port) => [port, []]));
  for (const item of items) out[branches.find(({ fits }) => fits(item, now))?.id ?? elsePort]!.push(item);
  // It counts where nothing is wired to the rest (engine/outcome.ts).
  return { out, drops: out[elsePort]!.map((item) => ({ item, ...fitsNone })) };
};

const fitsNone = {
  code: "no-branch",
  reason: { en: "It fits none of this step’s branches.", fr: "Elle ne convient à aucune des branches de cette étape." },
};

/** What a branch asks, as a question. */
function fitsOf({ by, words, sources, authors, language, media, categories, days }: Branch): Fits {
  if (by === "words") {
    const list = finder(words, true);
    return (item) => list.first(foldedText(item, ["title", "summary", "tags"])) !== null;
  }
  if (by === "source") {
    const list = finder(sources, true);
    return ({ source }) => list.first(fold(source)) !== null;
  }
  if (by === "author") return isOf(authors);
  if (by === "category") {
    const wanted = new Set(categories.map(fold));
    return ({ tags }) => tags.some((tag) => wanted.has(fold(tag)));
  }
  if (by === "media") return ({ media: list }) => brings(list, media);
  // A date in the future is recent: clocks of feeds are often wrong.
  if (by === "age") return ({ published }, now) => published !== null && Date.parse(published) >= now - days * day;
  return (item) => languageOf(item) === language;
}

/** By the site that an item leads to, or by a part of its author's name. */
function isOf(authors: readonly string[]): Fits {
  const hosts = new Set(authors.flatMap((name) => hostOf(name) ?? []));
  const names = authors.filter((name) => hostOf(name) === null);
  const list = names.length === 0 ? null : finder(names, true);
  return ({ link, author }) => {
    const host = link === null ? null : hostOf(link);
    if (host !== null && siteOf(host, hosts) !== null) return true;
    return author !== null && list !== null && list.first(fold(author)) !== null;
  };
}

function brings(list: Item["media"], wanted: Branch["media"]): boolean {
  const picture = list.some(({ kind }) => kind === "picture");
  const video = list.some(({ kind }) => kind === "video");
  if (wanted === "picture") return picture;
  if (wanted === "video") return video;
  return wanted === "either" ? picture || video : !picture && !video;
}

/** What its source says, else what the words tell (ISO 639-1); null where they are too few. */
function languageOf({ language, title, summary }: Item): string | null {
  const declared = baseOf(language);
  if (declared !== null) return declared;
  const text = `${title} ${summary}`.slice(0, mostText).trim();
  if (text === "") return null;
  const told = eld.detect(text);
  return told.language !== "" && (text.length >= enough || told.isReliable()) ? told.language : null;
}

/** `fr-CA` is French, `nb` Norwegian; what names no language (`und`, `x-none`) says nothing. */
function baseOf(tag: string | null): string | null {
  if (tag === null) return null;
  try {
    const { language } = new Intl.Locale(tag.trim().replaceAll("_", "-"));
    return ["und", "mul", "zxx", "mis"].includes(language) ? null : (alike[language] ?? language);
  } catch {
    return null;
  }
}
const alike: Partial<Record<string, string>> = { nb: "no", nn: "no", fil: "tl", prs: "fa", cmn: "zh", yue: "zh" };
