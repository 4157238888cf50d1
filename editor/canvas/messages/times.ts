import type { Words } from "../../language.tsx";
import { step } from "../../ui/now.ts";

/** "9 h 10" where French is read, "09:10" elsewhere. */
export function clockWords(clock: string, language: string): string {
  return language === "fr" ? clock.replace(/^0?(\d{1,2}):(\d\d)$/, "$1\u00a0h\u00a0$2") : clock;
}

/** A time of the day given in minutes. */
export const minutesWords = (minutes: number, language: string): string =>
  clockWords(`${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`, language);

const dayOf = (time: number): number => {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
};

/** When something leaves, as a person would say it: "at once", "today 9:10", "Thu 9:10", "2 Dec 9:10". In the reader's zone; `short`: of today the hour alone. */
export function leaveWords(
  at: string,
  now: number,
  { language, t, clock }: Pick<Words, "language" | "t" | "clock">,
  short = false,
): string {
  const time = Date.parse(at);
  if (time <= now + step) return t("posts.atOnce");
  const days = Math.round((dayOf(time) - dayOf(now)) / 86_400_000);
  const hour = clockWords(clock(at), language);
  if (days === 0) return short ? hour : `${t("posts.today")} ${hour}`;
  if (days === 1) return `${t("posts.tomorrow")} ${hour}`;
  const options: Intl.DateTimeFormatOptions = days < 7 ? { weekday: "short" } : { day: "numeric", month: "short" };
  return `${new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", options).format(time)} ${hour}`;
}
