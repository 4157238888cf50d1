import type { Brand } from "#engine/brand.ts";
import type { HouseRules } from "#engine/house.ts";
import type { Answered, Ask } from "#engine/machine.ts";
import type { Publisher } from "#engine/node.ts";
import type { Pace } from "#engine/pacing.ts";
import type { PageFacts } from "#engine/page.ts";
import type { LinkRule } from "#engine/short-link.ts";
import type { StoryRule } from "#engine/story.ts";
import type { Text } from "#engine/text.ts";
import type { Account } from "../ledger/beginning.ts";
import type { PollFacts } from "../run/flood.ts";

/** A stored item on its way to the thread that takes it through a plan. `data` is JSON as it is stored: parsing it is the thread's work. */
export type StoredItem = {
  seq: number;
  /** The key of its source. */
  source: string;
  /** When it came, milliseconds. */
  at: number;
  /** It was there when its source was read first: then its own date says when it would have come. */
  baseline: boolean;
  gone: boolean;
  data: string;
  poll: (PollFacts & { id: number }) | null;
  /** Which event it reports, as far as that was found; null: not asked for, or not known. */
  event: string | null;
};

/** One version of a map, with what holds for it in its workspace. */
export type Version = { document: unknown; stories: StoryRule; links: LinkRule };

/** All that a backtest is made of, besides its items; plain data, for it goes to a thread. `until`: milliseconds. */
export type Job = {
  map: string;
  since: number;
  until: number;
  draft: Version;
  live: Version | null;
  accounts: Publisher[];
  /** By which posts of its campaign are known, as that stands now; null: it belongs to none. */
  brand: Brand | null;
  /** By account, what its owner lets wait of a topic, and how fast it posts. */
  holds: Map<string, Account>;
  paces: Map<string, Pace>;
  house: HouseRules;
  publicUrl: string;
  /** Sources to which things are brought, by their keys. */
  brought: Set<string>;
  /** Not 0: nobody waits for it any more. */
  stop?: Int32Array;
};

/** An account, as far as it is shown. */
export type Person = {
  ref: string;
  name: string;
  network: string;
  avatar: string | null;
  member: { id: string; name: string } | null;
  pace: Pace;
};

/** What steps ask for of what lies in the database, and what is there; `null`: it cannot be had. */
export type Wants = { pages: string[]; asks: [string, Ask][] };
export type Has = { pages: [string, PageFacts | null][]; words: [string, Answered][] };

/** A post that a version would have made. `at`: when it would have left; null: `code` says what it waits for. */
export type Post = {
  key: string;
  account: string;
  node: string;
  network: string;
  item: string;
  text: string;
  link: string | null;
  at: number;
  /** Its owner is asked first, and said yes at once. */
  asked: boolean;
};

/** `varied`: not all have this very reason; `personal`: some are of one account, and the reason may name it. */
export type Count = {
  node: string;
  code: string;
  reason: Text;
  varied: boolean;
  personal: boolean;
  count: number;
  titles: string[];
};
export type Ruled = Omit<Count, "varied" | "personal"> & {
  network: string;
  severity: "error" | "warning";
  text: string;
};
type Cost = { network: string; title: string; posts: number; amount: number };
export type Alike = { network: string; text: string; accounts: number; posts: number; forbidden: boolean };

/** What one version would have done. */
export type Side = {
  runs: number;
  items: number;
  /** Items whose run is still to come, and items that steps keep beyond the end. */
  waiting: number;
  keeps: [string, number][];
  posts: number;
  asked: number;
  /** Posts that would leave after the end. */
  later: number;
  /** By account, posts of each local day (`2026-03-10`): how many, and of how many the owner is asked. */
  days: [account: string, day: string, posts: number, asked: number][];
  drops: Count[];
  held: Count[];
  ruled: Ruled[];
  alike: Alike[];
  costs: Cost[];
  steps: { node: string; itemsIn: number; out: number; drops: number; error: Text | null }[];
  /** Steps that are left out, because their settings are wrong. */
  without: string[];
  /** Steps whose pages or words are not known. */
  unread: number;
  /** So many posts that it was stopped at this time. */
  full: number | null;
};

export type Changed = {
  kind: "changed" | "new" | "gone";
  key: string;
  item: string;
  account: string;
  network: string;
  at: number;
  before: string | null;
  after: string | null;
  /** Of what is gone: what the draft does with it instead, and where. */
  why: { node: string; code: string; reason: Text; personal: boolean } | null;
};
export type Against = { changed: number; fresh: number; gone: number; same: number; rows: Changed[] };

export type Answer = { draft: Side; live: Side | null; against: Against | null; samples: Post[]; ms: number };

export type ToThread =
  | { kind: "begin"; id: number; job: Job }
  | { kind: "items"; id: number; items: StoredItem[] }
  | { kind: "go"; id: number }
  | { kind: "has"; id: number; has: Has };
export type FromThread =
  | { kind: "ready" }
  | { kind: "progress"; id: number; done: number; of: number }
  | { kind: "wants"; id: number; wants: Wants }
  | { kind: "first"; id: number; answer: Answer }
  | { kind: "answer"; id: number; answer: Answer }
  | { kind: "failed"; id: number; detail: string };
