import { hash } from "node:crypto";
import { pageOf } from "#engine/address.ts";
import { fingerprint, nearIdentical } from "#engine/fingerprint.ts";
import type { Item } from "#engine/item.ts";
import { canonicalUrl } from "#engine/key.ts";
import type { Dropped, Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

const milliseconds = { hours: 3_600_000, days: 86_400_000 };
/** 42 characters, quotes and a comma each: 63 kB of the 64 kB that a node may keep. */
const maxStories = 1400;
/** Where events are remembered beside them (19 characters each), fewer of both fit. */
const maxEvents = 900;
/** So many that are forgotten stand before those that are remembered, until they go together. */
const mostGone = 4 * maxStories;

/**
 * One story: minutes since the epoch in base 36 (6), hash of the item's key (10), of its page (10) and the title's fingerprint (16 hex digits,
 * or dots). Fixed places, so that 1,400 of them fit the node's memory; and they are compared as they stand there, since a run that brings
 * one new item would else spend its time on taking 1,400 apart.
 */
type Story = string;
const minuteOf = (story: Story): number => Number.parseInt(story.slice(0, 6), 36);
const keyOf = (story: Story): string => story.slice(6, 16);
const pageOfStory = (story: Story): string => story.slice(16, 26);
const printAt = 26;
const printOf = (story: Story): string => story.slice(printAt);
/** `was`: the page as it was spelled before addresses were compared by page, which may be what is remembered. */
type Sought = { story: Story; was: string };
const blankPage = ".".repeat(10);
const blankPrint = ".".repeat(16);

/**
 * Lets through what is no copy of a story seen before. An item is no copy of itself: a run that is repeated, or a preview
 * after the run, gives the same result. The ledger is what keeps an item from being posted twice.
 */
export const process: Process<Config> = (items, config, { now, state }) => {
  const oldest = Math.floor((now - config.window * milliseconds[config.unit]) / 60_000);
  const memory = memoryOf(state);
  memory.forget(oldest, maxStories);
  const events = new Map(config.by === "event" ? rememberedEvents(state, oldest) : []);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const sought = soughtOf(item, now);
    const event = config.by === "event" && item.event !== undefined ? short(item.event) : null;
    const told = event !== null && events.has(event) && !memory.knows(sought.story) ? sameEvent : null;
    const copied = memory.match(sought, config.by) ?? told;
    if (copied !== null) {
      drops.push({ item, ...copied });
      continue;
    }
    out.push(item);
    memory.add(sought.story);
    if (event !== null && !events.has(event)) events.set(event, minuteOf(sought.story));
  }
  memory.forget(oldest, config.by === "event" ? maxEvents : maxStories);
  const kept = [...events].slice(-maxEvents).map(([event, minute]) => packMinute(minute) + event);
  const next = { ...(config.by === "event" ? { events: kept } : {}) };
  Object.defineProperty(next, "stories", { enumerable: true, get: memory.list() });
  made.set(next, memory);
  return { out: { out }, drops, state: next, size: sizeOf(memory.size, config.by === "event" ? kept.length : null) };
};

/** As JSON: all that is remembered has its fixed length, and no letter that is written otherwise. */
const sizeOf = (stories: number, events: number | null): number =>
  `{"stories":[]}`.length + listed(stories, 42) + (events === null ? 0 : `,"events":[]`.length + listed(events, 16));
const listed = (count: number, letters: number): number => count * (letters + 2) + Math.max(0, count - 1);

/** What a state was made of, for whoever goes on from it in this process: taking 1,400 stories apart again would be most of a small run's work. */
const made = new WeakMap<object, Memory>();

/** The memory of a state. It belongs to who goes on from there: whoever begins at the same state once more reads it anew. */
function memoryOf(state: unknown): Memory {
  const known = typeof state === "object" && state !== null ? made.get(state) : undefined;
  if (known === undefined) return new Memory(remembered(state));
  made.delete(state as object);
  return known;
}

/** Stories by page and by quarters of the fingerprint: two that differ in at most 3 bits share one of 4 quarters. */
class Memory {
  /** In the order in which they came, from `#first` on. It only ever grows, or another takes its place: whoever holds a part of it may read it later. */
  #stories: Story[] = [];
  #first = 0;
  #inTurn = true;
  readonly #keys = new Set<string>();
  /** How many stories have a page. */
  readonly #pages = new Map<string, number>();
  readonly #quarters = new Map<number, Story[]>();

  constructor(stories: readonly Story[]) {
    for (const story of stories) this.add(story);
  }

  /** False where the very item is known already. */
  add(story: Story): boolean {
    const key = keyOf(story);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    const page = pageOfStory(story);
    if (page !== blankPage) this.#pages.set(page, (this.#pages.get(page) ?? 0) + 1);
    this.#inTurn &&= minuteOf(story) >= minuteOf(this.#stories.at(-1) ?? story);
    this.#stories.push(story);
    if (story.endsWith(blankPrint)) return true;
    for (let place = 0; place < 4; place += 1) {
      const quarter = quarterOf(story, place);
      const there = this.#quarters.get(quarter);
      if (there === undefined) this.#quarters.set(quarter, [story]);
      else there.push(story);
    }
    return true;
  }

