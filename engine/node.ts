import type { z } from "zod";
import type { Ability, AccountKind, Limits } from "./card.ts";
import type { Author, Item, ItemKind, ItemMedium } from "./item.ts";
import type { Keeping, Keeps, Later } from "./kept.ts";
import type { MachineContext } from "./machine-context.ts";
import type { Incoming, ReceiveContext, Received } from "./receive.ts";
import type { Login, NetworkContext } from "./network.ts";
import type { Offer } from "./offer.ts";
import type { MediaWish } from "./media-wish.ts";
import type { Mode } from "./mode.ts";
import type { PageFacts } from "./page.ts";
import type { Text } from "./text.ts";
import type { Shape } from "./thread.ts";
import type { Timed } from "./written.ts";

export type { FieldMeta } from "./field-meta.ts";

export const nodeKinds = ["source", "filter", "rewrite", "flow", "target"] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** A named way in or out of a node. Wires join an out port to an in port that carries the same thing. */
export type Port = { id: string; title: Text; carries: "items" };

/**
 * What the browser and the server both know of a node type. Lives in `nodes/<type>/node.ts` as `manifest`.
 * Safe in the browser: no `node:*`, no I/O.
 *
 * Form drawing: each field of `config` carries a `FieldMeta` (field-meta.ts) in `.meta()`; without `control` the editor picks one from the schema.
 */
export type Manifest<Config = unknown> = {
  /** Equals the folder's name. */
  type: string;
  kind: NodeKind;
  /** Of the config's shape. Counts up from 1; `upgrades[n]` turns a config of version n into one of n + 1. */
  version: number;
  title: Text;
  /** One or two sentences: what it is for. */
  help: Text;
  /** Inner markup of a 24×24 stroked SVG icon (paths only), shown on the node and in the palette. */
  icon: string;
  config: z.ZodType<Config>;
  /** A config that parses, used when the node is dropped on the canvas. */
  defaults: unknown;
  inputs: Port[];
  /** Ports may depend on the config (a switch has one per topic). */
  outputs: (config: Config) => Port[];
  /** The one line on the card that says what the node does, e.g. `contains: emploi, recrutement · title`. */
  summary: (config: Config) => Text;
  upgrades?: Record<number, (config: unknown) => unknown>;
  /** By the codes of what it lets go: the field of its settings that decided, which whoever asks why is led to. */
  decides?: Readonly<Record<string, string>>;
  /**
   * Of a rewrite that writes words of its own: a text no longer than any that it makes, beginning as all of them do. What comes of an item
   * stands in it as `…`. The networks' rules are held against it while the map is drawn.
   */
  least?: (config: Config) => string;
  /** Of a step that wants to be told which items report the same event (`Item.event`). */
  events?: (config: Config) => boolean;
  /** Of a rewrite that words the same item differently for different accounts: colleagues do not say the same there. */
  varies?: true;
  /** Of a step that gives the same item again. */
  repeats?: true;
  /** Of a rewrite that says for whom the author works, where the workspace wants that said. */
  discloses?: true;
  /** Of a rewrite whose words a machine made: nothing of it goes out unless a person said yes to it. */
  machine?: true;
  /** Of a source that reads what one account publishes: which. A target never gets that account's own posts. */
  reads?: (config: Config) => Author | null;
  /**
   * Of a source that people know by the address of a page: the settings that read what is at an address as they paste it, null where that is
   * not its own. Pure and total.
   */
  takes?: (address: string) => Config | null;
  /** Where addresses that it takes may as well be other sites' pages: whether this one's form tells it apart. Absent: they all are its own. */
  sure?: (address: string) => boolean;
  /** Of a source of a network that charges for what is read: which. What that costs here is said beside its settings. */
  charges?: string;
  /** Of a source that receives: how things are brought to it. `address`: to one of its own, which the editor shows; `people`: on our own pages. */
  receives?: "address" | "people";
  /** Of a step that keeps items for later (engine/keeping.ts): how. */
  keeps?: Keeps;
  /** Of a step that asks people: whom, by their members' ids; null: everybody who draws maps. */
  asks?: (config: Config) => readonly string[] | null;
  /** What settings that parse still lack, or what is unwise in them; an error forbids publishing. Pure and total. */
  check?: (config: Config) => Finding[];
};

/** Something about one field of a config that parses. `code` is stable. */
export type Finding = { code: string; severity: "error" | "warning"; field: string; message: Text };

