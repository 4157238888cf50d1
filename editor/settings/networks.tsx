import { Button, Modal, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./settings.module.css";

type Network = Reply<"listNetworks">["rows"][number];

function AppDialog({ network, close }: { network: Network; close: () => void }) {
  const { t } = useWords();
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const save = useChange("saveNetworkApp", {
    stale: ["listNetworks"],
    done: () => {
      announce.done(t("networks.saved"));
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={`${t("networks.enter")} · ${network.title}`}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            params: { name: network.name, connection: network.connections[0]?.name ?? "" },
            body: { clientId: clientId.trim(), ...(clientSecret ? { clientSecret } : {}) },
          });
        }}
      >
        <Stack gap={16}>
          <TextInput
            label={t("networks.clientId")}
            required
            withAsterisk={false}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            value={clientId}
            onChange={(event) => setClientId(event.currentTarget.value)}
            data-autofocus
          />
          <PasswordInput
            label={t("networks.clientSecret")}
            description={t("networks.secretHelp")}
            maxLength={500}
            autoComplete="off"
            value={clientSecret}
            onChange={(event) => setClientSecret(event.currentTarget.value)}
          />
        </Stack>
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}

/** Readings that cost money, off unless an admin switches them on. */
function PaidReadings({ network }: { network: Network }) {
  const { t } = useWords();
  const save = useChange("savePaidReadings", {
    stale: ["listNetworks"],
    done: () => announce.done(t("networks.readingsSaved")),
  });
  return (
    <Switch
      label={t("networks.readings")}
      description={t("networks.readingsHelp", { network: network.title })}
      checked={network.readings === "on"}
      disabled={save.isPending}
      onChange={(event) => save.mutate({ params: { name: network.name }, body: { on: event.currentTarget.checked } })}
    />
  );
}

/** The operator's app on each network. */
export function Networks() {
  const { t } = useWords();
  const query = useReply("listNetworks", {});
  const [entering, setEntering] = useState<Network | null>(null);
  return (
    <>
      <p className={classes.text}>{t("networks.text")}</p>
      <Answer query={query} lines={3} height={60}>
        {() => (
          <ul className={classes.list}>
            {query
              .data!.rows.filter(({ publishes }) => publishes)
              .map((network) => (
                <li key={network.name}>
                  <NetworkMark network={network.name} size={32} />
                  <strong className={classes.grow}>{network.title}</strong>
                  <Tag tone={network.simulated ? "calm" : network.ready ? "good" : "warn"}>
                    {t(
                      network.simulated ? "networks.simulated" : network.ready ? "networks.ready" : "networks.missing",
                    )}
                  </Tag>
                  {(network.readings === "off" || network.readings === "on") && <PaidReadings network={network} />}
                  {!network.federated && !network.simulated && (
                    <Button variant="default" onClick={() => setEntering(network)}>
                      {t("networks.enter")}
                    </Button>
                  )}
                </li>
              ))}
          </ul>
        )}
      </Answer>
      {entering && <AppDialog network={entering} close={() => setEntering(null)} />}
    </>
  );
}
