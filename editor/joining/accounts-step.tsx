import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { Return } from "../accounts/return.tsx";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Dock, DockButton } from "../ui/dock.tsx";
import { Fold } from "../ui/fold.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { type Progress, Step } from "../ui/step.tsx";
import classes from "./joining.module.css";
import { NetworkCard } from "./network-card.tsx";

type Network = Reply<"listNetworks">["rows"][number];

const isPersonal = ({ connections }: Network): boolean => connections.some(({ kinds }) => kinds.includes("person"));

/** Connecting one account, or none: what that lets Relaymap do stands before the button that leaves for the network. */
export function AccountsStep({
  progress,
  back,
  go,
}: {
  progress: Progress;
  back: (() => void) | null;
  go: () => void;
}) {
  const { t } = useWords();
  const networks = useReply("listNetworks", {});
  const { rows: mine } = useRows("listAccounts", { query: { mine: "true", limit: 100 } });
  const [open, setOpen] = useState<string | null>(null);
  const all = (networks.data?.rows ?? []).filter(({ publishes }) => publishes);
  const offered = all.filter(isPersonal).toSorted((a, b) => Number(isReady(b)) - Number(isReady(a)));
  const byLink = all.filter((network) => !isPersonal(network) && network.share !== null);
  const here = (network: string) => mine.find((each) => each.network === network && each.state !== "disconnected");
  return (
    <Step
      back={back}
      progress={progress}
      title={t("welcome.accounts")}
      about={t("welcome.accountsText")}
      foot={
        <Dock
          first={
            <DockButton tone={mine.some(({ state }) => state === "connected") ? "act" : "beside"} onClick={go}>
              {t("welcome.continue")}
            </DockButton>
          }
        />
      }
    >
      <Return />
      <Answer query={networks} lines={4} height={66}>
        {() => (
          <div className={classes.networks}>
            {offered.map((network) => (
              <NetworkCard
                key={network.name}
                network={network}
                account={here(network.name)}
                open={open === network.name}
                toggle={() => setOpen(open === network.name ? null : network.name)}
              />
            ))}
          </div>
        )}
      </Answer>
      {byLink.map(({ name, title }) => (
        <p key={name} className={classes.not}>
          <span>
            <NetworkMark network={name} size={32} />
          </span>
          <span>{t("welcome.noProfiles", { network: title })}</span>
        </p>
      ))}
      <Fold icon={IconUserPlus} title={t("welcome.none")} about={t("welcome.noneAbout")}>
        <p className={classes.text}>{t("welcome.noneText")}</p>
        <Follow />
      </Fold>
    </Step>
  );
}

const isReady = ({ connections }: Network): boolean => connections.some(({ ready }) => ready);

/** The company's own accounts, to be followed. */
function Follow() {
  const { t } = useWords();
  const rows = useReply("readWelcome", {}).data?.follow ?? [];
  if (rows.length === 0) return null;
  return (
    <>
      <p className={classes.text}>{t("welcome.follow")}</p>
      <ul className={classes.rights}>
        {rows.map(({ network, name, url }) => (
          <li key={url}>
            <NetworkMark network={network} size={22} />
            <a href={url} target="_blank" rel="noreferrer">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
