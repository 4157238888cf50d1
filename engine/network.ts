import type { Ability, AccountKind, Card, ConnectionCard, Limits } from "./card.ts";
import type { Measured, Measures } from "./measured.ts";
import type { MailPort } from "./mailing.ts";
import type { OAuthServer } from "./oauth.ts";
import type { Original, Part, PostMedium } from "./post.ts";
import type { Advice } from "./advice.ts";
import type { Text } from "./text.ts";

/**
 * How a lost answer can be cleared up on a network:
 * `key` the same idempotency key may be sent again (Mastodon); `record` the same record id may be put again (Bluesky);
 * `container` a container made before tells whether it was published; `readable` the account's recent posts can be read and
 * compared (X, Facebook pages); `blind` nothing can be asked, only the person (LinkedIn member).
 */
export type Manner = "key" | "record" | "container" | "readable" | "blind";

/** The account as a connector sees it during one call or one drain. What is secret exists only in memory, for that time. */
export type Login = {
  remoteId: string;
  handle: string;
  kind: AccountKind;
  /** Base address of the account's server, e.g. a Mastodon instance; null for networks with one API. */
  server: string | null;
  token: string;
  /** What was entered where the network is connected by fields (an app password, a webhook's address); else empty. */
  fields: Readonly<Record<string, string>>;
  /** What its server allows, where that differs from the card. */
  limits: Limits;
  /** What the network turned out to refuse to it, of what accounts of its kind can do. */
  unable?: readonly Ability[];
  /** What `Connection.proof` made of the app's secret for this token, where both are there. */
  proof?: string;
};

/** What a part that is out is known by. */
export type Sent = { remoteId: string; url: string | null };

/** One call's worth of a post, and all that a connector is given to publish it. */
export type Sending = {
  part: Part;
  /** Ours, unique per delivery and part, the same for each attempt: idempotency key, record id or container id. */
  key: string;
  /** Which part of the chain, from 0, and those before it, first one first. */
  index: number;
  before: readonly Sent[];
  /** What `prepare` returned for this part; undefined where the network prepares nothing, or nothing was to prepare. */
  prepared?: unknown;
  /** When the delivery was made, milliseconds: the same for each attempt. */
  madeAt: number;
};

/**
 * Why a call did not succeed. `raw` is at most 2 kB, without secrets; `status` the HTTP status. `unable`: it is nothing about this part;
 * the account may not do such a thing at all, which is remembered until it is connected again. `closed`: the access is good and no longer
 * opens this account, while it may open others: nothing is refreshed, and this one alone has to be connected again.
 */
type Failure =
  | { kind: "not_sent"; reason: Text }
  | { kind: "limited"; until: number | null; reason: Text }
  | { kind: "unauthorised"; reason: Text; closed?: true }
  | { kind: "rejected"; reason: Text; unable?: Ability };

/**
 * The result of one call, as RELIABILITY.md tables it. `until` in milliseconds since the epoch. `confirmed` false where the answer
 * proves nothing (a channel's 202). `processing`: the network took it and is not done; `data` (JSON, ≤ 4 kB) is given to `status`,
 * which is asked again after `again` milliseconds, until `until`. `rest`: whatever came of it, the network wants no more calls of this
 * account until then; its lane waits, and nobody else's. `note`: what of it is out otherwise than was meant. `existing`: the post that is there
 * already; `claimed` where the network says so and nobody could look. A connector that throws is a bug, and counts as `unknown`.
 */
export type CallResult = { status: number | null; raw: string; rest?: number } & (
  | { kind: "published"; remoteId: string; url: string | null; confirmed?: boolean; note?: Text }
  | { kind: "processing"; data: unknown; again: number; until: number; reason: Text }
  | { kind: "duplicate"; existing: string | null; url?: string; claimed?: true; reason: Text }
  | { kind: "unknown"; reason: Text }
  | Failure
);

/**
 * What came of preparing a part. `data` is JSON, ≤ 64 kB, kept with the delivery until `until` (milliseconds; null: as long as needed).
 * `waiting`: not ready yet, ask again after `again` milliseconds with what is there so far.
 */
export type Prepared = { status: number | null; raw: string } & (
  | { kind: "prepared"; data: unknown; until: number | null }
  | { kind: "waiting"; data: unknown; again: number }
  | Failure
);

/** A post read back from the network. `at` in milliseconds since the epoch. */
export type Seen = {
  remoteId: string;
  url: string | null;
  text: string;
  links: string[];
  at: number;
  /** Of a post that passes another on: what that one is called there (ids, addresses). */
  of?: readonly string[];
};

/** What comes back of a call. A `Response` is one. Names of headers in any case. */
export type Reply = {
  status: number;
  headers: Iterable<[string, string]> & { get: (name: string) => string | null };
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null;
};

