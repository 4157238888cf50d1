import { Button, Group, Modal, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { modes, type Mode } from "#engine/mode.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import type { Account } from "./account.ts";
import classes from "./accounts.module.css";

/** Asks before an account posts by itself: what that means, how it ends, for how long. */
function ConsentDialog({
  account,
  opened,
  close,
  agree,
  busy,
}: {
  account: Account;
  opened: boolean;
  close: () => void;
  agree: (until: string) => void;
  busy: boolean;
}) {
  const { t, day } = useWords();
  const [months, setMonths] = useState("6");
  const until = new Date();
  until.setMonth(until.getMonth() + Number(months));
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("consent.title", { network: networkTitle(account.network) })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text>{t("consent.text")}</Text>
      <ul className={classes.points}>
        <li>{t("consent.point1")}</li>
        <li>{t("consent.point2")}</li>
        <li>{t("consent.point3")}</li>
      </ul>
      <Text fw={560} size="sm" mt={20} mb={8}>
        {t("consent.for")}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={t("consent.for")}
        value={months}
        onChange={setMonths}
        data={["1", "3", "6", "12"].map((count) => ({
          value: count,
          label: t("consent.months", { count: Number(count) }),
        }))}
      />
      <Text size="sm" c="dimmed" mt={8}>
        {t("account.until", { date: day(until) })}
      </Text>
      <Group justify="flex-end" mt={24}>
        <Button variant="default" size="md" onClick={close}>
          {t("action.cancel")}
        </Button>
        <Button size="md" loading={busy} onClick={() => agree(until.toISOString())}>
          {t("consent.yes")}
        </Button>
      </Group>
    </Modal>
  );
}

/** Ask me, automatic, paused: the owner's choice in plain words. */
export function ModeControl({ account, may }: { account: Account; may: boolean }) {
  const { t, day } = useWords();
  const [asking, setAsking] = useState(false);
  const change = useChange("setMode", {
    stale: ["listAccounts", "listProposals", "listDeliveries", "me"],
    done: () => setAsking(false),
  });
  // Its terms are read as forbidding it, and nobody attested otherwise.
  const barred = cards.get(account.network)?.kinds[account.kind]?.auto === "attested" && !account.attested;
  const mode = change.isPending && change.variables ? change.variables.body.mode : account.mode;
  const choose = (next: Mode) => {
    if (next === "auto" && barred) return;
    if (next === "auto") setAsking(true);
    else change.mutate({ params: { id: account.id }, body: { mode: next } });
  };
  const help = `${t(mode === "auto" && !account.member ? "account.mode.autoHelpCompany" : `account.mode.${mode}Help`)}${mode === "auto" && account.modeUntil ? ` (${t("account.until", { date: day(account.modeUntil) })})` : ""}`;
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
        {help}
        {barred && may && ` ${t("account.autoBarred", { network: networkTitle(account.network) })}`}
      </p>
      <ConsentDialog
        account={account}
        opened={asking}
        close={() => setAsking(false)}
        busy={change.isPending}
        agree={(until) => change.mutate({ params: { id: account.id }, body: { mode: "auto", until } })}
      />
    </div>
  );
}
