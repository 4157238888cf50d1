import { Button } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Empty } from "../ui/empty.tsx";
import { lazy } from "../ui/lazy.ts";
import { useNow } from "../ui/now.ts";
import { momentWords } from "./moment.ts";
import { Preferences } from "./preferences.tsx";
import { type AnsweredRow, Queue } from "./queue.tsx";
import { Sky } from "./sky.tsx";
import { AskedStrip } from "../briefs/strip.tsx";
import classes from "./done.module.css";

const CommentStrip = lazy(async () => ({ default: (await import("../cues/strip.tsx")).CommentStrip }));
const LastPost = lazy(async () => ({ default: (await import("../mine/last-post.tsx")).LastPost }));

/** Whoever has no account yet hears what to do first. */
function Unconnected() {
  const { t } = useWords();
  return (
    <div className={classes.unconnected}>
      <Empty
        level={1}
        icon={<IconPlugConnected size={26} stroke={1.6} />}
        title={t("proposals.connectFirst")}
        action={
          <Button size="md" component={Link} href="/accounts">
            {t("proposals.connectFirst")}
          </Button>
        }
      >
        {t("proposals.connectText")}
      </Empty>
    </div>
  );
}

/** The day in one sentence: what left, what is planned, what was declined. */
function useDay(rows: readonly AnsweredRow[]): string {
  const { t } = useWords();
  const yes = rows.filter(({ answered }) => answered.answer === "publish");
  const said = [
    ["done.left", yes.filter(({ state }) => state === "published").length],
    [
      "done.planned",
      yes.filter(
        ({ state }) => state === "ready" || state === "sending" || state === "processing" || state === "retry_wait",
      ).length,
    ],
    ["done.declined", rows.filter(({ answered }) => answered.answer === "decline").length],
  ] as const;
  const parts = said.filter(([, count]) => count > 0).map(([key, count]) => t(key, { count }));
  const words = parts.join(", ");
  return words === "" ? "" : `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}.`;
}

/** Nothing waits: an ending, not a prize. */
export function Done({
  answered,
  later,
  listed,
}: {
  answered: readonly AnsweredRow[];
  later: { count: number; at: string } | null;
  /** The day's answers stand beside it already. */
  listed: boolean;
}) {
  const { t, language } = useWords();
  const now = useNow();
  const day = useDay(answered);
  const accounts = useReply("listAccounts", { query: { mine: "true", limit: 50 } });
  if (accounts.data?.rows.every((account) => account.state === "disconnected")) return <Unconnected />;
  const lights = answered.map((row) =>
    row.answered.answer === "publish" && !["rejected", "cancelled", "expired"].includes(row.state) ? "lit" : "hollow",
  );
  return (
    <div className={classes.done}>
      <Sky lights={lights} />
      <div className={classes.sheet}>
        <h1>{t(answered.length === 0 ? "proposals.none" : "done.title")}</h1>
        <p className={classes.day}>{day === "" ? t("proposals.noneText") : day}</p>
        {later !== null && (
          <p className={classes.day}>
            {t("done.later", { count: later.count, when: momentWords(Date.parse(later.at), now, language) })}
          </p>
        )}
        {!listed && <Queue stories={[]} answered={answered} current={null} />}
        <AskedStrip />
        <Suspense>
          <CommentStrip />
        </Suspense>
        <Suspense>
          <LastPost />
        </Suspense>
        {!listed && <Preferences />}
      </div>
    </div>
  );
}
