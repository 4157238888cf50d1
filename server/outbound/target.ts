import { OutboundError } from "./error.ts";

/** Where a URL leads, in one spelling: what is checked is what is dialled. */
export type Target = {
  url: URL;
  /** `https://name:port`, for comparing origins. */
  origin: string;
  secure: boolean;
  /** Lower case, without a trailing dot and, for IPv6, without brackets. */
  host: string;
  port: number;
};

const maxLength = 8192;

/**
 * Ports of other protocols that would understand, or be harmed by, an HTTP request: the fetch standard's blocked ports
 * above 1023 and the usual databases, queues and control sockets. Below 1024 only 80 and 443 are for the web.
 */
const foreignPorts = new Set([
  1080, 1433, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 3659, 4045, 4190,
  5060, 5061, 5432, 5433, 5601, 5671, 5672, 5900, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
  6697, 8086, 8500, 9042, 9092, 9200, 9300, 10080, 10250, 10255, 11211, 15672, 25565, 27017, 27018, 50000,
]);

/** Names that mean this machine or this network wherever they are asked (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`). */
const insideNames =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|onion|invalid|test)$/;

/** Reads a URL strictly. Throws OutboundError `bad_url` for any other scheme, a user name, control characters or backslashes. */
export function parseTarget(text: string, base?: URL): Target {
  const trimmed = text.trim();
  // oxlint-disable-next-line no-control-regex -- URL parsers drop or keep these differently: the way around a check
  if (
    trimmed.length > maxLength ||
    /[\u0000-\u0020\\\u007f]/.test(base === undefined ? trimmed : trimmed.replaceAll(" ", ""))
  )
    throw new OutboundError("bad_url", "");
  if (base === undefined && !/^https?:\/\/[^/]/i.test(trimmed)) throw new OutboundError("bad_url", "");
  if (!URL.canParse(trimmed, base)) throw new OutboundError("bad_url", "");
  const url = new URL(trimmed, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw new OutboundError("bad_url", url.hostname);
  if (url.username !== "" || url.password !== "") throw new OutboundError("bad_url", url.hostname);
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (host === "" || host.endsWith(".")) throw new OutboundError("bad_url", url.hostname);
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return { url, origin: `${url.protocol}//${url.hostname.replace(/\.$/, "")}:${port}`, secure, host, port };
}

/** Whether the port is one that web servers use. */
export function portIsForWeb(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && !foreignPorts.has(port));
}

/** Whether a name can only mean something inside: one label, or a suffix reserved for local use. */
export function nameIsInside(host: string): boolean {
  return (!host.includes(".") && !host.includes(":")) || insideNames.test(host);
}
