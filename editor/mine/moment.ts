import type { Language } from "#engine/text.ts";
import { daysUntil } from "../accounts/account.ts";

const localeOf = (language: Language): string => (language === "fr" ? "fr-FR" : "en-GB");

/** "8:40", "8 h 40". */
export function clockOf(at: string, language: Language): string {
  const date = new Date(at);
  const minutes = String(date.getMinutes()).padStart(2, "0");
  return language === "fr" ? `${date.getHours()} h ${minutes}` : `${date.getHours()}:${minutes}`;
}

/** "Tomorrow", "Tuesday", "Tuesday 10 March": the day of something as people say it. */
export function dayOf(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const days = daysUntil(at, now);
  const day =
    date >= now && days < 2
      ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")
      : new Intl.DateTimeFormat(
          localeOf(language),
          days < 6 && date >= now
            ? { weekday: "long" }
            : { weekday: "long", day: "numeric", ...(days > 25 ? { month: "long" } : {}) },
        ).format(date);
  return `${day.charAt(0).toLocaleUpperCase(localeOf(language))}${day.slice(1)}`;
}

/** "Tomorrow, 8:40", "Tuesday 10, 8:30": as people say when something is. */
export const moment = (at: string, language: Language, now = new Date()): string =>
  `${dayOf(at, language, now)}, ${clockOf(at, language)}`;
