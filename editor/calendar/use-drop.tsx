import { useState } from "react";
import { clockTime } from "#engine/rhythm.ts";
import { call, CallError } from "../client.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { queries } from "../queries.ts";
import { UndoBar } from "../ui/undo-bar.tsx";
import type { Calendar, Card, Post } from "./cards.ts";
import { instantOf, type Spot } from "./moving.ts";
import { dayWords } from "./range.ts";

const stale = (): Promise<unknown> =>
  Promise.all(["readCalendar", "listDay", "myPosts"].map((name) => queries.invalidateQueries({ queryKey: [name] })));

const moved = (post: Post, by: number): Post => ({ ...post, at: new Date(Date.parse(post.at) + by).toISOString() });

/** Gives cards another time: seen at once, and back where they were with the reason where that cannot be; taken back by one press. */
export function useDrop(zone: string) {
  const { t, language } = useWords();
  const [undo, setUndo] = useState<{ posts: { id: number; at: string; was: string }[]; when: string } | null>(null);

  /** All posts of a card, one after the other; those that moved go back where one of them cannot. */
  const send = async (posts: readonly { id: number; at: string; was: string }[]): Promise<boolean> => {
    const done: (typeof posts)[number][] = [];
    try {
      for (const post of posts) {
        await call("movePost", { params: { id: post.id }, body: { at: post.at, was: post.was } });
        done.push(post);
      }
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      for (const { id, at, was } of done)
        await call("movePost", { params: { id }, body: { at: was, was: at } }).catch(() => undefined);
      announce.failure(error);
      return false;
    } finally {
      await stale();
    }
  };

  const drop = (card: Card, spot: Spot): void => {
    const at = new Date(instantOf(spot, zone)).toISOString();
    const by = Date.parse(at) - Date.parse(card.posts[0]!.at);
    const posts = card.posts.flatMap(({ movable, delivery, due }) =>
      movable && delivery !== null ? [{ id: delivery, at, was: due }] : [],
    );
    const keys = new Set(card.posts.map(({ key }) => key));
    queries.setQueriesData<Calendar>({ queryKey: ["readCalendar"] }, (before) =>
      before === undefined
        ? before
        : { ...before, posts: before.posts.map((post) => (keys.has(post.key) ? moved(post, by) : post)) },
    );
    const when = `${dayWords(spot.day, language, { weekday: "long", day: "numeric", month: "long" })}, ${clockTime(spot.minute, language)}`;
    void send(posts).then(
      (done) => done && setUndo({ posts: posts.map(({ id, was }) => ({ id, at: was, was: at })), when }),
    );
  };

  const bar = undo && (
    <UndoBar
      key={undo.when}
      seconds={10}
      done={() => setUndo(null)}
      undo={() => {
        void send(undo.posts);
        setUndo(null);
      }}
    >
      {t("calendar.moved", { when: undo.when })}
    </UndoBar>
  );
  return { drop, bar };
}
