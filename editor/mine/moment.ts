import type { Language } from "#engine/text.ts";
import { daysUntil } from "../accounts/account.ts";

/** "Tomorrow, 8:40", "Tuesday 10, 8:30": as people say when something is. */
export function moment(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const minutes = String(date.getMinutes()).padStart(2, "0");
  const clock = language === "fr" ? `${date.getHours()} h ${minutes}` : `${date.getHours()}:${minutes}`;
  const days = daysUntil(at, now);
  const near = date >= now && days < 2;
  const day = near
    ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")
    : new Intl.DateTimeFormat(
        locale,
        days < 6 && date >= now
          ? { weekday: "long" }
          : { weekday: "long", day: "numeric", ...(days > 25 ? { month: "long" } : {}) },
      ).format(date);
  return `${day.charAt(0).toLocaleUpperCase(locale)}${day.slice(1)}, ${clock}`;
}