/** A file as a network takes it. `type` is a media type. */
export type FittedMedium = { bytes: Uint8Array; type: string; width: number | null; height: number | null };

/** What a connector may use of the outside world: the guarded client and addresses. `fetch` follows no redirect and never retries. */
export type NetworkContext = {
  /** Ends by itself after `timeout`. */
  fetch: (
    url: string,
    init: { method: string; headers?: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal },
  ) => Promise<Reply>;
  /** The network's API base, fixed per network; only the deployment can redirect it (to a simulator). */
  apiBase: string;
  /** Where people read the network: the base of a post's address. Redirected together with `apiBase`. */
  webBase: string;
  /** Its further addresses by name, as `Network.bases` has them: where the deployment redirects the network, all below `apiBase`. */
  bases?: Readonly<Record<string, string>>;
  /** Milliseconds the call may take, ≤ 30,000. */
  timeout: number;
  /** The version of the network's API, where the deployment sets another than the connector's usual one. */
  version?: string;
  now: () => number;
  /** The workspace's own way to send mails, for channels whose recipients are addresses; absent where there is no workspace. */
  mail?: MailPort;
  /** A medium of the post, fitted to the account's limits, made once. Rejects with MediumError where it is gone or cannot be fitted. */
  medium: (medium: PostMedium, limits: Limits) => Promise<FittedMedium>;
  /** Where everybody finds a picture of the post; null or absent where nobody outside can reach this server. */
  placeOf?: (medium: PostMedium) => string | null;
};

/** A medium cannot be had: it says which and why. Another try may help where `retry` is set. */
export class MediumError extends Error {
  readonly text: Text;
  readonly retry: boolean;
  constructor(text: Text, options: { retry: boolean; cause?: unknown }) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MediumError";
    this.text = text;
    this.retry = options.retry;
  }
}

/** `scopes`: what its server lets people be asked for, where servers differ; absent: as `OAuthServer` has it. */
export type OAuthClient = { clientId: string; clientSecret: string | null; scopes?: readonly string[] };

/** What connecting gave: tokens, their end, what they allow. Times in milliseconds since the epoch. */
export type Access = {
  token: string;
  refresh: string | null;
  expiresAt: number | null;
  /** As granted, which may be less than asked for. */
  scopes: readonly string[];
  /** What the person entered and is needed again (an app password); never a password that opens more than this. */
  fields?: Readonly<Record<string, string>>;
};

/** `expiresAt` in milliseconds since the epoch. */
export type IssuedTokens = { access: string; refresh: string | null; expiresAt: number | null };

export type Identity = { remoteId: string; handle: string; name: string; avatar: string | null; url: string | null };

/** An account that a grant opens. `token` only where it has one of its own (a Facebook page). */
export type OpenedAccount = Identity & { kind: AccountKind; token?: string; limits?: Limits };

export type Renewed =
  | { kind: "renewed"; access: Access }
  /** A definite no: the person has to connect again. Anything less (a 502, a time-out) is `later`. */
  | { kind: "dead"; reason?: Text }
  | { kind: "later"; reason: Text };

/** What a grant's functions are given: where, with which app, and the access as it is now. */
export type GrantContext = {
  context: NetworkContext;
  server: string | null;
  client: OAuthClient | null;
  access: Access;
};

/** How one of a card's connections is made. What is absent is done as OAuth does it. */
export type Connection = {
  /** Makes an app on a federated server; absent where the operator enters client id and secret. */
  register?: (context: NetworkContext, redirectUri: string, scopes: readonly string[]) => Promise<OAuthClient>;
  /** Beside `register`, where servers differ: what people can be asked for here. An app that may ask for less is registered anew. */
  scopes?: (context: NetworkContext) => Promise<string[]>;
  /** Beside `register`: false where the server says for sure that it does not know the app any more. */
  known?: (context: NetworkContext, client: OAuthClient) => Promise<boolean>;
  /** Of an `oauth` connection. */
  oauth?: (webBase: string, apiBase: string) => OAuthServer;
  /** Of a `fields` or `none` connection: checks what was entered by a call and gives the access. Throws ConnectError with a sentence. */
  open?: (context: NetworkContext, fields: Readonly<Record<string, string>>, server: string | null) => Promise<Access>;
  /** After the exchange of the code: a longer-lived token and the like. */
  extend?: (grant: GrantContext) => Promise<Access>;
  /**
   * Who gave this (the network's own id, and a name where that is no account of the list), the accounts it opens, and `notes`: what
   * it does not open or cannot do, and what to do about it. Throws ConnectError, with its sentence, where it is refused for good.
   */
  accounts: (
    grant: GrantContext,
  ) => Promise<{ subject: string; name?: string; accounts: OpenedAccount[]; notes?: readonly Text[] }>;
  refresh?: (grant: GrantContext) => Promise<Renewed>;
  /** Days that a renewal gives at least. Where it gave fewer, what ends is something that only the person puts off: they are told in time. */
  freshDays?: number;
  /** Shows with each call that it comes from the app that the token was given to (Facebook: a hash under the app's secret). */
  proof?: (secret: string, token: string) => string;
  /** True where the network said that the access is gone. */
  revoke?: (grant: GrantContext) => Promise<boolean>;
  /** Revoking ends all that the person allowed the app, not only this (Facebook): left out while another grant of theirs lives. */
  revokesAll?: boolean;
};

