import { Button, Modal, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import type { Account } from "./account.ts";

const stale = ["listAccounts", "getAccount"] as const;
/** Somebody who is not in the list. */
const other = "other";

/** Offers an account to a colleague, who is asked; or takes an offer back. Nothing changes before their yes. */
export function HandoverDialog({ account, close }: { account: Account; close: () => void }) {
  const { t } = useWords();
  const params = { id: account.id };
  const own = account.member !== null;
  const heirs = useReply("listHeirs", { params });
  const [company, setCompany] = useState(account.handover?.company ?? !own);
  const [to, setTo] = useState<string | null>(null);
  const [email, setEmail] = useState("");
  const offer = useChange("offerAccount", {
    stale: [...stale],
    done: () => {
      close();
      announce.done(t("handover.offered"));
    },
  });
  const end = useChange("endOffer", {
    stale: [...stale],
    done: () => {
      close();
      announce.done(t("handover.tookBack"));
    },
  });
  const submit = () => offer.mutate({ params, body: { company, ...(to === other ? { email } : { to: to ?? "" }) } });
  return (
    <Modal
      opened
      onClose={close}
      title={t("handover.title", { name: account.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap={16}>
          {account.handover !== null && !account.handover.accepted ? (
            <Text>{t("handover.waits", { name: account.handover.to })}</Text>
          ) : (
            <Text c="dimmed">{t(own ? "handover.about" : "handover.aboutCompany")}</Text>
          )}
          {own && (
            <Radio.Group
              label={t("handover.becomes")}
              value={company ? "company" : "own"}
              onChange={(value) => {
                setCompany(value === "company");
                setTo(null);
              }}
            >
              <Stack gap={10} mt={8}>
                <Radio value="own" label={t("handover.own")} />
                <Radio value="company" label={t("handover.company")} />
              </Stack>
            </Radio.Group>
          )}
          <Told query={heirs} lines={1} height={56}>
            {({ rows }) => {
              // What a person owns becomes the company's through an administrator.
              const named = rows.filter(({ role }) => !own || !company || role === "admin");
              if (own && company && named.length === 0) return <Text>{t("handover.nobody")}</Text>;
              return (
                <Select
                  label={t("handover.to")}
                  placeholder={t("handover.choose")}
                  size="md"
                  searchable
                  value={to}
                  onChange={setTo}
                  data={[
                    ...named.map(({ id, name }) => ({ value: id, label: name })),
                    ...(own && !company ? [{ value: other, label: t("handover.other") }] : []),
                  ]}
                />
              );
            }}
          </Told>
          {to === other && (
            <TextInput
              type="email"
              required
              size="md"
              label={t("handover.email")}
              value={email}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            />
          )}
          {account.handover !== null && !account.handover.accepted && (
            <Button variant="subtle" color="brick" loading={end.isPending} onClick={() => end.mutate({ params })}>
              {t("handover.takeBack")}
            </Button>
          )}
        </Stack>
        <DialogEnd
          size="md"
          close={close}
          saving={offer.isPending}
          act={{
            label: t("handover.offer"),
            press: submit,
            disabled: to === null || (to === other && !email.includes("@")),
          }}
        />
      </form>
    </Modal>
  );
}
