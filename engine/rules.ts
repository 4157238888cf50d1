import type { Card, Rule, RuleFacts } from "./card.ts";
import type { Part, Post } from "./post.ts";
import type { Text } from "./text.ts";
import { fold } from "./words.ts";

/** What a rule says of a part: which one, whether it forbids sending, and the sentence for the person. */
export type Ruling = { code: string; severity: "error" | "warning"; message: Text };

type Ruled = Pick<Card, "title" | "count" | "rules">;

/** Holds on every network, whose card need not say so. */
export const tooLong = ({ title, count }: Pick<Card, "title" | "count">): Rule => ({
  code: "too-long",
  version: 2,
  severity: "error",
  check: ({ text, warning = "", limits }) => {
    const length = count(text, limits) + (warning === "" ? 0 : count(warning, limits));
    if (length <= limits.text) return null;
    return {
      en: `${title} takes ${limits.text} characters at most; this text counts ${length}. Please shorten it.`,
      fr: `${title} accepte au plus ${limits.text} caractères ; ce texte en compte ${length}. Merci de le raccourcir.`,
    };
  },
});

/** Who does not see a picture hears what is said of it: a warning on every network that lets something be said. */
const silent: Rule = {
  code: "no-alt",
  version: 1,
  severity: "warning",
  check: ({ silent: count, describe, limits }) => {
    if (count === 0 || limits.alt === 0 || describe === true) return null;
    return count === 1
      ? {
          en: "The picture has no alternative text: people who do not see it learn nothing of it.",
          fr: "L’image n’a pas de texte alternatif : les personnes qui ne la voient pas n’en sauront rien.",
        }
      : {
          en: `${count} pictures have no alternative text: people who do not see them learn nothing of them.`,
          fr: `${count} images n’ont pas de texte alternatif : les personnes qui ne les voient pas n’en sauront rien.`,
        };
  },
};

/** The same where the map's target requires it. */
const undescribed: Rule = {
  code: "alt-required",
  version: 1,
  severity: "error",
  check: ({ silent: count, describe, limits }) =>
    count === 0 || limits.alt === 0 || describe !== true
      ? null
      : {
          en: "The map wants an alternative text for each picture: say what it shows, or take it off.",
          fr: "La carte exige un texte alternatif pour chaque image : dites ce qu’elle montre, ou retirez-la.",
        },
};

/** Whether a text says what it has to: one of the words, in whatever case and with or without accents. */
export const discloses = (text: string, words: readonly string[]): boolean => {
  const said = fold(text);
  return words.some((word) => said.includes(fold(word)));
};

const disclosure = (required: boolean): Rule => ({
  code: required ? "disclosure-required" : "undisclosed",
  version: 1,
  severity: required ? "error" : "warning",
  check: ({ text, kind, disclosure: wanted }) => {
    if (kind !== "person" || wanted === undefined || wanted.required !== required) return null;
    if (discloses(text, wanted.words)) return null;
    const [en, fr] = ["or", "ou"].map((or) => wanted.words.slice(0, 3).join(` ${or} `));
    return {
      en: `The post does not say that its author works for the company: put ${en} into it.`,
      fr: `Le message ne dit pas que son auteur travaille pour l’entreprise : ajoutez-y ${fr}.`,
    };
  },
});

/** What holds at every network. */
const everywhere = (card: Pick<Card, "title" | "count">): Rule[] => [
  tooLong(card),
  undescribed,
  silent,
  disclosure(true),
  disclosure(false),
];

/** All that a network's rules say of a part, what forbids it first. */
export function rulings(card: Ruled, facts: RuleFacts): Ruling[] {
  const found = [...everywhere(card), ...card.rules].flatMap(({ code, severity, check }): Ruling[] => {
    const message = check(facts);
    return message === null ? [] : [{ code, severity, message }];
  });
  return found.toSorted((a, b) => a.severity.localeCompare(b.severity));
}

/** To whom a post goes, as the rules look at it. */
export type Addressee = Pick<RuleFacts, "kind" | "mode" | "limits" | "disclosure">;

/** What has to be said is said once, in what people see first; who passes a post on says nothing themselves, and it is seen whose it is. */
function addressed(
  { disclosure: wanted, ...to }: Addressee,
  index: number,
  part: Pick<Part, "kind" | "text">,
): Addressee {
  const silentRepost = part.kind === "repost" && part.text === "";
  return index > 0 || silentRepost || wanted === undefined ? to : { ...to, disclosure: wanted };
}

/** All that a network's rules say of a post, each thing once, what forbids it first. */
export function rulingsOf(card: Ruled, { parts }: Pick<Post, "parts">, to: Addressee): Ruling[] {
  const all = parts.flatMap((part, index) => rulings(card, factsOf(part, addressed(to, index, part))));
  const once = new Map(all.map((ruling) => [`${ruling.code} ${ruling.message.en}`, ruling]));
  return [...once.values()].toSorted((a, b) => a.severity.localeCompare(b.severity));
}

/** What forbids a post to leave: of its first part that a rule forbids; null where none does. */
export function forbids(card: Ruled, { parts }: Pick<Post, "parts">, to: Addressee): Ruling | null {
  for (const [index, part] of parts.entries()) {
    const [worst] = rulings(card, factsOf(part, addressed(to, index, part)));
    if (worst?.severity === "error") return worst;
  }
  return null;
}

/**
 * What a network's rules are now, in words that change with them: their versions, and the limits that they look at. A post that was
 * judged under other words is judged anew before it leaves.
 */
export function ruleSet(card: Ruled & Pick<Card, "limits">): string {
  const list = [...everywhere(card), ...card.rules].map(
    ({ code, version, severity }) => `${code} ${version} ${severity}`,
  );
  return JSON.stringify([list.toSorted(), card.limits]);
}

/** The facts of a part as it would be sent. */
export function factsOf(part: Pick<Part, "text" | "media" | "describe" | "warning">, to: Addressee): RuleFacts {
  const pictures = (part.media ?? []).filter(({ kind }) => kind === "picture");
  return {
    text: part.text,
    pictures: pictures.length,
    videos: (part.media ?? []).length - pictures.length,
    silent: pictures.filter(({ alt }) => (alt ?? "").trim() === "").length,
    ...(part.describe === true ? { describe: true } : {}),
    ...(part.warning === undefined ? {} : { warning: part.warning }),
    ...to,
  };
}
