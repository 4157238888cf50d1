import type { Mode } from "./mode.ts";
import type { Language } from "./text.ts";

/** What the owner of an account lets happen there. `daysOff`: 1 Monday to 7 Sunday; minutes after midnight in `zone`. */
export type Rhythm = {
  mode: Mode;
  /** Until when `auto` or the pause lasts, ISO 8601; null: no end. */
  modeUntil: string | null;
  dailyCap: number | null;
  weeklyCap: number | null;
  monthlyCap: number | null;
  daysOff: readonly number[];
  quietFrom: number | null;
  quietTo: number | null;
  zone: string;
};

/** What of a sentence can be changed in its place. */
export type Token = "often" | "mode" | "until" | "days" | "hours";
export type Said = { text: string; token?: Token };

export const periods = ["day", "week", "month"] as const;
export type Period = (typeof periods)[number];
export const capOf = (rhythm: Rhythm, period: Period): number | null =>
  ({ day: rhythm.dailyCap, week: rhythm.weeklyCap, month: rhythm.monthlyCap })[period];

const words = {
  en: {
    on: (network: string) => `On ${network}, `,
    about: (topic: string) => `About “${topic}”: `,
    most: "at most ",
    any: "as often as there is something",
    per: { day: "a day", week: "a week", month: "a month" },
    ask: [", ", "I am asked each time"],
    auto: [", it leaves ", "by itself"],
    until: " until ",
    forGood: "until I change this",
    nothing: "nothing",
    goOn: "until I go on",
    never: "Never ",
    anyDay: "on any day",
    weekend: "at the weekend",
    onDays: (days: string) => `on ${days}`,
    nor: ", nor ",
    but: ", but not ",
    otherwise: ", otherwise ",
    and: ", ",
    anyHour: "at any hour",
    hours: (from: string, to: string) => `from ${from} to ${to}`,
  },
  fr: {
    on: (network: string) => `Sur ${network}, `,
    about: (topic: string) => `Sur « ${topic} » : `,
    most: "au plus ",
    any: "autant qu’il y en a",
    per: { day: "par jour", week: "par semaine", month: "par mois" },
    ask: [", on me demande ", "chaque fois"],
    auto: [", ça part ", "tout seul"],
    until: " jusqu’au ",
    forGood: "jusqu’à nouvel ordre",
    nothing: "rien",
    goOn: "jusqu’à ce que je reprenne",
    never: "Jamais ",
    anyDay: "tous les jours",
    weekend: "le week-end",
    onDays: (days: string) => `le ${days}`,
    nor: ", ni ",
    but: ", sauf ",
    otherwise: ", sinon ",
    and: ", ",
    anyHour: "à toute heure",
    hours: (from: string, to: string) => `de ${from} à ${to}`,
  },
} as const;

const day = (iso: string, language: Language, zone: string): string => {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: zone } as const;
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", options).format(Date.parse(iso));
};

/** A minute after midnight as people say it: `19:30`, `19 h 30`, `8 h`. */
export function clockTime(minutes: number, language: Language): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (language === "en") return `${hours}:${String(rest).padStart(2, "0")}`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, "0")}`;
}

/** Of the week, 1 Monday to 7 Sunday. */
export function weekdayName(weekday: number, language: Language, width: "long" | "narrow" = "long"): string {
  // The first of January 2024 was a Monday.
  const options = { weekday: width, timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, options).format(Date.UTC(2024, 0, weekday));
}

const capital = (parts: Said[]): Said[] => {
  const [first] = parts;
  if (first === undefined) return parts;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...parts.slice(1)];
};

/** How often, in words: `2 a week`; null where any number may go. */
export function oftenWords(rhythm: Rhythm, language: Language): string | null {
  const { per } = words[language];
  const set = periods.flatMap((period) => {
    const cap = capOf(rhythm, period);
    return cap === null ? [] : [`${cap} ${per[period]}`];
  });
  return set.length === 0 ? null : new Intl.ListFormat(language, { type: "conjunction" }).format(set);
}

/** What an owner chose for an account, as one sentence in parts. `network`: its title. */
export function rhythmSentence(network: string, rhythm: Rhythm, language: Language): Said[] {
  const say = words[language];
  const { mode, modeUntil, zone } = rhythm;
  const end: Said[] =
    modeUntil === null ? [] : [{ text: say.until }, { text: day(modeUntil, language, zone), token: "until" }];
  if (mode === "paused")
    return [
      { text: say.on(network) },
      { text: say.nothing, token: "mode" },
      ...(modeUntil === null ? [{ text: " " }, { text: say.goOn, token: "until" as const }] : end),
      { text: "." },
    ];
  const often = oftenWords(rhythm, language);
  const [before, how] = say[mode];
  return [
    { text: say.on(network) },
    ...(often === null ? [] : [{ text: say.most }]),
    { text: often ?? say.any, token: "often" },
    { text: before },
    { text: how, token: "mode" },
    ...(mode === "auto"
      ? modeUntil === null
        ? [{ text: " " }, { text: say.forGood, token: "until" as const }]
        : end
      : []),
    { text: "." },
  ];
}

/** What an owner chose for one topic, beside what holds for everything. */
export function topicSentence(
  topic: string,
  { mode, modeUntil, zone }: Pick<Rhythm, "mode" | "modeUntil" | "zone">,
  language: Language,
): string {
  const say = words[language];
  const end = modeUntil === null ? "" : `${say.until}${day(modeUntil, language, zone)}`;
  const what = {
    ask: say.ask.join("").slice(2),
    auto: `${say.auto.join("").slice(2)}${modeUntil === null ? ` ${say.forGood}` : end}`,
    paused: `${say.nothing}${modeUntil === null ? ` ${say.goOn}` : end}`,
  }[mode];
  return `${say.about(topic)}${what}.`;
}

/** On which days and at which hours never, as one sentence in parts. */
export function hoursSentence(rhythm: Pick<Rhythm, "daysOff" | "quietFrom" | "quietTo">, language: Language): Said[] {
  const say = words[language];
  const { quietFrom, quietTo } = rhythm;
  const off = [...rhythm.daysOff].toSorted((a, b) => a - b);
  const names = new Intl.ListFormat(language, { type: "conjunction" }).format(
    off.map((each) => weekdayName(each, language)),
  );
  const weekend = off.join() === "6,7";
  const days = off.length === 0 ? say.anyDay : weekend ? say.weekend : say.onDays(names);
  const hours =
    quietFrom === null || quietTo === null
      ? null
      : say.hours(clockTime(quietFrom, language), clockTime(quietTo, language));
  const link = off.length === 0 ? (hours === null ? say.and : say.but) : hours === null ? say.otherwise : say.nor;
  return capital([
    ...(off.length === 0 ? [] : [{ text: say.never }]),
    { text: days, token: "days" },
    { text: link },
    { text: hours ?? say.anyHour, token: "hours" },
    { text: "." },
  ]);
}

/** Sentences as they are read. */
export const plainly = (parts: readonly Said[]): string => parts.map(({ text }) => text).join("");

/** Days of the week as the database adds them up, and back. */
export const daysMask = (days: readonly number[]): number =>
  [...new Set(days)].reduce((sum, each) => sum + (1 << (each - 1)), 0);
export const daysOf = (mask: number): number[] =>
  [1, 2, 3, 4, 5, 6, 7].filter((each) => (mask & (1 << (each - 1))) !== 0);
