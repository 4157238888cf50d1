import { z } from "zod";
import { readAnswer, retryAfter, limitEnd, type Answer } from "#engine/answer.ts";
import type { Login, NetworkContext } from "#engine/network.ts";

/** Where people sign in who have no server of their own. */
export const home = "https://bsky.social";

/** What is read of the answers; servers of other makes and newer versions send more. */
const Did = z.string().regex(/^did:[a-z]+:[\w.:%-]{1,2000}$/u);
export const DidDocument = z.object({
  id: Did,
  alsoKnownAs: z.array(z.string()).optional(),
  service: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })).optional(),
});
export type DidDocument = z.infer<typeof DidDocument>;
export const Session = z.object({
  accessJwt: z.string().min(1).max(10_000),
  refreshJwt: z.string().min(1).max(10_000),
  did: Did,
  handle: z.string().min(1).max(300),
  didDoc: DidDocument.optional().catch(undefined),
  active: z.boolean().optional(),
});
export type Session = z.infer<typeof Session>;
export const Resolved = z.object({ did: Did });
export const Failure = z.object({ error: z.string().max(200), message: z.string().optional() });
export const Server = z.object({
  did: Did.optional().catch(undefined),
  blobUploadLimit: z.int().min(1).optional().catch(undefined),
});

/** A reference to bytes that were uploaded, as records carry it. */
export const Blob = z.object({
  $type: z.literal("blob"),
  ref: z.object({ $link: z.string().min(1).max(200) }),
  mimeType: z.string().max(200),
  size: z.int().min(0),
});
export type Blob = z.infer<typeof Blob>;
export const Uploaded = z.object({ blob: Blob });
/** Which version of which record. */
export const Ref = z.object({ uri: z.string().startsWith("at://").max(500), cid: z.string().min(1).max(200) });
export type Ref = z.infer<typeof Ref>;

const Link = z.object({ uri: z.string() });
/** A record as far as it is read back; whatever else somebody's program wrote into it is passed over. */
const Value = z.object({
  text: z.string().catch(""),
  createdAt: z.string().catch(""),
  facets: z.array(z.object({ features: z.array(z.object({ uri: z.string().optional() })) })).catch([]),
  embed: z.object({ external: Link.optional() }).optional().catch(undefined),
  /** Of a repost. */
  subject: Link.optional().catch(undefined),
  reply: z.object({ parent: Link }).optional().catch(undefined),
});
export const Stored = Ref.extend({ value: Value });
export type Stored = z.infer<typeof Stored>;
export const Page = z.object({ records: z.array(Stored), cursor: z.string().optional() });

const Count = z.int().min(0).optional();
export const Counted = z.object({
  uri: z.string(),
  cid: z.string(),
  likeCount: Count,
  repostCount: Count,
  replyCount: Count,
  quoteCount: Count,
});
export type Counted = z.infer<typeof Counted>;
export const CountedList = z.object({ posts: z.array(Counted) });
export const Profile = z.object({
  displayName: z.string().max(1000).optional().catch(undefined),
  avatar: z.string().max(2000).optional().catch(undefined),
  followersCount: Count,
});

/** One call of a method; `body` is sent as JSON unless it is bytes of a `type`. */
export type Call = {
  query?: Record<string, string | readonly string[]>;
  body?: unknown;
  bytes?: { content: Uint8Array; type: string };
  token?: string;
  /** Milliseconds, where it may take less than the context allows. */
  patience?: number;
};

/** The account's own server. Where the deployment redirects the network it is what stands there: a demo reaches nothing outside. */
export const serverOf = (context: NetworkContext, fields: Login["fields"]): string =>
  isRedirected(context) ? context.apiBase : fields["server"] || home;
export const isRedirected = (context: NetworkContext): boolean => context.apiBase !== home;

/** Calls a method of a server. A call without a body is a question (GET) unless it `asks` for a deed. */
export function query(context: NetworkContext, server: string, method: string, call: Call = {}): Promise<Answer> {
  return send(context, "GET", server, method, call);
}
export function procedure(context: NetworkContext, server: string, method: string, call: Call): Promise<Answer> {
  return send(context, "POST", server, method, call);
}

async function send(context: NetworkContext, verb: string, server: string, method: string, call: Call) {
  const pairs = Object.entries(call.query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}=${encodeURIComponent(value)}`),
  );
  const content = call.bytes?.content ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const type = call.bytes?.type ?? "application/json";
  const response = await context.fetch(`${server}/xrpc/${method}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`, {
    method: verb,
    headers: {
      accept: "application/json",
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      ...(content === undefined ? {} : { "content-type": type }),
    },
    ...(content === undefined ? {} : { body: content }),
    ...(call.patience === undefined ? {} : { signal: AbortSignal.timeout(call.patience) }),
  });
  return readAnswer(response);
}

/** The parsed body; undefined where it is no JSON, which a schema then refuses. */
export function readJson(body: string | null): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
}

/** The network's own name of what went wrong, and its words. */
export function failureOf({ body }: Answer): { error: string; message: string } {
  const failure = Failure.safeParse(readJson(body));
  return failure.success
    ? { error: failure.data.error, message: (failure.data.message ?? failure.data.error).slice(0, 300) }
    : { error: "", message: "" };
}

/** The names under which a token is refused, with status 400. */
export const tokenErrors: ReadonlySet<string> = new Set(["ExpiredToken", "InvalidToken"]);

/** When a limit ends: Unix seconds in `ratelimit-reset`, which for a day's limit may lie a day ahead. */
export function untilOf({ headers }: Answer, now: number): number | null {
  return limitEnd(headers.get("ratelimit-reset"), "unix", now) ?? retryAfter(headers.get("retry-after"), now);
}

/** `at://did/collection/rkey` taken apart; null where it is something else. */
export function readUri(uri: string): { did: string; collection: string; rkey: string } | null {
  const [, did = "", collection = "", rkey = ""] =
    /^at:\/\/(did:[a-z]+:[\w.:%-]+)\/([a-zA-Z][\w.-]{1,300})\/([\w.~:-]{1,512})$/u.exec(uri) ?? [];
  return did === "" ? null : { did, collection, rkey };
}

/** The page on which people read a post. It names the account by its DID, for handles change. */
export function pageOf({ webBase }: NetworkContext, uri: string): string | null {
  const place = readUri(uri);
  return place === null ? null : `${webBase}/profile/${place.did}/post/${place.rkey}`;
}
