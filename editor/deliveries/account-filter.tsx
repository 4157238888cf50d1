import { Select, type SelectProps } from "@mantine/core";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";

/** Deliveries of one account, of those that the reader sees. `several`: nothing is shown where there is only one to choose. */
export function AccountFilter({
  account,
  choose,
  several = false,
  w,
}: {
  account: string | null;
  choose: (account: string | null) => void;
  several?: boolean;
  w?: SelectProps["w"];
}) {
  const { t } = useWords();
  const accounts = useReply("listAccounts", { query: { limit: 200 } });
  const rows = accounts.data?.rows ?? [];
  if (several && rows.length < 2) return null;
  return (
    <Select
      {...(w === undefined ? {} : { w })}
      aria-label={t("deliveries.filterAccount")}
      placeholder={t("deliveries.allAccounts")}
      clearable
      searchable
      value={account}
      onChange={choose}
      data={rows.map(({ id, name, network }) => ({ value: id, label: `${name} · ${networkTitle(network)}` }))}
    />
  );
}
