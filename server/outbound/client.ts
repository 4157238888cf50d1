import type { Logger } from "pino";
import type { Outbound, OutboundCall } from "../ports.ts";
import { readAllowed } from "./allow.ts";
import { acceptEncoding, unpack, unpackHead } from "./body.ts";
import { OutboundError } from "./error.ts";
import { exchange, type Exchange, type Request } from "./exchange.ts";
import { createPools } from "./pool.ts";
import { createGuard, resolveBySystem, type Resolve } from "./resolve.ts";
import { parseTarget, type Target } from "./target.ts";

export type OutboundOptions = {
  /** Exceptions for hosts inside: `name`, `name:port`, CIDR (see allow.ts). */
  allowHosts: readonly string[];
  log?: Logger;
  /** Replaces the system's resolver, for tests. */
  resolve?: Resolve;
  /** A certificate authority to trust instead of the usual ones (PEM), for tests. */
  ca?: string;
};

const maxBytes = 10_000_000;
const maxFetchMs = 30_000;
const readMs = 20_000;
const maxRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Those that say that the address is another one from now on. */
const permanent = new Set([301, 308]);
const bodiless = new Set([101, 103, 204, 205, 304]);
/** Headers that speak for a person or an account: never carried to another origin. */
const credentials = /^(?:authorization|cookie|proxy-authorization|x-api-key)$|token|secret/i;
const ours = { "user-agent": "Relaymap/0.1", "accept-encoding": acceptEncoding };

/**
 * The one client for all outbound calls. Every URL is read strictly, its name resolved once, every address checked, and
 * one of those very addresses dialled; on every redirect again. A redirect from https to http is followed where no
 * credential header was given (many feeds still move that way), and refused where there is one.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  const guard = createGuard(readAllowed(options.allowHosts), options.resolve ?? resolveBySystem);
  const pools = createPools(options.ca === undefined ? {} : { ca: options.ca });

  async function send(target: Target, request: Omit<Request, "host" | "path">): Promise<Exchange> {
    const started = performance.now();
    try {
      const addresses = await guard(target);
      const timeout = request.timeout - (performance.now() - started);
      if (request.signal?.aborted === true)
        throw new OutboundError("aborted", target.host, { cause: request.signal.reason });
      if (timeout <= 0) throw new OutboundError("connect_timeout", target.host);
      const path = target.url.pathname + target.url.search;
      const reply = await exchange(pools.get(target, addresses), { ...request, timeout, host: target.host, path });
      const opened = request.cut === true ? unpackHead : unpack;
      reply.body = await opened(reply.body, reply.headers["content-encoding"], request.limit, target.host);
      return reply;
    } catch (error) {
      const failure =
        error instanceof OutboundError ? error : new OutboundError("reset", target.host, { sent: true, cause: error });
      options.log?.debug({ host: target.host, code: failure.code, sent: failure.sent }, "outbound call failed");
      throw failure;
    }
  }

  async function call(url: string, init: OutboundCall): Promise<Exchange> {
    const target = parseTarget(url);
    const timeout = Math.min(init.timeout ?? maxFetchMs, maxFetchMs);
    const headers = { ...ours, ...lowerCase(init.headers) };
    const { method, signal, body = null } = init;
    const reply = await send(target, { method, headers, body, timeout, limit: maxBytes, signal });
    if (reply.status < 200 || reply.status > 599) throw new OutboundError("reset", target.host, { sent: true });
    return reply;
  }

  return {
    call,
    fetch: async (url, init) => toResponse(await call(url, init)),

    read: async (url, init) => {
      const deadline = performance.now() + (init.limits?.milliseconds ?? readMs);
      const { bytes: limit = maxBytes, cut } = init.limits ?? {};
      let headers: Record<string, string> = { ...ours, ...lowerCase(init.headers) };
      let target = parseTarget(url);
      const seen = new Set([target.url.href]);
      let moved: string | undefined;
      let forGood = true;
      for (let hop = 0; ; hop += 1) {
        const timeout = deadline - performance.now();
        const asked = { method: "GET", headers, body: null, timeout, limit, cut, signal: init.signal };
        const reply = await send(target, asked);
        const location = redirects.has(reply.status) ? reply.headers["location"] : undefined;
        if (location === undefined)
          return {
            status: reply.status,
            url: target.url.href,
            ...(moved === undefined ? {} : { moved }),
            headers: reply.headers,
            body: reply.body,
          };
        const next = parseTarget(location.replaceAll(" ", "%20"), target.url);
        if (hop >= (init.limits?.redirects ?? maxRedirects) || seen.has(next.url.href))
          throw new OutboundError("redirect_loop", next.host, { sent: true });
        if (next.origin !== target.origin) {
          if (target.secure && !next.secure && carriesCredentials(headers))
            throw new OutboundError("blocked", next.host, { sent: true });
          headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !credentials.test(name)));
        }
        seen.add(next.url.href);
        // Away from https is followed each time, and never for good.
        forGood &&= permanent.has(reply.status) && (next.secure || !target.secure);
        if (forGood) moved = next.url.href;
        target = next;
      }
    },

    close: () => pools.close(),
  };
}

function toResponse(reply: Exchange): Response {
  const headers = new Headers();
  for (const name in reply.headers) {
    // The body is already unpacked, so these two no longer describe it.
    if (name === "content-encoding" || name === "content-length") continue;
    try {
      headers.append(name, reply.headers[name] ?? "");
    } catch {
      // A header that the standard forbids is as good as absent; the answer stands.
    }
  }
  return new Response(bodiless.has(reply.status) ? null : new Uint8Array(reply.body), {
    status: reply.status,
    headers,
  });
}

function carriesCredentials(headers: Record<string, string>): boolean {
  return Object.keys(headers).some((name) => credentials.test(name));
}

function lowerCase(headers: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}
