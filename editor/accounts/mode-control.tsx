import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { modes, type Mode } from "#engine/mode.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import { type Account, daysUntil } from "./account.ts";
import classes from "./accounts.module.css";
import { ConsentDialog } from "./consent-dialog.tsx";
import { PauseDialog } from "./pause-dialog.tsx";

/** Days before a person's yes ends from which going on is offered. */
const nearDays = 14;
const stale = ["listAccounts", "getAccount", "listProposals", "listDeliveries", "me"] as const;

/** Ask me, automatic, paused: the owner's choice in plain words, until when, and what holds after a pause. */
export function ModeControl({ account, may }: { account: Account; may: boolean }) {
  const { t } = useWords();
  const [asking, setAsking] = useState<"auto" | "paused" | null>(null);
  const done = () => setAsking(null);
  const change = useChange("setMode", { stale: [...stale], done });
  const resume = useChange("resumeAccount", { stale: [...stale] });
  // Its terms are read as forbidding it, and nobody attested otherwise.
  const barred = cards.get(account.network)?.kinds[account.kind]?.auto === "attested" && !account.attested;
  const mode = change.isPending && change.variables ? change.variables.body.mode : account.mode;
  const params = { id: account.id };
  const choose = (next: Mode) => {
    if (next === "auto" && barred) return;
    if (next === "ask") change.mutate({ params, body: { mode: next } });
    else setAsking(next);
  };
  const ends =
    mode === "auto" && may && account.member !== null && account.modeUntil !== null
      ? daysUntil(account.modeUntil)
      : null;
  return (
    <div>
      <SegmentedControl
        className={classes.modes!}
        fullWidth
        disabled={!may}
        aria-label={t("account.mode")}
        value={mode}
        onChange={(next) => choose(next as Mode)}
        data={modes.map((each) => ({
          value: each,
          label: t(`account.mode.${each}`),
          disabled: each === "auto" && barred,
        }))}
      />
      <p className={classes.help} aria-live="polite">
        <Said account={account} mode={mode} />
        {barred && may && ` ${t("account.autoBarred", { network: networkTitle(account.network) })}`}
      </p>
      {mode === "paused" && may && (
        <Button
          size="compact-md"
          variant="default"
          mt={8}
          loading={resume.isPending}
          onClick={() => resume.mutate({ params })}
        >
          {t("pause.resume")}
        </Button>
      )}
      {ends !== null && ends <= nearDays && (
        <p className={classes.alert} data-ending>
          <span>{t("consent.ends", { days: ends })}</span>
          <Button size="compact-md" variant="default" onClick={() => setAsking("auto")}>
            {t("consent.goOn")}
          </Button>
        </p>
      )}
      <ConsentDialog
        account={account}
        opened={asking === "auto"}
        close={done}
        busy={change.isPending}
        agree={(until) => change.mutate({ params, body: { mode: "auto", until } })}
      />
      <PauseDialog
        title={t("pause.title", { name: account.name, network: networkTitle(account.network) })}
        opened={asking === "paused"}
        close={done}
        busy={change.isPending}
        pause={(until) =>
          change.mutate({ params, body: { mode: "paused", ...(until === undefined ? {} : { until }) } })
        }
      />
    </div>
  );
}

/** The choice as a sentence, with its end. */
function Said({ account, mode }: { account: Account; mode: Mode }) {
  const { t, day } = useWords();
  const { modeUntil: until, modeAfter: after, modeAfterUntil: afterUntil } = account;
  if (mode !== account.mode) return t(`account.mode.${mode}Help`);
  if (mode === "ask") return t("account.mode.askHelp");
  if (mode === "auto") {
    const help = t(account.member ? "account.mode.autoHelp" : "account.mode.autoHelpCompany");
    return until === null ? help : `${help} (${t("account.until", { date: day(until) })})`;
  }
  // A pause ends at midnight: the last day is the one before.
  const last = until === null ? null : day(new Date(Date.parse(until) - 1));
  const then = t("pause.then", { mode: after ?? "ask", date: afterUntil === null ? "" : day(afterUntil) });
  return last === null
    ? `${t("account.mode.pausedHelp")} ${t("pause.thenOpen", { after: then })}`
    : `${t("account.mode.pausedHelp")} ${t("pause.thenDay", { date: last, after: then })}`;
}
