import type { Schedule } from "#engine/map.ts";
import type { Words } from "../../language.tsx";

/** "every 15 minutes", "toutes les 15 minutes": a schedule in the middle of a sentence. */
export function scheduleWords(schedule: Schedule, t: Words["t"]): string {
  if (schedule.kind === "manual") return t("schedule.manual");
  if (schedule.kind === "cron") return t("schedule.cron", { expression: schedule.expression });
  const { minutes } = schedule;
  if (minutes % 1440 === 0) return t("schedule.days", { count: minutes / 1440 });
  if (minutes % 60 === 0) return t("schedule.hours", { count: minutes / 60 });
  return t("schedule.minutes", { count: minutes });
}
