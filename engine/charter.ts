import { z } from "zod";

/**
 * A charter as one language has it: what a person promises, each with what it means for them, and the whole text, in Markdown, whose articles are its
 * headings of the second level.
 */
export const CharterHalf = z.strictObject({
  promises: z.array(z.strictObject({ says: z.string().max(160), means: z.string().max(300) })).max(8),
  legal: z.string().max(40_000),
});
export type CharterHalf = z.infer<typeof CharterHalf>;
export const CharterContent = z.strictObject({ en: CharterHalf, fr: CharterHalf });
export type CharterContent = z.infer<typeof CharterContent>;

export type Article = { title: string; text: string };

/** The articles of a text; what stands before the first heading is one without a title. */
export function articlesOf(legal: string): Article[] {
  const articles: Article[] = [];
  let own: Article = { title: "", text: "" };
  for (const line of legal.replaceAll("\r\n", "\n").split("\n")) {
    const heading = /^##\s+(.+)$/u.exec(line);
    if (heading === null) {
      own.text += `${line}\n`;
      continue;
    }
    articles.push(own);
    own = { title: heading[1]!.trim(), text: "" };
  }
  return [...articles, own]
    .map(({ title, text }) => ({ title, text: text.trim() }))
    .filter(({ title, text }) => title !== "" || text !== "");
}

/** What differs between two versions: a promise or an article that came, went or reads otherwise. */
export type Change = { of: "promise" | "article"; title: string; was: string | null; now: string | null };

/** A promise or an article is known again by its title, else by its place among those that are not. */
export function changesBetween(was: CharterHalf, now: CharterHalf): Change[] {
  const promises = (half: CharterHalf): Article[] =>
    half.promises.map(({ says, means }) => ({ title: says, text: means }));
  return [
    ...paired(promises(was), promises(now)).map((pair) => ({ of: "promise" as const, ...pair })),
    ...paired(articlesOf(was.legal), articlesOf(now.legal)).map((pair) => ({ of: "article" as const, ...pair })),
  ];
}

type Pair = Omit<Change, "of">;

function paired(was: readonly Article[], now: readonly Article[]): Pair[] {
  const titles = new Set(now.map(({ title }) => title));
  const left = was.filter(({ title }) => !titles.has(title));
  const known = new Map(was.map((article) => [article.title, article]));
  const changed: Pair[] = [];
  for (const article of now) {
    const same = known.get(article.title);
    if (same !== undefined) {
      if (same.text !== article.text) changed.push({ title: article.title, was: same.text, now: article.text });
      continue;
    }
    const renamed = left.findIndex(({ text }) => text === article.text);
    const before = renamed === -1 ? left.find((_, index) => index === 0 && was.length === now.length) : left[renamed];
    if (before !== undefined) left.splice(left.indexOf(before), 1);
    changed.push({
      title: article.title,
      was: before === undefined ? null : whole(before),
      now: before === undefined ? article.text : whole(article),
    });
  }
  return [...changed, ...left.map((article) => ({ title: article.title, was: whole(article), now: null }))];
}

const whole = ({ title, text }: Article): string => (title === "" ? text : `${title}\n${text}`);

/** How long a person reads, in minutes: 200 words each. */
export const minutesOf = (text: string): number =>
  Math.max(1, Math.ceil(text.split(/\s+/u).filter(Boolean).length / 200));

/** The words that a person has before them, as they are hashed and written into a receipt. */
export const wordsOfCharter = ({ promises, legal }: CharterHalf): string =>
  `${promises.map(({ says, means }, index) => `${index + 1}. ${says}\n   ${means}`).join("\n")}\n\n${legal.replaceAll("\r\n", "\n").trim()}\n`;

/** What still keeps a draft from being published, by language; empty: nothing. */
export function charterGaps(content: CharterContent): ("promises" | "promise" | "legal")[] {
  const halves = Object.values(content);
  return [
    ...(halves.some(({ promises }) => promises.length === 0) ? (["promises"] as const) : []),
    ...(halves.some(({ promises }) => promises.some(({ says, means }) => says.trim() === "" || means.trim() === ""))
      ? (["promise"] as const)
      : []),
    ...(halves.some(({ legal }) => legal.trim() === "") ? (["legal"] as const) : []),
  ];
}
