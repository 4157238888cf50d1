import { createHash } from "node:crypto";
import { pageOf } from "#engine/address.ts";
import { fingerprint, nearIdentical, quartersOf } from "#engine/fingerprint.ts";
import type { Item } from "#engine/item.ts";
import { canonicalUrl } from "#engine/key.ts";
import type { Dropped, Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

const milliseconds = { hours: 3_600_000, days: 86_400_000 };
/** 42 characters, quotes and a comma each: 63 kB of the 64 kB that a node may keep. */
const maxStories = 1400;
/** Where events are remembered beside them (19 characters each), fewer of both fit. */
const maxEvents = 900;

/**
 * One story: minutes since the epoch in base 36 (6), hash of the item's key (10), of its page (10) and the title's fingerprint (16 hex digits, or dots). Fixed places, so that 1,400 of them fit the node's memory.
 */
type Story = { minute: number; key: string; page: string; print: string };
/** `was`: the page as it was spelled before addresses were compared by page, which may be what is remembered. */
type Sought = Story & { was: string };
const blankPage = ".".repeat(10);
const blankPrint = ".".repeat(16);

/**
 * Lets through what is no copy of a story seen before. An item is no copy of itself: a run that is repeated, or a preview
 * after the run, gives the same result. The ledger is what keeps an item from being posted twice.
 */
export const process: Process<Config> = (items, config, { now, state }) => {
  const oldest = Math.floor((now - config.window * milliseconds[config.unit]) / 60_000);
  const stories = remembered(state).filter((story) => story.minute >= oldest);
  const memory = new Memory(stories);
  const events = new Map(config.by === "event" ? rememberedEvents(state, oldest) : []);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const story = storyOf(item, now);
    const event = config.by === "event" && item.event !== undefined ? short(item.event) : null;
    const told = event !== null && events.has(event) && !memory.knows(story) ? sameEvent : null;
    const copied = memory.match(story, config.by) ?? told;
    if (copied !== null) {
      drops.push({ item, ...copied });
      continue;
    }
    out.push(item);
    if (memory.add(story)) stories.push(story);
    if (event !== null && !events.has(event)) events.set(event, story.minute);
  }
  if (config.by !== "event") return { out: { out }, drops, state: { stories: stories.slice(-maxStories).map(pack) } };
  const kept = [...events].slice(-maxEvents).map(([event, minute]) => packMinute(minute) + event);
  return { out: { out }, drops, state: { stories: stories.slice(-maxEvents).map(pack), events: kept } };
};

/** Stories by page and by quarters of the fingerprint: two that differ in at most 3 bits share one of 4 quarters. */
class Memory {
  readonly #keys = new Set<string>();
  readonly #pages = new Map<string, string>();
  readonly #quarters = new Map<string, Story[]>();

  constructor(stories: readonly Story[]) {
    for (const story of stories) this.add(story);
  }

  /** False where the very item is known already. */
  add(story: Story): boolean {
    if (this.#keys.has(story.key)) return false;
    this.#keys.add(story.key);
    if (story.page !== blankPage && !this.#pages.has(story.page)) this.#pages.set(story.page, story.key);
    for (const quarter of quarters(story.print)) {
      const stories = this.#quarters.get(quarter);
      if (stories === undefined) this.#quarters.set(quarter, [story]);
      else stories.push(story);
    }
    return true;
  }

  knows({ key }: Story): boolean {
    return this.#keys.has(key);
  }

  match(story: Sought, by: Config["by"]): Pick<Dropped, "code" | "reason"> | null {
    if (this.#keys.has(story.key)) return null;
    if (by !== "text" && (this.#pages.has(story.page) || this.#pages.has(story.was))) return samePage;
    if (
      by !== "link" &&
      quarters(story.print).some((quarter) =>
        this.#quarters.get(quarter)?.some(({ print }) => nearIdentical(print, story.print)),
      )
    )
      return sameTitle;
    return null;
  }
}

/** Where the title was too short for a fingerprint there is nothing to find it by. */
const quarters = (print: string): string[] => (print === blankPrint ? [] : quartersOf(print));

function storyOf({ link, anchored, ...item }: Item, now: number): Sought {
  const page = link === null ? null : pageOf(link, anchored);
  const was = link === null || anchored === true ? null : canonicalUrl(link);
  return {
    minute: Math.floor(now / 60_000),
    key: short(item.key),
    page: page === null ? blankPage : short(page),
    was: was === null ? blankPage : short(was),
    print: fingerprint(item.title) || blankPrint,
  };
}

/** 40 bits: among 1,400 stories, one wrong match in 800 million. */
const short = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 10);

const packMinute = (minute: number) => minute.toString(36).padStart(6, "0").slice(-6);
const pack = ({ minute, key, page, print }: Story) => packMinute(minute) + key + page + print;

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
  return packed.slice(-maxStories).flatMap((line: unknown): Story[] => {
    if (typeof line !== "string" || !/^[0-9a-z]{6}[0-9a-f]{10}[0-9a-f.]{10}[0-9a-f.]{16}$/u.test(line)) return [];
    return [
      {
        minute: Number.parseInt(line.slice(0, 6), 36),
        key: line.slice(6, 16),
        page: line.slice(16, 26),
        print: line.slice(26),
      },
    ];
  });
}

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
