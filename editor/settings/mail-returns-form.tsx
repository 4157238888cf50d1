import { Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Body, Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";

type Given = Body<"saveMailReturns">;
const usualPort = { tls: 993, starttls: 143 } as const;

/** Which mailbox is read. Its password is chosen by its name. */
export function MailReturnsForm({
  stored,
  close,
}: {
  stored: Reply<"readMailReturns">["settings"];
  close: () => void;
}) {
  const { t } = useWords();
  const [given, setGiven] = useState<Omit<Given, "secret"> & { secret: string | null }>(
    stored ?? { host: "", port: 993, tls: "tls", username: "", secret: null, folder: "INBOX", suggestTo: null },
  );
  const secrets = useReply("listSecrets", {});
  const save = useChange("saveMailReturns", {
    stale: ["readMailReturns"],
    done: () => {
      announce.done(t("mailReturns.saved"));
      close();
    },
  });
  const set = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const field = (name: "host" | "username" | "folder") => (
    <TextInput
      label={t(name === "folder" ? "mailReturns.folder" : `mail.${name}`)}
      required
      withAsterisk={false}
      spellCheck={false}
      autoComplete="off"
      value={given[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { secret } = given;
        if (secret !== null) save.mutate({ body: { ...given, secret } });
      }}
    >
      <Stack gap={16} maw={620}>
        <Select
          label={t("mail.tls")}
          allowDeselect={false}
          data={(["tls", "starttls"] as const).map((value) => ({ value, label: t(`mailReturns.tls.${value}`) }))}
          value={given.tls}
          onChange={(next) => {
            const tls = (next ?? "tls") as Given["tls"];
            set({ tls, port: usualPort[tls] });
          }}
        />
        <Group grow preventGrowOverflow={false} align="start">
          {field("host")}
          <NumberInput
            label={t("mail.port")}
            w={120}
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            thousandSeparator={false}
            value={given.port}
            onChange={(next) => set({ port: Number(next) })}
          />
        </Group>
        {field("username")}
        <Select
          label={t("mail.secret")}
          description={t("mail.secretHelp")}
          nothingFoundMessage={t("mail.noSecrets")}
          data={secrets.data?.rows.map(({ name }) => name) ?? []}
          required
          withAsterisk={false}
          searchable
          value={given.secret}
          onChange={(secret) => set({ secret })}
        />
        {field("folder")}
        <TextInput
          type="email"
          label={t("mailReturns.suggestTo")}
          description={t("mailReturns.suggestHelp")}
          spellCheck={false}
          autoComplete="off"
          maxLength={254}
          value={given.suggestTo ?? ""}
          onChange={(event) => set({ suggestTo: event.currentTarget.value.trim() || null })}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={given.secret === null}>
            {t("action.save")}
          </Button>
          <Button variant="default" onClick={close}>
            {t("action.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
