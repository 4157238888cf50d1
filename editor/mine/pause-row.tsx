import { Button, Switch } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Account } from "../accounts/account.ts";
import { PauseDialog } from "../accounts/pause-dialog.tsx";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import classes from "./mine.module.css";
import { moment } from "./moment.ts";
import { pausedUntil } from "./paused.ts";

const stale = ["listAccounts", "getAccount", "listProposals", "listDeliveries", "myPosts", "me"] as const;

/** Everything that speaks in one's name stands still, until when one likes; while it does, the night says so. */
export function PauseRow({ accounts }: { accounts: readonly Account[] }) {
  const { t, language } = useWords();
  // "Rather a pause", from the page of leaving.
  const [search, setSearch] = useSearchParams();
  const [asking, setAsking] = useState(search.has("pause"));
  const close = () => {
    setAsking(false);
    if (search.has("pause")) setSearch({}, { replace: true });
  };
  const pause = useChange("pauseMine", { stale: [...stale], done: close });
  const resume = useChange("resumeMine", { stale: [...stale] });
  if (accounts.length === 0) return null;
  const until = pausedUntil(accounts);
  return (
    <>
      {until !== undefined ? (
        <section className={classes.night} aria-label={t("mine.paused")}>
          <h2>{t("mine.paused")}</h2>
          <p>
            {until === null
              ? t("mine.pausedOpen")
              : t("mine.pausedUntil", {
                  date: language === "fr" ? moment(until, language).toLowerCase() : moment(until, language),
                })}
          </p>
          <div className={classes.nightActs}>
            <Button
              className={classes.nightGo!}
              size="md"
              leftSection={<IconPlayerPlay size={20} stroke={1.8} />}
              loading={resume.isPending}
              onClick={() => resume.mutate({})}
            >
              {t("mine.resume")}
            </Button>
            <button type="button" className={classes.nightButton} onClick={() => setAsking(true)}>
              {t("mine.date")}
            </button>
          </div>
        </section>
      ) : (
        <div className={classes.pause}>
          <span className={classes.tile} aria-hidden="true">
            <IconPlayerPause size={22} stroke={1.7} />
          </span>
          <span className={classes.words}>
            <strong>{t("mine.pause")}</strong>
            <small>{t("mine.pauseAbout")}</small>
          </span>
          <Switch size="lg" checked={false} onChange={() => setAsking(true)} aria-label={t("mine.pause")} />
        </div>
      )}
      <PauseDialog
        title={t("mine.pause")}
        opened={asking}
        close={close}
        busy={pause.isPending}
        pause={(end) => pause.mutate({ body: end === undefined ? {} : { until: end } })}
      />
    </>
  );
}
