import type { Schedule } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { When } from "../../ui/when.tsx";
import classes from "./next-times.module.css";

/** The next five times of a schedule for this map, as the server reckons them. */
export function NextTimes({ schedule, map }: { schedule: Schedule; map: string }) {
  const { t, day, clock } = useWords();
  const query = useReply("nextTimes", { body: { schedule, map } }, { keep: true });
  return (
    <section className={classes.times} aria-label={t("schedule.next")}>
      <h3>{t("schedule.next")}</h3>
      <Answer query={query} lines={1} height={92} small>
        {() =>
          query.data!.times.length === 0 ? (
            <p>{t("schedule.nextNone")}</p>
          ) : (
            <ol className="num">
              {query.data!.times.map((time) => (
                <li key={time}>
                  <span>
                    {day(time)}, {clock(time)}
                  </span>
                  <span className="muted">
                    <When at={time} />
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}
