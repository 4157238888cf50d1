import "./words.ts";
import type { ReactNode } from "react";
import { type ComboboxItem, type ComboboxParsedItem, Group as Row, Select, Text } from "@mantine/core";
import type { AccountKind } from "#engine/card.ts";
import { matchRef, refLabel } from "#engine/ref.ts";
import { fold } from "#engine/words.ts";
import type { Account } from "../accounts/account.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";

type Group = { group: string; items: ComboboxItem[] };
type Frame = { label: string; description: ReactNode; error: string | null };

/** Whether what is sent to it arrives just now: its access is lost, its owner paused it. */
const standingOf = ({ state, mode }: Account): "fine" | "paused" | "lost" =>
  state === "reconnect" ? "lost" : mode === "paused" ? "paused" : "fine";

/** By network and name, in each the company's first; those that get nothing now come last, and say why. */
function grouped(accounts: readonly Account[]): Group[] {
  const rank = (account: Account): number =>
    Number(account.member !== null) + 2 * Number(standingOf(account) !== "fine");
  const sorted = accounts.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return [...Map.groupBy(sorted, ({ network }) => networkTitle(network))]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([group, list]) => ({
      group,
      items: list.map(({ ref, name }) => ({ value: ref, label: `${name} · ${group}` })),
    }));
}

/** Found by whatever is known of it: its name, its handle, its owner, its network. */
function searched(
  groups: ComboboxParsedItem[],
  search: string,
  byRef: ReadonlyMap<string, Account>,
): ComboboxParsedItem[] {
  const wanted = fold(search).split(/\s+/u).filter(Boolean);
  const fits = ({ value, label }: ComboboxItem): boolean => {
    const { handle = "", member = null } = byRef.get(value) ?? {};
    const all = fold(`${label} @${handle} ${member?.name ?? ""}`);
    return wanted.every((word) => all.includes(word));
  };
  return groups.flatMap((one): ComboboxParsedItem[] => {
    if (!("items" in one)) return fits(one) ? [one] : [];
    const items = one.items.filter(fits);
    return items.length === 0 ? [] : [{ ...one, items }];
  });
}

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
  const options = grouped(accounts);
  if (value && !byRef.has(value))
    options.unshift({ group: "", items: [{ value, label: t("field.accountLost", { ref: refLabel(value) }) }] });
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
      filter={({ options: groups, search, limit: most }) => searched(groups, search, byRef).slice(0, most)}
      value={value || null}
      onChange={(ref) => (ref !== null || optional) && change(ref ?? "")}
      leftSection={
        chosen ? <Face name={chosen.name} company={chosen.member === null} avatar={chosen.avatar} size={20} /> : null
      }
      renderOption={({ option }) => {
        const account = byRef.get(option.value);
        if (!account) return option.label;
        return (
          <Row gap={12} wrap="nowrap">
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
              <Text
                size="xs"
                c={standingOf(account) === "fine" ? "dimmed" : "honey"}
                fw={standingOf(account) === "fine" ? 400 : 560}
              >
                {standingOf(account) === "lost" ? t("field.accountReconnect") : t(`mode.${account.mode}`)}
              </Text>
            </div>
          </Row>
        );
      }}
    />
  );
}
