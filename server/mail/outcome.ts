import type { Text } from "#engine/text.ts";

/** What came of handing a mail to a server. `answer`: its own words, at most 300 letters, without secrets. */
export type Outcome = { status: number | null; answer: string } & (
  | { kind: "sent" }
  /** `whole`: no mail would pass now: the server, the way to it or the settings are at fault, not this mail. */
  | { kind: "later"; why: Text; whole: boolean }
  /** `park`: the address takes no mail at all. */
  | { kind: "refused"; why: Text; park: boolean }
  | { kind: "unknown"; why: Text }
);

/** What nodemailer says of a failure. */
export type SmtpError = Error & {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  cause?: unknown;
};

/** How far a call came: whether all of the mail was on its way when it failed. */
export type Progress = { handed: boolean; host: string; secrets: readonly string[] };

/**
 * These say that the sender is not set up as the receiver demands (RFC 7372 and what the large providers answer): no address is to
 * blame. 5.7.26 and 5.7.32: the domain's DMARC; 5.7.30: Microsoft 365 takes no passwords any more.
 */
const setup: Readonly<Record<string, Text>> = {
  "5.7.26": {
    en: "The receiver does not believe that the sender’s domain sends this. Set up SPF and DKIM for the domain of the sender’s address, for this server.",
    fr: "Le destinataire ne croit pas que le domaine de l’expéditeur envoie ceci. Configurez SPF et DKIM du domaine de l’expéditeur pour ce serveur.",
  },
  "5.7.30": {
    en: "Microsoft 365 no longer takes passwords here. Choose XOAUTH2 in Settings → Mail.",
    fr: "Microsoft 365 n’accepte plus les mots de passe ici. Choisissez XOAUTH2 dans Réglages → E-mails.",
  },
};
const dmarc = new Set(["5.7.23", "5.7.25", "5.7.26", "5.7.27", "5.7.32", "5.7.509"]);
const access = new Set(["5.7.0", "5.7.3", "5.7.8", "5.7.9", "5.7.11", "5.7.57", "5.7.60", "5.7.64", "5.7.139"]);

/** Judges a failure. Everything that may have left with no word back is `unknown`, and nothing else is. */
export function judge(error: SmtpError, progress: Progress): Outcome {
  const status = error.responseCode ?? null;
  const answer = spoken(error, progress.secrets);
  if (status === null || status < 400) return { status, answer, ...silent(error, progress) };
  const command = error.command ?? "";
  if (error.code === "ETLS" || command === "STARTTLS")
    return { kind: "later", status, answer, whole: true, why: noTls(progress.host) };
  const enhanced = /\b([245]\.\d{1,3}\.\d{1,3})\b/u.exec(error.response ?? "")?.[1] ?? "";
  if (status < 500) {
    const whole = status === 421 || !/^(?:RCPT|DATA)/u.test(command);
    return { kind: "later", status, answer, whole, why: busy(progress.host) };
  }
  if (dmarc.has(enhanced)) return { kind: "later", status, answer, whole: true, why: setup["5.7.26"]! };
  if (setup[enhanced] !== undefined) return { kind: "later", status, answer, whole: true, why: setup[enhanced] };
  if ([530, 534, 535, 538].includes(status) || error.code === "EAUTH" || access.has(enhanced))
    return { kind: "later", status, answer, whole: true, why: refusedUs(progress.host) };
  if (!/^(?:RCPT|DATA)/u.test(command))
    return { kind: "later", status, answer, whole: true, why: refusedSender(progress.host) };
  const park = command.startsWith("RCPT") && addressIsGone(enhanced, status);
  return { kind: "refused", status, answer, park, why: park ? noAddress : refusedMail(progress.host) };
}

/** Whether the address itself takes no mail. A full box or a policy is not an address that does not exist. `enhanced`: empty, or 5.0.0, where it says nothing. */
export const addressIsGone = (enhanced: string, status: number | null): boolean =>
  enhanced === "" || enhanced === "5.0.0"
    ? status !== null && [550, 551, 553].includes(status)
    : /^5\.1\.(?:[1236]|10)$|^5\.2\.1$/u.test(enhanced);

