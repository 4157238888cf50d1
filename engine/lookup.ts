import { normalise } from "./fingerprint.ts";
import { canonicalUrl } from "./key.ts";
import type { Manner, Seen } from "./network.ts";

const minute = 60_000;

/** An outcome that nobody knows yet. Times in milliseconds since the epoch. */
export type Lost = {
  text: string;
  link: string | null;
  /** When its first attempt passed the gate. */
  firstGate: number;
  /** When its last attempt was given up. */
  lostAt: number;
  /** When it was last looked up; null: never. */
  lookedAt: number | null;
  /** How often it was surely absent. */
  absent: number;
  expiresAt: number;
};

/** What to do next about a lost outcome: send the same call again, read the account, ask a person, or wait until a time. */
export type NextLook = { do: "replay"; until: number } | { do: "read" | "ask" } | { do: "wait"; until: number };

/** A server forgets a key after about an hour; ours is used only well inside that, and not before the first call is surely over. */
const keyWindow = { from: minute, until: 50 * minute };
/** Containers and records stay; a day is more than any delivery lives by default. */
const recordWindow = { from: minute, until: 23 * 60 * minute };
/** Time between two looks, and how many must find nothing before the post counts as absent. */
const lookGap = 10 * minute;
export const looksNeeded = 2;
/** After this long without two certain looks a person is asked. */
const patience = 120 * minute;

/**
 * Chooses the next look by the network's manner. `readable`: the account's posts can be read back. `pace` shortens all waits
 * alike (1). Pure.
 */
export function nextLook(manner: Manner, readable: boolean, lost: Lost, now: number, pace = 1): NextLook {
  if (lost.absent >= looksNeeded) return { do: "ask" };
  const window = manner === "key" ? keyWindow : manner === "record" || manner === "container" ? recordWindow : null;
  const last = window === null ? 0 : Math.min(lost.firstGate + window.until * pace, lost.expiresAt);
  if (window !== null && now < last) {
    const from = Math.max(
      lost.firstGate + window.from * pace,
      lost.lostAt,
      (lost.lookedAt ?? -Infinity) + 2 * minute * pace,
    );
    return now >= from ? { do: "replay", until: last } : { do: "wait", until: from };
  }
  if (!readable || now > lost.lostAt + patience * pace) return { do: "ask" };
  const from = lost.lookedAt === null ? lost.lostAt + minute * pace : lost.lookedAt + lookGap * pace;
  return now >= from ? { do: "read" } : { do: "wait", until: from };
}

/** How far back a look must reach, milliseconds since the epoch: two minutes for clocks that differ. */
export const lookSince = (lost: Pick<Lost, "firstGate">): number => lost.firstGate - 2 * minute;

/**
 * Finds our post among those read back: written between the gate and the end of the call (two minutes either way, for clocks that
 * differ), with the same address, or the same words and no other address. Networks shorten addresses and change spaces, so words
 * are compared without both. `taken` are posts that belong to other deliveries.
 */
export function findPost(lost: Lost, seen: readonly Seen[], taken: ReadonlySet<string>): Seen | null {
  const words = normalise(lost.text);
  const link = lost.link === null ? null : canonicalUrl(lost.link);
  const candidates = seen.filter(
    (post) => post.at >= lookSince(lost) && post.at <= lost.lostAt + 2 * minute && !taken.has(post.remoteId),
  );
  const sameLink = (post: Seen) => link !== null && post.links.some((each) => canonicalUrl(each) === link);
  const sameWords = (post: Seen) =>
    words !== "" && normalise(post.text) === words && (link === null || post.links.length === 0 || sameLink(post));
  return (
    candidates.find((post) => sameWords(post) && sameLink(post)) ??
    candidates.find(sameWords) ??
    candidates.find(sameLink) ??
    null
  );
}
