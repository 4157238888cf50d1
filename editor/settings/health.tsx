import { Anchor } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Link } from "wouter";
import { Answer } from "../ui/answer.tsx";
import { When } from "../ui/when.tsx";
import { RefusedPush } from "./refused-push.tsx";
import { Setback } from "./setback.tsx";
import classes from "./settings.module.css";

const worrying = [
  "late",
  "unbalancedRuns",
  "unbalancedLists",
  "unknown",
  "failingSources",
  "unreadMailbox",
  "endingAccesses",
  "outdated",
] as const;
const plain = ["due", "held", "lanes", "workers"] as const;

const isBad = (state: string): boolean => state === "failed" || state === "late";

/** Whether anything needs the administrator: first in one sentence, then in numbers. */
export function Health() {
  const { t, number } = useWords();
  const query = useReply("health", {}, { every: 5000 });
  return (
    <Answer query={query} lines={2} height={90}>
      {() => {
        const health = query.data!;
        const good =
          worrying.every((name) => health[name] === 0) &&
          health.setback === null &&
          health.refusedPush === null &&
          health.room === "good" &&
          !isBad(health.backup.state);
        const minutes = Math.floor(health.uptimeSeconds / 60);
        const time =
          minutes >= 60
            ? t("health.hours", { count: Math.floor(minutes / 60) })
            : t("health.minutes", { count: minutes });
        return (
          <>
            <div className={classes.verdict} data-good={good} role="status">
              {good ? (
                <IconCircleCheck size={28} stroke={1.6} aria-hidden="true" />
              ) : (
                <IconAlertTriangle size={28} stroke={1.6} aria-hidden="true" />
              )}
              <div>
                <h2>{t(good ? "health.good" : "health.bad")}</h2>
                {good && <p>{t("health.goodText")}</p>}
              </div>
            </div>
            {health.setback && <Setback setback={health.setback} />}
            {health.refusedPush && <RefusedPush refused={health.refusedPush} />}
            <dl className={classes.grid}>
              {[...worrying, ...plain].map((name) => (
                <div key={name} data-bad={(worrying.some((each) => each === name) && health[name] > 0) || undefined}>
                  <dt>{t(`health.${name}`)}</dt>
                  <dd>{number(health[name])}</dd>
                </div>
              ))}
              <div data-bad={health.room !== "good" || undefined}>
                <dt>{t("health.room")}</dt>
                <dd className={classes.words}>{t(`health.room.${health.room}`)}</dd>
              </div>
              <div data-bad={isBad(health.backup.state) || undefined}>
                <dt>
                  <Anchor component={Link} href="/settings?tab=backups" inherit>
                    {t("health.backup")}
                  </Anchor>
                </dt>
                <dd className={classes.words}>
                  <When at={health.backup.at} empty={t("health.backup.never")} />
                  {health.backup.state === "failed" && ` · ${t("health.backup.failed")}`}
                  {health.backup.state === "late" && ` · ${t("health.backup.late")}`}
                </dd>
              </div>
            </dl>
            <p className={classes.about}>
              {t("health.version", { version: health.version, database: health.database, time })}
            </p>
          </>
        );
      }}
    </Answer>
  );
}
