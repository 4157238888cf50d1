import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { addressIsPublic } from "./address.ts";
import type { Allowed } from "./allow.ts";
import { OutboundError } from "./error.ts";
import { nameIsInside, portIsForWeb, type Target } from "./target.ts";

/** All addresses of a name, in the order they should be dialled. Rejects where the name is unknown. */
export type Resolve = (host: string) => Promise<string[]>;

export const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, order: "ipv4first" })).map((found) => found.address);

const maxAddresses = 8;
const maxNames = 1000;
const keepMs = 5000;
const askMs = 5000;

/**
 * Turns a target into the checked addresses that may be dialled. One bad address condemns the name: a server that
 * answers with a public and an inside address is trying its luck. Answers are kept for 5 s; that is safe, because what
 * is kept is the checked address itself, and it is what is dialled.
 */
export function createGuard(
  allowed: Allowed,
  resolve: Resolve,
  /** The ports that may be dialled without an exception. */
  portIsFine: (port: number) => boolean = portIsForWeb,
): (target: Pick<Target, "host" | "port">) => Promise<string[]> {
  const names = new Map<string, { until: number; answer: Promise<string[]> }>();

  function ask(host: string): Promise<string[]> {
    const now = performance.now();
    const kept = names.get(host);
    if (kept !== undefined && kept.until > now) return kept.answer;
    const answer = withinTime(resolve(host), host);
    answer.catch(() => names.delete(host));
    names.delete(host);
    names.set(host, { until: now + keepMs, answer });
    const oldest = names.size > maxNames ? names.keys().next().value : undefined;
    if (oldest !== undefined) names.delete(oldest);
    return answer;
  }

  return async (target) => {
    const { host, port } = target;
    const exempt = allowed.host(host, port);
    if (isIP(host) !== 0) return [check(host, host, port, exempt)];
    if (!exempt && nameIsInside(host)) throw new OutboundError("blocked", host);
    const addresses = await ask(host);
    if (addresses.length === 0) throw new OutboundError("dns", host);
    for (const address of addresses) check(address, host, port, exempt);
    return addresses.slice(0, maxAddresses);
  };

  function check(address: string, host: string, port: number, exempt: boolean): string {
    if (exempt || allowed.address(address) || (addressIsPublic(address) && portIsFine(port))) return address;
    throw new OutboundError("blocked", host);
  }
}

async function withinTime(answer: Promise<string[]>, host: string): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      answer,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new OutboundError("dns", host)), askMs);
      }),
    ]);
  } catch (error) {
    throw error instanceof OutboundError ? error : new OutboundError("dns", host, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
