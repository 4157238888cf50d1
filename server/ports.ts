import type { Kysely, Transaction } from "kysely";
import type { Logger } from "pino";
import type { Item } from "#engine/item.ts";
import type { Expand, FetchedFeed, Cursor, Manifest, Process, SourceRun } from "#engine/node.ts";
import type { MediumLimits } from "#engine/card.ts";
import type { checkNetworks } from "#engine/network-checks.ts";
import type { FittedMedium, Network, Site } from "#engine/network.ts";
import type { PageFacts } from "#engine/page.ts";
import type { DB } from "./database/db.gen.ts";
import type { MediaError } from "./media/error.ts";

/**
 * What the server's parts give each other. Everything that reaches the outside world or holds a lifetime arrives
 * through `Services`, as one object, so that a test or a simulation can replace it.
 */
export type Db = Kysely<DB>;
export type Trx = Transaction<DB>;

export type Settings = {
  host: string;
  port: number;
  dataDir: string;
  /** Where backups lie. */
  backupDir: string;
  /** null: the embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | null;
  /** Without a trailing slash. */
  publicUrl: string;
  /** 32 bytes that wrap the workspaces' keys: from RELAYMAP_SECRET, else a file in the data folder. */
  masterKey: Buffer;
  demo: boolean;
  /** Hosts (`name` or `name:port`, or CIDR) that the outbound guard lets through although they are inside. */
  allowHosts: string[];
  role: "all" | "web" | "worker";
  logLevel: string;
  /** Where a network's API and web pages are, where the deployment redirects them (simulators), by name; `server` is what people would name there. */
  /** Versions of networks' APIs, by name, where another than the connector's usual one is wanted. */
  versions?: Readonly<Record<string, string>>;
  networks: Record<string, { api: string; web: string; server?: string }>;
  /** The demo's mailbox: mails are read there, and reach nobody; null or absent: there is none. */
  mailbox?: string | null;
  /** How mails are sent for workspaces that set nothing of their own; null or absent: the server has none. */
  mail?: ServerMail | null;
};

/** The server's own way to send mails. Without a password where the server asks for none. */
export type ServerMail = {
  host: string;
  port: number;
  /** `tls` from the first byte; `starttls`, or nothing is sent; `none`. */
  tls: "tls" | "starttls" | "none";
  username: string;
  password: string | null;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
};

export type Clock = { now: () => number };

/** AES-256-GCM, a key per workspace wrapped by the master key; the place (table/row/field) is associated data. */
export type Vault = {
  seal: (workspaceId: string, place: string, plain: string) => Promise<Buffer>;
  /** Throws VaultError where the bytes, the place or the key do not fit. */
  open: (workspaceId: string, place: string, sealed: Buffer) => Promise<string>;
};

export type ReadLimits = {
  bytes?: number;
  milliseconds?: number;
  redirects?: number;
  /** Of a longer answer its beginning is taken; else it is refused. */
  cut?: true;
};
export type ReadReply = {
  status: number;
  url: string;
  /** Where the address has moved for good: as far as only permanent redirects led. */
  moved?: string;
  headers: Record<string, string>;
  body: Buffer;
};

/** The one guarded client for all outbound calls. Every address is resolved once, checked, and that very address dialled, on every hop. */
export type OutboundCall = {
  method: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** Milliseconds until the whole answer must be here, 30,000 at most. */
  timeout?: number;
};

export type Outbound = {
  /** One request, no redirect followed, never retried. Rejects with OutboundError (`sent` says whether the request may have left). */
  call: (url: string, init: OutboundCall) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>;
  /** The same for libraries that want a `Response`, which costs more than many a call. */
  fetch: (url: string, init: OutboundCall) => Promise<Response>;
  /** GET with redirects, size and time caps. Rejects with OutboundError. */
  read: (
    url: string,
    init: { headers?: Record<string, string>; signal?: AbortSignal; limits?: ReadLimits },
  ) => Promise<ReadReply>;
  close: () => Promise<void>;
};

export type FeedReader = {
  /** Conditional, capped, guarded; parsed in a worker thread. Throws NodeError. */
  read: (url: string, cursor: Cursor, signal: AbortSignal) => Promise<FetchedFeed>;
  close: () => Promise<void>;
};

/** A stored medium. `alt` and `address` are those of its source. */
export type Medium = {
  id: string;
  kind: "picture" | "video";
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  /** Of a video that says so. */
  seconds: number | null;
  /** 1 unless it is an animation. */
  frames: number;
  alt: string | null;
  address: string | null;
};