/** What was entered does not open anything: the sentence says what to do. */
export class ConnectError extends Error {
  readonly text: Text;
  /** The field at fault, where one is. */
  readonly field: string | null;
  constructor(text: Text, field: string | null = null, cause?: unknown) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = "ConnectError";
    this.text = text;
    this.field = field;
  }
}

/** Calls per seconds. */
export type Budget = { calls: number; seconds: number };

/** Where a network is. `nodes/<network>/network.ts` of one that is only read exports just this as `network`. */
export type Site = {
  card: Card;
  /** The fixed API and web addresses; a deployment can redirect both to a simulator. */
  apiBase: string;
  webBase: string;
  /** Where else it has to be asked, by name (Bluesky: the directory of identities), without a trailing slash; redirected with the others. */
  bases?: Readonly<Record<string, string>>;
  /** Of an API whose versions end: which the connector speaks unless told otherwise, and when one ends (milliseconds), as far as that is known. */
  versions?: { usual: string; ends: (version: string) => number | null };
  /** How its servers and apps call themselves (a part of `User-Agent`) when they look at a link that was posted there: no visits. */
  previews?: readonly string[];
};

/** Everything the server knows of a network. Lives in `nodes/<network>/network.ts` as `network`, beside its `card`. */
export type Network = Site & {
  manner: Manner;
  advice?: Advice;
  /** Default budgets: for one account and for all accounts of the app (null: none known); readings have one of their own. */
  budget: { account: Budget; app: Budget | null; readings?: Budget };
  /** By the names of the card's connections. */
  connections: Readonly<Record<string, Connection>>;
  /**
   * Before the gate, bearing to be done again: uploads media, makes a container, resolves a mention. Called only where `prepares` says so.
   * `so far` is what an earlier call returned as `waiting`.
   */
  prepares?: (part: Part) => boolean;
  prepare?: (context: NetworkContext, login: Login, sending: Sending, soFar: unknown) => Promise<Prepared>;
  /** Of a federated network: what a server allows, as it says itself, asked at connecting and every day. Rejects where it does not say. */
  limits?: (context: NetworkContext) => Promise<Limits>;
  /** Lets go of what was prepared and is not used, where the network can; best effort. */
  unprepare?: (context: NetworkContext, login: Login, prepared: unknown) => Promise<void>;
  /** The one call of a part, inside its gate. */
  publish: (context: NetworkContext, login: Login, sending: Sending) => Promise<CallResult>;
  /** What became of a part that the network answered as `processing`. */
  status?: (context: NetworkContext, login: Login, sending: Sending, data: unknown) => Promise<CallResult>;
  /** The account's newest posts, newest first; `full` is true where the page reached back past `since`. Absent where it cannot be read. */
  recent?: (context: NetworkContext, login: Login, since: number) => Promise<{ seen: Seen[]; full: boolean }>;
  /** Counts of posts, by remote id. At most `measuredAtOnce` (50) are asked for at a time. */
  measure?: (
    context: NetworkContext,
    login: Login,
    remoteIds: readonly string[],
  ) => Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>>;
  audience?: (context: NetworkContext, login: Login) => Promise<Measured<{ followers: number }>>;
  /** Takes a post back. */
  remove?: (context: NetworkContext, login: Login, post: Original) => Promise<CallResult>;
};

/** Posts that `measure` is asked for at a time, at most. */
export const measuredAtOnce = 50;

/** A connection of a network by its name, with what its card says of it; null where there is none. */
export function connectionOf(
  network: Pick<Network, "card" | "connections">,
  name: string,
): { name: string; card: ConnectionCard; connection: Connection } | null {
  // Own names only: `constructor` is no connection.
  if (!Object.hasOwn(network.card.connections, name) || !Object.hasOwn(network.connections, name)) return null;
  return { name, card: network.card.connections[name]!, connection: network.connections[name]! };
}

/** The connection that a network offers first. */
export function usualConnection(network: Pick<Network, "card" | "connections">) {
  const [name = ""] = Object.keys(network.card.connections);
  const found = connectionOf(network, name);
  if (found === null) throw new Error(`The network ${network.card.name} has no connection "${name}".`);
  return found;
}
