import "./words.ts";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { fold } from "#engine/words.ts";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { useReply, useRows } from "../../replies.ts";
import { Face } from "../../ui/face.tsx";
import { NetworkMark, networkTitle } from "../../ui/network.tsx";
import classes from "./receivers.module.css";
import { matches, type Missed, type Person, reachedBy, shownOf, smallest, type State, statesOf } from "./people.ts";

/** From this many people on they are searched; of more than `drawn` only the first are drawn. */
const [searched, drawn] = [8, 40];
/** Parts of 200 accounts that are read at most: 4,000 people's worth, more than anybody reads through here. */
const parts = 20;

/** Whom the settings of a target reach, as they are being chosen: faces, networks, and what becomes of a message for each just now. */
export function Receivers({ node, manifest }: { node: MapNode; manifest: Manifest }) {
  const { t, number } = useWords();
  const { figures } = useMe().workspace;
  const { rows, query } = useRows("listAccounts", { query: { limit: 200 } });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const read = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && read > 0 && read < parts) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, read]);
  // While somebody types or ticks, their letter comes first.
  const config = useDeferredValue(node.config);
  const { data: named } = useReply("listTopics", {});
  const called = useMemo(
    () => new Map(named?.rows.flatMap(({ key, names }) => names.map((name) => [name, key]))),
    [named],
  );
  const { people, networks, missed, few } = useMemo(
    () => shownOf(reachedBy(config, manifest, rows, called), figures),
    [config, manifest, rows, called, figures],
  );
  const [search, setSearch] = useState("");
  if (data === undefined) return null;
  const words = fold(search).split(/\s+/u).filter(Boolean);
  const found =
    people.length > searched ? people.filter((person) => matches(person, networkTitle, words, fold)) : people;
  const said = few ? t("people.few", { count: smallest }) : t("people.reached", { count: people.length });
  return (
    <section className={classes.people} aria-label={said}>
      <h2>
        <span role="status">{said}</span>
        {networks.map(({ network, people: count }) => (
          <span key={network}>
            <NetworkMark network={network} size={14} />
            {t("people.on", { count: number(count), network: networkTitle(network) })}
          </span>
        ))}
      </h2>
      {hasNextPage && <p className={classes.note}>{t("people.part")}</p>}
      {people.length > searched && (
        <TextInput
          size="xs"
          type="search"
          aria-label={t("people.find")}
          placeholder={t("people.find")}
          leftSection={<IconSearch size={14} stroke={1.8} />}
          maxLength={100}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard */}
      <ul className={classes.list} tabIndex={found.length > searched ? 0 : undefined}>
        {found.slice(0, drawn).map((person) => (
          <Line key={person.id} person={person} />
        ))}
      </ul>
      {found.length > drawn && <p className={classes.note}>{t("people.more", { count: found.length - drawn })}</p>}
      {people.length > 0 && found.length === 0 && <p className={classes.note}>{t("people.nobody")}</p>}
      {missed.length > 0 && <Others missed={missed} config={config} />}
    </section>
  );
}

function Line({ person }: { person: Person }) {
  const { t } = useWords();
  const said = useSaidState();
  const states = statesOf(person);
  return (
    <li data-still={states.every(({ state }) => state.is === "paused" || state.is === "reconnect") || undefined}>
      <Face name={person.name} avatar={person.avatar} size={30} />
      <span className={classes.who}>
        <b>{person.name}</b>
        <span>
          {states
            .map(({ network, state }) =>
              network === null
                ? said(state)
                : t("people.onNetwork", { network: networkTitle(network), state: said(state) }),
            )
            .join(" · ")}
        </span>
      </span>
      <span className={classes.marks}>
        {person.accounts.map(({ id, network }) => (
          <NetworkMark key={id} network={network} size={16} />
        ))}
      </span>
    </li>
  );
}

/** Who gets nothing, by name and reason, folded away. */
function Others({ missed, config }: { missed: readonly Missed[]; config: MapNode["config"] }) {
  const { t, language } = useWords();
  const wanted = Array.isArray(config["networks"]) ? config["networks"].map(String) : [];
  const networks = new Intl.ListFormat(language, { type: "disjunction" }).format(wanted.map(networkTitle));
  return (
    <details className={classes.others}>
      <summary>{t("people.missed", { count: missed.length })}</summary>
      <ul className={classes.list}>
        {missed.slice(0, drawn).map(({ person, why }) => (
          <li key={person.id} data-still>
            <Face name={person.name} avatar={person.avatar} size={30} />
            <span className={classes.who}>
              <b>{person.name}</b>
              <span>
                {why === "network"
                  ? t("people.noAccount", { networks })
                  : t(why === "topic" ? "people.otherTopics" : "people.otherGroup")}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {missed.length > drawn && <p className={classes.note}>{t("people.more", { count: missed.length - drawn })}</p>}
    </details>
  );
}

/** What becomes of a message for an account, in words. */
function useSaidState(): (state: State) => string {
  const { t, language } = useWords();
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
  return ({ is, until }) => {
    if (until === null || (is !== "auto" && is !== "paused")) return t(`people.${is}`);
    const said = day.format(Date.parse(until));
    return t(is === "auto" ? "people.autoUntil" : "people.pausedUntil", { day: said });
  };
}
