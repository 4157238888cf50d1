import { Autocomplete, Group, Modal, MultiSelect, NumberInput, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import type { Account } from "./account.ts";
import { minutesToTime, timeToMinutes } from "./minutes.ts";

const zones = Intl.supportedValuesOf("timeZone");

function SettingsForm({ account, close }: { account: Account; close: () => void }) {
  const { t } = useWords();
  const [quiet, setQuiet] = useState(account.quietFrom !== null);
  const [from, setFrom] = useState(minutesToTime(account.quietFrom ?? 20 * 60));
  const [to, setTo] = useState(minutesToTime(account.quietTo ?? 8 * 60));
  const [zone, setZone] = useState(account.zone);
  const [cap, setCap] = useState<number | null>(account.dailyCap);
  const [spacing, setSpacing] = useState(account.spacingMinutes);
  const [topics, setTopics] = useState(account.topics);
  const { data: mine } = useReply("myTopics", {}, { enabled: account.mine });
  // Of what they follow; who never chose may keep an account to any.
  const offered = (mine?.rows ?? [])
    .filter(({ follows, key }) => follows || mine?.chosen === false || topics.includes(key))
    .map(({ key, name }) => ({ value: key, label: name }));
  const [linkNamed, setLinkNamed] = useState(account.linkNamed);
  const save = useChange("changeAccount", {
    stale: ["listAccounts"],
    done: () => {
      announce.done(t("account.saved"));
      close();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          params: { id: account.id },
          body: {
            zone,
            quietFrom: quiet ? timeToMinutes(from) : null,
            quietTo: quiet ? timeToMinutes(to) : null,
            dailyCap: cap,
            spacingMinutes: spacing,
            topics,
            linkNamed,
          },
        });
      }}
    >
      <Stack gap={18}>
        <Switch
          size="md"
          label={t("account.quietOn")}
          description={t("account.quiet")}
          checked={quiet}
          onChange={(event) => setQuiet(event.currentTarget.checked)}
        />
        {quiet && (
          <Group grow gap={12}>
            <TextInput
              type="time"
              label={t("account.quietFrom")}
              required
              withAsterisk={false}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="time"
              label={t("account.quietTo")}
              required
              withAsterisk={false}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Group>
        )}
        <Autocomplete label={t("account.zone")} data={zones} limit={30} value={zone} onChange={setZone} />
        <Group grow gap={12} align="flex-end">
          <NumberInput
            label={t("account.cap")}
            placeholder={t("account.capNone")}
            min={1}
            max={1000}
            allowDecimal={false}
            value={cap ?? ""}
            onChange={(value) => setCap(typeof value === "number" ? value : null)}
          />
          <NumberInput
            label={t("account.spacing")}
            min={0}
            max={1440}
            allowDecimal={false}
            value={spacing}
            onChange={(value) => setSpacing(typeof value === "number" ? value : 0)}
          />
        </Group>
        {account.mine && offered.length > 0 && (
          <MultiSelect
            label={t("account.topics")}
            description={t("account.topicsHelp")}
            hidePickedOptions
            data={offered}
            value={topics}
            onChange={setTopics}
          />
        )}
        {account.kind === "person" && (
          <Switch
            size="md"
            label={t("account.linkNamed")}
            description={t("account.linkNamedHelp", { handle: account.handle })}
            checked={linkNamed}
            onChange={(event) => setLinkNamed(event.currentTarget.checked)}
          />
        )}
      </Stack>
      <DialogEnd close={close} saving={save.isPending} />
    </form>
  );
}

/** Quiet hours, caps, spacing and topics of one account. */
export function AccountSettings({ account, opened, close }: { account: Account; opened: boolean; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("account.settingsOf", { name: account.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <SettingsForm account={account} close={close} />
    </Modal>
  );
}
