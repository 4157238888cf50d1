import type { Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { dayWords } from "../calendar/range.ts";

export type Evergreen = Reply<"saveEvergreen">;
export type SecondLife = Reply<"secondLives">["rows"][number];

/** What changes with the library. */
export const stale = ["listEvergreens", "secondLives", "listEntries", "readCalendar", "getEntry"] as const;

export const monthName = (month: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2026, month - 1, 1));

export const dayOf = (day: string, language: Language): string =>
  dayWords(day.slice(0, 10), language, { day: "numeric", month: "long", year: "numeric" });

/** Months as one says them: “September and October”. */
export const monthsOf = (months: readonly number[], language: Language): string =>
  new Intl.ListFormat(language).format(months.map((month) => monthName(month, language)));
