import { readFileSync } from "node:fs";
import type { AddressInfo, Socket } from "node:net";
import hoodiecrow from "hoodiecrow-imap";

const file = (name: string): string => readFileSync(new URL(`../servers/tls/${name}`, import.meta.url), "utf8");

export type BoxServer = {
  port: number;
  /** Connections so far. */
  connections: () => number;
  put: (raw: string) => void;
  /** As after a server was set up anew: the same mails, and other UIDs. */
  renumber: () => void;
  empty: () => void;
  close: () => void;
};

/** A real IMAP server (hoodiecrow, from the registry) on a loopback port, with one mailbox. */
export async function openBoxServer({ tls = "tls" }: { tls?: "tls" | "starttls" | "none" } = {}): Promise<BoxServer> {
  const server = hoodiecrow({
    plugins: ["ID", "SASL-IR", "AUTH-PLAIN", ...(tls === "starttls" ? ["STARTTLS"] : [])],
    secureConnection: tls === "tls",
    credentials: { key: file("server.key"), cert: file("server.crt") },
    users: { "news@atelier-lumen.example": { password: "canary-password" } },
    storage: { INBOX: { uidvalidity: 7, uidnext: 1, messages: [] } },
  });
  const sockets = new Set<Socket>();
  let connections = 0;
  server.server.on(tls === "tls" ? "secureConnection" : "connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    // It answers in many small pieces.
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const inbox = server.folderCache["INBOX"]!;
  return {
    port: (server.server.address() as AddressInfo).port,
    connections: () => connections,
    put: (raw) => server.appendMessage("INBOX", [], false, raw),
    renumber: () => void (inbox.uidvalidity += 1),
    empty: () => void (inbox.messages.length = 0),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.server.close();
    },
  };
}
