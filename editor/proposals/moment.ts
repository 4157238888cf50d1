import type { Language } from "#engine/text.ts";

const hour = 3_600_000;

/** Midnight of a day, so many days on, by the reader's own clock. */
const midnight = (at: number, days = 0): number => {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
};

/** A time of day as it is said: 8 h 40, 9 h; 08:40. */
export function clockWords(at: number, language: Language): string {
  const date = new Date(at);
  const [hours, minutes] = [date.getHours(), date.getMinutes()];
  const two = String(minutes).padStart(2, "0");
  if (language === "en") return `${String(hours).padStart(2, "0")}:${two}`;
  return minutes === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${two}`;
}

/** The day as somebody says it now: "" today, tomorrow, Friday, 12 March. */
export function dayWords(at: number, now: number, language: Language): string {
  if (at < midnight(now, 1) && at >= midnight(now)) return "";
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  if (at >= midnight(now, 1) && at < midnight(now, 2))
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(1, "day");
  const near = at >= now && at < midnight(now, 7);
  return new Intl.DateTimeFormat(locale, near ? { weekday: "long" } : { day: "numeric", month: "long" }).format(at);
}

/** Day and time: "demain 8 h 40", "18 h 10". */
export const momentWords = (at: number, now: number, language: Language): string =>
  [dayWords(at, now, language), clockWords(at, language)].filter((word) => word !== "").join(" ");

/** With a capital, where it stands first. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** How long something is there still: its hours on the last day, else its day. */
export const isLastDay = (ends: number, now: number): boolean => ends - now < 20 * hour;
export const hoursLeft = (ends: number, now: number): number => Math.max(1, Math.floor((ends - now) / hour));
