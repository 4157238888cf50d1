import { Modal, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import type { Account } from "./account.ts";
import classes from "./accounts.module.css";
import { DialogEnd } from "../ui/dialog-end.tsx";

/** Asks before an account posts by itself: what that means, how it ends, for how long. Of the company's the end is the company's own. */
export function ConsentDialog({
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
      <DialogEnd
        size="md"
        close={close}
        saving={busy}
        act={{ label: t("consent.yes"), press: () => agree(until.toISOString()) }}
      />
    </Modal>
  );
}
