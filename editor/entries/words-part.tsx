import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Ring } from "../canvas/messages/ring.tsx";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import classes from "./entry.module.css";
import { type Draft, type Finding, saying, type Seen, wordsFor } from "./draft.ts";
import { Findings } from "./findings.tsx";

type Said = Draft["written"];

/** What it says: once for all networks, or in words of its own for one; how long that is, as each counts. */
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
  const own = wordsFor(said, at);
  const all = wordsFor(said, null) ?? "";
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
                {wordsFor(said, network) !== null && <i className={classes.dot} />}
                {post && <Ring count={post.count} most={post.limit} network={networkTitle(network)} />}
              </button>
            );
          })}
        </div>
      )}
      {at !== null && own === null ? (
        <div className={classes.same}>
          <p>{all === "" ? t("entry.asAll") : all}</p>
          <div>
            <small>{t("entry.asAll")}</small>
            <Button variant="default" size="compact-md" onClick={() => change(saying(said, at, all))}>
              {t("entry.other", { network: networkTitle(at) })}
            </Button>
          </div>
        </div>
      ) : (
        <Textarea
          key={at}
          aria-label={at === null ? t("entry.wordsLabel") : t("entry.wordsOf", { network: networkTitle(at) })}
          placeholder={t("entry.wordsHint")}
          autosize
          minRows={6}
          maxRows={22}
          maxLength={20_000}
          size="md"
          value={own ?? ""}
          onChange={({ currentTarget }) => change(saying(said, at, currentTarget.value))}
        />
      )}
      {at !== null && own !== null && (
        <div className={classes.foot}>
          <Button variant="subtle" size="compact-sm" onClick={() => change(saying(said, at, null))}>
            {t("entry.sameAgain")}
          </Button>
        </div>
      )}
      <Findings findings={findings} place={/^words/u} />
    </section>
  );
}
