import { decodeHTML } from "entities";
import { editWords } from "#engine/editing.ts";
import type { Item } from "#engine/item.ts";
import { webAddress } from "#engine/key.ts";
import { runsOf } from "#engine/links.ts";
import type { Process } from "#engine/node.ts";
import { fold } from "#engine/words.ts";
import type { Config } from "./node.ts";

/** Takes out what is no part of the news. What stands inside an address stays, or goes with it. */
export const process: Process<Config> = (items, config) => {
  const openings = config.openings.map(bare);
  const endings = config.endings.map(bare);
  const outcome = items.map((item) => {
    const site = config.source ? sitesOf(item) : [];
    return editWords([item], (words) =>
      stripped(words, config, openings, (end) => endings.includes(end) || site.some((is) => is(end))),
    );
  });
  return {
    out: { out: outcome.flatMap(({ out }) => out["out"] ?? []) },
    drops: outcome.flatMap(({ drops }) => drops),
  };
};

function stripped(
  given: string,
  config: Config,
  openings: readonly string[],
  isEnding: (end: string) => boolean,
): string {
  let words = config.html ? withoutHtml(given) : given;
  if (config.links) words = withoutAddresses(words);
  if (config.emojis) words = inWords(words, (run) => run.replace(emoji, ""));
  if (config.hashtags !== "keep") {
    const put = config.hashtags === "sign" ? "$1" : "";
    words = inWords(words, (run) => run.replace(hashtag, put));
  }
  words = withoutOpening(tidy(words), openings, config.brackets);
  words = withoutEnding(words, config.more, isEnding);
  return words === given ? given : tidy(words);
}

/** A tag or a comment that was never taken off, and references that were never read; once, so that `&amp;lt;` does not become a tag. */
function withoutHtml(text: string): string {
  const bare = text
    .replace(/<(?:br|\/p|\/div|\/li)\s*\/?>/giu, "\n")
    .replace(/<!--[^>]{0,500}-->|<\/?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,500})?\/?>/giu, "");
  return inWords(bare, (run) => (run.includes("&") ? decodeHTML(run).replaceAll("\u00a0", " ") : run));
}

/** What is between addresses, changed. */
const inWords = (text: string, change: (run: string) => string): string =>
  text.includes("://")
    ? runsOf(text)
        .map((run) => (run.address ? run.text : change(run.text)))
        .join("")
    : change(text);

