import "./words.ts";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { useNow } from "../ui/now.ts";
import { When } from "../ui/when.tsx";
import { emptyToday } from "./empty-today.ts";
import classes from "./looks.module.css";

type Run = Reply<"listRuns">["rows"][number];

/** What the schedule of a map did that no run tells: how often it looked today and found nothing new, when it did last, and when it will. */
export function Looks({ map, lastRun }: { map: string; lastRun: Run | undefined }) {
  const { t } = useWords();
  const now = useNow();
  const { data } = useReply("getLooks", { params: { id: map } }, { every: 15_000 });
  if (data === undefined || (data.at === null && data.failing === 0)) return null;
  const { count, besides } = emptyToday(data.hours, lastRun?.startedAt ?? null, new Date(now));
  return (
    <p className={classes.looks}>
      {count > 0 && <strong>{t(besides ? "looks.besides" : "looks.today", { count })}</strong>}
      {data.at !== null && (
        <span>
          {t("looks.last")} <When at={data.at} />
        </span>
      )}
      {data.nextDueAt !== null && (
        <span>
          {t("looks.next")} <When at={data.nextDueAt} />
        </span>
      )}
      {data.failing > 0 && (
        <Link href="/sources" className={classes.failing!}>
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" />
          {t("count.failing", { count: data.failing })}
        </Link>
      )}
    </p>
  );
}
