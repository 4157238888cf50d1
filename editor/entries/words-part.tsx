import { Button, Textarea } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { writtenMost } from "#engine/written.ts";
import { Ring } from "../canvas/messages/ring.tsx";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import classes from "./entry.module.css";
import {
  another,
  asEverywhere,
  type Draft,
  type Finding,
  saying,
  type Seen,
  without,
  type Wording,
  wordingsFor,
} from "./draft.ts";
import { Findings } from "./findings.tsx";
import { TonePart } from "./tone-part.tsx";

type Said = Draft["written"];

/** What it says: once for all networks, or in words of its own for one; in several ways where several accounts say it; how long that is, as each counts. */
export function WordsPart({
  said,
  change,
  findings,
  seen,
}: {
  said: Said;
  change: (next: Said) => void;
  findings: readonly Finding[];
  seen: Seen | undefined;
}) {
  const { t } = useWords();
  const [chosen, choose] = useState<string | null>(null);
  // Of several accounts of a network the longest counts: handles and links may differ.
  const reached = new Map(
    (seen?.posts ?? []).toSorted((a, b) => a.count - b.count).map((post) => [post.network, post]),
  );
  const networks = [...new Set([...reached.keys(), ...said.words.flatMap((words) => words.for ?? [])])].toSorted();
  const at = chosen !== null && networks.includes(chosen) ? chosen : null;
  const own = wordingsFor(said, at);
  const all = said.words[0]?.text ?? "";
  return (
    <section className={classes.part}>
      <h2>{t("entry.words")}</h2>
      {networks.length > 0 && (
        <div className={classes.tabs} role="group" aria-label={t("entry.forNetwork")}>
          <button type="button" aria-pressed={at === null} onClick={() => choose(null)}>
            {t("entry.all")}
          </button>
          {networks.map((network) => {
            const post = reached.get(network);
            const over = post && post.count > post.limit;
            return (
              <button
                key={network}
                type="button"
                aria-pressed={at === network}
                data-over={over || undefined}
                onClick={() => choose(network)}
              >
                <NetworkMark network={network} size={17} />
                {networkTitle(network)}
                {wordingsFor(said, network).length > 0 && <i className={classes.dot} />}
                {post && <Ring count={post.count} most={post.limit} network={networkTitle(network)} />}
              </button>
            );
          })}
        </div>
      )}
      {at !== null && own.length === 0 ? (
        <div className={classes.same}>
          <p>{all === "" ? t("entry.asAll") : all}</p>
          <div>
            <small>{t("entry.asAll")}</small>
            <Button variant="default" size="compact-md" onClick={() => change(another(said, at, all))}>
              {t("entry.other", { network: networkTitle(at) })}
            </Button>
          </div>
        </div>
      ) : (
        <>
          {own.map((wording, n) => (
            <OneWording
              key={`${at} ${n}`}
              {...{ wording, number: n + 1, of: own.length, network: at, said, change, findings }}
            />
          ))}
          <div className={classes.foot}>
            {said.words.length < writtenMost.words && (own[0]?.text ?? "").trim() !== "" && (
              <Button
                variant="subtle"
                size="compact-sm"
                leftSection={<IconPlus size={16} stroke={1.8} aria-hidden="true" />}
                onClick={() => change(another(said, at))}
              >
                {t("entry.wordingAdd")}
              </Button>
            )}
            {at !== null && (
              <Button variant="subtle" size="compact-sm" onClick={() => change(asEverywhere(said, at))}>
                {t("entry.sameAgain")}
              </Button>
            )}
            {own.length > 1 && <small className={classes.quiet}>{t("entry.wordingsDealt")}</small>}
          </div>
        </>
      )}
      <TonePart
        network={at}
        networks={networks}
        texts={(own.length > 0 ? own : wordingsFor(said, null)).map(({ text }) => text)}
        language={said.language}
      />
    </section>
  );
}

/** One way to say it; all but the first can be taken out again. */
function OneWording({
  wording: { index, text },
  number,
  of,
  network,
  said,
  change,
  findings,
}: {
  wording: Wording;
  number: number;
  of: number;
  network: string | null;
  said: Said;
  change: (next: Said) => void;
  findings: readonly Finding[];
}) {
  const { t } = useWords();
  const name = network === null ? t("entry.wordsLabel") : t("entry.wordsOf", { network: networkTitle(network) });
  const label = of > 1 ? t("entry.wording", { number, name }) : name;
  return (
    <div className={classes.wording} data-several={of > 1 || undefined}>
      {of > 1 && (
        <div className={classes.wordingHead}>
          <span aria-hidden="true">{t("entry.wordingShort", { number })}</span>
          <button
            type="button"
            aria-label={t("entry.wordingRemove", { number })}
            title={t("entry.wordingRemove", { number })}
            onClick={() => change(without(said, index))}
          >
            <IconX size={17} stroke={1.8} aria-hidden="true" />
          </button>
        </div>
      )}
      <Textarea
        aria-label={label}
        placeholder={t("entry.wordsHint")}
        autosize
        minRows={of > 1 ? 3 : 6}
        maxRows={22}
        maxLength={writtenMost.text}
        size="md"
        value={text}
        onChange={({ currentTarget }) => change(saying(said, index, currentTarget.value))}
      />
      <Findings findings={findings} place={new RegExp(`^words\\.${index}$`, "u")} />
    </div>
  );
}
