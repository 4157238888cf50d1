import { z } from "zod";
import type { CallResult, Manner, Prepared, Seen } from "#engine/network.ts";
import type { Random } from "./random.ts";

/** A post that the simulated network took. `key` is what the call carried. */
export type Accepted = {
  id: string;
  accountId: string;
  text: string;
  link: string | null;
  /** As it was uploaded. */
  picture: string | null;
  key: string;
  at: number;
};
/** `medium`: the network's own number of the uploaded picture. */
export type Call = Pick<Accepted, "accountId" | "text" | "link" | "key"> & {
  medium: string | null;
  tokenEpoch: number;
};
/** What a call carries of what was prepared: the whole post written down, as Bluesky has it. */
export const Written = z.object({ text: z.string(), medium: z.string().nullable() });

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
  const none = { status: 200, raw: "", reason: text };
  const media = new Map<string, { accountId: string; picture: string; ends: number }>();

  /**
   * The request arrived: takes the post unless one with this key is there already, as far as the manner knows keys. Null where it names
   * a picture that the network does not have (any more), or another account's.
   */
  function take(call: Call): Accepted | null {
    const keyed = manner === "key" || manner === "record" || manner === "container";
    const kept = manner === "key" ? 60 * 60 * seconds : Infinity;
    const known = keyed
      ? posts.find((post) => post.accountId === call.accountId && post.key === call.key && post.at + kept > now())
      : undefined;
    if (known !== undefined) return known;
    const { accountId, key, link, medium } = call;
    const held = medium === null ? null : media.get(medium);
    if (held !== null && (held === undefined || held.accountId !== accountId || held.ends <= now())) return null;
    const picture = held?.picture ?? null;
    const post = { id: `post-${posts.length + 1}`, accountId, text: call.text, link, picture, key, at: now() };
    posts.push(post);
    accepted(post);
    return post;
  }

  /** What it was given and works on: out or refused before `until`, whatever becomes of whoever brought it. */
  const tickets = new Map<
    string,
    { call: Call; ready: number; until: number; refuses: boolean; done: CallResult | null }
  >();
  /** By itself, at the moment when it is done. */
  function finish(ticket: string): void {
    const found = tickets.get(ticket)!;
    const post = found.refuses ? null : take(found.call);
    found.done =
      post === null
        ? { ...none, kind: "rejected", status: 422 }
        : { ...none, kind: "published", remoteId: post.id, url: null };
  }
  const working = (ticket: string, until: number): CallResult => {
    return { ...none, kind: "processing", status: 202, data: { ticket }, again: 5 * seconds, until };
  };

  return {
    manner,
    posts,
    limits,
    tokens,
    take,
    finish,
    /** It takes a post and works on it for `pause` milliseconds. Gives the ticket beside what it answers. */
    accept(call: Call, pause: number, refuses: boolean): { ticket: string; answer: CallResult } {
      const ticket = `ticket-${tickets.size + 1}`;
      const until = now() + pause + 60 * seconds;
      tickets.set(ticket, { call, ready: now() + pause, until, refuses, done: null });
      return { ticket, answer: working(ticket, until) };
    },
    /** What became of it. */
    status(ticket: string): CallResult {
      const found = tickets.get(ticket)!;
      return found.done ?? working(ticket, found.until);
    },
    /** What an answered call says, at the moment when it arrives. */
    answer(call: Call): CallResult {
      const limit = limits.get(call.accountId) ?? 0;
      if (limit > now()) return { kind: "limited", until: limit, status: 429, raw: "", reason: text };
      if ((tokens.get(call.accountId) ?? 0) > call.tokenEpoch)
        return { kind: "unauthorised", status: 401, raw: "", reason: text };
      const post = take(call);
      if (post === null) return { ...none, kind: "rejected", status: 422 };
      return { kind: "published", remoteId: post.id, url: null, status: 200, raw: "" };
    },
    /**
     * A picture of a post arrives, and the post is written down with it. `lives`: how long the network keeps it, milliseconds; null: for
     * good. It may say that it lives longer than it does.
     */
    prepare(
      call: Pick<Call, "accountId" | "text" | "tokenEpoch">,
      picture: string | null,
      lives: number | null,
      lies: boolean,
    ): Prepared {
      if ((tokens.get(call.accountId) ?? 0) > call.tokenEpoch) return { ...none, kind: "unauthorised", status: 401 };
      const medium = picture === null ? null : `medium-${media.size + 1}`;
      const ends = now() + (lives ?? Infinity);
      if (medium !== null && picture !== null)
        media.set(medium, { accountId: call.accountId, picture, ends: lies ? now() : ends });
      return { ...none, kind: "prepared", data: { text: call.text, medium }, until: lives === null ? null : ends };
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
