import { Cron } from "croner";
import type { Text } from "#engine/text.ts";

/**
 * Cron in five parts (minute hour day month weekday), so never more often than once a minute, or a name such as `@daily`,
 * in an IANA time zone. In the hour that a summer-time change leaves out, a fixed time falls just after it.
 */
const open = (expression: string, zone: string) =>
  new Cron(expression, { timezone: zone, paused: true, mode: "5-part" });

/** The next time strictly after `after`, both in milliseconds since the epoch; null where the pattern never comes or is not legal. */
export function cronNext(expression: string, zone: string, after: number): number | null {
  try {
    return open(expression, zone).nextRun(new Date(after))?.getTime() ?? null;
  } catch {
    return null;
  }
}

/** Null for a good expression and zone; else a sentence for the person who typed it. */
export function checkCron(expression: string, zone: string): Text | null {
  if (!isZone(zone)) {
    return {
      en: `"${zone}" is not a time zone. Use a name such as Europe/Paris or UTC.`,
      fr: `« ${zone} » n’est pas un fuseau horaire. Indiquez un nom comme Europe/Paris ou UTC.`,
    };
  }
  const parts = expression.trim().split(/\s+/u);
  if (parts.length !== 5 && !expression.trim().startsWith("@")) {
    return {
      en: `"${expression}" has ${parts.length} parts; five are needed: minute, hour, day, month, weekday. For example 0 9 * * 1-5 is 9:00 on working days.`,
      fr: `« ${expression} » a ${parts.length} parties ; il en faut cinq : minute, heure, jour, mois, jour de la semaine. Par exemple 0 9 * * 1-5 : 9 h les jours ouvrés.`,
    };
  }
  try {
    if (open(expression, zone).nextRun(new Date(Date.UTC(2024, 0, 1))) === null) {
      return {
        en: `"${expression}" never comes round. Check the day and the month.`,
        fr: `« ${expression} » n’arrive jamais. Vérifiez le jour et le mois.`,
      };
    }
    return null;
  } catch (error) {
    return refused(expression, error);
  }
}

/** The library names the part and the value that it refuses, in English: only the part is taken over. */
function refused(expression: string, error: unknown): Text {
  const message = error instanceof Error ? error.message : "";
  const part = names.find(([word]) => message.includes(word));
  return {
    en: `"${expression}" is not a schedule${part === undefined ? "" : `: its ${part[1]} is wrong`}. Write minute, hour, day, month and weekday, for example 30 8 * * 1.`,
    fr: `« ${expression} » n’est pas un horaire valable${part === undefined ? "" : ` : vérifiez ${part[2]}`}. Écrivez minute, heure, jour, mois et jour de la semaine, par exemple 30 8 * * 1.`,
  };
}

const names = [
  ["dayOfWeek", "weekday", "le jour de la semaine"],
  ["minute", "minute", "la minute"],
  ["hour", "hour", "l’heure"],
  ["month", "month", "le mois"],
  ["day", "day", "le jour"],
] as const;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    return true;
  } catch {
    return false;
  }
}