/** What a medium is besides its bytes; `alt` and `address` count where it is stored for the first time. */
export type About = { alt?: string | null | undefined; address?: string | null | undefined };
/** The workspace's store of pictures and videos. What cannot be had rejects with MediaError: a code and a sentence. */
export type Media = {
  /** Stores a picture or video, its type found by content; once, however often its bytes come. */
  keep: (workspaceId: string, bytes: Buffer, about?: About) => Promise<Medium>;
  /** The picture or video at an address, through the guard; asked for once, and again only when that is worth it, or `anew`. */
  fetch: (workspaceId: string, address: string, asked?: { anew?: boolean; kind?: Medium["kind"] }) => Promise<Medium>;
  /** A medium as a network takes it, made once. */
  fitted: (workspaceId: string, id: string, limits: MediumLimits) => Promise<FittedMedium>;
  /** A picture, or a video as it is, as our own pages show it: `side` are the pixels of its longer side; `as`: no more than a network would take. */
  shown: (workspaceId: string, id: string, side: number, as?: MediumLimits) => Promise<FittedMedium>;
  /** Proves that an address is one of ours: the browser may ask for what is there, and for nothing else. */
  mark: (workspaceId: string, address: string) => string;
  marked: (workspaceId: string, address: string, mark: string) => boolean;
  /** Deletes what nobody used for long; returns how many media went. */
  prune: () => Promise<number>;
  close: () => Promise<void>;
};

/** Looks at the pages behind items' links. */
export type Pages = {
  /** What is known of pages without asking them: what they said lately, or why they could not be read and are not worth asking yet. */
  known: (workspaceId: string, addresses: readonly string[]) => Promise<Map<string, PageFacts | MediaError>>;
  /** What a page says of itself, through the guard; asked for once while that is fresh, or `anew`. Rejects with MediaError. */
  read: (workspaceId: string, address: string, asked?: { anew?: boolean }) => Promise<PageFacts>;
};

/** All nodes and networks found under `nodes/`. */
export type Registry = {
  manifests: ReadonlyMap<string, Manifest>;
  process: (type: string) => Process<unknown>;
  source: (type: string) => SourceRun<unknown>;
  expand: (type: string) => Expand<unknown>;
  /** Every network, also those that are only read. */
  sites: ReadonlyMap<string, Site>;
  /** The language of an item, as the step that sorts by it tells it; absent where no such step is. */
  languageOf?: (item: Item) => string | null;
  /** What networks and workspace find unwise in a drawing. */
  rules: typeof checkNetworks;
  /** Those to which accounts can post. */
  networks: ReadonlyMap<string, Network>;
};

/** Processes on one database ring for each other when there is new work. A ring may be missed, so that everybody looks by themselves too. */
export type Bell = {
  /** Calls `heard` with what somebody rang by this name, and with null when something may have been missed. Gives what ends it. */
  hear: (name: string, heard: (word: string | null) => void) => () => void;
};

/** One job a key is on its queue, waiting or at work; another one sent meanwhile is left out. */
export type JobOptions = { singletonKey: string };
export type JobHandler = (data: Record<string, unknown>, signal: AbortSignal) => Promise<void>;

/** pg-boss behind a port. Delivery of jobs is at least once: what a job does must bear being done again. */
export type Queue = {
  /** Puts a job on a queue; inside our own transaction where `trx` is given. */
  send: (name: JobName, data: Record<string, unknown>, options: JobOptions, trx?: Trx) => Promise<void>;
  /** Many at once, in one statement. */
  sendMany: (name: JobName, jobs: { data: Record<string, unknown>; options: JobOptions }[], trx?: Trx) => Promise<void>;
  /** Starts working on a queue (only in processes whose role is `all` or `worker`). */
  work: (name: JobName, handler: JobHandler) => Promise<void>;
  stop: () => Promise<void>;
};

/** Few and coarse, by source and by run. Lanes are a queue of their own (`server/ledger/lanes.ts`). */
export const jobNames = ["poll-source", "run-map"] as const;
export type JobName = (typeof jobNames)[number];

export type Services = {
  settings: Settings;
  db: Db;
  log: Logger;
  clock: Clock;
  vault: Vault;
  outbound: Outbound;
  feeds: FeedReader;
  media: Media;
  pages: Pages;
  nodes: Registry;
  queue: Queue;
  bell: Bell;
};
