import type { Text } from "./text.ts";

/**
 * How a lost answer can be cleared up on a network:
 * `key` the same idempotency key may be sent again (Mastodon); `record` the same record id may be put again (Bluesky);
 * `container` a container made before tells whether it was published; `readable` the account's recent posts can be read and
 * compared (X, Facebook pages); `blind` nothing can be asked, only the person (LinkedIn member).
 */
export type Manner = "key" | "record" | "container" | "readable" | "blind";

/** What is frozen when a delivery is planned, and all that a network is given to publish. */
export type Post = {
  text: string;
  link: string | null;
  /** Ours, unique per delivery, the same for each attempt: idempotency key, record id or container id. */
  key: string;
};

/** The account as a connector sees it while it publishes. The token exists only in memory, for the call. */
export type Login = {
  remoteId: string;
  handle: string;
  /** Base address of the account's server, e.g. a Mastodon instance; null for networks with one API. */
  server: string | null;
  token: string;
};

/**
 * The result of one call, as RELIABILITY.md tables it. `raw` is at most 2 kB, without secrets; `status` the HTTP status.
 * `until` in milliseconds since the epoch. A connector that throws is a bug, and counts as `unknown`.
 */
export type CallResult = { status: number | null; raw: string } & (
  | { kind: "published"; remoteId: string; url: string | null }
  | { kind: "not_sent"; reason: Text }
  | { kind: "limited"; until: number | null; reason: Text }
  | { kind: "unauthorised"; reason: Text }
  | { kind: "rejected"; reason: Text }
  | { kind: "duplicate"; existing: string | null; reason: Text }
  | { kind: "unknown"; reason: Text }
);

/** A post read back from the network. `at` in milliseconds since the epoch. */
export type Seen = { remoteId: string; url: string | null; text: string; links: string[]; at: number };

/** What comes back of a call. A `Response` is one. Names of headers in any case. */
export type Reply = {
  status: number;
  headers: Iterable<[string, string]> & { get: (name: string) => string | null };
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null;
};

/** What a connector may use of the outside world: the guarded client and addresses. `fetch` follows no redirect and never retries. */
export type NetworkContext = {
  /** Ends by itself after `timeout`. */
  fetch: (
    url: string,
    init: { method: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal },
  ) => Promise<Reply>;
  /** The network's API base, fixed per network; only the deployment can redirect it (to a simulator). */
  apiBase: string;
  /** Where people read the network: the base of a post's address. Redirected together with `apiBase`. */
  webBase: string;
  /** Milliseconds the call may take, ≤ 30,000. */
  timeout: number;
  now: () => number;
};

export type OAuthClient = { clientId: string; clientSecret: string | null };
export type OAuthServer = {
  authorize: string;
  token: string;
  revoke: string | null;
  scopes: string[];
  /** Where a confidential client shows its secret: HTTP Basic (unencoded, as X and others do it), or in the form. */
  secretIn: "header" | "form";
};
export type Identity = { remoteId: string; handle: string; name: string; avatar: string | null; url: string | null };

/** Everything Relaymap knows of a network. Lives in `nodes/<network>/network.ts` as `network`. Server only. */
export type Network = {
  name: string;
  title: string;
  manner: Manner;
  /** The fixed API and web addresses; a deployment can redirect both to a simulator. */
  apiBase: string;
  webBase: string;
  /** True where each account lives on a server that the person names (Mastodon). */
  federated: boolean;
  /** Default budgets: calls per seconds, for one account and for all accounts of the app (null: none known). */
  budget: { account: { calls: number; seconds: number }; app: { calls: number; seconds: number } | null };
  /** The post's length as the network counts it, and the most it takes. */
  length: (text: string) => number;
  maxLength: number;
  /** Cuts text so that `length(text) <= max`, on a word where possible, with an ellipsis. */
  cut: (text: string, max: number) => string;
  /** Makes an app on a federated server; absent where the operator enters client id and secret. */
  register?: (context: NetworkContext, server: string, redirectUri: string) => Promise<OAuthClient>;
  oauth: (webBase: string, apiBase: string) => OAuthServer;
  identify: (context: NetworkContext, login: Omit<Login, "remoteId" | "handle">) => Promise<Identity>;
  publish: (context: NetworkContext, login: Login, post: Post) => Promise<CallResult>;
  /** The account's newest posts, newest first; `full` is true where the page reached back past `since`. Absent where it cannot be read. */
  recent?: (context: NetworkContext, login: Login, since: number) => Promise<{ seen: Seen[]; full: boolean }>;
};

