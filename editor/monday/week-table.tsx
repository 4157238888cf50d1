import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { addDays, dayAt } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { Table } from "../ui/table.tsx";
import { type Monday, momentOf } from "./choice.ts";
import type { Plan } from "./use-week.ts";
import classes from "./monday.module.css";

const working = 5;

/** Topics by days: what is planned, what is chosen, and where nothing is; a press on a free day writes for it. */
export function WeekTable({ monday, plan, silent }: { monday: Monday; plan: Plan; silent: number }) {
  const { t, number, language } = useWords();
  const { topics, first, zone } = monday;
  // The weekend only where something stands there.
  const weekend =
    topics.some((topic) => topic.days.slice(working).some((n) => n > 0)) ||
    plan.chosen.some(({ at }) => dayAt(zone, Date.parse(at!)) >= addDays(first, working));
  const days = Array.from({ length: weekend ? 7 : working }, (_, n) => addDays(first, n));
  const short = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", timeZone: "UTC" });
  const name = (day: string): string => short.format(Date.parse(day));
  return (
    <section>
      <div className={classes.top}>
        <h2>{t("monday.gapsTitle")}</h2>
        {topics.length > 0 && (
          <p className={classes.silent} data-any={silent > 0 || undefined}>
            {t("monday.gaps", { count: silent })}
          </p>
        )}
      </div>
      {topics.length === 0 ? (
        <p>
          <Anchor component={Link} href="/topics">
            {t("monday.noTopics")}
          </Anchor>
        </p>
      ) : (
        <Table label={t("monday.gapsTitle")}>
          <thead>
            <tr>
              <th scope="col">{t("monday.topic")}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {name(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <tr key={topic.id}>
                <th scope="row">{topic.name}</th>
                {days.map((day, n) => {
                  const chosen = plan.chosen.filter(
                    (draft) => draft.topic?.id === topic.id && dayAt(zone, Date.parse(draft.at!)) === day,
                  ).length;
                  const count = (topic.days[n] ?? 0) + chosen;
                  const said = t("monday.cell", { topic: topic.name, day: name(day), count });
                  const at = momentOf(day, 9 * 60 + 30, zone);
                  return (
                    <td
                      key={day}
                      className={classes.cell}
                      data-full={count > 0 || undefined}
                      data-gap={!topic.spoken || undefined}
                    >
                      {count > 0 ? (
                        <span title={said} className="num">
                          {number(count)}
                        </span>
                      ) : Date.parse(at) < Date.now() ? (
                        <span title={said}>–</span>
                      ) : (
                        <Link href={`/entries/new?at=${encodeURIComponent(at)}`} aria-label={said} title={said}>
                          +
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

/** Who said yes to a topic, in the order of their names, and how much their week takes by the caps they set. */
export function People({ monday: { people } }: { monday: Monday }) {
  const { t, number } = useWords();
  return (
    <section>
      <div className={classes.top}>
        <h2>{t("monday.whoTitle")}</h2>
        <p>{t("monday.whoHow")}</p>
      </div>
      {people.length === 0 ? (
        <p>
          {t("monday.whoNone")}{" "}
          <Anchor component={Link} href="/editorial?tab=speakers">
            {t("monday.toSpeakers")}
          </Anchor>
        </p>
      ) : (
        <ul className={classes.people}>
          {people.map(({ id, name, topics, room }) => (
            <li key={id}>
              <span>
                <strong>{name}</strong>
                <small>{topics.join(", ")}</small>
              </span>
              {room && (
                <span className="num">
                  {room.accounts === 0
                    ? t("monday.roomNone")
                    : room.left === null
                      ? t("monday.roomAny")
                      : room.left === 0
                        ? t("monday.roomFull")
                        : t("monday.room", { left: number(room.left) })}
                  {room.accounts > 0 && room.free < 7 && <small>{t("monday.days", { free: room.free })}</small>}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
