import { IconBell, IconHourglass } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { useNow } from "../ui/now.ts";
import { dayWords, hoursLeft, isLastDay } from "./moment.ts";
import type { Story } from "./story.ts";
import classes from "./one.module.css";

/** A sentence with what it is about in heavier letters. */
function Bold({ words, at }: { words: string; at: string }) {
  const [before = "", after = ""] = words.split(at);
  return (
    <>
      {before}
      <b>{at}</b>
      {after}
    </>
  );
}

/** How long it can be answered, in words. */
export function Until({ at }: { at: string }) {
  const { t, language, exact } = useWords();
  const now = useNow();
  const ends = Date.parse(at);
  const last = isLastDay(ends, now);
  return (
    <time dateTime={at} title={exact(at)} className={classes.until} data-near={last || undefined}>
      <IconHourglass size={17} stroke={1.7} aria-hidden="true" />
      {last
        ? t("proposals.hoursLeft", { count: hoursLeft(ends, now) })
        : t("proposals.untilDay", { day: dayWords(ends, now, language) })}
    </time>
  );
}

/** A manager marked it, or the map says so: in words, not by a colour alone. */
export function Important() {
  const { t } = useWords();
  return (
    <span className={classes.important}>
      <IconBell size={16} stroke={2} aria-hidden="true" />
      {t("proposals.important")}
    </span>
  );
}

/** Who proposes it, why to this person, and how long. */
export function Who({ story: { from, topic, mapName, expiresAt } }: { story: Story }) {
  const { t } = useWords();
  return (
    <div className={classes.who}>
      {from !== null && <Face name={from} size={28} />}
      <span className={classes.why}>
        {from !== null && <Bold words={t("proposals.by", { name: from })} at={from} />}
        {from !== null && " · "}
        {topic !== null ? (
          <Bold words={t("proposals.topic", { topic: topic.name })} at={topic.name} />
        ) : (
          <Bold words={t("proposals.map", { map: mapName })} at={mapName} />
        )}
      </span>
      <Until at={expiresAt} />
    </div>
  );
}
