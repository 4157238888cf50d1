import { Text, TextInput, VisuallyHidden } from "@mantine/core";
import {
  IconCheck,
  IconChevronRight,
  IconChevronUp,
  IconCircleCheckFilled,
  IconExternalLink,
  IconX,
} from "@tabler/icons-react";
import { Suspense, useId, useState } from "react";
import type { Reply } from "#server/api.ts";
import { readFailed } from "../accounts/entry.ts";
import { goOn } from "../accounts/go-on.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import type { Row } from "../replies.ts";
import { useChange } from "../replies.ts";
import { lazy } from "../ui/lazy.ts";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./joining.module.css";

const EntryFields = lazy(async () => ({ default: (await import("../accounts/entry-fields.tsx")).EntryFields }));

type Network = Reply<"listNetworks">["rows"][number];

/** A network that a person may connect; open, it says what that allows and what it does not. */
export function NetworkCard({
  network,
  account,
  open,
  toggle,
}: {
  network: Network;
  account: Row<"listAccounts"> | undefined;
  open: boolean;
  toggle: () => void;
}) {
  const { t } = useWords();
  const inside = useId();
  const ways = network.connections.filter(({ kinds }) => kinds.includes("person"));
  const way = ways.find(({ ready }) => ready);
  const pages = network.connections.some(({ kinds }) => kinds.includes("page"));
  const about =
    way === undefined
      ? t("welcome.notReady")
      : way.way === "fields"
        ? t("welcome.entered")
        : t(pages ? "welcome.profile" : "welcome.own");
  return (
    <div className={classes.network} data-open={open || undefined}>
      <button
        type="button"
        className={classes.row}
        aria-expanded={account ? undefined : open}
        aria-controls={open ? inside : undefined}
        disabled={way === undefined || account !== undefined}
        onClick={toggle}
      >
        <NetworkMark network={network.name} size={42} />
        <span className={classes.rowWords}>
          <strong>{network.title}</strong>
          <small data-good={account ? "" : undefined}>
            {account ? `@${account.handle}` : about}
            {account && <VisuallyHidden> · {t("welcome.connected")}</VisuallyHidden>}
          </small>
        </span>
        {account ? (
          <IconCircleCheckFilled className={classes.here} size={30} aria-hidden="true" />
        ) : open ? (
          <IconChevronUp size={20} stroke={1.8} aria-hidden="true" />
        ) : (
          way && <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
        )}
      </button>
      {open && way && !account && (
        <div className={classes.inside} id={inside}>
          <Rights />
          <Connect network={network} way={way} />
        </div>
      )}
    </div>
  );
}

function Rights() {
  const { t } = useWords();
  return (
    <>
      <VisuallyHidden>{t("welcome.may")}</VisuallyHidden>
      <ul className={classes.rights}>
        {(["publish", "read"] as const).map((each) => (
          <li key={each}>
            <IconCheck size={22} stroke={2} aria-hidden="true" />
            {t(`welcome.can.${each}`)}
          </li>
        ))}
      </ul>
      <VisuallyHidden>{t("welcome.mayNot")}</VisuallyHidden>
      <ul className={classes.rights}>
        {(["read", "publish"] as const).map((each) => (
          <li key={each} data-not>
            <IconX size={22} stroke={2} aria-hidden="true" />
            {t(`welcome.not.${each}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Connect({ network, way }: { network: Network; way: Network["connections"][number] }) {
  const { t, text } = useWords();
  const [server, setServer] = useState<string | null>(null);
  const [entered, enter] = useState<Record<string, string>>({});
  const connect = useChange("connect", { done: goOn, quiet: true });
  const failed = readFailed(connect.error);
  const where = cards.get(network.name)?.home;
  const home = server ?? network.defaultServer ?? "";
  const byFields = way.way === "fields";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        connect.mutate({
          body: {
            network: network.name,
            connection: way.name,
            forWorkspace: false,
            ...(network.federated ? { server: home.trim() } : {}),
            ...(byFields ? { fields: entered } : {}),
          },
        });
      }}
    >
      {network.federated && (
        <TextInput
          mb={16}
          size="md"
          label={where?.federated ? text(where.label) : ""}
          required
          withAsterisk={false}
          maxLength={300}
          autoCapitalize="none"
          spellCheck={false}
          value={home}
          onChange={(event) => setServer(event.currentTarget.value)}
        />
      )}
      {byFields && (
        <Suspense>
          <EntryFields
            network={network.name}
            connection={way.name}
            page={way.page}
            values={entered}
            change={enter}
            failed={failed}
          />
        </Suspense>
      )}
      {failed !== null && !byFields && (
        <Text c="brick" mb={12} role="alert">
          {text(failed.text)}
        </Text>
      )}
      <button type="submit" className={classes.act} disabled={connect.isPending || connect.isSuccess}>
        {t(byFields ? "welcome.connect" : "welcome.go", { network: network.title })}
        {!byFields && <IconExternalLink size={20} stroke={1.8} aria-hidden="true" />}
      </button>
    </form>
  );
}
