import { IconCircleCheck, IconClock, IconNews, IconThumbDown } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { capital, clockWords, dayWords, hoursLeft, isLastDay, momentWords } from "./moment.ts";
import type { Story } from "./story.ts";
import classes from "./queue.module.css";

export type AnsweredRow = Reply<"listAnswered">["rows"][number];

function Thumb({ picture, networks }: { picture: { url: string } | null; networks: readonly string[] }) {
  return (
    <span className={classes.thumb}>
      {picture === null ? (
        <span className={classes.blank}>
          <IconNews size={24} stroke={1.6} aria-hidden="true" />
        </span>
      ) : (
        <img src={picture.url} alt="" loading="lazy" />
      )}
      <span className={classes.marks}>
        {networks.slice(0, 3).map((network) => (
          <NetworkMark key={network} network={network} size={22} />
        ))}
      </span>
    </span>
  );
}

/** What became of an answer, in a few words. */
export function useFate(): (row: AnsweredRow) => string {
  const { t, language } = useWords();
  const now = useNow();
  return ({ answered, state, leavesAt }) => {
    if (answered.answer === "decline") return t("fate.declined");
    if (answered.answer === "later")
      return t("fate.later", { when: momentWords(Date.parse(answered.until ?? answered.at), now, language) });
    const at = Date.parse(leavesAt ?? answered.at);
    if (state === "published") return t("fate.published", { when: clockWords(at, language) });
    if (state === "rejected" || state === "cancelled" || state === "expired" || state === "held") return t("fate.not");
    if (state === "unknown") return t("fate.unknown");
    return at > now ? capital(momentWords(at, now, language)) : t("fate.leaving");
  };
}

/** What waits, and below it what was answered today. */
export function Queue({
  stories,
  answered,
  current,
}: {
  stories: readonly Story[];
  answered: readonly AnsweredRow[];
  current: number | null;
}) {
  const { t, language } = useWords();
  const now = useNow();
  const fate = useFate();
  return (
    <>
      <ul className={classes.list}>
        {stories.map(({ id, title, item, posts, topic, mapName, important, expiresAt }) => {
          const ends = Date.parse(expiresAt);
          return (
            <li key={id}>
              <Link
                href={`/proposals/${id}`}
                className={classes.row!}
                aria-current={id === current ? "true" : undefined}
              >
                <Thumb picture={item?.picture ?? null} networks={posts.map(({ account }) => account.network)} />
                <span className={classes.words}>
                  {important && <span className={classes.important}>{t("proposals.important")}</span>}
                  <strong>{title}</strong>
                  <span className={classes.about}>
                    <i className={classes.dot} data-topic={topic?.colour ?? 0} aria-hidden="true" />
                    {topic?.name ?? mapName} ·{" "}
                    {isLastDay(ends, now)
                      ? t("proposals.hoursLeft", { count: hoursLeft(ends, now) })
                      : t("proposals.untilDay", { day: dayWords(ends, now, language) })}
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {answered.length > 0 && (
        <>
          <h2 className={classes.heading}>{t("proposals.today")}</h2>
          <ul className={classes.list}>
            {answered.map((row) => {
              const Mark =
                row.answered.answer === "decline"
                  ? IconThumbDown
                  : row.state === "published"
                    ? IconCircleCheck
                    : IconClock;
              return (
                <li key={row.id}>
                  <Link href={`/deliveries/${row.id}`} className={classes.row!}>
                    <Thumb picture={row.picture} networks={[row.network]} />
                    <span className={classes.words}>
                      <strong>{row.title}</strong>
                      <span className={classes.about}>
                        <Mark size={17} stroke={1.8} aria-hidden="true" />
                        {fate(row)}
                      </span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </>
  );
}