  /** Forgets what came before a minute, and the first of what is more than `most`. */
  forget(oldest: number, most: number): void {
    const all = this.#stories;
    const begun = this.#first;
    while (all.length - this.#first > most) this.#first += 1;
    while (this.#first < all.length && minuteOf(all[this.#first]!) < oldest) this.#first += 1;
    for (let at = begun; at < this.#first; at += 1) this.#remove(all[at]!);
    if (this.#first > mostGone) {
      this.#stories = all.slice(this.#first);
      this.#first = 0;
    }
    if (this.#inTurn) return;
    // The clock went back in between: one that is old may stand behind one that is not.
    const rest = this.#stories.slice(this.#first);
    const old = new Set(rest.filter((story) => minuteOf(story) < oldest));
    for (const story of old) this.#remove(story);
    this.#stories = rest.filter((story) => !old.has(story));
    this.#first = 0;
  }

  #remove(story: Story): void {
    this.#keys.delete(keyOf(story));
    const page = pageOfStory(story);
    const count = this.#pages.get(page) ?? 0;
    if (count > 1) this.#pages.set(page, count - 1);
    else this.#pages.delete(page);
    if (story.endsWith(blankPrint)) return;
    for (let place = 0; place < 4; place += 1) {
      const quarter = quarterOf(story, place);
      const rest = this.#quarters.get(quarter)?.filter((other) => other !== story) ?? [];
      if (rest.length === 0) this.#quarters.delete(quarter);
      else this.#quarters.set(quarter, rest);
    }
  }

  get size(): number {
    return this.#stories.length - this.#first;
  }

  /** What is remembered now, for whoever asks later: most states of a backtest's thousands of runs are never read. */
  list(): () => Story[] {
    const [all, from, to] = [this.#stories, this.#first, this.#stories.length];
    return () => all.slice(from, to);
  }

  knows(story: Story): boolean {
    return this.#keys.has(keyOf(story));
  }

  match({ story, was }: Sought, by: Config["by"]): Pick<Dropped, "code" | "reason"> | null {
    if (this.knows(story)) return null;
    if (by !== "text" && (this.#pages.has(pageOfStory(story)) || this.#pages.has(was))) return samePage;
    if (by !== "link" && this.#isTold(story)) return sameTitle;
    return null;
  }

  #isTold(story: Story): boolean {
    // Where the title was too short for a fingerprint there is nothing to find it by.
    if (story.endsWith(blankPrint)) return false;
    const print = printOf(story);
    for (let place = 0; place < 4; place += 1)
      if (this.#quarters.get(quarterOf(story, place))?.some((other) => nearIdentical(printOf(other), print)))
        return true;
    return false;
  }
}

/** Four digits of the fingerprint with their place, as one number. */
function quarterOf(story: Story, place: number): number {
  let quarter = place;
  for (let at = printAt + 4 * place; at < printAt + 4 * place + 4; at += 1) {
    const code = story.charCodeAt(at);
    quarter = (quarter << 4) | (code <= 0x39 ? code - 0x30 : code - 0x57);
  }
  return quarter;
}

function soughtOf({ link, anchored, ...item }: Item, now: number): Sought {
  const page = link === null ? null : pageOf(link, anchored);
  const was = link === null || anchored === true ? null : canonicalUrl(link);
  const story =
    packMinute(Math.floor(now / 60_000)) +
    short(item.key) +
    (page === null ? blankPage : short(page)) +
    (fingerprint(item.title) || blankPrint);
  return { story, was: was === null ? blankPage : short(was) };
}

/** 40 bits: among 1,400 stories, one wrong match in 800 million. */
const short = (text: string) => hash("sha256", text).slice(0, 10);

const packMinute = (minute: number) => minute.toString(36).padStart(6, "0").slice(-6);

/** Events and when they first came by, as `minute + hash`. */
function rememberedEvents(state: unknown, oldest: number): [string, number][] {
  const packed =
    typeof state === "object" && state !== null && "events" in state && Array.isArray(state.events) ? state.events : [];
  return packed.slice(-maxEvents).flatMap((line: unknown): [string, number][] => {
    if (typeof line !== "string" || !/^[0-9a-z]{6}[0-9a-f]{10}$/u.test(line)) return [];
    const minute = Number.parseInt(line.slice(0, 6), 36);
    return minute < oldest ? [] : [[line.slice(6), minute]];
  });
}

/** State that is not ours, or of an earlier form, is forgotten rather than trusted. */
function remembered(state: unknown): Story[] {
  const packed =
    typeof state === "object" && state !== null && "stories" in state && Array.isArray(state.stories)
      ? state.stories
      : [];
  return packed
    .slice(-maxStories)
    .filter((line: unknown): line is Story => typeof line === "string" && isStory.test(line));
}
const isStory = /^[0-9a-z]{6}[0-9a-f]{10}[0-9a-f.]{10}(?:[0-9a-f]{16}|\.{16})$/u;

const samePage = {
  code: "duplicate",
  reason: { en: "The same page came by before.", fr: "La même page est déjà passée." },
};
const sameEvent = {
  code: "duplicate",
  reason: {
    en: "Another source reported this event before.",
    fr: "Une autre source a déjà rapporté cet événement.",
  },
};
const sameTitle = {
  code: "duplicate",
  reason: {
    en: "A story with nearly the same title came by before.",
    fr: "Une histoire au titre presque identique est déjà passée.",
  },
};
