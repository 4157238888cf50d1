import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./campaigns.module.css";
import type { Campaign } from "./use.ts";

/** Accounts that a campaign goes to and that have to be connected again: a line each, with the way there. */
export function Reconnect({ accounts }: { accounts: Campaign["reconnect"] }) {
  const { t } = useWords();
  return accounts.map(({ id, network, name }) => (
    <p key={id} className={classes.note}>
      {t("campaign.reconnect", { network: networkTitle(network), name })}{" "}
      <Link href={`/accounts/${id}`}>{t("campaign.reconnectSee")}</Link>
    </p>
  ));
}
