import { hash } from "node:crypto";
import type { Logger } from "pino";
import { retryAfter } from "#engine/answer.ts";
import { NodeError, type Cursor, type FetchedFeed } from "#engine/node.ts";
import { OutboundError } from "../outbound/error.ts";
import type { FeedReader, Outbound, ReadLimits, ReadReply } from "../ports.ts";
import { failure, passing, statusFailure } from "./failure.ts";
import { createParsers, type PoolOptions } from "./pool.ts";

export type FeedReaderOptions = PoolOptions & {
  outbound: Outbound;
  log: Logger;
  /** Instead of the outbound client's own (10 MB, 20 s, 5 redirects). */
  limits?: ReadLimits;
};

const accept =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";
const maxValidator = 1000;

/** What is kept of a feed between polls. It counts only for the address it was made for. `moved`: where that is for good now. */
type Memory = { url?: string; etag?: string; lastModified?: string; hash?: string; moved?: string };

/**
 * Reads feeds: a conditional GET through the guard, then decoding and parsing in a worker. "Nothing changed" is an HTTP
 * 304, or the very same bytes as last time. A feed that has moved for good is read where it is now, as guarded as ever, until that breaks: then
 * at its own address again. Throws NodeError with a stable code and a sentence that says what to do.
 */
export function createFeedReader(options: FeedReaderOptions): FeedReader {
  const parsers = createParsers(options);

  async function read(url: string, cursor: Cursor, signal: AbortSignal): Promise<FetchedFeed> {
    const memory = remembered(cursor, url);
    const { moved, hash: before } = memory;
    if (moved === undefined) return await readAt(url, url, memory, signal);
    try {
      return await readAt(url, moved, memory, signal);
    } catch (error) {
      // One that asks to be left alone is not asked elsewhere.
      if (signal.aborted || toNodeError(error).wait !== null) throw error;
      options.log.debug(
        { host: URL.canParse(moved) ? new URL(moved).host : "" },
        "a feed is not where it had moved to",
      );
      return await readAt(url, url, before === undefined ? {} : { hash: before }, signal);
    }
  }

  /** Reads the feed of `url` at the address where it is. */
  async function readAt(url: string, at: string, memory: Memory, signal: AbortSignal): Promise<FetchedFeed> {
    const headers: Record<string, string> = { accept };
    if (memory.etag !== undefined) headers["if-none-match"] = memory.etag;
    if (memory.lastModified !== undefined) headers["if-modified-since"] = memory.lastModified;
    const reply = await options.outbound.read(at, {
      headers,
      signal,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    const host = new URL(reply.url).host;
    const there = reply.moved ?? (at === url ? undefined : at);
    const moved = there === undefined || there.length > maxValidator ? {} : { moved: there };
    if (reply.status === 304) return { unchanged: true, cursor: { ...memory, url, ...moved } };
    if (reply.status < 200 || reply.status > 299) throw statusFailure(reply.status, host, waitOf(reply));
    const next: Memory = { url, hash: hash("sha256", reply.body), ...moved };
    const { etag, "last-modified": lastModified } = reply.headers;
    if (etag !== undefined && etag.length <= maxValidator) next.etag = etag;
    if (lastModified !== undefined && lastModified.length <= maxValidator) next.lastModified = lastModified;
    if (memory.hash === next.hash) return { unchanged: true, cursor: next };
    if (reply.body.length === 0) throw failure("empty", host);
    const feed = await parsers.parse(ownBytes(reply.body), reply.headers["content-type"] ?? null, reply.url);
    if (signal.aborted) throw failure("aborted", host);
    if (feed.cut === true) {
      if (feed.entries.length === 0) throw failure("cut", host);
      // Its server would say that nothing changed since, and what is missing would never be read.
      delete next.etag;
      delete next.lastModified;
    }
    return { unchanged: false, cursor: next, title: feed.title, url: reply.url, entries: feed.entries };
  }

  return {
    read: async (url, cursor, signal) => {
      try {
        return await read(url, cursor, signal);
      } catch (error) {
        const known = toNodeError(error);
        options.log.debug({ code: known.code, host: URL.canParse(url) ? new URL(url).host : "" }, "feed not read");
        throw remembered(cursor, url).hash === undefined ? known : passing(known);
      }
    },
    close: () => parsers.close(),
  };
}

/** Seconds that a server asks to be left alone. A date is read by its own clock, where it tells it. */
function waitOf({ headers }: ReadReply): number | null {
  const told = Date.parse(headers["date"] ?? "");
  const now = Number.isNaN(told) ? Date.now() : told;
  const until = retryAfter(headers["retry-after"] ?? null, now);
  return until === null ? null : Math.ceil((until - now) / 1000);
}

function remembered(cursor: Cursor, url: string): Memory {
  if (cursor["url"] !== url) return {};
  const memory: Memory = {};
  for (const name of ["etag", "lastModified", "hash", "moved"] as const) {
    const value = cursor[name];
    if (typeof value === "string" && value.length <= maxValidator) memory[name] = value;
  }
  return memory;
}

/** Bytes that can be given away: a buffer may be a window on one that the socket still uses. */
function ownBytes(body: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(body);
}

function toNodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  if (error instanceof OutboundError)
    return new NodeError(error.code, error.text, {
      retry: error.code !== "bad_url" && error.code !== "blocked",
      cause: error,
    });
  return failure("unreadable", "", { cause: error });
}
