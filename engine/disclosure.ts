import { z } from "zod";
import type { AccountKind } from "./card.ts";
import { fold } from "./words.ts";

/** Steps that ask for one, of one item at most. */
export const mostDisclosures = 5;

/** Where it stands: before the words, behind them, or behind them on a line of its own. */
export const disclosurePlaces = ["start", "end", "line"] as const;

/**
 * What a post has to say of its author, in other words for each network and language. It travels beside the text and joins it only when the post is
 * made: so that no step cuts it or writes over it, and the network's own count includes it.
 */
export const Disclosure = z.strictObject({
  place: z.enum(disclosurePlaces),
  /** Also in what pages of the company and channels say. */
  pages: z.boolean(),
  /** "" stands for every network, and every language. */
  texts: z
    .array(
      z.strictObject({ network: z.string().max(40), language: z.string().max(35), text: z.string().min(1).max(200) }),
    )
    .min(1)
    .max(50),
});
export type Disclosure = z.infer<typeof Disclosure>;

type Addressee = { network: string; kind: AccountKind };

/** What stands around the words of a post. */
export type Frame = { before: string; after: string };
export const noFrame: Frame = { before: "", after: "" };

/** Words in their frame. */
export const framed = (words: string, { before, after }: Frame): string => {
  const inside = words.trimEnd();
  if (inside === "") return `${before.trimEnd()}${before === "" || after === "" ? after.trimStart() : after}`;
  return before + (after === "" ? words : inside) + after;
};

/** The words that fit an account and a language best: of its network rather than of all, then of the language; what nobody names takes the first. */
function wordsFor({ texts }: Disclosure, network: string, language: string | null): Disclosure["texts"][number] | null {
  const spoken = language?.toLowerCase().split("-")[0] ?? null;
  const fit = texts.filter((one) => one.network === "" || one.network === network);
  const worth = (one: Disclosure["texts"][number]): number =>
    (one.network === "" ? 0 : 4) +
    (spoken !== null && one.language.toLowerCase() === spoken ? 2 : one.language === "" ? 1 : 0);
  return fit.toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** Whether a text says these words, in whatever case and with or without accents: `#ad` stands in “#Ad: …” and not in “#adventure”. */
export function standsIn(text: string, words: string): boolean {
  const [said, sought] = [fold(text), fold(words).trim()];
  if (sought === "") return false;
  const [first, last] = [/^[\p{L}\p{N}]/u.test(sought), /[\p{L}\p{N}]$/u.test(sought)];
  for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + 1)) {
    const before = !first || !/[\p{L}\p{N}_]$/u.test(said.slice(0, at));
    if (before && (!last || !/^[\p{L}\p{N}_]/u.test(said.slice(at + sought.length)))) return true;
  }
  return false;
}

type Disclosed = { language: string | null; disclosures?: readonly Disclosure[] };

/**
 * Makes a post with what it has to disclose, each once: what the post says already is not said again, as long as that was not cut off. `make` gives
 * the post in a frame, `textOf` what people see of it first.
 */
export function disclosed<Made>(
  { language, disclosures = [] }: Disclosed,
  { network, kind }: Addressee,
  make: (frame: Frame) => Made,
  textOf: (made: Made) => string,
): Made {
  const asked = disclosures.flatMap((one) => {
    const words = kind === "person" || one.pages ? wordsFor(one, network, language) : null;
    if (words === null) return [];
    // In another language it says the same; what is meant for other networks does not.
    const alike = one.texts.filter((other) => other.network === words.network).map(({ text }) => text);
    return [{ place: one.place, text: words.text, alike }];
  });
  let missing = new Set<(typeof asked)[number]>();
  for (;;) {
    const made = make(frameOf([...missing]));
    const said = textOf(made);
    const more = asked.filter((one) => !missing.has(one) && !one.alike.some((text) => standsIn(said, text)));
    if (more.length === 0) return made;
    missing = new Set(asked.filter((one) => missing.has(one) || more.includes(one)));
  }
}

function frameOf(asked: readonly { place: Disclosure["place"]; text: string }[]): Frame {
  // The one frame that is none: who cuts a text asks for it.
  if (asked.length === 0) return noFrame;
  const at = (place: Disclosure["place"]): string[] =>
    asked.filter((one) => one.place === place).map(({ text }) => text.trim());
  return {
    before: at("start")
      .map((text) => `${text} `)
      .join(""),
    after: [...at("end").map((text) => ` ${text}`), ...at("line").map((text) => `\n${text}`)].join(""),
  };
}

/** Letters that what has to be disclosed takes at most, with its space. */
export const disclosureRoom = ({ disclosures = [] }: Pick<Disclosed, "disclosures">): number =>
  disclosures.reduce((sum, { texts }) => sum + 1 + Math.max(...texts.map(({ text }) => text.length)), 0);
