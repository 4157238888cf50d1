import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

const file = (name: string): string => readFileSync(new URL(`../servers/tls/${name}`, import.meta.url), "utf8");
/** The authority that signed the server's certificate, for `localhost`. */
export const ca = file("ca.crt");

/** How a server answers one mail: by a status and words; by taking it and hanging up before it says so; by hanging up before the final dot. */
export type Manner = { rcpt?: string; data?: string; cut?: "before" | "after"; hang?: true };

export type MailServer = {
  port: number;
  /** What was taken, in order, as it came. */
  mails: { to: string; raw: string }[];
  /** How the next mails are answered, one each; then all are taken. */
  manners: Manner[];
  /** Connections so far. */
  connections: () => number;
  close: () => Promise<void>;
};

/** A real mail server (nodemailer's own, from the registry) on a loopback port. */
export async function openMailServer(options: Partial<SMTPServerOptions> = {}): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  const manners: Manner[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let now: Manner = {};
  const server = new SMTPServer({
    key: file("server.key"),
    cert: file("server.crt"),
    authOptional: true,
    disabledCommands: ["AUTH"],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: (_address, _session, done) => {
      now = manners.shift() ?? {};
      if (now.rcpt === undefined) return done();
      done(refusal(now.rcpt));
    },
    onData: (stream, session, done) => {
      const { cut, data, hang } = now;
      if (cut === "before") {
        for (const socket of sockets) socket.destroy();
        stream.resume();
        return;
      }
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        if (data !== undefined) return done(refusal(data));
        const [to] = session.envelope.rcptTo;
        mails.push({ to: to?.address ?? "", raw: Buffer.concat(chunks).toString("utf8") });
        if (cut === "after") for (const socket of sockets) socket.destroy();
        else if (hang !== true) done(null, "2.0.0 taken");
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    mails,
    manners,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** `550 5.1.1 no such user`, as the server's hooks take it. */
function refusal(words: string): Error {
  const [, code = "550", text = words] = /^(\d{3}) (.*)$/u.exec(words) ?? [];
  return Object.assign(new Error(text), { responseCode: Number(code) });
}
