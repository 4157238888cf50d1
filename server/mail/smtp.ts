import { Readable } from "node:stream";
import type { Socket } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { OutboundError } from "../outbound/error.ts";
import { composeMessage } from "./message.ts";
import { judge, type Outcome, type SmtpError } from "./outcome.ts";
import type { Session } from "./transport.ts";

export type SmtpSettings = {
  host: string;
  port: number;
  /** `tls` from the first byte; `starttls` or nothing is sent; `none`. */
  tls: "tls" | "starttls" | "none";
};

/** How we prove who we are, as it is at this moment. */
export type Login =
  | { kind: "none" }
  | { kind: "password"; user: string; pass: string }
  | { kind: "token"; user: string; token: string };

export type SmtpTools = {
  dial: (host: string, port: number) => Promise<Socket>;
  /** Asked for each connection; a token may have been renewed. Rejects with SmtpError-like errors. */
  login: () => Promise<Login>;
  /** Our name in the greeting. */
  name: string;
  /** Authorities that are trusted instead of the usual ones (PEM), for tests. */
  ca?: string;
  /** Milliseconds: to be let in, and for one mail. A server that trickles bytes is given no longer. */
  patience?: { open: number; send: number };
};

const usual = { open: 30_000, send: 60_000 };

/** A connection to a mail server, spoken by nodemailer's own client: no pool, no retries, and an end to waiting. */
export async function openSmtp(
  settings: SmtpSettings,
  tools: SmtpTools,
): Promise<{ session: Session } | { failed: Extract<Outcome, { kind: "later" }> }> {
  const { host } = settings;
  const patience = tools.patience ?? usual;
  const secrets: string[] = [];
  try {
    const socket = await tools.dial(host, settings.port);
    const connection = client(settings, socket, tools, patience.open);
    try {
      await inTime(connection, patience.open, (settle) => connection.connect(settle));
      const login = await tools.login();
      if (login.kind === "password") secrets.push(login.pass);
      if (login.kind === "token") secrets.push(login.token);
      if (login.kind !== "none")
        await inTime(connection, patience.open, (settle) => connection.login(auth(login), settle));
    } catch (error) {
      connection.close();
      throw error;
    }
    return { session: session(connection, { host, secrets, patience: patience.send }) };
  } catch (error) {
    return { failed: whole(error, host, secrets) };
  }
}

/** A failure before any mail was on its way: the next one would meet it too. */
function whole(error: unknown, host: string, secrets: readonly string[]): Extract<Outcome, { kind: "later" }> {
  if (error instanceof OutboundError)
    return {
      kind: "later",
      whole: true,
      status: null,
      answer: "",
      why: error.code === "blocked" ? blocked(host) : error.text,
    };
  const judged = judge(error as SmtpError, { handed: false, host, secrets });
  return judged.kind === "later"
    ? { ...judged, whole: true }
    : { kind: "later", whole: true, status: judged.status, answer: judged.answer, why: closedDoor(host) };
}

function client(settings: SmtpSettings, socket: Socket, { name, ca }: SmtpTools, patience: number): SMTPConnection {
  const { host, port, tls } = settings;
  const connection = new SMTPConnection({
    connection: socket,
    host,
    port,
    name,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    // A name only: RFC 6066 has no addresses there.
    ...(/^[\d.:[\]]+$/u.test(host) ? {} : { servername: host }),
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    socketCloseTimeout: 1_000,
    maxResponseSize: 64_000,
  });
  // Also between calls: without a listener it would end the process.
  connection.on("error", () => undefined);
  return connection;
}

const auth = (login: Exclude<Login, { kind: "none" }>) =>
  login.kind === "password"
    ? { user: login.user, pass: login.pass }
    : {
        type: "OAuth2",
        method: "XOAUTH2",
        user: login.user,
        oauth2: bearer(login),
      };

/** What nodemailer asks for a token. A refused one is not asked for again here: the next connection brings another. */
const bearer = ({ user, token }: Extract<Login, { kind: "token" }>) =>
  ({
    user,
    getToken: (renew: boolean, done: (error: Error | null, token?: string) => void) =>
      renew ? done(Object.assign(new Error("the token was refused"), { code: "EAUTH" })) : done(null, token),
    buildXOAuth2Token: (given: string) =>
      Buffer.from(`user=${user}\u0001auth=Bearer ${given}\u0001\u0001`).toString("base64"),
    // As much of nodemailer's class as its connection calls; the rest fetches tokens, unguarded.
  }) as never;

/** One step of the conversation: its own answer, the connection's failure or end, or too long a wait, whichever comes first. */
function inTime(
  connection: SMTPConnection,
  milliseconds: number,
  begin: (settle: (error?: Error | null, info?: unknown) => void) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null, info?: unknown): void => {
      clearTimeout(timer);
      connection.off("error", failed);
      connection.off("end", ended);
      if (error) reject(error);
      else resolve(info);
    };
    const failed = (error: Error): void => settle(error);
    const ended = (): void => settle(Object.assign(new Error("the connection ended"), { code: "ECONNECTION" }));
    const timer = setTimeout(
      () => settle(Object.assign(new Error("it took too long"), { code: "ETIMEDOUT" })),
      milliseconds,
    );
    connection.on("error", failed);
    connection.on("end", ended);
    begin(settle);
  });
}

function session(
  connection: SMTPConnection,
  { host, secrets, patience }: { host: string; secrets: readonly string[]; patience: number },
): Session {
  return {
    send: async (message, handing) => {
      const bytes = await composeMessage(message);
      if (!(await handing())) return { kind: "later", whole: false, status: null, answer: "", why: takenOver };
      const stream = Readable.from([bytes], { objectMode: false });
      // From here on the final dot may be on its way; before it no server takes a mail (RFC 5321, 4.1.1.4).
      let handed = false;
      stream.once("end", () => void (handed = true));
      // What comes back later names the mail and whom it was written to, where the server can (RFC 3461); and brings its headers only.
      const dsn = { ret: "HDRS", envid: message.messageId, orcpt: `rfc822;${message.to.address}` } as const;
      const envelope = { from: message.from.address, to: [message.to.address], size: bytes.length, dsn };
      try {
        const info = await inTime(connection, patience, (settle) => connection.send(envelope, stream, settle));
        return {
          kind: "sent",
          status: 250,
          answer: String((info as { response?: string }).response ?? "").slice(0, 300),
        };
      } catch (error) {
        // A connection on which something broke off is in no known state.
        if ((error as SmtpError).responseCode === undefined) connection.close();
        return judge(error as SmtpError, { handed, host, secrets });
      }
    },
    close: () => {
      connection.quit();
      setTimeout(() => connection.close(), 2_000).unref();
    },
  };
}

const blocked = (host: string) => ({
  en: `${host} is inside the network, or its port is none for mail (25, 465, 587, 2525). If it is meant, name it in RELAYMAP_ALLOW_HOSTS.`,
  fr: `${host} est à l’intérieur du réseau, ou son port n’est pas un port de courrier (25, 465, 587, 2525). Si c’est voulu, ajoutez-le à RELAYMAP_ALLOW_HOSTS.`,
});
const closedDoor = (host: string) => ({
  en: `${host} does not take mails from this server.`,
  fr: `${host} n’accepte pas d’e-mails de ce serveur.`,
});
const takenOver = { en: "Another process has taken this mail.", fr: "Un autre processus a pris cet e-mail." };
