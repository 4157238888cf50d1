import { Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Body, Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import type { Key } from "../messages/catalogue.ts";
import { useChange, useReply } from "../replies.ts";

type Stored = Reply<"readMail">["settings"];
type Given = Body<"saveMail">;

const empty: Given = {
  host: "",
  port: 587,
  tls: "starttls",
  auth: "password",
  username: "",
  secret: null,
  tokenUrl: null,
  clientId: null,
  scope: null,
  refreshSecret: null,
  fromName: "",
  fromAddress: "",
  replyTo: null,
  perMinute: 60,
  perRecipient: 10,
};
const usualPort = { starttls: 587, tls: 465, none: 25 } as const;

/** The server that mails are handed to. What is secret is chosen by its name. */
export function MailForm({ stored, close }: { stored: Stored; close: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState<Given>(stored ?? empty);
  const secrets = useReply("listSecrets", {});
  const save = useChange("saveMail", {
    stale: ["readMail"],
    done: () => {
      announce.done(t("mail.saved"));
      close();
    },
  });
  const set = (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part }));
  const names = secrets.data?.rows.map(({ name }) => name) ?? [];
  const field = (
    name: "host" | "username" | "fromName" | "fromAddress",
    more: { help?: Key; required?: boolean } = {},
  ) => (
    <TextInput
      label={t(`mail.${name}`)}
      {...(more.help === undefined ? {} : { description: t(more.help) })}
      required={more.required ?? true}
      withAsterisk={false}
      spellCheck={false}
      autoComplete="off"
      value={given[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const optional = (name: "tokenUrl" | "clientId" | "scope" | "replyTo") => (
    <TextInput
      label={t(`mail.${name}`)}
      spellCheck={false}
      autoComplete="off"
      value={given[name] ?? ""}
      onChange={(event) => set({ [name]: event.currentTarget.value.trim() === "" ? null : event.currentTarget.value })}
    />
  );
  const secret = (name: "secret" | "refreshSecret", label: Key, help: Key) => (
    <Select
      label={t(label)}
      description={t(help)}
      nothingFoundMessage={t("mail.noSecrets")}
      data={names}
      clearable
      searchable
      value={given[name]}
      onChange={(next) => set({ [name]: next })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: given });
      }}
    >
      <Stack gap={16} maw={620} mt={24}>
        <Select
          label={t("mail.tls")}
          allowDeselect={false}
          data={(["starttls", "tls", "none"] as const).map((value) => ({ value, label: t(`mail.tls.${value}`) }))}
          value={given.tls}
          onChange={(next) => {
            const tls = (next ?? "starttls") as Given["tls"];
            set({ tls, port: usualPort[tls], ...(tls === "none" ? { auth: "none" as const } : {}) });
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
        {given.tls !== "none" && (
          <Select
            label={t("mail.auth")}
            allowDeselect={false}
            data={(["password", "xoauth2", "none"] as const).map((value) => ({
              value,
              label: t(`mail.auth.${value}`),
            }))}
            value={given.auth}
            onChange={(next) => set({ auth: (next ?? "password") as Given["auth"] })}
          />
        )}
        {given.auth !== "none" && field("username")}
        {given.auth === "password" && secret("secret", "mail.secret", "mail.secretHelp")}
        {given.auth === "xoauth2" && (
          <>
            {optional("tokenUrl")}
            {optional("clientId")}
            {optional("scope")}
            {secret("secret", "mail.appSecret", "mail.secretHelp")}
            {secret("refreshSecret", "mail.refreshSecret", "mail.refreshHelp")}
          </>
        )}
        {field("fromName")}
        {field("fromAddress", { help: "mail.fromHelp" })}
        {optional("replyTo")}
        <Group grow align="start">
          {(["perMinute", "perRecipient"] as const).map((name) => (
            <NumberInput
              key={name}
              label={t(`mail.${name}`)}
              min={1}
              max={1_000}
              allowDecimal={false}
              value={given[name]}
              onChange={(next) => set({ [name]: Number(next) })}
            />
          ))}
        </Group>
        <Group>
          <Button type="submit" loading={save.isPending}>
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