/** Why a node let an item go. `code` is stable; `reason` is read by a person. */
export type Dropped = { item: Item; code: string; reason: Text };

/** What a pure node gives back. Every item that came in leaves on a port or as a drop, or is kept by a node that says that it keeps. */
export type Outcome = Later & {
  out: Record<string, Item[]>;
  drops: Dropped[];
  /** JSON, ≤ 64 kB; stored with the map and given to the next run. */ state?: unknown;
  /** Characters of the state as JSON, of a step that knows them: writing it down to count them is most of what a small run costs. */ size?: number;
};

/** All that a pure node may know besides its items and its config. */
export type PureContext = Partial<Keeping & MachineContext & { self: string }> & {
  /** Milliseconds since the epoch: the time of the run, the same for all nodes of a run. */
  now: number;
  /** What this node returned as `state` in the map's previous run; undefined the first time. */
  state: unknown;
  /**
   * What the page at an address (as `pageAddress` writes it) says of itself; null where it cannot be had. A step stays synchronous: it is
   * executed once with what is known, and again with the pages that it asked for. Absent: no page is looked at.
   */
  page?: (address: string) => PageFacts | null;
};

/** Filters, rewrites and flow: `nodes/<type>/run.ts` exports `process`. Synchronous, pure, total. */
export type Process<Config> = (items: Item[], config: Config, context: PureContext) => Outcome;

/** A source's memory between polls: JSON, ≤ 64 kB (ETag, Last-Modified, newest ids, …). */
export type Cursor = Record<string, unknown>;

export type Polled = {
  /**
   * Newest first or as the source orders them, all that it lists: which of them are new, known or listed twice the inbox finds out
   * (engine/identity.ts). The key is as `itemKey` makes it.
   */
  items: Item[];
  /** Entries that are one of the items once more, where the source has a rule of its own for that. */
  doubled?: Item[];
  /** How many entries said nothing at all. */
  blank?: number;
  /** Keys of items that the source listed before and that are deleted there, as far as it knows surely. */
  gone?: string[];
  cursor: Cursor;
  /** The source's own title, if it gave one. */
  title: string | null;
  /** The address of the account that was read, which stays its own when its handle changes or becomes somebody else's. */
  stays?: string;
  /** True where the source answered "nothing changed" (HTTP 304). */
  unchanged: boolean;
};

/** What a feed reader hands to a source node. Fetching is conditional, capped and guarded by the server. */
export type FeedEntry = {
  id: string | null;
  title: string;
  link: string | null;
  summary: string;
  author: string | null;
  tags: string[];
  media: ItemMedium[];
  kind: ItemKind;
  language: string | null;
  published: string | null;
  updated: string | null;
  /** What an entry without an id is recognised by, where that is not what it says as it is read today: keys given before stay. */
  former?: { link: string | null; title: string; summary: string };
};
export type FetchedFeed =
  | { unchanged: true; cursor: Cursor }
  | {
      unchanged: false;
      cursor: Cursor;
      title: string | null;
      /** Where it was read after redirects. */ url: string;
      entries: FeedEntry[];
    };

export type SourceContext = {
  /** Milliseconds since the epoch. */
  now: number;
  cursor: Cursor;
  /** The source's id, for keys that are only unique inside one source. */
  sourceId: string;
  signal: AbortSignal;
  /** Guarded, capped, conditional GET + decode + parse; `cursor`: of that feed, where it is not the source's own. Throws NodeError. */
  readFeed: (url: string, cursor?: Cursor) => Promise<FetchedFeed>;
  /** Guarded HTTP for JSON APIs (≤ 30 s, ≤ 10 MB). Throws NodeError on network failure, not on status. */
  getJson: (
    url: string,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Record<string, string>; body: unknown }>;
  /** A web page, guarded, its redirects followed (≤ 10 MB, ≤ 20 s). Throws NodeError on network failure, not on status. */
  getPage: (url: string, headers?: Record<string, string>) => Promise<{ status: number; url: string; text: string }>;
  /** A network as somebody asks it who has no account there; `server`: on a federated one, whose. A deployment can redirect it to a simulator. */
  network: (name: string, server?: string) => NetworkContext;
  /** The access of a connected account, by its reference, for reading with it. Throws NodeError where it cannot be had. */
  account: (ref: string) => Promise<Reader>;
  /**
   * Of a network that charges for what is read: sets aside what at most so many posts cost, before they are asked for. Throws NodeError
   * where reading it is not switched on, or the month's allowance does not reach. `settle` says how many came, and gives the rest back.
   * `own`: they are the reading account's own, which costs less.
   */
  spend: (network: string, most: number, own?: boolean) => Promise<{ settle: (reads: number) => Promise<void> }>;
  /** A secret of the workspace, by the name that the config refers to it by (`secretRef`); null where none is stored. */
  secret: (name: string) => Promise<string | null>;
};

