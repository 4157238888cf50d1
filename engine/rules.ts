import type { Card, Rule, RuleFacts } from "./card.ts";
import type { Part, Post } from "./post.ts";
import type { Text } from "./text.ts";

/** What a rule says of a part: which one, whether it forbids sending, and the sentence for the person. */
export type Ruling = { code: string; severity: "error" | "warning"; message: Text };

type Ruled = Pick<Card, "title" | "count" | "rules">;

/** Holds on every network, whose card need not say so. */
export const tooLong = ({ title, count }: Pick<Card, "title" | "count">): Rule => ({
  code: "too-long",
  version: 1,
  severity: "error",
  check: ({ text, limits }) => {
    const length = count(text, limits);
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

/** All that a network's rules say of a part, what forbids it first. */
export function rulings(card: Ruled, facts: RuleFacts): Ruling[] {
  const found = [tooLong(card), undescribed, silent, ...card.rules].flatMap(({ code, severity, check }): Ruling[] => {
    const message = check(facts);
    return message === null ? [] : [{ code, severity, message }];
  });
  return found.toSorted((a, b) => a.severity.localeCompare(b.severity));
}

/** All that a network's rules say of a post, each thing once, what forbids it first. */
export function rulingsOf(
  card: Ruled,
  { parts }: Pick<Post, "parts">,
  to: Pick<RuleFacts, "kind" | "mode" | "limits">,
): Ruling[] {
  const all = parts.flatMap((part) => rulings(card, factsOf(part, to)));
  const once = new Map(all.map((ruling) => [`${ruling.code} ${ruling.message.en}`, ruling]));
  return [...once.values()].toSorted((a, b) => a.severity.localeCompare(b.severity));
}

/** What forbids a post to leave: of its first part that a rule forbids; null where none does. */
export function forbids(
  card: Ruled,
  { parts }: Pick<Post, "parts">,
  to: Pick<RuleFacts, "kind" | "mode" | "limits">,
): Ruling | null {
  for (const part of parts) {
    const [worst] = rulings(card, factsOf(part, to));
    if (worst?.severity === "error") return worst;
  }
  return null;
}

/**
 * What a network's rules are now, in words that change with them: their versions, and the limits that they look at. A post that was
 * judged under other words is judged anew before it leaves.
 */
export function ruleSet(card: Ruled & Pick<Card, "limits">): string {
  const list = [tooLong(card), undescribed, ...card.rules].map(
    ({ code, version, severity }) => `${code} ${version} ${severity}`,
  );
  return JSON.stringify([list.toSorted(), card.limits]);
}

/** The facts of a part as it would be sent. */
export function factsOf(
  part: Pick<Part, "text" | "media" | "describe">,
  to: Pick<RuleFacts, "kind" | "mode" | "limits">,
): RuleFacts {
  const pictures = (part.media ?? []).filter(({ kind }) => kind === "picture");
  return {
    text: part.text,
    pictures: pictures.length,
    videos: (part.media ?? []).length - pictures.length,
    silent: pictures.filter(({ alt }) => (alt ?? "").trim() === "").length,
    ...(part.describe === true ? { describe: true } : {}),
    ...to,
  };
}
