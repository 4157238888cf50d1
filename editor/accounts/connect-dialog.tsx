import { Button, Group, Modal, Text, TextInput, UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./accounts.module.css";
import { readFailed } from "./entry.ts";
import { goOn } from "./go-on.ts";

const EntryFields = lazy(async () => ({ default: (await import("./entry-fields.tsx")).EntryFields }));

/** Chooses a network and leads to its own page, or asks for what is entered there. */
export function ConnectDialog({
  opened,
  close,
  forWorkspace,
}: {
  opened: boolean;
  close: () => void;
  forWorkspace: boolean;
}) {
  const { t, text } = useWords();
  const networks = useReply("listNetworks", {}, { enabled: opened });
  const [chosen, setChosen] = useState<string | null>(null);
  const [server, setServer] = useState<string | null>(null);
  const [entered, enter] = useState<Record<string, string>>({});
  // What was entered wrongly stands at its field.
  const connect = useChange("connect", { done: goOn, quiet: true });
  // A channel is nobody's own.
  const open = (name: string) =>
    forWorkspace || Object.keys(cards.get(name)?.kinds ?? {}).some((kind) => kind !== "channel");
  const publishing = (networks.data?.rows ?? []).filter((network) => network.publishes && open(network.name));
  const network = publishing.find((each) => each.name === chosen);
  const where = cards.get(network?.name ?? "")?.home;
  const home = server ?? network?.defaultServer ?? "";
  const connection = network?.connections[0];
  const byFields = connection?.way === "fields";
  const failed = readFailed(connect.error);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(forWorkspace ? "accounts.connectCompany" : "connect.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (network)
            connect.mutate({
              body: {
                network: network.name,
                forWorkspace,
                ...(network.federated ? { server: home.trim() } : {}),
                ...(byFields ? { fields: entered } : {}),
              },
            });
        }}
      >
        <Text c="dimmed" mb={16}>
          {t(forWorkspace ? "connect.forCompany" : byFields ? "connect.entered" : "connect.text")}
        </Text>
        <Answer query={networks} lines={2} height={60} small>
          {() => (
            <div className={classes.choices} role="radiogroup" aria-label={t("connect.title")}>
              {publishing.map((each) => (
                <UnstyledButton
                  key={each.name}
                  type="button"
                  role="radio"
                  aria-checked={chosen === each.name}
                  className={classes.choice!}
                  data-chosen={chosen === each.name || undefined}
                  disabled={!each.ready}
                  onClick={() => {
                    setChosen(each.name);
                    enter({});
                    connect.reset();
                  }}
                >
                  <NetworkMark network={each.name} size={36} />
                  <div>
                    <strong>{each.title}</strong>
                    {(each.simulated || !each.ready) && (
                      <span>{t(each.ready ? "connect.simulated" : "connect.notReady")}</span>
                    )}
                  </div>
                </UnstyledButton>
              ))}
            </div>
          )}
        </Answer>
        {network?.federated && (
          <TextInput
            mt={16}
            size="md"
            label={where?.federated ? text(where.label) : ""}
            description={t("connect.serverHint")}
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
              network={network?.name ?? ""}
              connection={connection.name}
              page={connection.page}
              values={entered}
              change={enter}
              failed={failed}
            />
          </Suspense>
        )}
        {failed !== null && !byFields && (
          <Text c="brick" mt={16} role="alert">
            {text(failed.text)}
          </Text>
        )}
        <Group justify="flex-end" mt={24}>
          <Button variant="default" size="md" onClick={close}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" size="md" disabled={!network} loading={connect.isPending || connect.isSuccess}>
            {byFields ? t("connect.do") : t("connect.go", { network: network?.title ?? "…" })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
