import "./words.ts";
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { Fragment, Suspense, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./accounts.module.css";
import { Choice } from "./choice.tsx";
import { readFailed } from "./entry.ts";
import { goOn } from "./go-on.ts";

const EntryFields = lazy(async () => ({ default: (await import("./entry-fields.tsx")).EntryFields }));

type Network = Reply<"listNetworks">["rows"][number];

/** The ways to an account on a network: a channel is nobody's own, and pages come first where the company connects. */
function waysOf({ connections }: Network, forWorkspace: boolean): Network["connections"] {
  if (!forWorkspace) return connections.filter(({ kinds }) => kinds.some((kind) => kind !== "channel"));
  return connections.toSorted((a, b) => Number(b.kinds.includes("page")) - Number(a.kinds.includes("page")));
}

/** Chooses a network, and what of it where there is a choice; then leads to its own page, or asks for what is entered there. */
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
  const [way, setWay] = useState<string | null>(null);
  const [server, setServer] = useState<string | null>(null);
  const [entered, enter] = useState<Record<string, string>>({});
  // What was entered wrongly stands at its field.
  const connect = useChange("connect", { done: goOn, quiet: true });
  const offered = (networks.data?.rows ?? [])
    .filter(({ publishes }) => publishes)
    .map((network) => ({ network, ways: waysOf(network, forWorkspace) }))
    .filter(({ ways }) => ways.length > 0);
  const { network, ways = [] } = offered.find((each) => each.network.name === chosen) ?? {};
  const where = cards.get(network?.name ?? "")?.home;
  const home = server ?? network?.defaultServer ?? "";
  const ready = ways.filter((each) => each.ready);
  const connection = ready.find(({ name }) => name === way) ?? ready[0];
  const byFields = connection?.way === "fields";
  const failed = readFailed(connect.error);
  const again = (): void => {
    enter({});
    connect.reset();
  };
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
          if (network && connection)
            connect.mutate({
              body: {
                network: network.name,
                connection: connection.name,
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
              {offered.map(({ network: each, ways: its }) => {
                const able = its.some((one) => one.ready);
                return (
                  <Fragment key={each.name}>
                    <Choice
                      chosen={chosen === each.name}
                      disabled={!able}
                      choose={() => {
                        setChosen(each.name);
                        setWay(null);
                        again();
                      }}
                      mark={<NetworkMark network={each.name} size={36} />}
                      title={each.title}
                      text={!able ? t("connect.notReady") : each.simulated ? t("connect.simulated") : null}
                    />
                    {chosen === each.name && its.length > 1 && (
                      <div className={classes.ways} role="radiogroup" aria-label={t("connect.ways")}>
                        <Text fw={600}>{t("connect.ways")}</Text>
                        {its.map((one) => (
                          <Choice
                            key={one.name}
                            chosen={connection?.name === one.name}
                            disabled={!one.ready}
                            choose={() => {
                              setWay(one.name);
                              again();
                            }}
                            title={text(one.title)}
                            text={one.ready ? text(one.help) : t("connect.notReady")}
                          />
                        ))}
                      </div>
                    )}
                  </Fragment>
                );
              })}
            </div>
          )}
        </Answer>
        {connection !== undefined && ways.length === 1 && !byFields && <Text mt={16}>{text(connection.help)}</Text>}
        {network?.share != null && !forWorkspace && (
          <Text mt={16} c="dimmed">
            {t("connect.noProfiles", { network: network.title })}
          </Text>
        )}
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
          <Button
            type="submit"
            size="md"
            disabled={connection === undefined}
            loading={connect.isPending || connect.isSuccess}
          >
            {byFields ? t("connect.do") : t("connect.go", { network: network?.title ?? "…" })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
