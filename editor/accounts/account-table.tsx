import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Table } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";
import type { Account } from "./account.ts";
import classes from "./accounts.module.css";

/** Other people's accounts, to look at only. */
export function AccountTable({ accounts }: { accounts: Account[] }) {
  const { t, number } = useWords();
  return (
    <Table label={t("accounts.people")}>
      <thead>
        <tr>
          <th>{t("delivery.account")}</th>
          <th>{t("account.mode")}</th>
          <th>{t("account.topics")}</th>
          <th data-number>{t("maps.waiting")}</th>
          <th data-number>{t("delivery.state.published")}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <td>
              <span className={classes.person}>
                <Face
                  name={account.name}
                  company={account.member === null}
                  avatar={account.avatar}
                  network={account.network}
                  size={32}
                />
                <span>
                  <strong>
                    <Link href={`/accounts/${account.id}`} data-row>
                      {account.member?.name ?? account.name}
                    </Link>
                  </strong>
                  <br />
                  <span className="muted">
                    {networkTitle(account.network)}
                    {account.handle !== account.name && <> · @{account.handle}</>}
                  </span>
                </span>
              </span>
            </td>
            <td>
              {account.state === "reconnect" ? (
                <Tag tone="warn">{t("account.state.reconnect")}</Tag>
              ) : (
                <Tag tone={account.mode === "auto" ? "good" : account.mode === "ask" ? "calm" : "plain"}>
                  {t(`account.mode.${account.mode}`)}
                </Tag>
              )}
            </td>
            <td className="muted">{account.follows.join(", ") || "—"}</td>
            <td data-number>{account.counts ? number(account.counts.waiting) : "–"}</td>
            <td data-number>{account.counts ? number(account.counts.published) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
