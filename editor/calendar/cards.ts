import { type Day, dayAt, wallMinute } from "#engine/days.ts";
import { isQuiet } from "#engine/window.ts";
import type { Reply } from "#server/api.ts";

export type Calendar = Reply<"readCalendar">;
export type Post = Calendar["posts"][number];
export type Layer = Calendar["layers"][number];

/** One thing that is said, with all posts that say it at one time: on several networks it is still one card. */
export type Card = {
  key: string;
  day: Day;
  /** Minutes after midnight on the reader's clock. */
  minute: number;
  title: string;
  state: Post["state"];
  topic: string;
  posts: Post[];
  /** It has no time yet: it stands beside the days. */
  loose?: true;
};

/** How a card fares, as people call it: what only its owner's yes is missing for is no trouble. */
export const standing = ({ state, posts }: Pick<Card, "state" | "posts">): Card["state"] | "asked" =>
  state === "waits" && posts.every(({ reason }) => reason === "consent") ? "asked" : state;

/** Minutes within which the same words on several accounts are one card. */
const together = 20;

/** Posts as cards, in their order: the same ones whatever view shows them. Each post is on one card. Pure. */
export function cardsOf(posts: readonly Post[], zone: string): Card[] {
  const cards: Card[] = [];
  /** By what is said, on which day and how it fares, the last card of it. */
  const last = new Map<string, Card>();
  for (const post of posts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.key < b.key ? -1 : 1))) {
    const at = Date.parse(post.at);
    const [day, minute] = [dayAt(zone, at), wallMinute(zone, at)];
    const name = `${day} ${post.state} ${post.movable} ${post.title}`;
    const found = last.get(name);
    if (
      found !== undefined &&
      at - Date.parse(found.posts[0]!.at) < together * 60_000 &&
      found.posts.every(({ account }) => account !== post.account)
    ) {
      found.posts.push(post);
      continue;
    }
    const { key, title, state, topic } = post;
    const card: Card = { key, day, minute, title, state, topic, posts: [post] };
    last.set(name, card);
    cards.push(card);
  }
  return cards;
}

/** The networks that a card is on, by its layers; `people`: it goes to ambassadors as well, or to them alone. Pure. */
export function reachOf(
  { posts }: Card,
  networks: ReadonlyMap<string, string>,
): { networks: string[]; people: boolean } {
  const accounts = posts.flatMap(({ account }) => (account === null ? [] : [networks.get(account) ?? ""]));
  return { networks: [...new Set(accounts)], people: posts.some(({ account }) => account === null) };
}

/** Where a card stands beside others of about its time: in which column of how many; those beyond the last one are counted by `more` of it. */
export type Placed = { card: Card; column: number; columns: number; more: Card[] };

/** So many cards stand side by side. */
const widest = 2;

/** Places a day's cards, each of which is so many minutes high as it is drawn. Pure. */
export function placed(cards: readonly Card[], height: number): Placed[] {
  const all: Placed[] = [];
  let group: Card[] = [];
  let end = -Infinity;
  const close = () => {
    const columns: { end: number; cards: Placed[] }[] = [];
    for (const card of group) {
      const free = columns.find((column) => column.end <= card.minute);
      if (free === undefined && columns.length === widest) {
        columns.at(-1)!.cards.at(-1)!.more.push(card);
        continue;
      }
      const column = free ?? { end: 0, cards: [] };
      if (free === undefined) columns.push(column);
      const one = { card, column: columns.indexOf(column), columns: 1, more: [] };
      column.cards.push(one);
      column.end = card.minute + height;
      all.push(one);
    }
    for (const { cards: those } of columns) for (const one of those) one.columns = columns.length;
  };
  for (const card of cards) {
    if (card.minute >= end) {
      close();
      group = [];
    }
    group.push(card);
    end = Math.max(end, card.minute + height);
  }
  close();
  return all;
}

/** Minutes between two different things that one account says on a day, below which it is crowded. */
export const crowd = 90;

/** Cards after which one of their accounts says something else within an hour and a half: how many minutes after. By their keys. Pure. */
export function crowded(cards: readonly Card[]): Map<string, number> {
  const close = new Map<string, number>();
  const before = new Map<string, Card>();
  for (const card of cards) {
    if (card.state !== "out" && card.state !== "planned") continue;
    for (const { account } of card.posts) {
      if (account === null) continue;
      const earlier = before.get(account);
      if (earlier !== undefined && earlier.day === card.day && card.minute - earlier.minute < crowd)
        close.set(earlier.key, card.minute - earlier.minute);
      before.set(account, card);
    }
  }
  return close;
}

/** Half hours of a day, from its first instant to its end, in which none of the accounts posts. Minutes after midnight, from and to. Pure. */
export function quietSpans(layers: readonly Layer[], starts: number, ends: number, zone: string): [number, number][] {
  if (layers.length === 0) return [];
  const spans: [number, number][] = [];
  for (let at = starts; at < ends; at += 1_800_000) {
    const quiet = layers.every(({ zone: own, quietFrom, quietTo, daysOff }) =>
      isQuiet({ zone: own, quietFrom, quietTo, off: daysOff }, at),
    );
    if (!quiet) continue;
    const minute = wallMinute(zone, at);
    const last = spans.at(-1);
    if (last !== undefined && last[1] === minute) last[1] = minute + 30;
    else spans.push([minute, minute + 30]);
  }
  return spans;
}

/** Hours that a grid shows: those of work, and whatever stands before and after. Pure. */
export function hoursOf(cards: readonly Card[], others: readonly number[] = []): { from: number; to: number } {
  const minutes = [...cards.map(({ minute }) => minute), ...others];
  return {
    from: Math.min(8, ...minutes.map((minute) => Math.floor(minute / 60))),
    to: Math.max(19, ...minutes.map((minute) => Math.min(24, Math.floor(minute / 60) + 2))),
  };
}
