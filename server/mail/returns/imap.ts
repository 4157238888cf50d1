import type { Socket } from "node:net";
import { connect as secure } from "node:tls";
import type { ImapFlow, ImapFlowError, ImapFlowOptions } from "imapflow";
import type { Text } from "#engine/text.ts";
import { OutboundError } from "../../outbound/error.ts";
import { cleanWords } from "../outcome.ts";

/** A folder of a mail server, and who opens it. `starttls`: or nothing is sent. */
export type BoxPlace = { host: string; port: number; tls: "tls" | "starttls"; username: string; folder: string };
export type BoxTools = {
  dial: (host: string, port: number) => Promise<Socket>;
  /** Authorities that are trusted instead of the usual ones (PEM), for tests. */
  ca?: string;
  /** Milliseconds for all of it, from dialling to the last message: a server that trickles bytes is given no longer. */
  patience?: number;
  /** Ends it at once. */
  signal?: AbortSignal;
  /** Bytes that a message may have, where more than a report's are wanted. */
  large?: number;
};
/** Why a folder cannot be read; `answer`: the server's own words, without secrets. */
export type BoxTrouble = { why: Text; answer: string };

/** An open folder. Nothing in it is changed, not even what counts as seen (EXAMINE, BODY.PEEK). Its functions reject with errors that `judgeBox` reads. */
export type Box = {
  messages: number;
  /** UIDVALIDITY. */
  validity: number;
  /** The UID in front of the newest so many. */
  before: (newest: number) => Promise<number>;
  /** The next messages after a UID, in order, with their content types and the addresses that they are for. */
  after: (uid: number, most: number) => Promise<{ uid: number; type: string; to: readonly string[] }[]>;
  /** The first bytes of a message; null: it is gone. */
  source: (uid: number, bytes: number) => Promise<Uint8Array | null>;
};

const usualPatience = 60_000;

/** Opens a folder, lets `read` read it, and closes it. */
export async function withBox<Read>(
  place: BoxPlace,
  password: string,
  tools: BoxTools,
  read: (box: Box) => Promise<Read>,
): Promise<{ read: Read } | { failed: BoxTrouble }> {
  const { dial, ca, patience = usualPatience, signal, large } = tools;
  let socket: Socket | null = null;
  let client: ImapFlow | null = null;
  let late = false;
  let step: Step = "connect";
  const end = (): void => {
    client?.close();
    socket?.destroy();
  };
  // Told apart from faults of whoever reads: only what the server, the network or the library over them said is its trouble.
  let met: unknown = null;
  const ask: Ask = async (work) => {
    try {
      if (late || signal?.aborted === true) throw new Error("it was ended");
      return await work();
    } catch (error) {
      met = error;
      throw error;
    }
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, patience);
  signal?.addEventListener("abort", end);
  try {
    const dialled = await ask(() => dial(place.host, place.port));
    socket = dialled;
    // Loaded by the first reading: a start does not pay for it.
    const imap = await import("imapflow");
    const auth = { user: place.username, pass: password };
    const opened = new imap.ImapFlow({ ...bounds, ...widened(large), ...over(place, dialled, ca), auth });
    client = opened;
    // Also between calls: without a listener it would end the process.
    opened.on("error", () => undefined);
    await ask(() => opened.connect());
    step = "folder";
    const { exists, uidValidity } = await ask(() => opened.mailboxOpen(place.folder, { readOnly: true }));
    step = "read";
    return { read: await read({ messages: exists, validity: Number(uidValidity), ...folder(opened, ask) }) };
  } catch (error) {
    if (error !== met) throw error;
    const answer = cleanWords((error as ImapFlowError).responseText ?? "", [password]);
    return { failed: { why: late ? slow(place.host) : judgeBox(error as ImapFlowError, step, place), answer } };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    // Waits for no goodbye.
    end();
  }
}

type Step = "connect" | "folder" | "read";
type Ask = <Found>(work: () => Promise<Found>) => Promise<Found>;

/** What one answer may hold; and no extension that is not needed. */
const bounds: ImapFlowOptions = {
  logger: false,
  disableAutoIdle: true,
  disableAutoEnable: true,
  disableCompression: true,
  disableIMAP4rev2: true,
  clientInfo: { name: "Relaymap" },
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 20_000,
  maxLineLength: 1_000_000,
  maxLiteralSize: 300_000,
  maxResponseSize: 1_500_000,
  maxResponseTokens: 200_000,
};

const widened = (large: number | undefined): Partial<ImapFlowOptions> =>
  large === undefined ? {} : { maxLiteralSize: large + 100_000, maxResponseSize: large + 1_500_000 };

/** Over a socket that was dialled under the guard: the library resolves and dials nothing by itself. */
function over({ host, port, tls }: BoxPlace, socket: Socket, ca: string | undefined): ImapFlowOptions {
  // A name only: RFC 6066 has no addresses there.
  const name = /^[\d.:[\]]+$/u.test(host) ? {} : { servername: host };
  const options = {
    host: host.replace(/^\[|\]$/gu, ""),
    minVersion: "TLSv1.2",
    ...name,
    ...(ca === undefined ? {} : { ca }),
  } as const;
  return {
    host,
    port,
    secure: tls === "tls",
    doSTARTTLS: tls === "starttls",
    transport: {
      connect: ({ secure: safe }, opened) => {
        if (safe) return secure({ ...options, socket }, opened);
        process.nextTick(opened);
        return socket;
      },
      upgrade: (_plain, _options, opened) => secure({ ...options, socket }, opened),
    },
  };
}