/** Whose access a source reads with, and where. */
export type Reader = { login: Login; context: NetworkContext };

/** A source that is asked, again and again. */
export type PolledSource<Config> = {
  /** The stable identity of what is read: equal configs of two maps share one source. */
  identify: (config: Config) => string;
  poll: (config: Config, context: SourceContext) => Promise<Polled>;
};

/**
 * A source to which others bring: by its own address on our server, by mail, by hand. `receive` reads one message: no
 * clock, no network; secrets come through the context. What it gives goes into the same inbox by the same rules of identity.
 */
export type ReceivedSource<Config> = {
  identify: (config: Config) => string;
  /** What it is called among the sources: nothing that comes says so. A text is said in the workspace's language. At most 300 letters. */
  title: (config: Config) => string | Text;
  receive: (incoming: Incoming, config: Config, context: ReceiveContext) => Promise<Received>;
};

/** Sources: `nodes/<type>/run.ts` exports `source`, which polls or receives. */
export type SourceRun<Config> = PolledSource<Config> | ReceivedSource<Config>;

/** Whether items are brought to it. */
export const receives = <Config>(source: SourceRun<Config>): source is ReceivedSource<Config> => "receive" in source;

/** An account as a plan sees it: nothing secret. `ref` is as `engine/ref.ts` writes it, stable across exports. */
export type Publisher = {
  id: string;
  ref: string;
  network: string;
  handle: string;
  name: string;
  /** null for accounts of the company. */
  member: string | null;
  /** What its person follows there (topic.ts). */
  topics: string[];
  chose?: boolean;
  called?: ReadonlyMap<string, string>;
  /** The keys of their teams, and their language. */
  teams?: readonly string[];
  language?: string | null;
  mode: Mode;
  /** Absent where it is no account of a workspace (a map file's): then as its network's card has it. */
  terms?: Terms;
  /** When its permission ends and nobody but its owner can renew it, ISO 8601; null or absent: it does not end by itself. */
  ends?: string | null;
  /** Its permission has ended already. */
  parked?: boolean;
};

/** What an account may post: its kind, and its own server's limits (null: the card's). `epoch` counts up whenever one changes. `unable`: what its network refuses to it alone. */
export type Terms = { kind: AccountKind; limits: Limits | null; epoch: number; unable?: readonly Ability[] };

/**
 * Which accounts a target picks for one item, each with the topic under which its consent is asked ("" = any), and who
 * was left out and why: `account` is null where the item found nobody at all. Every item ends in `wanted` or `drops`.
 */
export type Expansion = {
  wanted: {
    account: Publisher;
    topic: string;
    /** With the item's picture, where it can be had and the network takes one; absent as null: without. */
    picture?: MediaWish | null;
    /** How its post is made where the account's network can do it; absent: one post, cut where it is too long, with its link. */
    shape?: Shape;
    /** Somebody wrote it for a time. */
    timed?: Timed;
  }[];
  drops: { account: Publisher | null; code: string; reason: Text }[];
  /** It is put before people besides, also before those who are not asked; absent: it is not. */
  offer?: Offer;
};

/** Targets: `nodes/<type>/run.ts` exports `expand`: which of the workspace's accounts an item goes to. Pure. */
export type Expand<Config> = (item: Item, config: Config, accounts: readonly Publisher[]) => Expansion;

/**
 * An expected failure of a node, told to a person. `retry` says whether the next try may succeed by itself; `wait`: the server asked not to
 * be called for so many seconds; `instead`: an address that may be meant, such as that of the feed that a web page names.
 */
export class NodeError extends Error {
  readonly code: string;
  readonly text: Text;
  readonly retry: boolean;
  readonly wait: number | null;
  readonly instead: string | null;
  constructor(
    code: string,
    text: Text,
    options: { retry?: boolean; wait?: number | null; instead?: string | null; cause?: unknown } = {},
  ) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "NodeError";
    this.code = code;
    this.text = text;
    this.retry = options.retry ?? true;
    this.wait = options.wait ?? null;
    this.instead = options.instead ?? null;
  }
}
