import "./words.ts";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useDocumentTitle } from "@mantine/hooks";
import { IconArrowRight, IconCircleCheck, IconMapPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { useNow } from "../ui/now.ts";
import { relative } from "../ui/relative.ts";
import page from "../ui/page.module.css";
import { DayLine } from "./day-line.tsx";
import { countDecisions, type Today } from "./decision.tsx";
import { Decisions } from "./decisions.tsx";
import { Gone } from "./gone.tsx";
import { SetUp } from "./set-up.tsx";
import classes from "./today.module.css";
import { Week } from "./week.tsx";

/** Whether all goes well, in one sentence. */
function Health({ today: { failing, sources, room } }: { today: Today }) {
  const { t, language } = useWords();
  const admin = useMe().member.role === "admin";
  const now = useNow();
  const { read, next } = sources;
  const soon = next === null ? null : (relative(Date.parse(next), now, language) ?? t("time.soon"));
  const words =
    failing.count > 0
      ? t("today.failing", { count: failing.count, read })
      : read === 0
        ? t("today.unread")
        : [t("today.well", { count: read }), soon && t("today.next", { when: soon })].filter(Boolean).join(", ");
  if (room === "full" || room === "readonly" || (admin && room === "low"))
    return (
      <Link href={admin ? "/settings?tab=health" : "/maps"} className={classes.health!} data-tone="warn">
        {t(`today.room.${room}`)} {room !== "low" && t(admin ? "today.room.free" : "today.room.tell")}
      </Link>
    );
  return (
    <Link
      href="/sources"
      className={classes.health!}
      data-tone={failing.count > 0 ? "warn" : read > 0 ? "good" : "plain"}
    >
      {words}
    </Link>
  );
}

/** Nothing waits: what the day still brings, and the way to look back. */
function AllWell({ today: { planned } }: { today: Today }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="well">
      <h2 id="well" className={classes.heading}>
        {t("today.day")}
      </h2>
      <div className={classes.well}>
        <IconCircleCheck size={28} stroke={1.5} aria-hidden="true" />
        <p>
          <strong>{t("today.nothingWaits")}</strong>
          <span>{t(planned.more ? "today.plannedMany" : "today.planned", { count: planned.posts })}</span>
        </p>
        <Link href="/deliveries" className={classes.all!}>
          {t("today.all")}
          <IconArrowRight size={16} stroke={1.8} aria-hidden="true" />
        </Link>
      </div>
    </section>
  );
}

/** What a manager needs to know in ten seconds: what waits for them, that all goes well, what goes out. */
export function TodayPage() {
  const { t, language } = useWords();
  const me = useMe();
  const query = useReply("today", {}, { every: 30_000 });
  // What waits is counted elsewhere, too (the side bar): that follows where this knows better.
  const client = useQueryClient();
  const behind = (query.data?.approvals.length ?? 0) > me.approvals;
  useEffect(() => {
    if (behind) void client.invalidateQueries({ queryKey: ["me"] });
  }, [client, behind]);
  useDocumentTitle(`${t("today.tab")} · ${t("app.name")}`);
  const date = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(useNow());
  const [name = ""] = me.member.name.split(" ");
  return (
    <div className={page.page}>
      <p className={classes.date}>
        <span>{date}</span>
        {query.data && query.data.held.length > 0 && (
          <Link href="/crisis" className={classes.health!} data-tone="warn">
            {t("today.held", { words: query.data.held.join(", ") })}
          </Link>
        )}
        {query.data && <Health today={query.data} />}
      </p>
      <div className={classes.head}>
        <h1 className={page.title}>
          {query.data ? t("today.title", { count: countDecisions(me, query.data), name }) : t("today.tab")}
        </h1>
        <Button
          component={Link}
          href="/maps/new"
          variant="default"
          leftSection={<IconMapPlus size={17} stroke={1.7} />}
        >
          {t("today.newMap")}
        </Button>
      </div>
      <Answer query={query} lines={4} height={88}>
        {() => {
          const today = query.data!;
          const waits = countDecisions(me, today) > 0;
          const calm = !waits && today.setUp === null;
          return (
            <>
              <DayLine line={today.line} />
              <div className={classes.grid}>
                <div className={classes.column}>
                  {waits && <Decisions today={today} />}
                  {!waits && today.setUp && <SetUp has={today.setUp} />}
                  {calm && <AllWell today={today} />}
                  {/* Where nothing waits, what went out has its place. */}
                  {calm && today.out.rows.length > 0 && <Gone out={today.out} two />}
                </div>
                <Week week={today.week} />
              </div>
              {!calm && today.out.rows.length > 0 && <Gone out={today.out} />}
            </>
          );
        }}
      </Answer>
    </div>
  );
}