const withoutAddresses = (text: string): string =>
  runsOf(text)
    .map((run) => (run.address ? "" : run.text.replace(/(?<![\p{L}\p{N}@.])www\.[^\s<>"«»“”]+/giu, "")))
    .join("")
    .replace(/\(\s*\)|\[\s*\]/gu, "");

/** As people see emojis: with their skin tones, joined ones and flags; signs like © and → are none. */
const emoji =
  /(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|[\u2600-\u27bf]\ufe0f?)(?:\p{Variation_Selector}|\p{Join_Control}|\p{Emoji_Modifier})*/gv;
const hashtag = /(?<![\p{L}\p{N}\p{M}_/&])[#＃]([\p{L}\p{N}\p{M}_]+)/gu;

/** Without accents, case and what is neither letter nor digit at the ends. */
const bare = (words: string): string => fold(words).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/** What stands between a label and the news. */
const joints = /^[\s:|·•–—-]+/u;

function withoutOpening(text: string, openings: readonly string[], brackets: boolean): string {
  let words = text;
  for (let labels = 0; labels < 5; labels += 1) {
    const label = labelOf(words, openings, brackets);
    // A text that is nothing but a label says that.
    if (label === 0 || words.slice(label).replace(joints, "") === "") break;
    words = words.slice(label).replace(joints, "");
  }
  return words;
}

/** Where a label at the beginning ends; 0 where there is none. */
function labelOf(text: string, openings: readonly string[], brackets: boolean): number {
  const inside = /^\s*[[(【]([^\])】\n]{1,60})[\])】]/u.exec(text);
  if (inside !== null && ((brackets && /^\s*[[【]/u.test(text)) || openings.includes(bare(inside[1] ?? ""))))
    return inside[0].length;
  for (const opening of openings) {
    // Folding may change the length: the label is as long as what folds to it.
    for (let end = 1; end <= Math.min(text.length, opening.length + 10); end += 1)
      if (/^\s*[:|·•–—-]/u.test(text.slice(end)) && bare(text.slice(0, end)) === opening) return end;
  }
  return 0;
}

/** “Read more” as sites write it. */
const more = [
  "read more|read the full article|read full article|continue reading|continue|learn more|find out more|see more|more|click here to read more",
  "lire la suite|lire plus|lire l'article|lire l'article complet|en savoir plus|voir plus|suite|la suite|cliquez ici pour lire la suite",
  "weiterlesen|mehr lesen|mehr erfahren|mehr|leer mas|seguir leyendo|saber mas|leggi tutto|continua a leggere|continua|lees meer|lees verder|ler mais|saiba mais|continuar a ler",
].flatMap((list) => list.split("|"));
/** Short ones are words of their own, unless signs say that something goes on. */
const alone = new Set(["more", "continue", "suite", "la suite", "mehr", "continua"]);

function withoutEnding(text: string, isMore: boolean, isEnding: (end: string) => boolean): string {
  let words = text;
  for (let ends = 0; ends < 5; ends += 1) {
    const cut = (isMore ? moreAt(words) : null) ?? endingAt(words, isEnding);
    if (cut === null || words.slice(0, cut).trim() === "") break;
    words = words.slice(0, cut).replace(/[\s|·•–—-]+$/u, "");
  }
  return words;
}

/** Where “Read more” begins, with the signs around it. */
function moreAt(text: string): number | null {
  const end =
    /(?<before>^|[\s.…!?»”"\])])(?<open>[[(<>»→…\s]*)(?<words>[\p{L}\p{M}'’ ]{4,60})(?<close>[\s.…:»›>→\])]*)$/u.exec(
      text.slice(-120),
    );
  if (end?.groups === undefined) return null;
  const { open = "", words = "", close = "" } = end.groups;
  // The words of the text before it may be taken for its own: the last few are enough.
  const pieces = words.trim().split(/\s+/u);
  for (let from = 0; from < pieces.length; from += 1) {
    const said = bare(pieces.slice(from).join(" "));
    if (!more.includes(said)) continue;
    const signs = /[[(<→…»]/u.test(from === 0 ? open : "") || /[…»›>→\])]/u.test(close);
    const sentence =
      from === 0 && /[.…!?»”"\])]\s*$/u.test(text.slice(0, -end[0].length) + (end.groups["before"] ?? ""));
    if (!(signs || (sentence && !alone.has(said)))) return null;
    const tail = pieces.slice(from).join(" ");
    const at = text.lastIndexOf(
      pieces[from] ?? "",
      text.length - close.length - 1 - (tail.length - (pieces[from] ?? "").length),
    );
    const kept = text.slice(0, at);
    return from === 0 ? kept.replace(/[[(<→\s]+$/u, "").length : kept.trimEnd().length;
  }
  return null;
}

/** Where the dash or bar begins behind which a site's name or an ending stands. */
function endingAt(text: string, isEnding: (end: string) => boolean): number | null {
  const joint = /\s+[|·•–—-]+\s+(?=[^|·•–—\n]{1,80}$)|\s*\|\s*(?=[^|\n]{1,80}$)/gu;
  for (const found of text.matchAll(joint))
    if (isEnding(bare(text.slice(found.index + found[0].length)))) return found.index;
  return null;
}

/** Whether words are the name of the item's site: its source is called that, its author, or the name stands in its address. */
function sitesOf({ source, author, link }: Item): ((name: string) => boolean)[] {
  const named = [source, author ?? ""].map(bare).filter((name) => name !== "");
  const host = link === null ? undefined : webAddress(link)?.hostname;
  const labels =
    host
      ?.replace(/^www\./u, "")
      .split(".")
      .slice(0, -1) ?? [];
  const together = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, "");
  return [
    (name) => named.includes(name),
    // “Le Monde” of lemonde.fr, “BFM TV” of www.bfmtv.com, “The Guardian” of theguardian.com, “Ouest-France.fr” of ouest-france.fr.
    (name) =>
      together(name).length >= 3 &&
      (labels.some((label) => together(label) === together(name)) ||
        together(host?.replace(/^www\./u, "") ?? "") === together(name)),
  ];
}

const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]{2,}/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .replace(/\n{3,}/gu, "\n\n")
    .replace(/ +(?=[.,](?:\s|$))/gu, "")
    .trim();
