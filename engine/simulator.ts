import type { AccountKind } from "./card.ts";
import type { Identity, IssuedTokens } from "./network.ts";

/** A person (or company) who has an account on every simulated network. */
export type DemoPerson = { handle: string; name: string; about: string };

/** An HTTP request as a simulator sees it. `path` is below the simulator's base; header names are lower-case. */
export type SimulatorRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** The same body as it came: an upload is no text. */
  bytes: Uint8Array;
};
export type SimulatorReply = { status: number; headers?: Record<string, string>; body?: string | Uint8Array };

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

/** The OAuth side of a simulated network: real codes, PKCE, exact redirect addresses, rotation and revocation. */
export type Authority = {
  /** GET shows the page, POST takes the person's decision. */
  consent: (request: SimulatorRequest) => SimulatorReply;
  token: (request: SimulatorRequest) => SimulatorReply;
  revoke: (request: SimulatorRequest) => SimulatorReply;
  /** `scopes`: what the app may ask for; all unless said. */
  register: (redirectUris: string[], scopes?: string[]) => { id: string; secret: string };
  /** Whose access token the request carries; null where it is missing, unknown, expired or revoked. */
  bearer: (request: SimulatorRequest) => DemoPerson | null;
  /** Whether the request's token was given for a scope. */
  allows: (request: SimulatorRequest, scope: string) => boolean;
  /** Tokens without a browser, for all scopes: for the demo's seed and for tests. */
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
  /** Which of its own kinds or ages of servers it plays, in the simulator's words; absent: the usual one. */
  age?: string;
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
export type AcceptedPost = {
  id: string;
  handle: string;
  text: string;
  at: number;
  key: string | null;
  /** What it passes on, by its id there. */
  of?: string | undefined;
};

/** A local stand-in that speaks a network's real API. Lives in `nodes/<network>/simulator.ts` as `simulator`. Server only. */
export type Simulator = {
  /** The card's. */
  name: string;
  /** Mails of the demo are brought here (`POST /mails`) instead of to a server. */
  takesMails?: true;
  /** The most that is read of a request, in bytes; 1,000,000 unless said. */
  maxBody?: number;
  create: (stage: Stage) => {
    handle: (request: SimulatorRequest) => SimulatorReply | Promise<SimulatorReply>;
    /** The server's address that accounts of it carry; "" where the network is one. */
    server: string;
    /** Who somebody is there; `kind` where they have accounts of several. */
    identity: (handle: string, kind?: AccountKind) => Identity;
    posts: () => AcceptedPost[];
    /** null for a network on which nobody signs in. */
    authority: Pick<Authority, "issue" | "end"> | null;
    /** What a person enters to connect, where the network is connected by fields. */
    credentials?: (handle: string) => Readonly<Record<string, string>>;
    /** A page with a fixed token that an admin enters, where the network is read with one. */
    demoPage?: { page: string; token: string };
  };
};