/** A person (or company) who has an account on every simulated network. */
export type DemoPerson = { handle: string; name: string; about: string };

/** An HTTP request as a simulator sees it. `path` is below the simulator's base; header names are lower-case. */
export type SimulatorRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
};
export type SimulatorReply = { status: number; headers?: Record<string, string>; body?: string };

/** Entries that survive the process: `append` returns once a SIGKILL can no longer lose the entry. */
export type Journal<Entry> = { append: (entry: Entry) => void };

/** How one network's OAuth differs from another's. */
export type AuthorityManner = {
  /** Shown on the page on which a person allows or denies. */
  title: string;
  /** Path of the stylesheet below the base. */
  stylesheet: string;
  /** The fixed client, where apps do not register themselves. Any loopback or https address may be its redirect address. */
  client: { id: string; secret: string | null } | null;
  scopes: string[];
  codeSeconds: number;
  /** null: access tokens do not expire, and there are no refresh tokens. */
  accessSeconds: number | null;
  /** The bodies of a refused code or refresh token, and of a refused client. */
  refused: SimulatorReply;
  unknownClient: SimulatorReply;
};

export type IssuedTokens = {
  access: string;
  refresh: string | null;
  /** Milliseconds since the epoch. */ expiresAt: number | null;
};

/** The OAuth side of a simulated network: real codes, PKCE, exact redirect addresses, rotation and revocation. */
export type Authority = {
  /** GET shows the page, POST takes the person's decision. */
  consent: (request: SimulatorRequest) => SimulatorReply;
  token: (request: SimulatorRequest) => SimulatorReply;
  revoke: (request: SimulatorRequest) => SimulatorReply;
  register: (redirectUris: string[]) => { id: string; secret: string };
  /** Whose access token the request carries; null where it is missing, unknown, expired or revoked. */
  bearer: (request: SimulatorRequest) => DemoPerson | null;
  /** Tokens without a browser: for the demo's seed and for tests. */
  issue: (handle: string) => IssuedTokens;
  /** Ends all tokens of a person. */
  end: (handle: string) => void;
};

/** What a simulator may use. Files, sockets, time and chance are the server's. */
export type Stage = {
  /** Its own address, without a trailing slash. */
  base: string;
  people: readonly DemoPerson[];
  now: () => number;
  /** Spends one call of a person in a fixed window; `usual` are the network's own numbers. `reset` in milliseconds since the epoch. */
  spend: (
    handle: string,
    usual: { calls: number; seconds: number },
  ) => { over: boolean; limit: number; remaining: number; reset: number };
  /** Replays what was kept, then keeps what is appended. `snapshot` gives the entries that still matter when the file is made smaller. */
  journal: <Entry>(
    name: string,
    store: { parse: (value: unknown) => Entry; replay: (entry: Entry) => void; snapshot: () => Entry[] },
  ) => Journal<Entry>;
  authority: (manner: AuthorityManner) => Authority;
};

/** A post that a simulated network accepted. */
export type AcceptedPost = { id: string; handle: string; text: string; at: number; key: string | null };

/** A local stand-in that speaks a network's real API. Lives in `nodes/<network>/simulator.ts` as `simulator`. Server only. */
export type Simulator = {
  name: string;
  create: (stage: Stage) => {
    handle: (request: SimulatorRequest) => SimulatorReply | Promise<SimulatorReply>;
    /** The server's address that accounts of it carry; "" where the network is one. */
    server: string;
    identity: (handle: string) => Identity;
    posts: () => AcceptedPost[];
    /** null for a network on which nobody signs in. */
    authority: Authority | null;
    /** A page with a fixed token that an admin enters, where the network is read with one. */
    demoPage?: { page: string; token: string };
  };
};
