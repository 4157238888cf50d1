import type { Language } from "#engine/text.ts";

/** A moment of the coming days as its reader says it: `vendredi 18 h`, `Friday 6 pm`; with the date where it is further off than a week. */
export function moment(
  at: string,
  { language, zone, now }: { language: Language; zone: string; now?: number },
): string {
  const time = Date.parse(at);
  const far = now !== undefined && time - now > 6 * 86_400_000;
  const days: Intl.DateTimeFormatOptions = far ? { day: "numeric", month: "long" } : { weekday: "long" };
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(time);
  const [hour = "0", minute = "00"] = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).split(":");
  if (language === "fr") return `${part(days)} ${Number(hour)} h${minute === "00" ? "" : ` ${minute}`}`;
  return `${part(days)} ${Number(hour)}:${minute}`;
}
