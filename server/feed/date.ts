/** Minutes east of UTC, for zone names that feeds still use (RFC 822 and what servers write). */
const zones: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  ist: 330,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
  ast: -240,
  adt: -180,
  nst: -210,
  ndt: -150,
  brt: -180,
  art: -180,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  awst: 480,
  aest: 600,
  aedt: 660,
  acst: 570,
  nzst: 720,
  nzdt: 780,
  sast: 120,
};

/** Beginnings of month names, without accents, in the languages feeds were seen in. Longer ones first where they clash. */
const months: [RegExp, number][] = [
  [/^(?:jan|ene|gen|sty|ιαν)/, 1],
  [/^(?:feb|fev|fbr|lut|φεβ)/, 2],
  [/^(?:mar|mrt|mae|maa|μαρ)/, 3],
  [/^(?:apr|avr|abr|kwi|απρ)/, 4],
  [/^(?:may|mai|mag|maj|mei|μαι|μαϊ)/, 5],
  [/^(?:juin|jun|giu|cze|ιουν)/, 6],
  [/^(?:juil|jul|lug|lip|ιουλ)/, 7],
  [/^(?:aug|aou|ago|sie|αυγ)/, 8],
  [/^(?:sep|set|wrz|σεπ)/, 9],
  [/^(?:oct|okt|ott|out|paz|οκτ)/, 10],
  [/^(?:nov|lis|νοε)/, 11],
  [/^(?:dec|dez|dic|gru|δεκ)/, 12],
];

const iso =
  /^([+-]?\d{4})-?(\d{1,2})?-?(\d{1,2})?(?:(?:\s*T\s*|\s+|T)(\d{1,2})[:.]?(\d{2})?(?:[:.]?(\d{2})(?:[.,](\d+))?)?)?\s*(Z|[A-Z]{2,5}|(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{0,2})?$/i;
const ordinal = /^(\d{4})-?(\d{3})$/;
const time = /(\d{1,2})\s?[:h]\s?(\d{2})(?:\s?[:.]\s?(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?/i;
const dottedTime = /(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])/;
const fullDay = /\d{1,2}\.\d{1,2}\.\d{2}/;

/**
 * Reads the dates of feeds: RFC 822 with its variations, W3C-DTF, ASCII time, month names in other languages, and times
 * without a zone, which count as UTC. Gives ISO 8601 in UTC, or null. Years before 1900 are no dates.
 */
export function readDate(given: string | null | undefined): string | null {
  const text = (given ?? "").slice(0, 100).trim();
  if (text === "") return null;
  const found = readIso(text) ?? readWords(text);
  if (found === null || Number.isNaN(found)) return null;
  const date = new Date(found);
  const year = date.getUTCFullYear();
  return year >= 1900 && year <= 9999 ? date.toISOString() : null;
}

function readIso(text: string): number | null {
  const day = ordinal.exec(text);
  if (day !== null) return Date.UTC(Number(day[1]), 0, Number(day[2]));
  const parts = iso.exec(text);
  if (parts === null) return null;
  const [, year, month = "1", date = "1", hour = "0", minute = "0", second = "0", , zone = ""] = parts;
  const fraction = Number(`0.${parts[7] ?? "0"}`);
  if (Number(month) > 12 || Number(date) > 31 || Number(month) === 0 || Number(date) === 0) return null;
  return (
    instant(Number(year), Number(month), Number(date), Number(hour), Number(minute), Number(second), zone) +
    Math.floor(fraction * 1000)
  );
}

function readWords(text: string): number | null {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const clock = time.exec(plain) ?? (fullDay.test(plain) ? null : dottedTime.exec(plain));
  const before = clock === null ? plain : plain.slice(0, clock.index);
  const after = clock === null ? "" : plain.slice(clock.index + clock[0].length);
  // The zone follows the time; in ASCII time the year follows the zone.
  const zone = /^\s*(?:(?:gmt|utc|ut)?\s*([+-]\d{1,2}(?::?\d{2})?)(?!\d)|\(?([a-z]{1,5})\b)/.exec(after);
  const found = readCalendar(`${before} ${after.slice(zone?.[0].length ?? 0)}`);
  if (found === null) return null;
  let hour = Number(clock?.[1] ?? 0);
  if (clock?.[4] === "p" && hour < 12) hour += 12;
  if (clock?.[4] === "a" && hour === 12) hour = 0;
  return instant(
    found.year,
    found.month,
    found.day,
    hour,
    Number(clock?.[2] ?? 0),
    Number(clock?.[3] ?? 0),
    zone?.[1] ?? zone?.[2] ?? "",
  );
}

type Calendar = { year: number; month: number; day: number };

function readCalendar(text: string): Calendar | null {
  const figures = /(\d{4})[./-](\d{1,2})[./-](\d{1,2})/.exec(text);
  if (figures !== null) return calendar(figures[1], Number(figures[2]), figures[3]);
  const slashes = /\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/.exec(text);
  // Day first, as most of the world writes, unless only the American order makes sense.
  if (slashes !== null)
    return Number(slashes[2]) > 12
      ? calendar(slashes[3], Number(slashes[1]), slashes[2])
      : calendar(slashes[3], Number(slashes[2]), slashes[1]);
  const words = text.match(/[\p{L}]{3,}/gu) ?? [];
  const month = words.map(monthOf).findLast((found) => found !== 0) ?? 0;
  if (month === 0) return null;
  const numbers = text.match(/\d+/g) ?? [];
  const year = numbers.find((digits) => digits.length === 4) ?? numbers[1];
  const day = numbers.find((digits) => digits.length <= 2 && digits !== year) ?? numbers[0];
  return calendar(year, month, day ?? "1");
}

function calendar(year: string | undefined, month: number, day: string | undefined): Calendar | null {
  const full = year?.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  return month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31 && full > 0
    ? { year: full, month, day: Number(day) }
    : null;
}

function monthOf(word: string): number {
  return months.find(([start]) => start.test(word))?.[1] ?? 0;
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string,
): number {
  if (hour > 24 || minute > 59 || second > 61) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset(zone) * 60_000;
}

function offset(zone: string): number {
  const name = zone.trim().toLowerCase();
  const figures = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (figures === null) return zones[name] ?? 0;
  const minutes = Number(figures[2]) * 60 + Number(figures[3] ?? 0);
  return minutes > 14 * 60 + 59 ? 0 : figures[1] === "-" ? -minutes : minutes;
}
