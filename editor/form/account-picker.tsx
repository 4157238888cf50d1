import type { ReactNode } from "react";
import { Group, Select, Text } from "@mantine/core";
import type { AccountKind } from "#engine/card.ts";
import { matchRef, refLabel } from "#engine/ref.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";

type Frame = { label: string; description: ReactNode; error: string | null };

/** One connected account, by its reference: of any network, or of the one (and the kind) that a source reads. */
export function AccountPicker({
  value: given,
  change,
  frame,
  network = null,
  kind = null,
  optional = false,
}: {
  value: string;
  change: (ref: string) => void;
  frame: Frame;
  network?: string | null;
  kind?: AccountKind | null;
  optional?: boolean;
}) {
  const { t } = useWords();
  const { data } = useReply("listAccounts", { query: { limit: 200 } });
  const accounts = (data?.rows ?? []).filter(
    (account) =>
      account.state !== "disconnected" &&
      (network === null || account.network === network) &&
      (kind === null || account.kind === kind),
  );
  // An older map names an account by its handle: it is shown as chosen, and written in full with the next change.
  const found = matchRef(given, accounts);
  const value = found.kind === "one" ? found.account.ref : given;
  const byRef = new Map(accounts.map((account) => [account.ref, account]));
  const options = accounts.map((account) => ({
    value: account.ref,
    label: `${account.name} · ${networkTitle(account.network)}`,
  }));
  if (value && !byRef.has(value)) options.unshift({ value, label: t("field.accountLost", { ref: refLabel(value) }) });
  const chosen = byRef.get(value);
  return (
    <Select
      {...frame}
      data-field="account"
      searchable
      placeholder={optional ? t("field.accountWithout") : t("field.account")}
      nothingFoundMessage={t("field.accountNone")}
      allowDeselect={optional}
      clearable={optional}
      data={options}
      value={value || null}
      onChange={(ref) => (ref !== null || optional) && change(ref ?? "")}
      leftSection={
        chosen ? <Face name={chosen.name} company={chosen.member === null} avatar={chosen.avatar} size={20} /> : null
      }
      renderOption={({ option }) => {
        const account = byRef.get(option.value);
        if (!account) return option.label;
        return (
          <Group gap={12} wrap="nowrap">
            <Face
              name={account.name}
              company={account.member === null}
              avatar={account.avatar}
              network={account.network}
              size={30}
            />
            <div>
              <Text size="sm" fw={560}>
                {account.name}
              </Text>
              <Text size="xs" c="dimmed">
                @{account.handle} · {account.member?.name ?? t("field.accountCompany")}
              </Text>
            </div>
          </Group>
        );
      }}
    />
  );
}
