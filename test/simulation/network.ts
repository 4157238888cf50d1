import type { CallResult, Manner, Seen } from "#engine/network.ts";
import type { Random } from "./random.ts";

/** A post that the simulated network took. `key` is what the call carried. */
export type Accepted = { id: string; accountId: string; text: string; link: string | null; key: string; at: number };
export type Call = { accountId: string; text: string; link: string | null; key: string; tokenEpoch: number };

/** What happens to one call on its way. Milliseconds. */
export type Fate =
  | { kind: "answered"; there: number; back: number }
  | { kind: "refused_connection"; there: number }
  | { kind: "lost_request"; gone: number }
  | { kind: "lost_answer"; there: number; gone: number }
  | { kind: "limited"; there: number; back: number; seconds: number }
  | { kind: "rejected"; there: number; back: number }
  | { kind: "broken"; there: number; back: number; accepted: boolean };

const seconds = 1000;
/** A call is given up after this long. */
export const callLimit = 30 * seconds;

export function chooseFate(random: Random, faults: number): Fate {
  const there = random.below(500);
  const back = random.below(2 * seconds);
  if (!random.chance(faults)) return { kind: "answered", there, back };
  switch (random.below(7)) {
    case 0:
      return { kind: "refused_connection", there };
    case 1:
      return { kind: "lost_request", gone: random.chance(0.5) ? random.below(5) * seconds : callLimit };
    case 2:
      return { kind: "lost_answer", there: random.below(29) * seconds, gone: callLimit };
    case 3:
      return { kind: "lost_answer", there, gone: there + random.below(5) * seconds };
    case 4:
      return { kind: "limited", there, back, seconds: 60 + random.below(1800) };
    case 5:
      return { kind: "rejected", there, back };
    default:
      return { kind: "broken", there, back, accepted: random.chance(0.5) };
  }
}

export type SimulatedNetwork = ReturnType<typeof makeNetwork>;

/** A network that records every post it takes, in one of five manners. Time arrives from outside. */
export function makeNetwork(manner: Manner, now: () => number, accepted: (post: Accepted) => void) {
  const posts: Accepted[] = [];
  const limits = new Map<string, number>();
  const tokens = new Map<string, number>();
  const text = { en: "", fr: "" };

  /** The request arrived: takes the post unless one with this key is there already, as far as the manner knows keys. */
  function take(call: Call): Accepted {
    const keyed = manner === "key" || manner === "record" || manner === "container";
    const kept = manner === "key" ? 60 * 60 * seconds : Infinity;
    const known = keyed
      ? posts.find((post) => post.accountId === call.accountId && post.key === call.key && post.at + kept > now())
      : undefined;
    if (known !== undefined) return known;
    const { accountId, key, link } = call;
    const post = { id: `post-${posts.length + 1}`, accountId, text: call.text, link, key, at: now() };
    posts.push(post);
    accepted(post);
    return post;
  }

  return {
    manner,
    posts,
    limits,
    tokens,
    take,
    /** What an answered call says, at the moment when it arrives. */
    answer(call: Call): CallResult {
      const limit = limits.get(call.accountId) ?? 0;
      if (limit > now()) return { kind: "limited", until: limit, status: 429, raw: "", reason: text };
      if ((tokens.get(call.accountId) ?? 0) > call.tokenEpoch)
        return { kind: "unauthorised", status: 401, raw: "", reason: text };
      const post = take(call);
      return { kind: "published", remoteId: post.id, url: null, status: 200, raw: "" };
    },
    /** The newest posts of an account. A page is never longer than 20 here. */
    recent(accountId: string, since: number): { seen: Seen[]; full: boolean } {
      const mine = posts.filter((post) => post.accountId === accountId).toReversed();
      const page = mine.slice(0, 20);
      const oldest = page.at(-1)?.at ?? -Infinity;
      return {
        seen: page.map(({ id, text: words, link, at }) => ({
          remoteId: id,
          url: null,
          text: words,
          links: link === null ? [] : [link],
          at,
        })),
        full: page.length === mine.length || oldest < since,
      };
    },
  };
}
