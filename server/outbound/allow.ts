import ipaddr from "ipaddr.js";

/** The operator's exceptions to the guard. An exception lifts the check of the address and of the port. */
export type Allowed = {
  /** The host as the URL spells it (a name or an address literal) with its port. */
  host: (host: string, port: number) => boolean;
  /** An address that a name led to. */
  address: (address: string) => boolean;
};

type Named = { host: string; port: number | null };

/**
 * Reads `name`, `name:port`, `[v6]:port` and CIDR entries. An entry without a mask holds for URLs that spell that very
 * host, so that `127.0.0.1:3001` does not open the port to every name that resolves to it; a CIDR entry holds for
 * addresses, whatever name led there. Throws Error with a sentence where an entry cannot be read.
 */
export function readAllowed(entries: readonly string[]): Allowed {
  const named: Named[] = [];
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter((text) => text !== "")) {
    if (entry.includes("/")) {
      if (!ipaddr.isValidCIDR(entry)) throw unreadable(entry);
      ranges.push(ipaddr.parseCIDR(entry));
    } else named.push(readNamed(entry));
  }
  return {
    host: (host, port) => named.some((one) => one.host === host && (one.port === null || one.port === port)),
    address: (address) => {
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range as ipaddr.IPv4, bits));
    },
  };
}

function readNamed(entry: string): Named {
  if (ipaddr.IPv6.isValid(entry)) return { host: ipaddr.IPv6.parse(entry).toString(), port: null };
  const parts = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?$/.exec(entry);
  const port = parts?.[2] === undefined ? null : Number(parts[2]);
  // The URL parser gives the host the one spelling that URLs will be compared in.
  const address = `http://${parts?.[1] ?? " "}/`;
  if (parts === null || (port !== null && (port < 1 || port > 65535)) || !URL.canParse(address))
    throw unreadable(entry);
  return { host: new URL(address).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, ""), port };
}

function unreadable(entry: string): Error {
  return new Error(
    `RELAYMAP_ALLOW_HOSTS: "${entry.slice(0, 100)}" is not a name, name:port or CIDR range such as 10.1.0.0/16.`,
  );
}