function silent(error: SmtpError, { handed, host }: Progress) {
  if (handed) return { kind: "unknown" as const, why: lost(host) };
  const later = { kind: "later" as const, whole: true };
  const about = `${error.code ?? ""} ${error.message} ${String((error.cause as Error | undefined)?.message ?? "")}`;
  if (error.code === "EAUTH" || error.code === "EOAUTH2") return { ...later, why: refusedUs(host) };
  if (/STARTTLS/u.test(about) && /not (?:support|advertis|offer)|does not|missing/iu.test(about))
    return { ...later, why: noTls(host) };
  if (/certificate|altnames|CERT_|self.signed|issuer/iu.test(about)) return { ...later, why: badCertificate(host) };
  if (error.code === "ETLS" || /wrong version number|EPROTO|SSL/u.test(about)) return { ...later, why: noTls(host) };
  if (error.code === "ETIMEDOUT") return { ...later, why: slow(host) };
  return { ...later, why: unreachable(host) };
}

/** The server's words, else the error's. */
const spoken = (error: SmtpError, secrets: readonly string[]): string =>
  cleanWords(error.response ?? error.message, secrets);

/** A stranger's words on one line, without control signs and what is secret, at most 300 letters. */
export function cleanWords(text: string, secrets: readonly string[]): string {
  let words = text
    .slice(0, 5_000)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  for (const secret of secrets) if (secret.length > 3) words = words.replaceAll(secret, "[secret]");
  return words.slice(0, 300).toWellFormed();
}

const busy = (host: string): Text => ({
  en: `${host} asks to try again later.`,
  fr: `${host} demande de réessayer plus tard.`,
});
const refusedUs = (host: string): Text => ({
  en: `${host} does not let us in. Check user and password (or the app’s tokens) in Settings → Mail.`,
  fr: `${host} ne nous laisse pas entrer. Vérifiez l’utilisateur et le mot de passe (ou les jetons) dans Réglages → E-mails.`,
});
const refusedSender = (host: string): Text => ({
  en: `${host} does not take mails from this sender. Check the sender’s address in Settings → Mail.`,
  fr: `${host} n’accepte pas les e-mails de cet expéditeur. Vérifiez son adresse dans Réglages → E-mails.`,
});
const refusedMail = (host: string): Text => ({
  en: `${host} refused this mail.`,
  fr: `${host} a refusé cet e-mail.`,
});
const noAddress: Text = {
  en: "This address takes no mail. Nothing more is sent there until an administrator allows it.",
  fr: "Cette adresse ne reçoit pas d’e-mails. Plus rien n’y est envoyé tant qu’un administrateur ne l’autorise pas.",
};
const lost = (host: string): Text => ({
  en: `The connection to ${host} ended before it said whether it took the mail. It is not sent again by itself.`,
  fr: `La connexion à ${host} s’est terminée avant qu’il dise s’il a pris l’e-mail. Il n’est pas renvoyé de lui-même.`,
});
const noTls = (host: string): Text => ({
  en: `${host} does not offer a safe connection in this way. Choose another port or kind of TLS in Settings → Mail.`,
  fr: `${host} n’offre pas de connexion sûre de cette façon. Choisissez un autre port ou mode TLS dans Réglages → E-mails.`,
});
const badCertificate = (host: string): Text => ({
  en: `The certificate of ${host} is not valid for that name, so nothing was sent. Check the host’s name, or the server’s certificate.`,
  fr: `Le certificat de ${host} n’est pas valable pour ce nom : rien n’a été envoyé. Vérifiez le nom du serveur ou son certificat.`,
});
const slow = (host: string): Text => ({
  en: `${host} took too long to answer. It will be tried again.`,
  fr: `${host} a mis trop de temps à répondre. Un nouvel essai aura lieu.`,
});
const unreachable = (host: string): Text => ({
  en: `${host} cannot be reached. Check its name and port in Settings → Mail; it will be tried again.`,
  fr: `${host} est injoignable. Vérifiez son nom et son port dans Réglages → E-mails ; un nouvel essai aura lieu.`,
});
