import "./words.ts";
import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import type { MapNode } from "#engine/map.ts";
import type { Account } from "../../accounts/account.ts";
import { useWords } from "../../language.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { useAccountOf, useOpenMap } from "../state/map-context.ts";
import classes from "./inspector.module.css";

/** Names that are told; of more only their number. */
const most = 3;

/** Of a target with pictures: accounts that were connected before there were any, and post without them until that is done anew. */
export function WordsOnly({ node }: { node: MapNode }) {
  const { t } = useWords();
  const { accounts } = useOpenMap();
  const named = useAccountOf(node);
  if ((node.config["pictures"] ?? "without") === "without") return null;
  const { networks } = node.config;
  const reached = (account: Account): boolean =>
    account.member !== null &&
    (!Array.isArray(networks) || networks.length === 0 || networks.includes(account.network));
  const all = "account" in node.config ? (named === undefined ? [] : [named]) : [...accounts.values()].filter(reached);
  const without = all.filter(({ state, wordsOnly }) => state === "connected" && wordsOnly);
  if (without.length === 0) return null;
  const names = without.slice(0, most).map(({ name, network }) => `${name} (${networkTitle(network)})`);
  const more = without.length - names.length;
  return (
    <p className={classes.problem} data-severity="warning">
      {t("target.wordsOnly", { count: without.length })} {names.join(", ")}
      {more > 0 && t("target.wordsOnlyMore", { count: more })}.{" "}
      <Anchor component={Link} href="/accounts" size="sm">
        {t("target.wordsOnlyOpen")}
      </Anchor>
    </p>
  );
}
