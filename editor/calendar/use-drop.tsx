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
  Promise.all(
    ["readCalendar", "listDay", "myPosts", "listEntries", "slotTimes"].map((name) =>
      queries.invalidateQueries({ queryKey: [name] }),
    ),
  );

const moved = (post: Post, by: number): Post => ({ ...post, at: new Date(Date.parse(post.at) + by).toISOString() });

/** A thing that is moved: a post of the ledger, from where it was seen, or an entry as it was seen. */
type Move = { back?: true } & (
  | { at: string; was: string; post: number }
  | { at: string | null; was: string | null; entry: string; revision: number }
);

/** Moves it; answers how it goes back. Throws CallError. */
async function move(one: Move): Promise<Move> {
  if ("post" in one) {
    const { at, was, back } = one;
    await call("movePost", { params: { id: one.post }, body: { at, was, back } });
    return { post: one.post, at: was, was: at, back: true };
  }
  const { at, was, back } = one;
  const { entry } = await call("moveEntry", { params: { id: one.entry }, body: { revision: one.revision, at, back } });
  return { entry: entry.id, revision: entry.revision, at: was, was: at, back: true };
}

/** What of a card moves: each post of the ledger by itself, an entry as a whole. */
function movesOf(card: Card, at: string): Move[] {
  const seen = new Set<string>();
  return card.posts.flatMap(({ movable, delivery, entry, revision, due }): Move[] => {
    if (!movable) return [];
    if (delivery !== null) return [{ post: delivery, at, was: due }];
    if (entry === null || revision === null || seen.has(entry)) return [];
    seen.add(entry);
    return [{ entry, revision, at, was: card.loose ? null : due }];
  });
}

/** Gives cards another time: seen at once, and back where they were with the reason where that cannot be; taken back by one press. */
export function useDrop(zone: string) {
  const { t, language } = useWords();
  const [undo, setUndo] = useState<{ back: Move[]; when: string; loose: boolean } | null>(null);

  /** One after the other; those that moved go back where one of them cannot. Answers how all go back; null: nothing moved. */
  const send = async (moves: readonly Move[], restore?: () => void): Promise<Move[] | null> => {
    const back: Move[] = [];
    try {
      for (const one of moves) back.push(await move(one));
      return back;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // At once, also where what stands there now cannot be asked.
      restore?.();
      for (const one of back) await move(one).catch(() => undefined);
      announce.failure(error);
      return null;
    } finally {
      await stale();
    }
  };

  const drop = (card: Card, spot: Spot): void => {
    const at = new Date(instantOf(spot, zone)).toISOString();
    const by = Date.parse(at) - Date.parse(card.posts[0]!.at);
    const keys = new Set(card.posts.map(({ key }) => key));
    const as = queries.getQueriesData<Calendar>({ queryKey: ["readCalendar"] });
    queries.setQueriesData<Calendar>({ queryKey: ["readCalendar"] }, (before) =>
      before === undefined
        ? before
        : {
            ...before,
            posts: card.loose
              ? [...before.posts, ...card.posts.map((post) => ({ ...post, at, due: at }))]
              : before.posts.map((post) => (keys.has(post.key) ? moved(post, by) : post)),
          },
    );
    const when = `${dayWords(spot.day, language, { weekday: "long", day: "numeric", month: "long" })}, ${clockTime(spot.minute, language)}`;
    void send(movesOf(card, at), () => {
      for (const [key, data] of as) queries.setQueryData(key, data);
    }).then((back) => back && setUndo({ back, when, loose: card.loose === true }));
  };

  const bar = undo && (
    <UndoBar
      key={undo.when}
      seconds={10}
      done={() => setUndo(null)}
      undo={() => {
        void send(undo.back);
        setUndo(null);
      }}
    >
      {t(undo.loose ? "calendar.placed" : "calendar.moved", { when: undo.when })}
    </UndoBar>
  );
  return { drop, bar };
}
