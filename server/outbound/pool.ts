import { buildConnector, Pool } from "undici";
import { OutboundError, type OutboundCode } from "./error.ts";
import type { Target } from "./target.ts";

const connectMs = 10_000;
const maxPools = 512;
const maxSockets = 128;
const maxHeaderBytes = 32 * 1024;

type Connector = ReturnType<typeof buildConnector>;

/**
 * Keep-alive connections, one pool for each (origin, checked addresses). A pool can only ever dial the addresses it was
 * made with; the name stays in the Host header and in TLS. (undici's `connect.lookup` is not asked for address
 * literals, so pinning has to sit in the connector itself.) The least recently used pool is closed when there are too many.
 */
export function createPools(options: { ca?: string }): {
  get: (target: Target, addresses: string[]) => Pool;
  close: () => Promise<void>;
} {
  const pools = new Map<string, Pool>();
  const dial = buildConnector({ timeout: connectMs, ...(options.ca === undefined ? {} : { ca: options.ca }) });
  return {
    get: (target, addresses) => {
      const key = `${target.origin} ${addresses.join(" ")}`;
      let pool = pools.get(key);
      if (pool === undefined) {
        pool = new Pool(target.origin, {
          connect: pinned(dial, target, addresses),
          connections: maxSockets,
          pipelining: 1,
          // The whole exchange has one deadline of its own (exchange.ts).
          headersTimeout: 0,
          bodyTimeout: 0,
          maxHeaderSize: maxHeaderBytes,
        });
        evict(pools);
      } else pools.delete(key);
      pools.set(key, pool);
      return pool;
    },
    close: async () => {
      const all = [...pools.values()];
      pools.clear();
      await Promise.all(all.map((pool) => pool.destroy()));
    },
  };
}

function evict(pools: Map<string, Pool>): void {
  for (const [key, pool] of pools) {
    if (pools.size < maxPools) return;
    pools.delete(key);
    // Ends once its requests have; a failure to close says nothing about anybody's request.
    pool.close().catch(() => undefined);
  }
}

/** Dials the addresses in turn until one answers. Nothing has been sent before a connection stands, so this is no retry. */
function pinned(dial: Connector, target: Target, addresses: string[]): Connector {
  return (options, callback) => {
    const attempt = (index: number): void => {
      const address = addresses[index] ?? "";
      const name = target.secure ? { servername: serverName(target.host) } : {};
      dial({ ...options, ...name, hostname: address }, (error, socket) => {
        if (error === null) callback(null, socket);
        else if (index + 1 < addresses.length) attempt(index + 1);
        else callback(new OutboundError(connectFailure(error), target.host, { sent: false, cause: error }), null);
      });
    };
    attempt(0);
  };
}

/** TLS servers are not asked by address: RFC 6066 allows only names there. */
function serverName(host: string): string {
  return host.includes(":") || /^[\d.]+$/.test(host) ? "" : host;
}

function connectFailure(error: Error): OutboundCode {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") return "connect_timeout";
  if (/CERT|TLS|SSL|SIGNATURE|SELF_SIGNED|ISSUER|EPROTO|CRL/.test(code)) return "tls";
  return "refused";
}
