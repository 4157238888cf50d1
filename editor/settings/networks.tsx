import { Anchor, Button, Modal, NumberInput, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
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

type Way = Network["connections"][number];

/** Whose app is entered: a network may have several ways to connect, each with an app of its own. */
type Entering = { network: Network; way: Way };

function AppDialog({
  entering: { network, way },
  callback,
  close,
}: {
  entering: Entering;
  callback: string;
  close: () => void;
}) {
  const { t, text } = useWords();
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
      title={`${t("networks.enter")} · ${text(way.title)}`}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            params: { name: network.name, connection: way.name },
            body: { clientId: clientId.trim(), ...(clientSecret ? { clientSecret } : {}) },
          });
        }}
      >
        <Stack gap={16}>
          {way.app?.setUp != null && <p className={classes.setUp}>{text(way.app.setUp)}</p>}
          <p className={classes.setUp}>
            {t("networks.callback")} <code>{callback}</code>
          </p>
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
  const { t, dollars } = useWords();
  const save = useChange("savePaidReadings", {
    stale: ["listNetworks"],
    done: () => announce.done(t("networks.readingsSaved")),
  });
  return (
    <Switch
      className={classes.attest!}
      label={t("networks.readings")}
      description={[
        t("networks.readingsHelp", { network: network.title }),
        ...(network.ownReading === null
          ? []
          : [
              t("networks.readingsCost", {
                each: dollars(network.ownReading.each),
                post: dollars(network.ownReading.post),
              }),
            ]),
      ].join(" ")}
      checked={network.readings === "on"}
      disabled={save.isPending}
      onChange={(event) => save.mutate({ params: { name: network.name }, body: { on: event.currentTarget.checked } })}
    />
  );
}

/** Sources that cost money, off unless an admin switches them on: for how much a post, and up to how much a month. US dollars. */
function PaidSources({ network, sources }: { network: Network; sources: NonNullable<Network["sources"]> }) {
  const { t, dollars } = useWords();
  const [price, setPrice] = useState<number | string>(sources.price / million);
  const [cap, setCap] = useState<number | string>(sources.cap === 0 ? 10 : sources.cap / million);
  const save = useChange("savePaidSources", {
    stale: ["listNetworks"],
    done: () => announce.done(t("networks.readingsSaved")),
  });
  const send = (on: boolean) =>
    save.mutate({
      params: { name: network.name },
      body: { on, price: Math.max(1, Math.round(Number(price) * million)), cap: Math.round(Number(cap) * million) },
    });
  return (
    <div className={classes.attest}>
      <Switch
        label={t("networks.sources")}
        description={t("networks.sourcesHelp", { network: network.title })}
        checked={sources.on}
        disabled={save.isPending}
        onChange={(event) => send(event.currentTarget.checked)}
      />
      {sources.on && (
        <form
          className={classes.sums}
          onSubmit={(event) => {
            event.preventDefault();
            send(true);
          }}
        >
          <NumberInput
            label={t("networks.sourcesPrice")}
            min={0.000001}
            step={0.001}
            decimalScale={6}
            value={price}
            onChange={setPrice}
          />
          <NumberInput
            label={t("networks.sourcesCap")}
            min={0}
            step={1}
            decimalScale={2}
            value={cap}
            onChange={setCap}
          />
          <Button type="submit" variant="default" loading={save.isPending}>
            {t("action.save")}
          </Button>
          <span>{t("networks.sourcesSpent", { spent: dollars(sources.spent), count: sources.reads })}</span>
        </form>
      )}
    </div>
  );
}
const million = 1_000_000;

/** A version of the network's API that ends: what the operator sets, and what happens until then. */
function Version({ network, version }: { network: Network; version: NonNullable<Network["version"]> }) {
  const { t, day } = useWords();
  const { used, ends, state } = version;
  const about = { network: network.title, version: used, date: ends === null ? "" : day(new Date(ends)) };
  return (
    <p className={classes.version} data-state={state}>
      <Tag tone="warn">{t("networks.version", { version: used })}</Tag> {t(`networks.version.${state}`, about)}{" "}
      {t("networks.version.set")} <code>RELAYMAP_API_VERSIONS={network.name}=…</code>
    </p>
  );
}

/** What an admin attests before anybody posts automatically there: our words, dated, linked. */
function Attestation({ network, attest }: { network: Network; attest: NonNullable<Network["attest"]> }) {
  const { t, text, day } = useWords();
  const save = useChange("saveAttestation", {
    stale: ["listNetworks", "listAccounts"],
    done: () => announce.done(t("networks.readingsSaved")),
  });
  return (
    <Switch
      className={classes.attest!}
      label={t("networks.attest")}
      description={
        <>
          {text(attest.text)}{" "}
          <Anchor inherit href={attest.link} target="_blank" rel="noreferrer">
            {t("networks.attestLink", { date: day(new Date(attest.readOn)) })}
          </Anchor>
          {attest.at !== null && <> {t("networks.attestedOn", { date: day(new Date(attest.at)) })}</>}
        </>
      }
      checked={attest.at !== null}
      disabled={save.isPending}
      onChange={(event) => save.mutate({ params: { name: network.name }, body: { on: event.currentTarget.checked } })}
    />
  );
}

/** Where one way to connect stands, and its app's button. `alone`: it is the network's only one, and needs no name beside it. */
function WayLine({ network, way, alone, enter }: Entering & { alone: boolean; enter: () => void }) {
  const { t, text } = useWords();
  return (
    <div className={alone ? classes.way : `${classes.way} ${classes.several}`}>
      {!alone && <span className={classes.grow}>{text(way.title)}</span>}
      <Tag tone={network.simulated ? "calm" : way.ready ? "good" : "warn"}>
        {t(network.simulated ? "networks.simulated" : way.ready ? "networks.ready" : "networks.missing")}
      </Tag>
      {way.app !== null && !network.simulated && (
        <Button
          variant="default"
          aria-label={t("networks.enterFor", { what: alone ? network.title : text(way.title) })}
          onClick={enter}
        >
          {t("networks.enter")}
        </Button>
      )}
    </div>
  );
}

/** The operator's apps on each network. */
export function Networks() {
  const { t } = useWords();
  const query = useReply("listNetworks", {});
  const [entering, setEntering] = useState<Entering | null>(null);
  return (
    <>
      <p className={classes.text}>
        {t("networks.text")}{" "}
        {query.data?.simulators != null && (
          <Anchor inherit href={query.data.simulators} target="_blank" rel="noreferrer">
            {t("networks.whatIf")}
          </Anchor>
        )}
      </p>
      <Answer query={query} lines={3} height={60}>
        {() => (
          <ul className={classes.list}>
            {query
              .data!.rows.filter(({ publishes }) => publishes)
              .map((network) => (
                <li key={network.name}>
                  <NetworkMark network={network.name} size={32} />
                  <strong className={classes.grow}>{network.title}</strong>
                  {(network.readings === "off" || network.readings === "on") && <PaidReadings network={network} />}
                  {network.sources !== null && <PaidSources network={network} sources={network.sources} />}
                  {network.version !== null && <Version network={network} version={network.version} />}
                  {network.attest !== null && <Attestation network={network} attest={network.attest} />}
                  {network.connections.map((way) => (
                    <WayLine
                      key={way.name}
                      network={network}
                      way={way}
                      alone={network.connections.length === 1}
                      enter={() => setEntering({ network, way })}
                    />
                  ))}
                </li>
              ))}
          </ul>
        )}
      </Answer>
      {entering && (
        <AppDialog entering={entering} callback={query.data?.callback ?? ""} close={() => setEntering(null)} />
      )}
    </>
  );
}
