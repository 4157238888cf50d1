import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../language.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { useNow } from "../../ui/now.ts";
import { whyNone } from "./answers.tsx";
import classes from "./phone.module.css";
import { FeedMessage } from "./feed-message.tsx";
import type { Message, Reached, Somebody } from "./people.ts";
import { clockWords } from "./times.ts";

/** Messages that are drawn at first, and more each time the end comes into sight. */
const page = 8;

/** One person's messages on one network, as a phone shows them. On a phone itself, without the frame. */
export function Phone({
  account,
  person,
  feed,
  place,
  setPlace,
  show,
}: {
  account: Reached;
  person: Somebody;
  feed: readonly Message[];
  place: number;
  setPlace: (place: number) => void;
  /** Reads the draft again. */
  show: () => void;
}) {
  const { t, text, clock, language } = useWords();
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [most, setMost] = useState(page);
  const drawn = feed.slice(0, Math.max(most, place + 1));
  const rest = feed.length - drawn.length;
  useEffect(() => {
    if (rest === 0 || !end.current) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && setMost((before) => before + page), {
      root: list.current,
      rootMargin: "600px",
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [rest, most]);
  const go = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [data-arrows]")) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = place + by;
    if (by === 0 || next < 0 || next >= feed.length) return;
    event.preventDefault();
    setMost((before) => Math.max(before, next + 1));
    setPlace(next);
    requestAnimationFrame(() => {
      const message = list.current?.querySelector<HTMLElement>(`[aria-posinset="${next + 1}"]`);
      message?.focus({ preventScroll: true });
      message?.scrollIntoView({ block: "start" });
    });
  };
  const network = networkTitle(account.network);
  const goes = feed.filter(({ letGo }) => letGo === null).length;
  return (
    <div className={classes.phone}>
      <div className={classes.screen} data-light>
        <div className={classes.status} aria-hidden="true">
          <span className="num">{clockWords(clock(new Date(now)), language)}</span>
          <i className={classes.island} />
          <span className={classes.app}>{network}</span>
        </div>
        <div
          ref={list}
          className={classes.list}
          role="feed"
          aria-label={t("posts.feed", { name: person.name, network })}
          onKeyDown={go}
        >
          {drawn.map((message, index) => (
            <FeedMessage
              key={`${message.key} ${message.node}`}
              message={message}
              account={account}
              company={person.company}
              label={{ place: index + 1, of: feed.length, chosen: index === place }}
              choose={() => setPlace(index)}
              show={show}
            />
          ))}
          {rest > 0 && <div ref={end} className={classes.end} />}
          {feed.length === 0 && (
            <div className={classes.none}>
              <strong>{t("posts.none", { name: person.name, network })}</strong>
              <p>{whyNone(account, t, text)}</p>
            </div>
          )}
          {rest === 0 && goes > 0 && goes < account.goes && (
            <p className={classes.newest}>{t("posts.newest", { shown: goes, count: account.goes })}</p>
          )}
        </div>
      </div>
    </div>
  );
}
