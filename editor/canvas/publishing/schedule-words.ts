import { useEffect, useState } from "react";
import type { Schedule } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import type { cronWords as saying } from "./cron-words.ts";

/** What says calendars, once it is here: few maps have one, so it comes when one has, and once the page is at rest. */
let cronWords: typeof saying | null = null;
/** Milliseconds: the first load of a drawing does not wait for what is nicer to read. */
const rest = 1500;

/**
 * Says a schedule in the middle of a sentence: "every 15 minutes", "toutes les 15 minutes". One by the calendar is said by its expression until
 * its words are here.
 */
export function useScheduleWords(shown: Schedule): (schedule: Schedule) => string {
  const { t, language } = useWords();
  const [, again] = useState(0);
  const asked = shown.kind === "cron" && cronWords === null;
  useEffect(() => {
    if (!asked) return;
    let gone = false;
    const load = () =>
      void import("./cron-words.ts").then(
        (module) => {
          cronWords = module.cronWords;
          if (!gone) again((times) => times + 1);
        },
        () => undefined,
      );
    const timer = setTimeout(load, rest);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return (schedule) => {
    if (schedule.kind === "manual") return t("schedule.manual");
    if (schedule.kind === "cron")
      return cronWords?.(schedule.expression, language) ?? t("schedule.cron", { expression: schedule.expression });
    const { minutes } = schedule;
    if (minutes % 1440 === 0) return t("schedule.days", { count: minutes / 1440 });
    if (minutes % 60 === 0) return t("schedule.hours", { count: minutes / 60 });
    return t("schedule.minutes", { count: minutes });
  };
}

/** The same in a few letters, for a place where it stands beside a clock. */
export function useBriefSchedule(schedule: Schedule): string {
  const { t } = useWords();
  if (schedule.kind !== "interval") return t(`schedule.brief.${schedule.kind}`);
  const { minutes } = schedule;
  if (minutes % 1440 === 0) return t("schedule.brief.days", { count: minutes / 1440 });
  if (minutes % 60 === 0) return t("schedule.brief.hours", { count: minutes / 60 });
  return t("schedule.brief.minutes", { count: minutes });
}
