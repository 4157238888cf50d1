/**
 * An account owner's hours: minutes after midnight in `zone`, in which nothing is posted. `from` > `to` crosses midnight. `off`: days on which nothing is,
 * 1 Monday, 2 Tuesday, 4 Wednesday and so on, added up; absent: none.
 */
export type Hours = { zone: string; quietFrom: number | null; quietTo: number | null; off?: number };

/** What the gate needs to know of an account's hours at one moment. Times in milliseconds since the epoch. */
export type Window = {
  /** The hours this was computed from; the gate refuses where the account's have changed since. */
  hours: string;
  /** Nothing is posted before. Equal to the moment itself where the account is open. */
  from: number;
  /** From here on the window says nothing any more. */
  until: number;
  /** The local day, for daily caps; the week, from Monday on, and the month in which it is, with their ends. */
  day: number;
  week: number;
  weekEnd: number;
  month: number;
  monthEnd: number;
};

const day = 86_400_000;
const minute = 60_000;

/** How the gate compares hours: must be what the database writes from the account's columns. */
export const hoursKey = (hours: Hours): string =>
  `${hours.zone}|${hours.quietFrom ?? ""}|${hours.quietTo ?? ""}|${hours.off ?? 0}`;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Bounded by the number of zones there are; an unknown zone counts as UTC. */
function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const options = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  } as const;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
  if (formats.size < 1000) formats.set(zone, made);
  return made;
}

/** So long a stretch, milliseconds, is looked at by its two ends: no zone ever changed its clock twice within it. */
const stretch = 6 * 3_600_000;
/** By zone, of stretches whose ends have one offset that. Bounded: a zone's are forgotten together. */
const steady = new Map<string, Map<number, number | null>>();
const mostSteady = 4_000;

/**
 * Milliseconds that the zone's wall clock is ahead of UTC at an instant. Asking the formatter takes microseconds, and lanes are thought ahead by
 * asking for it millions of times.
 */
export function offsetAt(zone: string, at: number): number {
  let known = steady.get(zone);
  if (known === undefined || known.size > mostSteady) {
    if (steady.size > 1000) steady.clear();
    known = new Map<number, number | null>();
    steady.set(zone, known);
  }
  const place = Math.floor(at / stretch);
  let offset = known.get(place);
  if (offset === undefined) {
    offset = readOffset(zone, place * stretch);
    if (offset !== readOffset(zone, (place + 1) * stretch)) offset = null;
    known.set(place, offset);
  }
  return offset ?? readOffset(zone, at);
}

function readOffset(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const part of format(zone).formatToParts(at)) parts[part.type] = Number(part.value);
  const wall = Date.UTC(
    parts["year"] ?? 1970,
    (parts["month"] ?? 1) - 1,
    parts["day"] ?? 1,
    parts["hour"] ?? 0,
    parts["minute"] ?? 0,
    parts["second"] ?? 0,
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** The local day of the week, 0 Monday to 6 Sunday. */
export const weekdayOf = (zone: string, at: number): number =>
  // The first of January 1970 was a Thursday.
  (Math.floor((at + offsetAt(zone, at)) / day) + 3) % 7;

/** True where nothing is posted at this instant. */
export function isQuiet(hours: Hours, at: number): boolean {
  const { quietFrom: from, quietTo: to, off = 0 } = hours;
  if (off > 0 && (off & (1 << weekdayOf(hours.zone, at))) !== 0) return true;
  if (from === null || to === null || from === to) return false;
  const wall = (((at + offsetAt(hours.zone, at)) % day) + day) % day;
  const now = Math.floor(wall / minute);
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/**
 * The next instant after `at` at which the wall clock shows one of `marks` (minutes after midnight) or jumps. Between two
 * such instants nothing changes, so walking from one to the next is exact on both changes of daylight saving time.
 */
export function nextMark(zone: string, marks: readonly number[], at: number): number {
  const offset = offsetAt(zone, at);
  const wall = at + offset;
  const midnight = Math.floor(wall / day) * day;
  let next = midnight + day;
  for (const mark of marks) {
    for (const start of [midnight, midnight + day]) {
      const instant = start + mark * minute;
      if (instant > wall && instant < next) next = instant;
    }
  }
  const candidate = next - offset;
  return offsetAt(zone, candidate) === offset ? candidate : jump(zone, offset, at, candidate);
}

/** The first whole minute in (low, high] at which the zone's offset is no longer `offset`. */
function jump(zone: string, offset: number, low: number, high: number): number {
  let before = Math.floor(low / minute);
  let after = Math.ceil(high / minute);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(zone, middle * minute) === offset) before = middle;
    else after = middle;
  }
  return after * minute;
}

/** The instant at which the local day of `at` began. */
export function dayStart(zone: string, at: number): number {
  const offset = offsetAt(zone, at);
  const midnight = Math.floor((at + offset) / day) * day;
  const guess = midnight - offset;
  const there = offsetAt(zone, guess);
  return there === offset ? guess : midnight - there;
}

/** Steps from one change of the wall clock to the next: three a day over a week that may be off but for one day. */
const mostSteps = 32;

const marksOf = ({ quietFrom, quietTo }: Hours): number[] => [quietFrom, quietTo].filter((mark) => mark !== null);

/** From when on something is posted: `now` itself where it is. */
export function opensAt(hours: Hours, now: number): number {
  let from = now;
  if (!isQuiet(hours, now)) return from;
  const marks = marksOf(hours);
  for (let steps = 0; isQuiet(hours, from) && steps < mostSteps; steps += 1) from = nextMark(hours.zone, marks, from);
  return from;
}

/** The window around `now`; safe on days of 23 and of 25 hours. */
export function windowAt(hours: Hours, now: number): Window {
  const marks = marksOf(hours);
  const quiet = isQuiet(hours, now);
  const from = opensAt(hours, now);
  const start = dayStart(hours.zone, now);
  const tomorrow = dayStart(hours.zone, start + day + 3 * 3_600_000);
  let until = quiet ? from : nextMark(hours.zone, marks, now);
  for (let steps = 0; !quiet && !isQuiet(hours, until) && until < tomorrow && steps < mostSteps; steps += 1) {
    until = nextMark(hours.zone, marks, until);
  }
  return {
    ...{ hours: hoursKey(hours), from, until: quiet ? from : Math.min(until, tomorrow), day: start },
    ...spansOf(hours.zone, start),
  };
}

/** The week and the month of a local day that begins at `start`. */
export function spansOf(zone: string, start: number): Pick<Window, "week" | "weekEnd" | "month" | "monthEnd"> {
  // Midday of the nth day from it on: safe from the hour that a change of the clock takes or gives.
  const begin = (days: number): number => dayStart(zone, start + days * day + 12 * 3_600_000);
  const monday = weekdayOf(zone, start);
  const local = new Date(start + offsetAt(zone, start));
  const date = local.getUTCDate();
  const length = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    week: begin(-monday),
    weekEnd: begin(7 - monday),
    month: begin(1 - date),
    monthEnd: begin(length + 1 - date),
  };
}

/** The end of the local day of `at`: when a daily cap is over. */
export function dayEnd(zone: string, at: number): number {
  return dayStart(zone, dayStart(zone, at) + day + 3 * 3_600_000);
}

/**
 * Minutes by which each person's post of one item is put off, so that colleagues do not post in the same minute. The
 * person who begins changes from item to item. Accounts of one person share their minute.
 */
export function spreadMinutes(people: readonly string[], turn: number, gap: number): number[] {
  const order = [...new Set(people)];
  return people.map((person) => ((order.indexOf(person) + turn) % order.length) * gap);
}
