import { type Span, spans } from "#engine/field-meta.ts";
import { fold } from "#engine/words.ts";

/** Minutes in each. */
const minutes: Record<Span, number> = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 };

/** The units in which a number that is stored in one of them can be said: itself, and the longer ones of which one still fits. */
export const unitsFor = (stored: Span, most: number | null): Span[] =>
  spans.filter(
    (span) => minutes[span] >= minutes[stored] && (most === null || minutes[span] <= minutes[stored] * most),
  );

/** How many of `stored` there are in one `span`. */
export const factor = (span: Span, stored: Span): number => minutes[span] / minutes[stored];

/** The longest unit in which a stored number is whole: 120 minutes are 2 hours. Nobody says “1 week” for 7 days. */
export const readsAs = (amount: number, stored: Span, most: number | null): Span =>
  unitsFor(stored, most)
    .filter((span) => span === stored || span !== "weeks")
    .findLast((span) => amount > 0 && Number.isInteger(amount / factor(span, stored))) ?? stored;

/** What was typed: a number, with the unit that stands behind it where one does (“2 h”, “30 minutes”, “3 jours”). */
export type Typed = { amount: number; unit: Span | null };

const starts: readonly [string, Span][] = [
  ["mi", "minutes"],
  ["h", "hours"],
  ["d", "days"],
  ["j", "days"],
  ["w", "weeks"],
  ["se", "weeks"],
];

/** null where it is no number. Thousands may be parted as people do, and a comma begins a fraction as a point does. */
export function readAmount(text: string): Typed | null {
  const [, number = "", word = ""] = /^\s*(\d[\d\s]{0,20}(?:[.,]\d{1,6})?)\s*(\p{L}{0,12})\.?\s*$/u.exec(text) ?? [];
  if (number === "") return null;
  const amount = Number(number.replace(/\s/gu, "").replace(",", "."));
  if (!Number.isFinite(amount)) return null;
  if (word === "") return { amount, unit: null };
  const unit = starts.find(([start]) => fold(word).startsWith(start))?.[1] ?? (fold(word) === "m" ? "minutes" : null);
  return unit === null ? null : { amount, unit };
}

/** What a setting takes: numbers in the unit in which they are stored, said in one of several; `stored`: null where the unit is a setting of its own, or there is none. */
export type Room = {
  said: Span | null;
  stored: Span | null;
  choices: readonly Span[];
  minimum: number | null;
  maximum: number | null;
  whole: boolean;
};

/** A text that can be stored, or why it cannot, with the bounds in the unit that was meant. */
export type Judged =
  | { fits: true; stored: number; span: Span | null }
  | { fits: false; why: "bounds" | "whole"; span: Span | null; least: number; most: number | null };

export function judge(text: string, { said, stored, choices, minimum, maximum, whole }: Room): Judged {
  const read = readAmount(text);
  const meant = read?.unit ?? said;
  const known = meant === null || choices.includes(meant);
  const span = known ? meant : said;
  const times = span !== null && stored !== null ? factor(span, stored) : 1;
  const least = Math.ceil((minimum ?? 0) / times);
  const most = maximum === null ? null : Math.floor(maximum / times);
  const no = (why: "bounds" | "whole"): Judged => ({ fits: false, why, span, least, most });
  // A unit behind a number that has none is a word too much.
  if (read === null || !known || (read.unit !== null && said === null)) return no("bounds");
  const amount = read.amount * times;
  if (amount < (minimum ?? 0) || (maximum !== null && amount > maximum)) return no("bounds");
  return whole && !Number.isInteger(amount) ? no("whole") : { fits: true, stored: amount, span };
}
