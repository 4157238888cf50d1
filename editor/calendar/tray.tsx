import { Button } from "@mantine/core";
import { IconGripVertical, IconUsers } from "@tabler/icons-react";
import { useLocation } from "wouter";
import type { Day } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { NetworkMark } from "../ui/network.tsx";
import type { Entry } from "../entries/draft.ts";
import type { Card } from "./cards.ts";
import type { Held } from "./post-card.tsx";
import type { Look } from "./look.ts";
import classes from "./tray.module.css";

/** Where a draft that keys take out of the tray begins: in the morning of the day that is looked at. */
const morning = 600;

/** A draft without a time as a card that can be put somewhere. Pure. */
export function looseCard(entry: Entry, day: Day, topics: Look["topics"]): Card {
  const [medium] = entry.media;
  const topic = [...topics].find(([, { id }]) => id === entry.topic?.id)?.[0] ?? "";
  const accounts = entry.accounts.flatMap(({ id }) => (id === null ? [] : [id]));
  const posts = (accounts.length === 0 ? [null] : accounts).map((account): Card["posts"][number] => ({
    key: `entry/${entry.id}${account === null ? "" : `/${account}`}`,
    ...{ delivery: null, entry: entry.id, revision: entry.revision, account, state: "draft" },
    // It has none; what it is dropped on gives it one.
    ...{ at: entry.updatedAt, due: entry.updatedAt, why: [], reason: null, title: entry.title, topic, url: null },
    picture: medium === undefined ? null : { url: `${medium.url}?size=480`, alt: medium.alt },
    movable: true,
  }));
  return {
    ...{ key: `entry/${entry.id}`, day, minute: morning, title: entry.title, state: "draft", topic, posts },
    loose: true,
  };
}

/** Drafts that have no time yet: each is dragged onto one, or opened. */
export function Tray({ day, look, grip }: { day: Day; look: Look; grip: (card: Card) => Held | undefined }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const { rows, query } = useRows("listEntries", { query: { of: "loose", limit: 20 } });
  if (rows.length === 0) return null;
  return (
    <aside className={classes.tray} aria-label={t("calendar.tray")}>
      <h2>
        {t("calendar.tray")} <small>{query.hasNextPage ? `${rows.length}+` : rows.length}</small>
      </h2>
      <ul>
        {rows.map((entry) => {
          const card = looseCard(entry, day, look.topics);
          const held = grip(card);
          return (
            <li key={entry.id}>
              <button
                type="button"
                data-held={held?.held || undefined}
                data-card={card.key}
                onClick={() => go(`/entries/${entry.id}`)}
                onPointerDown={held?.onPointerDown}
                onKeyDown={held?.onKeyDown}
              >
                <IconGripVertical size={17} stroke={1.7} aria-hidden="true" />
                <span>
                  <strong>{entry.title === "" ? t("calendar.untitled") : entry.title}</strong>
                  <small>
                    {[...new Set(entry.accounts.map(({ network }) => network))].map((network) => (
                      <NetworkMark key={network} network={network} size={15} />
                    ))}
                    {entry.written.people !== null && <IconUsers size={15} stroke={1.8} aria-hidden="true" />}
                    {entry.topic?.name}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("action.more")}
        </Button>
      )}
      <p>{t("calendar.trayHow")}</p>
    </aside>
  );
}
