import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { Fragment } from "react";
import { Link } from "wouter";
import { type Account, daysUntil } from "../accounts/account.ts";
import { ConnectDialog } from "../accounts/connect-dialog.tsx";
import { goOn } from "../accounts/go-on.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./mine.module.css";

/** Days of a ring: an access is told of so long before its end. */
const whole = 21;
/** From here on its row asks to be renewed. */
const soon = 10;

/** How much is left of an access, around its network's mark. */
function Ring({ account, days }: { account: Account; days: number | null }) {
  const left = account.state === "reconnect" ? 0 : days === null ? 1 : Math.min(1, days / whole);
  return (
    <span className={classes.ring} data-soon={(days !== null && days < soon) || undefined}>
      <svg viewBox="0 0 52 52" aria-hidden="true">
        <circle cx="26" cy="26" r="23" />
        <circle cx="26" cy="26" r="23" pathLength={1} strokeDasharray={`${left} 1`} />
      </svg>
      <NetworkMark network={account.network} size={30} />
    </span>
  );
}

function Row({ account }: { account: Account }) {
  const { t } = useWords();
  const again = useChange("reconnectAccount", { done: goOn });
  const days = account.accessEndsAt === null ? null : daysUntil(account.accessEndsAt);
  const lost = account.state === "reconnect";
  const asks = lost || (days !== null && days < soon);
  const waits = (account.counts?.scheduled ?? 0) + (account.counts?.waiting ?? 0);
  const inside = (
    <>
      <Ring account={account} days={days} />
      <span className={classes.words}>
        <strong>
          {/* Where it is too long for the line, its server stands on the next one. */}
          {(account.handle || account.name).split(/(?=@)/u).map((part, n) => (
            <Fragment key={part}>
              {n > 0 && <wbr />}
              {part}
            </Fragment>
          ))}
        </strong>
        <small>
          {lost ? t("mine.lost", { count: waits }) : days === null ? t("mine.fine") : t("mine.days", { days })}
        </small>
      </span>
    </>
  );
  return (
    <li data-lost={lost || undefined} data-asks={asks || undefined}>
      {asks ? (
        <div className={classes.row}>
          {inside}
          <Button
            size="md"
            loading={again.isPending}
            onClick={() => again.mutate({ params: { id: account.id }, body: {} })}
          >
            {t("mine.reconnect")}
          </Button>
        </div>
      ) : (
        <Link href={`/accounts/${account.id}`} className={classes.row!}>
          {inside}
          <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
        </Link>
      )}
    </li>
  );
}

/** One's own accounts: how long each access lasts, and one press to renew it as the same account. */
export function MyAccounts({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useWords();
  const [adding, add] = useDisclosure(false);
  return (
    <section>
      <header className={classes.head}>
        <h2>{t("mine.accounts")}</h2>
        <button type="button" className={classes.link} onClick={add.open}>
          {t("mine.add")}
        </button>
      </header>
      {accounts.length > 0 && (
        <ul className={classes.card}>
          {accounts.map((account) => (
            <Row key={account.id} account={account} />
          ))}
        </ul>
      )}
      <ConnectDialog opened={adding} close={add.close} forWorkspace={false} />
    </section>
  );
}
