import { useElementSize, useMediaQuery } from "@mantine/hooks";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Faces } from "../ui/faces.tsx";
import { useNow } from "../ui/now.ts";
import type { Today } from "./decision.tsx";
import classes from "./day-line.module.css";
import { clockIn, clustersOf, hoursOf, spanOf } from "./line.ts";

/**
 * The day as a line: what went out on it with who said it, and what is to come, in the workspace's own hours. It is a list of links for
 * whoever does not see it. An empty day keeps its line and says when something goes out next.
 */
export function DayLine({ line }: { line: Today["line"] }) {
  const { t, language } = useWords();
  const now = useNow();
  const phone = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const span = spanOf(line, now, phone);
  const [start, end] = span;
  const part = (at: number) => `${Math.max(0, Math.min(1, (at - start) / (end - start))) * 100}%`;
  const clock = (at: number) => {
    const { hour, minute } = clockIn(at, line.zone);
    return t(minute === 0 ? "today.hour" : "today.clock", { hour, minute: String(minute).padStart(2, "0") });
  };
  const clusters = width > 0 ? clustersOf(line.slots, span, width) : [];
  const far = (at: string) =>
    new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
      ...{ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: line.zone },
    }).format(new Date(at));
  const quiet = clusters.length === 0 && width > 0;
  return (
    <section className={classes.day} aria-label={t(phone ? "today.lineSoon" : "today.line")}>
      <div ref={ref} className={classes.line}>
        <i className={classes.past} style={{ width: part(now) }} />
        <i className={classes.future} style={{ left: part(now) }} />
        {now >= start && now <= end && !phone && (
          <span className={classes.now} style={{ left: part(now) }}>
            <span>{clock(now)}</span>
          </span>
        )}
        <ol className={classes.stacks}>
          {clusters.map(({ out, from, to, x, posts, voices, faces }) => {
            const names = faces.map(({ name }) => name).join(", ");
            const more = voices - faces.length;
            const who = more > 0 ? t("faces.more", { names, count: more }) : names;
            const label = t(out ? "today.slotOut" : "today.slotPlanned", {
              ...{ from: clock(from), to: clock(to), count: posts, who },
            });
            return (
              <li key={`${from} ${out}`} style={{ left: x }}>
                <Link
                  href={out ? "/deliveries?mark=published" : "/deliveries?mark=coming"}
                  className={classes.stack!}
                  data-out={out || undefined}
                >
                  <Faces faces={faces} more={more} label={label} />
                </Link>
              </li>
            );
          })}
        </ol>
        {quiet && (
          <p className={classes.quiet}>
            {line.next
              ? t("today.nextOut", { when: far(line.next) })
              : t(phone ? "today.nothingSoon" : "today.nothingPlanned")}
          </p>
        )}
      </div>
      <div className={classes.hours} aria-hidden="true">
        {hoursOf(span).map((at) => (
          <span
            key={at}
            style={{ left: part(at) }}
            // The hour beside which it is now stands under its mark.
            data-end={at === end || undefined}
            data-near={(!phone && Math.abs(at - now) < 2_400_000) || undefined}
          >
            {clock(at)}
          </span>
        ))}
      </div>
    </section>
  );
}
