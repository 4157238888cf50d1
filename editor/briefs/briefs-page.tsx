import "./words.ts";
import { Button } from "@mantine/core";
import { IconHeartHandshake, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { BriefDialog } from "./brief-dialog.tsx";
import classes from "./briefs.module.css";
import { dayOf, type Row, signs, standing } from "./use.ts";

/** What volunteers are asked: what is open or written first, what is closed below. */
export function BriefsPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listBriefs", {});
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  const closed = rows.filter(({ state }) => state === "closed");
  const write = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => ask(true)}>
      {t("briefs.new")}
    </Button>
  );
  return (
    <Page
      title={t("briefs.title")}
      intro={t("briefs.intro")}
      back={<Back to="/campaigns">{t("nav.campaigns")}</Back>}
      actions={
        <>
          <Button component={Link} href="/portraits" variant="default">
            {t("briefs.portraits")}
          </Button>
          {rows.length > 0 && write}
        </>
      }
    >
      <Answer query={query} lines={3} height={84}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconHeartHandshake size={28} />} title={t("briefs.none")} action={write}>
              {t("briefs.noneText")}
            </Empty>
          ) : (
            <>
              <BriefRows rows={rows.filter(({ state }) => state !== "closed")} />
              {closed.length > 0 && (
                <>
                  <h2 className={classes.over}>{t("briefs.closed")}</h2>
                  <BriefRows rows={closed} />
                </>
              )}
              <More query={query} />
            </>
          )
        }
      </Answer>
      {asked && (
        <BriefDialog known={null} campaign={null} close={() => ask(false)} done={({ id }) => go(`/briefs/${id}`)} />
      )}
    </Page>
  );
}

/** Briefs, each the way to its page; who was asked is a number, who offered waits. */
export function BriefRows({ rows, level = 2 }: { rows: readonly Row[]; level?: 2 | 3 }) {
  const { t, language } = useWords();
  const Title = `h${level}` as const;
  if (rows.length === 0) return null;
  return (
    <ul className={classes.list}>
      {rows.map((row) => {
        const { id, kind, title, lastDay, counts, state } = row;
        const Sign = signs[kind];
        const { tone, key } = standing(row);
        return (
          <li key={id}>
            <span className={classes.sign}>
              <Sign size={22} stroke={1.6} aria-hidden="true" />
            </span>
            <div className={classes.words}>
              <Title>
                <Link href={`/briefs/${id}`}>{title}</Link>
              </Title>
              <p>
                {counts.offered > 0 && (
                  <span className={classes.waits}>{t("briefs.offered", { count: counts.offered })}</span>
                )}
                <span>{t(`brief.kind.${kind}`)}</span>
                {state !== "draft" && <span>{t("briefs.asked", { count: counts.asked })}</span>}
                {counts.agreed > 0 && <span>{t("briefs.agreed", { count: counts.agreed })}</span>}
                {counts.done > 0 && <span>{t("briefs.done", { count: counts.done })}</span>}
                {lastDay !== null && state !== "closed" && (
                  <span>{t("brief.until", { day: dayOf(lastDay, language) })}</span>
                )}
              </p>
            </div>
            <Tag tone={tone}>{t(key)}</Tag>
          </li>
        );
      })}
    </ul>
  );
}
