import { Button, Checkbox, TextInput, Textarea } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { IconCheck, IconCopy, IconPhotoDown, IconRepeat } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { loadCard } from "../networks.ts";
import { useChange } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { addressOf, isServer, rememberServer, rememberedServer } from "./intent.ts";
import { Picture } from "./offer-card.tsx";
import { fileAddress } from "./files.ts";
import classes from "./sheet.module.css";
import type { Detail } from "./wish.ts";

type Way = Detail["ways"][number];

/** By one's own hand: the network's own page with the words ready, or the words and the picture to take along. Whether it was posted is one's word. */
export function ByHand({ offer }: { offer: Detail }) {
  const { t } = useWords();
  const [words, setWords] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const [opened, setOpened] = useState("");
  const [asking, setAsking] = useState<Way | null>(null);
  const [copied, setCopied] = useState(false);
  const say = useChange("claimOffer", { stale: ["getOffer", "getContent", "listOffers"] });
  const unsay = useChange("unclaimOffer", { stale: ["getOffer", "getContent", "listOffers"] });
  const usual = offer.ways.find(({ address }) => address.includes("{text}")) ?? offer.ways[0];
  const text = words ?? usual?.text ?? offer.title;
  const link = offer.short ?? offer.link ?? "";
  const textFor = (way: Way) => words ?? way.text;
  const over = useOver(offer.ways, words);
  const copy = async (what: string) => {
    await navigator.clipboard?.writeText(what).catch(() => undefined);
    setCopied(true);
  };
  const picture = offer.files.find(({ kind }) => kind === "picture");
  const open = (way: Way) => {
    setOpened(way.network);
    if (!way.address.includes("{text}")) {
      void copy(textFor(way));
      announce.done(t("offer.linkOnly", { network: way.title }));
    }
  };
  return (
    <div className={classes.hand}>
      {editing ? (
        <Textarea
          size="md"
          label={t("offer.words")}
          autosize
          autoFocus
          minRows={3}
          maxRows={9}
          maxLength={10_000}
          value={text}
          onChange={(event) => (setWords(event.currentTarget.value), setCopied(false))}
        />
      ) : (
        <div className={classes.preview}>
          {offer.picture && <Picture offer={offer} size={480} />}
          <p>
            <span>{text}</span>{" "}
            <button type="button" className={classes.edit} onClick={() => setEditing(true)}>
              {t("offer.edit")}
            </button>
          </p>
        </div>
      )}
      <ul className={classes.marks}>
        {offer.ways.map((way) => {
          const long = over.has(way.network);
          const server = way.server === null ? null : rememberedServer(way.network);
          const inner = (
            <>
              <NetworkMark network={way.network} size={56} />
              <span>{way.title}</span>
            </>
          );
          return (
            <li key={way.network}>
              {long ? (
                <span className={classes.mark} data-off>
                  {inner}
                  <small>{t("offer.tooLong", { network: way.title })}</small>
                </span>
              ) : way.server !== null && server === null ? (
                <button type="button" className={classes.mark} onClick={() => setAsking(way)}>
                  {inner}
                </button>
              ) : (
                <a
                  className={classes.mark}
                  href={addressOf(way, { text: textFor(way), link, server: server ?? "" })}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={t("offer.open", { network: way.title })}
                  onClick={() => open(way)}
                >
                  {inner}
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {asking?.server && (
        <AskServer
          way={asking}
          go={(server) => {
            rememberServer(asking.network, server);
            setAsking(null);
            open(asking);
            window.open(addressOf(asking, { text: textFor(asking), link, server }), "_blank", "noreferrer");
          }}
        />
      )}
      <div className={classes.take}>
        <Button
          variant="default"
          size="md"
          leftSection={copied ? <IconCheck size={20} stroke={1.8} /> : <IconCopy size={20} stroke={1.8} />}
          onClick={() => void copy(text)}
        >
          {t(copied ? "action.copied" : "offer.copy")}
        </Button>
        {picture && (
          <Button
            component="a"
            variant="default"
            size="md"
            href={fileAddress(offer.id, picture.place)}
            download={picture.name}
            leftSection={<IconPhotoDown size={20} stroke={1.8} />}
          >
            {t("offer.keep")}
          </Button>
        )}
      </div>
      {offer.original && (
        <a className={classes.original} href={offer.original.url} target="_blank" rel="noreferrer">
          <IconRepeat size={18} stroke={1.8} aria-hidden="true" />
          {t("offer.passOn", { network: networkTitle(offer.original.network) })}
        </a>
      )}
      {offer.short && (
        <p className={classes.note}>{t(offer.visits > 0 ? "offer.visits" : "offer.short", { count: offer.visits })}</p>
      )}
      <Checkbox
        className={classes.told!}
        size="lg"
        label={t("offer.told")}
        description={t("offer.toldText")}
        checked={offer.told}
        disabled={say.isPending || unsay.isPending}
        onChange={(event) =>
          event.currentTarget.checked
            ? say.mutate({ params: { id: offer.id }, body: { network: opened } })
            : unsay.mutate({ params: { id: offer.id } })
        }
      />
    </div>
  );
}

function AskServer({ way, go }: { way: Way; go: (server: string) => void }) {
  const { t } = useWords();
  const [server, setServer] = useState("");
  const host = server.trim().toLowerCase();
  return (
    <form
      className={classes.server}
      onSubmit={(event) => {
        event.preventDefault();
        if (isServer(host)) go(host);
      }}
    >
      <TextInput
        size="md"
        autoFocus
        label={t("offer.server", { network: way.title })}
        description={t("offer.serverHelp", { example: way.server?.example ?? "" })}
        value={server}
        onChange={(event) => setServer(event.currentTarget.value)}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        inputMode="url"
      />
      <Button type="submit" size="md" disabled={!isServer(host)}>
        {t("offer.goOn")}
      </Button>
    </form>
  );
}

/** Networks for which the words that were changed are too long, as each counts. */
function useOver(ways: readonly Way[], words: string | null): ReadonlySet<string> {
  const cards = useQueries({
    queries: ways.map(({ network }) => ({
      queryKey: ["card", network],
      queryFn: () => loadCard(network),
      enabled: words !== null,
      staleTime: Infinity,
    })),
  });
  return new Set(
    ways.flatMap(({ network, limits, address }, index) => {
      const card = cards[index]?.data;
      const long = words !== null && card != null && card.count(words, limits) > limits.text;
      return long && address.includes("{text}") ? [network] : [];
    }),
  );
}
