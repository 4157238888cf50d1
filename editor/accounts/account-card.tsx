import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowsExchange,
  IconDots,
  IconExternalLink,
  IconLink,
  IconListCheck,
  IconMoon,
  IconPlugX,
} from "@tabler/icons-react";
import { Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { cards } from "../networks.ts";
import { useChange, useReply } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import { type Account, daysUntil } from "./account.ts";
import { AccountSettings } from "./account-settings.tsx";
import classes from "./accounts.module.css";
import { Followers } from "./followers.tsx";
import { goOn } from "./go-on.ts";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import { minutesToTime } from "./minutes.ts";
import { ModeControl } from "./mode-control.tsx";

const FeedDialog = lazy(async () => ({ default: (await import("./feed-dialog.tsx")).FeedDialog }));
const HandoverDialog = lazy(async () => ({ default: (await import("./handover-dialog.tsx")).HandoverDialog }));
const ReconnectDialog = lazy(async () => ({ default: (await import("./reconnect-dialog.tsx")).ReconnectDialog }));

/** One account that the reader may decide about: how it posts, its quiet hours, the way out. `open`: the reader is on its own page already. */
export function AccountCard({ account, open = false }: { account: Account; open?: boolean }) {
  const { t, text } = useWords();
  const me = useMe();
  const [, navigate] = useLocation();
  const admin = me.member.role === "admin";
  const mayDecide = account.mine || (!account.member && admin);
  const [settings, openSettings] = useDisclosure(false);
  const [leaving, leave] = useDisclosure(false);
  const [entering, enter] = useDisclosure(false);
  const [reading, read] = useDisclosure(false);
  const [handing, hand] = useDisclosure(false);
  const connects = account.connects;
  const mayHand = account.kind !== "channel" && (account.mine || (!account.member && me.member.role !== "ambassador"));
  const again = useChange("reconnectAccount", { done: goOn });
  const choose = useChange("chooseAgain", { done: ({ choiceId }) => navigate(`/accounts/choose/${choiceId}`) });
  const networks = useReply(
    "listNetworks",
    {},
    {
      enabled: (account.state === "reconnect" || account.wordsOnly || account.accessEndsAt !== null) && connects,
    },
  );
  const ways = networks.data?.rows.find(({ name }) => name === account.network)?.connections ?? [];
  const connection = ways.find(({ name }) => name === account.grant?.connection) ?? ways[0];
  const { counts, grant } = account;
  // Cards stand below a heading of their part of the list where there are such parts; alone, or where all are one's own, below the page's.
  const Heading = open || me.member.role === "ambassador" ? "h2" : "h3";
  // Whom to sign in as, where the account does not say it itself.
  const by = grant?.by != null && grant.by !== account.handle ? grant.by : null;
  const siblings = grant !== null && grant.accounts > 1 ? grant.accounts : null;
  return (
    <article
      className={classes.card}
      data-reconnect={account.state === "reconnect" || undefined}
      aria-label={`${networkTitle(account.network)} ${account.name}`}
    >
      <header className={classes.head}>
        <Face
          name={account.name}
          company={account.member === null}
          avatar={account.avatar}
          network={account.network}
          size={46}
        />
        <div className={classes.who}>
          <Heading>{open ? account.name : <Link href={`/accounts/${account.id}`}>{account.name}</Link>}</Heading>
          <p>
            {networkTitle(account.network)}
            {/* A network that knows no handles gives the name. */}
            {account.handle !== account.name && <> · @{account.handle}</>}
            {account.kind !== "person" && <> · {t(`account.kind.${account.kind}`)}</>}
          </p>
          {siblings !== null && (
            <p>
              {by === null
                ? t("account.siblingsPlain", { count: siblings })
                : t("account.siblings", { count: siblings, by })}
            </p>
          )}
        </div>
        {(mayDecide || mayHand || admin) && (
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <ActionIcon
                size={40}
                aria-label={`${t("action.actions")}: ${account.name}, ${networkTitle(account.network)}`}
              >
                <IconDots size={18} stroke={1.8} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayDecide && (
                <Menu.Item leftSection={<IconMoon size={16} stroke={1.7} />} onClick={openSettings.open}>
                  {t("account.settings")}
                </Menu.Item>
              )}
              {account.url && (
                <Menu.Item
                  component="a"
                  href={account.url}
                  target="_blank"
                  rel="noreferrer"
                  leftSection={<IconExternalLink size={16} stroke={1.7} />}
                >
                  {t("action.open")}
                </Menu.Item>
              )}
              {mayDecide && (siblings !== null || account.kind !== "person") && account.state === "connected" && (
                <Menu.Item
                  leftSection={<IconListCheck size={16} stroke={1.7} />}
                  onClick={() => choose.mutate({ params: { id: account.id } })}
                >
                  {t("account.choose")}
                </Menu.Item>
              )}
              {mayHand && (
                <Menu.Item leftSection={<IconArrowsExchange size={16} stroke={1.7} />} onClick={hand.open}>
                  {t("handover.begin")}
                </Menu.Item>
              )}
              {(mayDecide || admin) && (
                <>
                  <Menu.Divider />
                  <Menu.Item color="brick" leftSection={<IconPlugX size={16} stroke={1.7} />} onClick={leave.open}>
                    {t("account.disconnect")}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {account.state === "reconnect" && (
        <p className={classes.alert}>
          <span>
            {account.lost === null ? t("account.reconnectText") : text(account.lost)} {t("account.reconnectWaits")}
            {by !== null && <> {t("account.reconnectAs", { by })}</>}
          </span>
          {connects && (
            <Button
              size="compact-md"
              loading={again.isPending || networks.isLoading}
              onClick={() =>
                connection?.way === "fields" ? enter.open() : again.mutate({ params: { id: account.id }, body: {} })
              }
            >
              {t("account.reconnect")}
            </Button>
          )}
        </p>
      )}
      {account.handover !== null && (
        <p className={classes.note}>
          {t(account.handover.accepted ? "handover.accepted" : "handover.waits", { name: account.handover.to })}{" "}
          {!account.handover.accepted && mayHand && (
            <button type="button" className={classes.link} onClick={hand.open}>
              {t("handover.see")}
            </button>
          )}
        </p>
      )}
      {account.unable.includes("comment") && (
        <p className={classes.note}>{t("account.noComments", { network: networkTitle(account.network) })}</p>
      )}
      {account.state === "connected" && account.accessEndsAt !== null && (
        <p className={classes.alert} data-ending>
          <span>
            {t("account.ends", { days: daysUntil(account.accessEndsAt), network: networkTitle(account.network) })}{" "}
            {t("account.endsThen")}
            {by !== null && <> {t("account.reconnectAs", { by })}</>}
          </span>
          {connects && (
            <Button
              size="compact-md"
              variant="default"
              loading={again.isPending || networks.isLoading}
              onClick={() => again.mutate({ params: { id: account.id }, body: {} })}
            >
              {t("account.renew")}
            </Button>
          )}
        </p>
      )}
      {account.state === "connected" && account.wordsOnly && (
        <p className={classes.alert}>
          <span>
            {t("account.wordsOnly")}
            {by !== null && <> {t("account.reconnectAs", { by })}</>}
          </span>
          {connects && (
            <Button
              size="compact-md"
              variant="default"
              loading={again.isPending || networks.isLoading}
              onClick={() =>
                connection?.way === "fields" ? enter.open() : again.mutate({ params: { id: account.id }, body: {} })
              }
            >
              {t("account.reconnect")}
            </Button>
          )}
        </p>
      )}
      {account.frozenUntil && (
        <p className={classes.alert}>
          <span>
            {t("account.frozen")} <When at={account.frozenUntil} />.
          </span>
        </p>
      )}
      <ModeControl account={account} may={mayDecide} />
      {mayDecide && account.state === "connected" && cards.get(account.network)?.here && (
        <Button variant="light" leftSection={<IconLink size={16} stroke={1.8} />} onClick={read.open}>
          {t("feed.show")}
        </Button>
      )}
      <footer className={classes.foot}>
        <span className={`${classes.counts} num`}>
          {counts && <span>{t("account.published", { count: counts.published })}</span>}
          {mayDecide && <Followers account={account.id} />}
          {counts !== null && counts.scheduled > 0 && (
            <span>{t("account.scheduled", { count: counts.scheduled })}</span>
          )}
          {counts !== null && counts.waiting > 0 && <span>{t("account.waiting", { count: counts.waiting })}</span>}
          {counts !== null && counts.unknown > 0 && <span>{t("account.unknown", { count: counts.unknown })}</span>}
          {account.quietFrom !== null && account.quietTo !== null && (
            <span>
              {t("account.quietLine", { from: minutesToTime(account.quietFrom), to: minutesToTime(account.quietTo) })}
            </span>
          )}
        </span>
      </footer>
      <AccountSettings account={account} opened={settings} close={openSettings.close} />
      {entering && connection !== undefined && (
        <Suspense>
          <ReconnectDialog account={account} connection={connection} close={enter.close} />
        </Suspense>
      )}
      {handing && (
        <Suspense>
          <HandoverDialog account={account} close={hand.close} />
        </Suspense>
      )}
      {reading && (
        <Suspense>
          <FeedDialog account={account} close={read.close} />
        </Suspense>
      )}
      <DisconnectDialog account={account} opened={leaving} close={leave.close} />
    </article>
  );
}
