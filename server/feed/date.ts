import { bare, monthOf } from "./months.ts";
import { offsetOf } from "./zones.ts";

const usual =
  /^(?:[A-Za-z]{3}, ?)?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ([+-]\d{4}|GMT|Z|UTC)$/;
const order = "JanFebMarAprMayJunJulAugSepOctNovDec";
const iso =
  /^([+-]?\d{4})-?(\d{1,2})?-?(\d{1,2})?(?:(?:\s*T\s*|\s+|T)(\d{1,2})[:.]?(\d{2})?(?:[:.]?(\d{2})(?:[.,](\d+))?)?)?\s*(Z|[A-Z]{2,5}|(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{0,2})?$/i;
/** `20260303091500`, as databases write it. */
const compact = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\d{3})?$/;
const ordinal = /^(\d{4})-?(\d{3})$/;
/** Seconds, milliseconds or microseconds since 1970, told apart by their length; .NET packs milliseconds as `/Date(…)/`. */
const epoch = /^(?:\/Date\()?(-?\d{9,16})(?:[.,](\d{1,9}))?(?:[+-]\d{4})?(?:\)\/)?$/;
const time =
  /(\d{1,2})\s?(?:[:h]|[時时点點시]|uhr)\s?(\d{2})(?:\s?[:.분分]\s?(\d{2})(?:[.,]\d+)?)?[分秒분초]?(?:\s*([ap])\.?\s?m\b\.?)?/i;
const dottedTime = /(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])/;
const fullDay = /\d{1,2}\.\d{1,2}\.\d{2}/;
const afternoon = /下午|午後|오후|晚上|傍晚/;
const morning = /上午|午前|오전|凌晨|早上/;

/**
 * Reads the dates of feeds: RFC 822 with its variations, W3C-DTF, ASCII time, seconds since 1970, month names in other languages, the
 * figures of East Asia, and times without a zone, which count as UTC. `language` (BCP 47) is what the feed says of itself. Gives
 * ISO 8601 in UTC, or null: a wrong date is worse than none. Years before 1900 are no dates.
 */
export function readDate(given: string | null | undefined, language: string | null = null): string | null {
  const text = (given ?? "").slice(0, 100).trim();
  if (text === "") return null;
  const found = readUsual(text) ?? readFigures(text) ?? readWords(ascii(text), language);
  if (found === null || Number.isNaN(found)) return null;
  const date = new Date(found);
  const year = date.getUTCFullYear();
  return year >= 1900 && year <= 9999 ? date.toISOString() : null;
}

/** What nine of ten feeds write. */
function readUsual(text: string): number | null {
  const parts = usual.exec(text);
  if (parts === null) return null;
  const [, day = "", month = "", year, hour, minute, second = "0", zone = ""] = parts;
  return instant(
    { year: Number(year), month: order.indexOf(month) / 3 + 1, day: Number(day) },
    [hour, minute, second],
    zone,
  );
}

function readFigures(text: string): number | null {
  const [, since, part = "0"] = epoch.exec(text) ?? [];
  const packed = compact.exec(text);
  if (packed !== null && /^(?:19|20)/.test(text)) {
    const [, year, month, day, ...clock] = packed;
    return instant({ year: Number(year), month: Number(month), day: Number(day) }, clock, "");
  }
  if (since !== undefined) {
    const digits = since.replace("-", "").length;
    // Ten digits that are a day and an hour as well say neither.
    if (digits === 10 && /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])$/.test(since))
      return Number.NaN;
    return Math.floor(Number(`${since}.${part}`) * (digits <= 10 ? 1000 : digits <= 13 ? 1 : 0.001));
  }
  const day = ordinal.exec(text);
  if (day !== null) return Date.UTC(Number(day[1]), 0, Number(day[2]));
  const parts = iso.exec(text);
  if (parts === null) return null;
  const [, year, month = "1", date = "1", hour = "0", minute = "0", second = "0", , zone = ""] = parts;
  const fraction = Math.floor(Number(`0.${parts[7] ?? "0"}`) * 1000);
  const found = { year: Number(year), month: Number(month), day: Number(date) };
  const at = instant(found, [hour, minute, second], zone);
  return Number.isNaN(at) ? null : at + fraction;
}

