import { connect, type Socket } from "node:net";
import { readAllowed } from "../outbound/allow.ts";
import { OutboundError } from "../outbound/error.ts";
import { createGuard, resolveBySystem, type Resolve } from "../outbound/resolve.ts";

/** Where mail is handed in: submission (465, 587), its usual second door (2525), and a relay's own port. */
const mailPorts: ReadonlySet<number> = new Set([25, 465, 587, 2525]);
/** Where a mailbox is read by IMAP. */
export const boxPorts: ReadonlySet<number> = new Set([143, 993]);
const connectMs = 8_000;

/**
 * The way to a mail server, under the same guard as all other calls: its name is resolved once, every address checked, and one of
 * those very addresses dialled, each family in turn. Servers inside, and other ports, need an exception (RELAYMAP_ALLOW_HOSTS).
 */
export function createDial(
  allowHosts: readonly string[],
  resolve: Resolve = resolveBySystem,
  ports = mailPorts,
): (host: string, port: number) => Promise<Socket> {
  const guard = createGuard(readAllowed(allowHosts), resolve, (port) => ports.has(port));
  return async (host, port) => {
    const addresses = await guard({ host: host.toLowerCase().replace(/^\[|\]$|\.$/gu, ""), port });
    let last: unknown;
    for (const address of addresses) {
      try {
        return await open(address, port, host);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  };
}

function open(address: string, port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const fail = (code: "connect_timeout" | "refused", cause?: unknown): void => {
      socket.destroy();
      reject(new OutboundError(code, host, { sent: false, cause }));
    };
    const timer = setTimeout(() => fail("connect_timeout"), connectMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      fail("refused", error);
    };
    socket.once("error", failed);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(socket);
    });
  });
}
