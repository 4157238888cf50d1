import "./words.ts";
import { useMe } from "../me.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import { Receipts } from "./receipts.tsx";
import { Rhythms } from "./rhythms.tsx";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import { TopicTiles } from "./tiles.tsx";
import classes from "./my-page.module.css";

const Speaking = lazy(async () => ({ default: (await import("../editorial/speaking.tsx")).Speaking }));

/** One's own topics and rhythm, on one page: what, how often, how far by itself, and never when. */
export function MyTopicsPage() {
  const { t } = useWords();
  return (
    <Page narrow title={t("rhythm.title")}>
      <Suspense>
        <Speaking />
      </Suspense>
      <TopicsAndRhythm />
      <Receipts />
    </Page>
  );
}

/** The same without a page around it: a step of joining. */
export function TopicsAndRhythm() {
  const { t } = useWords();
  const { member } = useMe();
  const mine = useReply("myTopics", {});
  const { rows, query } = useRows("listAccounts", { query: { mine: "true", limit: 100 } });
  const own = rows.filter((account) => account.member?.id === member.id && account.kind !== "channel");
  return (
    <div className={classes.both}>
      <section aria-label={t("rhythm.topics")}>
        <Answer query={mine} lines={2} height={74}>
          {() => mine.data && <TopicTiles mine={mine.data} />}
        </Answer>
      </section>
      <section aria-label={t("rhythm.accounts")}>
        <Answer query={query} lines={2} height={120}>
          {() =>
            own.length === 0 ? <p className={classes.none}>{t("rhythm.noAccounts")}</p> : <Rhythms accounts={own} />
          }
        </Answer>
      </section>
    </div>
  );
}
