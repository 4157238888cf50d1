import { dayAt } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import type { Monday } from "./choice.ts";
import type { Plan } from "./use-week.ts";
import classes from "./paper.module.css";

/** The week on one sheet, for the wall or a meeting: what goes out on which day, which topics are silent, and who said yes to which. Seen in print alone. */
export function Paper({
  monday,
  plan,
  title,
  silent,
}: {
  monday: Monday;
  plan: Plan;
  title: string;
  silent: string[];
}) {
  const { t, language } = useWords();
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const { zone, planned, people } = monday;
  const posts = [
    ...planned.map((one) => ({ ...one, draft: false })),
    ...plan.chosen.map(({ id, at, title: name, topic }) => ({
      ...{ id, at: at!, title: name, topic: topic?.name ?? null, draft: true },
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const byDay = Map.groupBy(posts, ({ at }) => dayAt(zone, Date.parse(at)));
  // Also those on which nothing goes out: a gap is to be seen.
  const days = Array.from({ length: 7 }, (_, n) =>
    new Date(Date.parse(monday.first) + n * 86_400_000).toISOString().slice(0, 10),
  ).map((day) => [day, byDay.get(day) ?? []] as const);
  const named = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone });
  return (
    <section className={classes.paper}>
      <h2>{title}</h2>
      {posts.length === 0 && <p>{t("monday.sendNone")}</p>}
      {days.map(([day, some]) => (
        <div key={day} className={classes.day}>
          <h3>{named.format(Date.parse(day))}</h3>
          <ul>
            {some.length === 0 && <li className={classes.none}>–</li>}
            {some.map(({ id, at, title: name, topic, draft }) => (
              <li key={id}>
                <span className="num">{clock.format(Date.parse(at))}</span>
                <strong>{name}</strong>
                <small>{[topic, draft ? t("monday.paperDraft") : null].filter(Boolean).join(" · ")}</small>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {silent.length > 0 && <p>{t("monday.paperSilent", { topics: silent.join(", ") })}</p>}
      {people.length > 0 && (
        <p>
          {t("monday.paperWho")} {people.map(({ name, topics }) => `${name} (${topics.join(", ")})`).join(" ; ")}
        </p>
      )}
    </section>
  );
}