function readWords(text: string, language: string | null): number | null {
  const plain = bare(text);
  const clock = time.exec(plain) ?? (fullDay.test(plain) ? null : dottedTime.exec(plain));
  const before = clock === null ? plain : plain.slice(0, clock.index);
  const after = clock === null ? "" : plain.slice(clock.index + clock[0].length);
  // The zone follows the time; in ASCII time the year follows the zone.
  const zone = /^\s*(?:\(?(?:gmt|utc|ut)?\s*([+-]\d{1,2}(?::?\d{2})?)(?!\d)|\(?([a-z]{1,5})\b)/.exec(after);
  const american = clock?.[4] !== undefined || /^en-(?:US|PH)\b/.test(language ?? "");
  const found = readCalendar(`${before} ${after.slice(zone?.[0].length ?? 0)}`, language, american);
  if (found === null) return null;
  let hour = Number(clock?.[1] ?? 0);
  if ((clock?.[4] === "p" || afternoon.test(plain)) && hour < 12) hour += 12;
  if ((clock?.[4] === "a" || morning.test(plain)) && hour === 12) hour = 0;
  return instant(found, [String(hour), clock?.[2], clock?.[3]], zone?.[1] ?? zone?.[2] ?? "");
}

type Calendar = { year: number; month: number; day: number };

function readCalendar(text: string, language: string | null, american: boolean): Calendar | null {
  const asian = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})/.exec(text);
  if (asian !== null) return calendar(asian[1], Number(asian[2]), asian[3]);
  const figures = /(?<!\d)(\d{4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)/.exec(text);
  if (figures !== null) return calendar(figures[1], Number(figures[2]), figures[3]);
  const slashes = /(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)/.exec(text);
  if (slashes !== null) {
    const [, one = "", sign, two = "", year] = slashes;
    // Day first, as most of the world writes, unless the American order is meant or alone makes sense.
    const monthFirst = Number(two) > 12 || (american && sign === "/" && Number(one) <= 12);
    return monthFirst ? calendar(year, Number(one), two) : calendar(year, Number(two), one);
  }
  const month = monthIn(text, language);
  if (month === 0) return null;
  const numbers = text.replace(/(?:th[aá]ng|thg)\s*\d{1,2}|\d{1,2}\s*[月월]/u, " ").match(/\d+/g) ?? [];
  const year = numbers.find((digits) => digits.length === 4) ?? numbers[1];
  const day = numbers.find((digits) => digits.length <= 2 && digits !== year) ?? numbers[0];
  return calendar(year, month, day ?? "1");
}

/** The month that is named: the longest name of several, of equal ones the last, since a weekday stands before (`mar. 3 avr.`). */
function monthIn(text: string, language: string | null): number {
  const numbered = /(?:thang|thg)\s*(\d{1,2})|(?<!\d)(\d{1,2})\s*[月월]/u.exec(text);
  if (numbered !== null) return Number(numbered[1] ?? numbered[2]);
  const arabic = /(كانون|تشرين)\s+(الاول|الثاني)/u.exec(text);
  if (arabic !== null)
    return { كانونالاول: 12, كانونالثاني: 1, تشرينالاول: 10, تشرينالثاني: 11 }[`${arabic[1]}${arabic[2]}`] ?? 0;
  let best = { length: 0, month: 0 };
  for (const [word] of text
    .replace(/(?<=[\u0e00-\u0e7f])\./gu, "")
    .matchAll(/[\p{L}\p{M}]{3,}|[\p{sc=Han}\p{sc=Thai}]{2,}/gu)) {
    const month = monthOf(word, language, text);
    if (month !== 0 && word.length >= best.length) best = { length: word.length, month };
  }
  return best.month;
}

/** A year beyond the 24th century is one of Buddha's. */
function calendar(year: string | undefined, month: number, day: string | undefined): Calendar | null {
  let full = year?.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  if (full >= 2450 && full < 2700) full -= 543;
  return full > 0 ? { year: full, month, day: Number(day) } : null;
}

/** Milliseconds since 1970; NaN for a day or a time of day that there is not. */
function instant({ year, month, day }: Calendar, clock: readonly (string | undefined)[], zone: string): number {
  const [hour, minute, second] = [0, 1, 2].map((index) => Number(clock[index] ?? 0)) as [number, number, number];
  if (hour > 24 || minute > 59 || second > 61) return Number.NaN;
  // The 31st of June is the day after the 30th, as other readers have it.
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second) - offsetOf(zone) * 60_000;
}

const han = "〇一二三四五六七八九";

/** With the digits of all scripts as those of ours, and the numbers of a date that is written out in Han. */
function ascii(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what is ASCII has nothing to be read anew
  if (/^[\u0000-\u00ff]*$/.test(text)) return text;
  const digits = text.replace(/(?![0-9])\p{Nd}/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    // Unicode keeps the ten digits of a script together, in order.
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });
  return digits.replace(/[〇零一二三四五六七八九十]+(?=[年月日號号])/gu, (number) => {
    const plain = number.replaceAll("零", "〇");
    if (!plain.includes("十")) return Array.from(plain, (sign) => String(han.indexOf(sign))).join("");
    const [tens = "", ones = ""] = plain.split("十");
    return String((tens === "" ? 1 : han.indexOf(tens)) * 10 + (ones === "" ? 0 : han.indexOf(ones)));
  });
}
