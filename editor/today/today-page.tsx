import "./words.ts";
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Faces } from "../ui/faces.tsx";
import { useNow } from "../ui/now.ts";
import { relative } from "../ui/relative.ts";
import { When } from "../ui/when.tsx";
import page from "../ui/page.module.css";
import { countDecisions, Decisions, type Today } from "./decisions.tsx";
import classes from "./today.module.css";

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

function Gone({ out, started }: Pick<Today, "out"> & { started: boolean }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="gone">
      <div className={classes.over}>
        <h2 id="gone" className={classes.heading}>
          {t("today.gone")}
        </h2>
        <Link href="/deliveries" className={classes.all!}>
          {t("today.all")}
          <IconArrowRight size={16} stroke={1.8} aria-hidden="true" />
        </Link>
      </div>
      {out.rows.length === 0 ? (
        <Empty
          title={t("today.none")}
          action={
            !started && (
              <Button component={Link} href="/maps">
                {t("today.start")}
              </Button>
            )
          }
        >
          {t("today.noneText")}
        </Empty>
      ) : (
        <ul className={classes.stories}>
          {out.rows.map(({ key, title, posts, voices, at, faces }) => {
            const more = voices - faces.length;
            const names = faces.map(({ name }) => name).join(", ");
            return (
              <li key={key}>
                <strong title={title}>{title}</strong>
                <Faces faces={faces} more={more} label={more > 0 ? t("faces.more", { names, count: more }) : names} />
                <span className={classes.sum}>
                  <b>{t("today.posts", { count: posts })}</b>
                  <When at={at} />
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {out.stories > out.rows.length && (
        <p className={classes.rest}>
          <Link href="/deliveries?state=published">{t("today.more", { count: out.stories - out.rows.length })}</Link>
        </p>
      )}
    </section>
  );
}

function Day({ out, planned }: Pick<Today, "out" | "planned">) {
  const { t, number } = useWords();
  return (
    <section aria-labelledby="day" className={classes.aside}>
      <h2 id="day" className={classes.heading}>
        {t("today.day")}
      </h2>
      <div className={classes.card}>
        <p className={classes.figure}>
          <b>{number(out.posts)}</b> <span>{t("today.out", { count: out.posts })}</span>
        </p>
        <p className={classes.planned}>
          {t(planned.more ? "today.plannedMany" : "today.planned", { count: planned.posts })}
        </p>
      </div>
    </section>
  );
}

/** What a manager needs to know in ten seconds: what waits for them, that all goes well, what went out. */
export function TodayPage() {
  const { t, language } = useWords();
  const me = useMe();
  const query = useReply("today", {}, { every: 30_000 });
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
        {query.data && <Health today={query.data} />}
      </p>
      <h1 className={page.title}>
        {query.data ? t("today.title", { count: countDecisions(me, query.data), name }) : t("today.tab")}
      </h1>
      <Answer query={query} lines={4} height={88}>
        {() => {
          const today = query.data!;
          const waits = countDecisions(me, today) > 0;
          return (
            <div className={classes.grid}>
              <div className={classes.column}>
                {waits && <Decisions today={today} />}
                <Gone out={today.out} started={today.sources.read + today.failing.count > 0} />
              </div>
              <Day out={today.out} planned={today.planned} />
            </div>
          );
        }}
      </Answer>
    </div>
  );
}
