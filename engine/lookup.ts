import { pageOf } from "./address.ts";
import { normalise } from "./fingerprint.ts";
import { type AccountKind, can } from "./card.ts";
import type { Manner, Network, Seen } from "./network.ts";

const minute = 60_000;

/** An outcome that nobody knows yet. Times in milliseconds since the epoch. */
export type Lost = {
  text: string;
  link: string | null;
  /** Of a post that passes another on and says nothing itself: what that one is called. */
  of?: readonly string[];
  /** When its attempts passed the gate, the first one first; there is at least one. */
  gates: readonly number[];
  /** It may have been sent at any time from the first gate until then, by what the database has forgotten. */
  until?: number;
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

const firstGate = (lost: Pick<Lost, "gates">): number => lost.gates[0] ?? 0;

/** How an account of a kind can be asked: where its network reads back only some kinds, the others are blind. */
export function askedHow(
  { manner, card, recent }: Pick<Network, "manner" | "card" | "recent">,
  kind: AccountKind,
): { manner: Manner; readable: boolean } {
  const readable = recent !== undefined && can(card, kind, "read");
  return { manner: manner === "readable" && !readable ? "blind" : manner, readable };
}

/**
 * Chooses the next look by the network's manner. `readable`: the account's posts can be read back. `pace` shortens all waits
 * alike (1). Pure.
 */
export function nextLook(manner: Manner, readable: boolean, lost: Lost, now: number, pace = 1): NextLook {
  if (lost.absent >= looksNeeded) return { do: "ask" };
  const window = manner === "key" ? keyWindow : manner === "record" || manner === "container" ? recordWindow : null;
  const last = window === null ? 0 : Math.min(firstGate(lost) + window.until * pace, lost.expiresAt);
  if (window !== null && now < last) {
    const from = Math.max(
      firstGate(lost) + window.from * pace,
      lost.lostAt,
      (lost.lookedAt ?? -Infinity) + 2 * minute * pace,
    );
    return now >= from ? { do: "replay", until: last } : { do: "wait", until: from };
  }
  if (!readable || now > lost.lostAt + patience * pace) return { do: "ask" };
  const from = lost.lookedAt === null ? lost.lostAt + minute * pace : lost.lookedAt + lookGap * pace;
  return now >= from ? { do: "read" } : { do: "wait", until: from };
}

/** A clock at the network may differ from ours by this much. */
const skew = 2 * minute;
/** From the gate to the end of the call: 5 s to begin it, 30 s to make it, and the network's own haste. */
const callTime = minute;

/** How far back a look must reach, milliseconds since the epoch. */
export const lookSince = (lost: Pick<Lost, "gates">): number => firstGate(lost) - skew;

/** What a delivery says; enough to recognise its post by. */
export type Said = Pick<Lost, "text" | "link" | "of">;

/**
 * How well a post fits what was said: 3 the same address and words, 2 the same words and no other address, 1 the same address,
 * 0 not at all. Networks shorten addresses and change spaces, so words are compared without both. What passes a post on is told by that.
 */
function likeness({ text, link, of }: Said, post: Seen): 0 | 1 | 2 | 3 {
  if (of !== undefined) return post.of?.some((name) => of.includes(name)) === true ? 3 : 0;
  const words = normalise(text);
  const own = link === null ? null : pageOf(link);
  const sameLink = own !== null && post.links.some((each) => pageOf(each) === own);
  const sameWords =
    words !== "" && normalise(post.text) === words && (own === null || post.links.length === 0 || sameLink);
  if (sameWords) return sameLink ? 3 : 2;
  return sameLink ? 1 : 0;
}

/**
 * Finds our post among those read back: the one that fits best of those written while one of our calls was under way. `taken` are
 * posts that belong to other deliveries.
 */
export function findPost(lost: Lost, seen: readonly Seen[], taken: ReadonlySet<string>): Seen | null {
  // Between two tries of ours the lane may have published other things, with the same words perhaps.
  const ours = (at: number) =>
    lost.gates.some((gate) => at >= gate - skew && at <= gate + callTime + skew) ||
    (lost.until !== undefined && at >= firstGate(lost) - skew && at <= lost.until + callTime + skew);
  const candidates = seen.filter((post) => ours(post.at) && !taken.has(post.remoteId));
  for (const wanted of [3, 2, 1]) {
    const found = candidates.find((post) => likeness(lost, post) === wanted);
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a post may as well be that of another delivery, of which nobody knows which post is its own. */
export const isContested = (lost: Lost, post: Seen, rivals: readonly Said[]): boolean =>
  rivals.some((rival) => likeness(rival, post) > 0 && likeness(rival, post) >= likeness(lost, post));