function folder(client: ImapFlow, ask: Ask): Pick<Box, "before" | "after" | "source"> {
  const uid = { uid: true };
  return {
    before: async (newest) => {
      const exists = client.mailbox === false ? 0 : client.mailbox.exists;
      const oldest = String(Math.max(1, exists - newest + 1));
      const first = exists === 0 ? false : await ask(() => client.fetchOne(oldest, uid));
      return first === false ? 0 : first.uid - 1;
    },
    after: async (last, most) => {
      // `n:*` names the last message, too, where its UID is lower (RFC 3501, 6.4.8).
      const found = (await ask(() => client.search({ uid: `${last + 1}:*` }, uid))) || [];
      const uids = found
        .filter((each) => each > last)
        .sort((one, other) => one - other)
        .slice(0, most);
      if (uids.length === 0) return [];
      const rows = await ask(() => client.fetchAll(uids, { uid: true, headers: [...addressed, "content-type"] }, uid));
      const heads = new Map(rows.map((row) => [row.uid, headOf(row.headers)]));
      return uids.map((each) => ({ uid: each, ...(heads.get(each) ?? { type: "", to: [] }) }));
    },
    source: async (each, bytes) => {
      const found = await ask(() => client.fetchOne(String(each), { source: { start: 0, maxLength: bytes } }, uid));
      return found === false ? null : (found.source?.subarray(0, bytes) ?? null);
    },
  };
}

/** Where a message says whom it is for: in front, and where its servers wrote it for an alias. */
const addressed = ["to", "cc", "delivered-to", "x-original-to"];

function headOf(headers: Buffer | undefined): { type: string; to: readonly string[] } {
  const lines = (headers?.toString("latin1") ?? "").replace(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u);
  const valueOf = (line: string): string => line.slice(line.indexOf(":") + 1).trim();
  const nameOf = (line: string): string => line.slice(0, Math.max(0, line.indexOf(":"))).toLowerCase();
  const to = lines
    .filter((line) => addressed.includes(nameOf(line)))
    .flatMap(
      (line) =>
        valueOf(line)
          .toLowerCase()
          .match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/gu) ?? [],
    );
  return { type: valueOf(lines.find((line) => nameOf(line) === "content-type") ?? ":"), to: to.slice(0, 100) };
}

function judgeBox(error: ImapFlowError, step: Step, { host, folder: name }: BoxPlace): Text {
  if (error instanceof OutboundError) return error.code === "blocked" ? blocked(host) : error.text;
  const about = `${error.code ?? ""} ${error.message}`;
  if (error.authenticationFailed === true) return refusedUs(host);
  if (/STARTTLS|UPGRADE/u.test(about)) return noTls(host);
  if (/certificate|altnames|CERT_|self.signed|issuer|UNABLE_TO_/iu.test(about)) return badCertificate(host);
  if (/wrong version number|EPROTO|SSL/u.test(about)) return noTls(host);
  if (/TIMEOUT/u.test(about)) return slow(host);
  if (step === "folder" && error.responseStatus !== undefined) return noFolder(host, name);
  if (error.responseStatus !== undefined) return refused(host);
  return unreachable(host);
}

const blocked = (host: string): Text => ({
  en: `${host} is inside the network, or its port is none of a mailbox (143, 993). If it is meant, name it in RELAYMAP_ALLOW_HOSTS.`,
  fr: `${host} est à l’intérieur du réseau, ou son port n’est pas celui d’une boîte aux lettres (143, 993). Si c’est voulu, ajoutez-le à RELAYMAP_ALLOW_HOSTS.`,
});
const refusedUs = (host: string): Text => ({
  en: `${host} does not let us in. Check the user and the password of the mailbox; some providers ask for a password made for one app.`,
  fr: `${host} ne nous laisse pas entrer. Vérifiez l’utilisateur et le mot de passe de la boîte ; certains fournisseurs demandent un mot de passe d’application.`,
});
const noFolder = (host: string, name: string): Text => ({
  en: `${host} let us in, but has no folder “${name}” that can be read there. Usually it is called INBOX.`,
  fr: `${host} nous a laissé entrer, mais n’a pas de dossier « ${name} » lisible. D’habitude, il s’appelle INBOX.`,
});
const noTls = (host: string): Text => ({
  en: `${host} does not offer a safe connection in this way, so nothing was sent. Choose the other kind of protection, or another port.`,
  fr: `${host} n’offre pas de connexion sûre de cette façon : rien n’a été envoyé. Choisissez l’autre protection ou un autre port.`,
});
const badCertificate = (host: string): Text => ({
  en: `The certificate of ${host} is not valid for that name, so nothing was sent. Check the host’s name, or the server’s certificate.`,
  fr: `Le certificat de ${host} n’est pas valable pour ce nom : rien n’a été envoyé. Vérifiez le nom du serveur ou son certificat.`,
});
const slow = (host: string): Text => ({
  en: `${host} took too long. It will be tried again.`,
  fr: `${host} a mis trop de temps. Un nouvel essai aura lieu.`,
});
const refused = (host: string): Text => ({
  en: `${host} let us in, but did not hand out the mails. It will be tried again.`,
  fr: `${host} nous a laissé entrer, mais n’a pas donné les e-mails. Un nouvel essai aura lieu.`,
});
const unreachable = (host: string): Text => ({
  en: `${host} cannot be reached, or ended the connection. Check its name and port; it will be tried again.`,
  fr: `${host} est injoignable ou a coupé la connexion. Vérifiez son nom et son port ; un nouvel essai aura lieu.`,
});
